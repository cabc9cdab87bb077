"""The text of a first ``season.yaml``: of nothing, or of what an account suggests.

Names and genres are hostile text. What cannot stand in a line as it is, is left to the curator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count

import regex

from aum_sync.config.types import Config, Review
from aum_sync.season.items import Card
from aum_sync.start.survey import Genre, Home, Survey, fits
from aum_sync.text.cells import brief, visible
from aum_sync.text.fold import bare, fold, plain, unescape
from aum_sync.text.words import plural, ranges

SORT = "To sort"
"""What the catch-all is called, where the account has none by that name."""
_SORT_KEY = "to-sort"
_MOST_NAME = 100
_NO_KEY = regex.compile(r"[^a-z0-9]+")
_PLAIN = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}\p{N}&. -]*(?<![ .-])")
"""What YAML takes for a text without quotes, but for a few words."""
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_COLUMN = 44


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody said who begins a season. ``weeks`` is as in the YAML: ``201-300``."""

    name: str
    weeks: str
    match: str
    review: Review

    @classmethod
    def of(cls, config: Config) -> Draft:
        """What a configuration that a draft led to says."""
        season = config.season
        weeks = f"{season.first_week}-{season.last_week}"
        return cls(season.name, weeks, season.match, config.policy.review)


def skeleton(draft: Draft) -> str:
    """A season whose tracks all go to one playlist, until somebody says more."""
    masters = [
        "masters:",
        "  # A master is a playlist that is kept for you. Give each a key of its own:",
        "  # hip-hop:",
        '  #   name: "Hip Hop, Rap"',
        "  #   playlist: ID, URI or URL        # without it, the first apply creates it",
        "  #   genres: [Hip Hop, Rap]          # as you type them in descriptions",
        *_catch_all(None),
    ]
    season = _season(draft, ["  weeks: " + draft.weeks, f"  match: {_quoted(draft.match)}"])
    return _text(season, masters, draft.review)


def proposal(draft: Draft, found: Survey) -> str:
    """The season that an account suggests, with counts and reasons as comments."""
    keys = _unique(found.homes)
    sort = next((card for card in found.others if fold(plain(card.name)) == fold(SORT)), None)
    masters = ["masters:"]
    for home in found.homes:
        masters += _master(keys[home.card.id], home)
    masters += _catch_all(sort)
    beside = [*_homeless(found.homeless, keys), *_others(found.others, sort)]
    return _text(_season(draft, _weeks(draft, found)), [*masters, *beside], draft.review)


def _text(season: Iterable[str], masters: Iterable[str], review: Review) -> str:
    head = [
        "# yaml-language-server: $schema=season.schema.json",
        "# What each key means, and all others: docs/configuration.md of aum_sync.",
        "version: 1",
    ]
    policy = [f"policy: {{review: {review}}}"]
    return "\n".join([*head, "", *season, "", *masters, "", *policy, ""])


def _season(draft: Draft, rest: Iterable[str]) -> list[str]:
    return ["season:", f"  name: {_scalar(draft.name)}", *rest]


def _weeks(draft: Draft, found: Survey) -> Iterator[str]:
    names = found.names
    if names is None:
        yield f"  # No pattern in the names of {plural(len(found.others), 'playlist')} of yours."
        yield f"  weeks: {draft.weeks}"
        yield f"  match: {_quoted(draft.match)}"
        return
    yield _noted(
        f"  weeks: {names.first}-{names.last}",
        f"{plural(names.weeks, 'playlist')}; raise the end to take in the next ones",
    )
    yield f"  match: {_quoted(names.match)}"
    if names.outside:
        yield f"  # Bear such a number, too, and are outside: {ranges(names.outside)}"
    for number, cards in found.doubled:
        yield f"  # Week {number} waits until one is chosen: sources: {{{number}: ID}}"
        yield from (f"  #   {card.id}  {brief(unescape(card.name), 60)}" for card in cards)


