"""What Spotify and earlier applies say of the locks and pins that a bot proposes, for the gate."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.past import Past
from aum_sync.cli.season import CONFIG
from aum_sync.config.types import Config
from aum_sync.errors import DataError, UnreadableError
from aum_sync.season.items import Pin, Reading, Slot
from aum_sync.spotify.connect import connect
from aum_sync.spotify.limits import Limits
from aum_sync.store.overlay import is_output
from aum_sync.store.requests import REQUESTS

_LOCK = re.compile(r"state/weeks/([0-9]{1,9})(\.held)?\.json")
_ROLLBACK = re.compile(r"rollback (of|to) apply ([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class LiveWitness:
    """Implements ``gate.ports.Witness``: reads the weeks that a bot's pull request locks."""

    root: Path
    origin: Origin
    state_commit: str | None

    def doubts(self, paths: tuple[str, ...], onto: str, commit: str) -> tuple[str, ...]:
        """What of these files, as a commit has them, is not as Spotify says, in words."""
        tip = self.origin.at(commit, self.state_commit, line=onto)
        start = f"{self.origin.branch.prefix}/" if self.origin.branch.prefix else ""
        found = (self._doubt(path.removeprefix(start), onto, tip) for path in sorted(paths))
        return tuple(doubt for doubt in found if doubt)

    def _doubt(self, path: str, onto: str, tip: Tip) -> str | None:
        if is_output(path) or path.startswith(f"{REQUESTS}/"):
            return None  # Apply holds snapshots, and those that are named, against Spotify first.
        if lock := _LOCK.fullmatch(path):
            return self._of_lock(path, int(lock[1]), tip, held=bool(lock[2]))
        if path.startswith("state/pins/"):
            # One that is gone asks for nothing any more.
            pin = tip.state.pin(path)
            return self._of_pin(pin, tip) if pin else None
        if path == CONFIG:
            before = self.origin.at(onto, self.state_commit)
            if _unpinned(before.config) == _unpinned(tip.config):
                return None
        return f"{path} is changed, of which Spotify says nothing"

    def _of_lock(self, path: str, number: int, tip: Tip, *, held: bool) -> str | None:
        """Whether a week's playlist reads now as its lock says."""
        week = tip.state.week(number)
        if week and held and not week.held:
            return None  # It passes now, which is for the other file of the week to tell.
        reading = (week.held if held else week.passed) if week else None
        return self._of_reading(path, reading, tip) if reading else f"{path} is gone"

    def _of_reading(self, path: str, reading: Reading, tip: Tip) -> str | None:
        library = connect(os.environ, Limits(budget=tip.config.policy.budget))
        if library is None:
            return f"{path} could not be held against Spotify: nothing says how to read there"
        try:
            card = library.card(reading.playlist)
            slots = library.slots(reading.playlist)
        except UnreadableError as error:
            return f"{path} could not be held against Spotify: {error}"
        same = reading.description == card.description and reading.name == card.name
        if same and _timeless(reading.slots) == _timeless(slots):
            return None
        return f"{path} is not what Spotify has now"

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
        wanted = (pin.slots, pin.name, pin.description)
        same = then and (then.slots, then.name, then.description) == wanted
        return None if same else doubt


def _unpinned(config: Config) -> Config:
    masters = tuple(replace(master, pin=None) for master in config.masters)
    return replace(config, masters=masters)


def _timeless(slots: tuple[Slot, ...]) -> list[Slot]:
    return [replace(slot, added_at=None) for slot in slots]
