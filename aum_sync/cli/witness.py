"""What Spotify and earlier applies say of the locks and pins that a bot proposes, for the gate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.past import Past
from aum_sync.cli.season import CONFIG
from aum_sync.config.types import Config
from aum_sync.errors import DataError, UnreadableError
from aum_sync.plan.rollback import pin_of
from aum_sync.pull.ports import Library
from aum_sync.season.items import Card, Pin, Reading, Slot
from aum_sync.store.overlay import is_output
from aum_sync.store.requests import REQUESTS
from aum_sync.text.words import plural

_LOCK = re.compile(r"state/weeks/([0-9]{1,9})(\.held)?\.json")
_ROLLBACK = re.compile(r"rollback (of|to) apply ([0-9]{1,9})")
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Spotify:
    """A way to Spotify, and how many requests may be sent on it before anything is applied.

    Each playlist is read once, whoever asks; the cards of all of them with the first.
    """

    library: Library
    room: int
    _cards: dict[str, Card] = field(default_factory=dict)
    _slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)

    def card(self, playlist: str) -> Card:
        """Everything of a playlist but its items. Raises UnreadableError."""
        if not self._cards:
            self._cards.update((card.id, card) for card in self.library.cards())
        if playlist not in self._cards:
            self._cards[playlist] = self.library.card(playlist)
        return self._cards[playlist]

    def slots(self, playlist: str) -> tuple[Slot, ...]:
        """Its items. Raises UnreadableError."""
        if playlist not in self._slots:
            self._slots[playlist] = self.library.slots(playlist)
        return self._slots[playlist]


@dataclass(frozen=True, slots=True)
class LiveWitness:
    """Implements ``gate.ports.Witness``: reads the weeks that a bot's pull request locks.

    Only apply has a way to Spotify; elsewhere ``spotify`` is None, and the locks are not read.
    """

    root: Path
    origin: Origin
    state_commit: str | None
    spotify: Spotify | None = None

    def doubts(self, paths: tuple[str, ...], onto: str, commit: str) -> tuple[str, ...]:
        """What of these files, as a commit has them, is not as Spotify says, in words."""
        tip = self.origin.at(commit, self.state_commit, line=onto)
        locks = self._locks(paths)
        others = sorted({*map(self._name, paths)}.difference(locks))
        found = (self._doubt(name, onto, tip) for name in others)
        return (*filter(None, found), *self._of_locks(locks, tip))

    def unasked(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """The locks among these files, where nothing leads to Spotify."""
        return () if self.spotify else self._locks(paths)

    def _name(self, path: str) -> str:
        start = f"{self.origin.branch.prefix}/" if self.origin.branch.prefix else ""
        return path.removeprefix(start)

    def _locks(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(_LOCK.fullmatch, sorted(map(self._name, paths))))

    def _doubt(self, path: str, onto: str, tip: Tip) -> str | None:
        if is_output(path) or path.startswith(f"{REQUESTS}/"):
            return None  # Apply holds snapshots, and those that are named, against Spotify first.
        if path.startswith("state/pins/"):
            # One that is gone asks for nothing any more.
            pin = tip.state.pin(path)
            return self._of_pin(pin, tip) if pin else None
        if path == CONFIG:
            before = self.origin.at(onto, self.state_commit)
            if _unpinned(before.config) == _unpinned(tip.config):
                return None
        return f"{path} is changed, of which Spotify says nothing"

    def _of_locks(self, paths: tuple[str, ...], tip: Tip) -> Iterator[str]:
        """Whether the playlists of weeks read now as their locks say, where Spotify is reached."""
        asked: dict[str, Reading] = {}
        for path in paths:
            number, held = _LOCK.split(path)[1:3]
            week = tip.state.week(int(number))
            if week and held and not week.held:
                continue  # It passes now, which is for the other file of the week to tell.
            reading = (week.held if held else week.passed) if week else None
            if reading:
                asked[path] = reading
            else:
                yield f"{path} is gone"
        if self.spotify:
            yield from _differing(asked, self.spotify)

    def _of_pin(self, pin: Pin, tip: Tip) -> str | None:
        """Whether a pin is what the apply that it names left, or found."""
        key = pin.path.removeprefix("state/pins/").removesuffix(".json")
        doubt = f"{pin.path} is not what a finished apply left"
        named = _ROLLBACK.fullmatch(pin.reason)
        if not named:
            return doubt
        past = Past.of(self.root, tip.recorded_at or tip.commit)
        try:
            entry = past.entry(int(named[2]))
        except DataError:
            return doubt
        then = (past.before if named[1] == "of" else past.after)(entry).get(key)
        if then is None:
            return doubt
        made = pin_of(then, pin.path, since=pin.since, reason=pin.reason)
        return None if made == pin else doubt


def _differing(asked: Mapping[str, Reading], spotify: Spotify) -> Iterator[str]:
    """Which locks do not say what Spotify has; all of them, where asking would take too much."""
    counts = (len(asked), *(len(reading.slots) for reading in asked.values()))
    if (needed := sum(1 + count // _PAGE for count in counts)) > spotify.room:
        yield (
            f"to hold {plural(len(asked), 'lock')} against Spotify takes "
            f"{plural(needed, 'request')}, of which policy.budget leaves {max(spotify.room, 0):,}"
        )
        return
    for path, reading in asked.items():
        try:
            same = _is_so(reading, spotify)
        except UnreadableError as error:
            yield f"{path} could not be held against Spotify: {error}"
        else:
            if not same:
                yield f"{path} is not what Spotify has now"


def _is_so(reading: Reading, spotify: Spotify) -> bool:
    card = spotify.card(reading.playlist)
    if (reading.name, reading.description) != (card.name, card.description):
        return False
    return _timeless(reading.slots) == _timeless(spotify.slots(reading.playlist))


def _unpinned(config: Config) -> Config:
    masters = tuple(replace(master, pin=None) for master in config.masters)
    cleanup = tuple(replace(one, pin=None) for one in config.cleanup)
    return replace(config, masters=masters, cleanup=cleanup)


def _timeless(slots: tuple[Slot, ...]) -> list[Slot]:
    return [replace(slot, added_at=None) for slot in slots]