def _master(key: str, home: Home) -> Iterator[str]:
    card = home.card
    name = unescape(card.name)
    yield f"  {key}:"
    if len(name) <= _MOST_NAME and fits(name):
        yield f"    name: {_doubly(name)}"
    yield _noted(f"    playlist: {_id(card)}", _size(card))
    yield "    genres:"
    for genre in home.genres:
        yield _noted(f"      - {_scalar(genre.text)}", f"{_counted(genre)}; {_because(genre)}")


def _catch_all(card: Card | None) -> list[str]:
    where = [f"    playlist: {_id(card)}"] if card else []
    return [f"  {_SORT_KEY}:", f"    name: {SORT}", *where, "    catch_all: true"]


def _homeless(genres: Iterable[Genre], keys: dict[str, str]) -> Iterator[str]:
    lines = [
        _noted(f"#   {visible(genre.text)}", _counted(genre) + _guess(genre, keys))
        for genre in genres
    ]
    if lines:
        yield "\n# Genres without a home: their tracks go to the catch-all. Add them to a master's"
        yield "# genres, or to a list `drop:`."
        yield from lines


def _others(cards: Iterable[Card], sort: Card | None) -> Iterator[str]:
    lines = [
        f"#   {card.id}  {_size(card):>14}  {brief(unescape(card.name), 60)}"
        for card in cards
        if card != sort
    ]
    if lines:
        yield "\n# Playlists of yours that are neither weeks nor called like a genre:"
        yield from lines


def _guess(genre: Genre, keys: dict[str, str]) -> str:
    key = keys.get(genre.home or "")
    return f"; perhaps {key}" if key else ""


def _because(genre: Genre) -> str:
    match genre.reason:
        case "tracks":
            return f"{genre.inside} of {genre.seen} are in it"
        case "parts":
            return "its parts lead there"
        case "alike":
            return "spelt nearly like it"
        case _:
            return "it is called so"


def _counted(genre: Genre) -> str:
    return f"{plural(genre.tracks, 'track')} in {plural(genre.weeks, 'week')}"


def _id(card: Card) -> str:
    """An id, in quotes where YAML might take it for a number."""
    return card.id if regex.search("[g-zG-Z]", card.id) else f'"{card.id}"'


def _size(card: Card) -> str:
    return "" if card.total is None else plural(card.total, "track")


def _noted(text: str, note: str) -> str:
    return f"{text:<{_COLUMN}} # {note}" if note else text


def _unique(homes: Iterable[Home]) -> dict[str, str]:
    """A key for each playlist, with a number where it is taken.

    Keys are in small Latin letters. A name in another script has none: then a genre that leads
    there, where one is typed in Latin letters; else ``master-1``, ``master-2``.
    """
    keys: dict[str, str] = {}
    for home in homes:
        texts = (home.card.name, *(genre.text for genre in home.genres))
        start = next(filter(None, map(_slug, texts)), None)
        numbered = (f"{start or 'master'}-{number}" for number in count(2 if start else 1))
        taken = {*keys.values(), _SORT_KEY}
        tried = chain([start] if start else [], numbered)
        keys[home.card.id] = next(key for key in tried if key not in taken)
    return keys


def _slug(text: str) -> str | None:
    """A text as a key; None where it has no Latin letter, or stands for something else."""
    slug = _NO_KEY.sub("-", bare(plain(text))).strip("-")[:50].strip("-")
    return slug if regex.search("[a-z]", slug) and slug != "none" else None


def _scalar(text: str) -> str:
    """A text as a value of YAML, quoted only where it must be."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return _doubly(text)


def _doubly(text: str) -> str:
    """A text in double quotes, what cannot be seen spelled out."""
    signs = (f"\\{char}" if char in '"\\' else char for char in text)
    shown = (char if char.isprintable() else f"\\U{ord(char[-1]):08X}" for char in signs)
    return f'"{"".join(shown)}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
