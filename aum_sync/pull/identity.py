"""Which playlist is which week: by its name once, by the id in the lock from then on."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from aum_sync.config.types import Config, Season
from aum_sync.errors import ConfigError
from aum_sync.pull.events import Event
from aum_sync.season.items import Card, WeekState
from aum_sync.text.cells import clip, quoted
from aum_sync.text.fold import nfkc, plain

_MATCH_SECONDS = 1.0
_MAX_DIGITS = 6
_NEAREST = 3
_SHOWN_CELLS = 60


@dataclass(frozen=True, slots=True)
class Bound:
    """A playlist that is a week. ``number`` is what its name says now; None: no number."""

    week: int
    card: Card
    number: int | None


@dataclass(frozen=True, slots=True)
class Binding:
    """Every week that has a playlist now, by number, and what there is to say about the others."""

    weeks: tuple[Bound, ...]
    events: tuple[Event, ...]


class Names:
    """Reads week numbers from names, as ``season.match`` and ``season.ignore`` say."""

    def __init__(self, season: Season) -> None:
        self._season = season
        self._pattern = regex.compile(season.match)
        self._ignored = {plain(entry) for entry in season.ignore}

    def number(self, card: Card) -> int | None:
        """The number in the name; None where there is none.

        Raises ConfigError where the pattern takes longer than a second over one name.
        """
        name = nfkc(html.unescape(card.name)).strip()
        try:
            found = self._pattern.search(name, timeout=_MATCH_SECONDS)
        except TimeoutError as error:
            raise ConfigError(
                f"season.match runs away on the name {quoted(clip(name, _SHOWN_CELLS))}",
                hint="make the pattern simpler: nothing repeated inside something repeated",
            ) from error
        digits = found["week"] if found else None
        if not digits or not digits.isdecimal() or len(digits) > _MAX_DIGITS:
            return None
        return int(digits)

    def ignores(self, card: Card) -> bool:
        """Whether ``season.ignore`` names this playlist, by name or id."""
        return card.id in self._season.ignore or plain(card.name) in self._ignored


def ours(card: Card, account: str) -> bool:
    """Whether the account may read and write this playlist."""
    return card.owner == account or card.collaborative


def bind(
    config: Config, known: tuple[WeekState, ...], cards: tuple[Card, ...], account: str
) -> Binding:
    """Pair the season's weeks with playlists of the library.

    ``season.sources`` decides first, then the id in the lock; only a week that has neither is
    looked for by name. A master's playlist, an ignored one and one of others is never a week.
    """
    binder = _Binder(config, known, cards, account)
    events = [*binder.decide(), *binder.keep(), *binder.discover()]
    weeks = tuple(binder.bound[week] for week in sorted(binder.bound))
    return Binding(weeks, tuple(events))


class _Binder:
    """The three passes of :func:`bind`, each adding to ``bound`` and saying what it saw."""

    def __init__(
        self, config: Config, known: tuple[WeekState, ...], cards: tuple[Card, ...], account: str
    ) -> None:
        self.bound: dict[int, Bound] = {}
        self._season = config.season
        self._names = Names(config.season)
        self._cards = {card.id: card for card in cards}
        self._account = account
        self._masters = {master.playlist: master.key for master in config.masters}
        self._sources = {w: p for w, p in sorted(config.season.sources) if w in config.season}
        self._locks = {week.week: week.latest.playlist for week in known}
        self._taken: dict[str, int] = {}

    def decide(self) -> Iterator[Event]:
        """Bind what ``season.sources`` names, whatever the lock or the name says."""
        for week, playlist in self._sources.items():
            lock = self._locks.get(week)
            if (reason := self._obstacle(playlist)) is not None:
                yield self._unbound(
                    week, playlist, f"season.sources names {playlist}, but {reason}"
                )
                continue
            self._bind(week, playlist)
            if lock not in (None, playlist):
                text = f"season.sources moves it from {lock} to {playlist}"
                yield Event("moved-source", "change", text, week)

    def keep(self) -> Iterator[Event]:
        """Bind the weeks that have a lock to the playlist in it, whatever its name is now."""
        for week, playlist in self._locks.items():
            if week not in self._season or week in self._sources:
                continue
            if (reason := self._obstacle(playlist)) is None:
                self._bind(week, playlist)
            else:
                yield self._unbound(week, playlist, f"its playlist {playlist} {reason}")

    def discover(self) -> Iterator[Event]:
        """Bind weeks without a lock by name; say which other playlists bear a week's number."""
        candidates: dict[int, list[Card]] = defaultdict(list)
        locked = set(self._locks.values())
        for card in self._cards.values():
            number = self._names.number(card)
            master = self._masters.get(card.id)
            if master and number in self._season and not self._names.ignores(card):
                yield _master_is_week(card, number, master)
            if card.id in locked or self._obstacle(card.id) is not None:
                continue
            if number in self._season and number not in self._sources:
                assert number is not None, "None is in no season"
                candidates[number].append(card)
        for week, cards in sorted(candidates.items()):
            found = sorted(cards, key=lambda card: card.id)
            if week in self._locks:
                yield from (self._doubled(week, card) for card in found)
            elif len(found) == 1:
                self._bind(week, found[0].id)
            else:
                yield _undecided(week, found)

    def _bind(self, week: int, playlist: str) -> None:
        card = self._cards[playlist]
        self.bound[week] = Bound(week, card, self._names.number(card))
        self._taken[playlist] = week

    def _obstacle(self, playlist: str) -> str | None:
        """Why this playlist cannot be a week, to stand behind its id; None where it can."""
        card = self._cards.get(playlist)
        if card is None:
            return "is not in the library any more"
        if playlist in self._masters:
            return f"is the playlist of the master {self._masters[playlist]}"
        if playlist in self._taken:
            return f"is week {self._taken[playlist]}"
        if self._names.ignores(card):
            return "is in season.ignore"
        if not ours(card, self._account):
            return f"belongs to {card.owner} and is not collaborative"
        return None

    def _unbound(self, week: int, playlist: str, text: str) -> Event:
        kept = "; its lock stays" if week in self._locks else ""
        hint = "correct season.sources"
        if week not in self._sources:
            hint = f"to retire the week: git rm state/weeks/{week}.*json"
        gone = playlist not in self._cards
        return Event("vanished" if gone else "unbound", "warning", text + kept, week, hint=hint)

    def _doubled(self, week: int, card: Card) -> Event:
        return Event(
            "doubled",
            "warning",
            f"{card.id} “{card.name}” bears the number too and is ignored: "
            f"the week is {self._locks[week]}",
            week,
            hint=f"to read this one instead, in season: sources: {{{week}: {card.id}}}",
        )


