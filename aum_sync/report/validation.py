"""What `validate` finds out about the weeks of a season, as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from aum_sync.config.types import Config
from aum_sync.season.genres import GenreIndex
from aum_sync.season.items import State
from aum_sync.season.verdict import UnknownGenre, unknown_genres
from aum_sync.season.weeks import Chosen, Judged, choose

WeekStatus = Literal[
    "ok", "inferred", "corrected", "mismatch", "missing-counts", "stale-correction"
]
Use = Literal["placed", "older", "held", "triage"]


@dataclass(frozen=True, slots=True)
class WeekCheck:
    """One week: its newest reading, judged, and what a plan makes of it.

    ``status`` is the checksum's, unless a correction made the week pass or stands in its way.
    ``use``: its tracks are ``placed``; or it fails and an ``older`` reading places its own, the
    week is ``held``, or all of it goes to ``triage``.
    """

    week: int
    judged: Judged
    status: WeekStatus
    use: Use

    @property
    def passes(self) -> bool:
        """Whether the newest reading places tracks."""
        return self.use == "placed"

    @property
    def text(self) -> str:
        """What was read: the correction's text where one is in force, else the description."""
        correction = self.judged.correction
        if correction and not self.judged.stale_correction:
            return correction.genres
        return self.judged.reading.description

    @property
    def declared(self) -> int:
        """The sum of the counts that are written (in the correction, where one is in force)."""
        return self.judged.checksum.declared

    @property
    def real(self) -> int:
        """How many positions the playlist has."""
        return len(self.judged.reading.slots)

    @property
    def difference(self) -> int:
        """How many more are declared than there are."""
        return self.declared - self.real


@dataclass(frozen=True, slots=True)
class Validation:
    """Everything about the weeks of the range, or of those asked for.

    ``not_read``: weeks of the range that have no lock; ``outside``: locks that are not in it.
    ``unused`` of ``aliases`` spellings in the configuration occur in no week; 0 where only some
    weeks are asked for.
    """

    weeks: tuple[WeekCheck, ...]
    unknown: tuple[UnknownGenre, ...]
    not_read: tuple[int, ...]
    outside: tuple[int, ...]
    aliases: int
    unused: int

    @property
    def failing(self) -> tuple[WeekCheck, ...]:
        """The weeks whose newest reading places nothing by genre."""
        return tuple(check for check in self.weeks if not check.passes)


def validate(config: Config, state: State, only: Collection[int] = ()) -> Validation:
    """Check every week, or those in ``only``. Raises DataError where a strip pattern runs away."""
    known = {week.week for week in state.weeks}
    season = range(config.season.first_week, config.season.last_week + 1)
    chosen = [
        choose(week, config)
        for week in state.weeks
        if week.week in season and (not only or week.week in only)
    ]
    used = {genre for one in chosen for genre, _ in one.pairs}
    index = GenreIndex(config)
    rules = {rule for genre in used for rule in index.resolve(genre).rule.split(" + ")}
    aliases = {alias.path for owner in config.masters for alias in owner.genres}
    return Validation(
        tuple(map(_check, chosen)),
        unknown_genres(chosen, index),
        tuple(week for week in season if week not in known and (not only or week in only)),
        tuple(week for week in sorted(known) if week not in season and (not only or week in only)),
        len(aliases),
        0 if only or not chosen else len(aliases - rules),
    )


def _check(chosen: Chosen) -> WeekCheck:
    judged = chosen.newer or chosen.judged
    status: WeekStatus = judged.checksum.status
    if judged.stale_correction:
        status = "stale-correction"
    elif judged.correction and judged.passes:
        status = "corrected"
    use: Use = "older" if chosen.newer else "placed"
    if chosen.placement != "genres":
        use = chosen.placement
    return WeekCheck(chosen.week, judged, status, use)
