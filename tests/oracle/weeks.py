"""DESIGN 5: which reading of a week counts, and the genre of each of its positions."""

from __future__ import annotations

import hashlib
import html
from dataclasses import dataclass
from typing import Literal

from aum_sync.config.types import Config, DescriptionRules
from aum_sync.season.descriptions import Description, parse
from aum_sync.season.items import Reading, State, WeekState
from aum_sync.text.fold import plain

Use = Literal["genres", "triage", "held"]


class RefusedError(Exception):
    """`on_mismatch: fail`, and a week does not pass."""


@dataclass(frozen=True)
class Week:
    """A week of the season: the reading that counts, and a genre (or None) per position."""

    reading: Reading
    use: Use
    genres: tuple[str | None, ...]


def _counts(description: Description, total: int) -> list[int] | None:
    """One count per segment where they add up to the positions; None where they do not."""
    counts = [segment.count for segment in description.segments]
    written = [count for count in counts if count is not None]
    if not counts or description.doubts:
        return None
    if len(written) == len(counts):
        return written if sum(written) == total else None
    rest = total - sum(written)
    if len(counts) - len(written) > 1 or not written or rest < 1:
        return None
    return [rest if count is None else count for count in counts]


def _fits(was: str, description: str) -> bool:
    if was.startswith("sha:"):
        texts = (description, html.unescape(description))
        return was.removeprefix("sha:") in [
            hashlib.sha256(text.encode()).hexdigest()[:12] for text in texts
        ]
    return plain(was) == plain(description)


def genres_of(reading: Reading, config: Config) -> tuple[str, ...] | None:
    """The genre of each position of a reading that passes by now; None for one that fails."""
    rules = config.season.description
    text = reading.description
    for correction in config.week_corrections:
        if correction.week == reading.week:
            if not _fits(correction.was, reading.description):
                return None
            text, rules = correction.genres, DescriptionRules((), rules.delimiters)
    description = parse(text, rules)
    counts = _counts(description, len(reading.slots))
    if counts is None:
        return None
    pairs = zip(description.segments, counts, strict=True)
    return tuple(segment.genre for segment, count in pairs for _ in range(count))


def _week(week: WeekState, config: Config) -> Week:
    """The held reading if it passes, else the lock if it passes, else the week is held."""
    on_mismatch = config.policy.on_mismatch
    if on_mismatch == "fail" and genres_of(week.latest, config) is None:
        raise RefusedError
    for reading in (week.held, week.passed):
        if reading is None:
            continue
        genres = genres_of(reading, config)
        if genres is not None:
            return Week(reading, "genres", genres)
        if on_mismatch == "triage":
            break
    use: Use = "triage" if on_mismatch == "triage" else "held"
    return Week(week.latest, use, (None,) * len(week.latest.slots))


def weeks_of(config: Config, state: State) -> list[Week]:
    """The weeks in range. Raises RefusedError where the policy says so."""
    return [_week(week, config) for week in state.weeks if week.week in config.season]