def _master_is_week(card: Card, week: int | None, master: str) -> Event:
    return Event(
        "master-is-week",
        "error",
        f"its playlist {card.id} “{card.name}” is the playlist of the master {master}",
        week,
        hint=f"give masters.{master}.playlist the id of another playlist, "
        "or name this one in season.ignore if it is the master",
    )


def _undecided(week: int, cards: list[Card]) -> Event:
    names = ", ".join(f"{card.id} “{card.name}”" for card in cards)
    return Event(
        "undecided",
        "warning",
        f"{len(cards)} playlists bear this number, nothing was read: {names}",
        week,
        hint=f"say which one it is, in season: sources: {{{week}: {cards[0].id}}}",
    )


def no_weeks(config: Config, cards: tuple[Card, ...], account: str) -> Event:
    """Why nothing in the library is a week, with the names that come nearest."""
    from rapidfuzz import fuzz, process

    season, names = config.season, Names(config.season)
    if not cards:
        text = f"the library of {account} is empty: no playlists, so no weeks"
        return Event("no-weeks", "warning", text, hint="is this token for the right account?")
    text = f"none of {len(cards)} playlists is a week: season.match is {season.match}"
    numbered = {card: number for card in cards if (number := names.number(card)) is not None}
    numbers = [number for card, number in numbered.items() if ours(card, account)]
    if numbers:
        seen = f"numbers from {min(numbers)} to {max(numbers)} occur"
        text = f"{text}; {seen}, season.weeks is {season.first_week}-{season.last_week}"
    elif numbered:
        owners = ", ".join(sorted({card.owner for card in numbered})[:_NEAREST])
        text = f"{text}; {len(numbered)} match and belong to others than {account}: {owners}"
    titles = sorted({card.name for card in cards})
    near = process.extract(season.match, titles, scorer=fuzz.partial_token_ratio, limit=_NEAREST)
    nearest = ", ".join(f"“{title}”" for title, _, _ in near)
    hint = f"nearest names: {nearest}; compare them with season.match, season.weeks, season.ignore"
    return Event("no-weeks", "warning", text, hint=hint)
