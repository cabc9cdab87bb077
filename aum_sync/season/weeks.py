"""Which reading of a week counts, and whether its tracks may be placed by it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Literal

from aum_sync.canonical import sha256
from aum_sync.config.types import Config, DescriptionRules, WeekCorrection
from aum_sync.season.checksum import Checksum, check
from aum_sync.season.descriptions import Description, parse
from aum_sync.season.items import Reading, WeekState
from aum_sync.text.fold import plain

Placement = Literal["genres", "held", "triage"]

_SHA_DIGITS = 12
"""How many digits of a hash a correction's ``was`` has."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with what its description (or the correction that beats it) says.

    ``stale_correction``: the configuration has a correction whose ``was`` is not this description.
    """

    reading: Reading
    description: Description
    checksum: Checksum
    correction: WeekCorrection | None = None
    stale_correction: bool = False

    @property
    def passes(self) -> bool:
        """Whether tracks may be placed by this reading."""
        return self.checksum.passes and not self.stale_correction


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reading of a week that a plan uses.

    ``newer`` is a newer reading that does not pass while an older one, ``judged``, still serves.
    """

    week: int
    judged: Judged
    placement: Placement
    newer: Judged | None = None

    @property
    def pairs(self) -> tuple[tuple[str, int], ...]:
        """The genres, as typed, by which tracks are placed, with their counts; none if held."""
        if self.placement != "genres":
            return ()
        segments, counts = self.judged.description.segments, self.judged.checksum.counts
        genres = (segment.genre for segment in segments)
        return tuple(zip(genres, counts, strict=True))

    @property
    def held(self) -> bool:
        """Whether no reading of the week passes, so that nothing of it is placed by genre."""
        return self.placement != "genres"


def was_of(description: str) -> str:
    """A correction's ``was`` for a description as Spotify has it now."""
    return f"sha:{sha256(description)[:_SHA_DIGITS]}"


def fits(was: str, description: str) -> bool:
    """Whether a correction's ``was`` (a text, or ``sha:`` and 12 digits) is this description."""
    if was.startswith("sha:"):
        hashes = (sha256(description), sha256(html.unescape(description)))
        return any(text[:_SHA_DIGITS] == was.removeprefix("sha:").lower() for text in hashes)
    return plain(was) == plain(description)


def judge(reading: Reading, config: Config) -> Judged:
    """Read a week's description, or its correction, and compare it with the real length."""
    correction = next((c for c in config.week_corrections if c.week == reading.week), None)
    stale = correction is not None and not fits(correction.was, reading.description)
    rules = config.season.description
    if correction is not None and not stale:
        description = parse(correction.genres, DescriptionRules((), rules.delimiters))
    else:
        description = parse(reading.description, rules)
    checksum = check(description, len(reading.slots))
    return Judged(reading, description, checksum, correction, stale)


def choose(state: WeekState, config: Config) -> Chosen:
    """The held reading if it passes by now, else the last that passed, else the week is held."""
    held = judge(state.held, config) if state.held else None
    passed = judge(state.passed, config) if state.passed else None
    if held and held.passes:
        return Chosen(state.week, held, "genres")
    if held and config.policy.on_mismatch == "triage":
        return Chosen(state.week, held, "triage")
    if passed and passed.passes:
        return Chosen(state.week, passed, "genres", newer=held)
    failing = held or passed
    assert failing is not None, "a week state always has a reading"
    placement: Placement = "triage" if config.policy.on_mismatch == "triage" else "held"
    return Chosen(state.week, failing, placement)
