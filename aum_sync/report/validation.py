"""What `validate` finds out about the weeks of a season, as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from aum_sync.config.types import Config
from aum_sync.plan.idle import IdleRules, idle_rules
from aum_sync.plan.workings import work_out
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
    ``idle`` rules of the configuration do nothing; not looked for where only some weeks are asked
    for, or none is known.
    """

    weeks: tuple[WeekCheck, ...]
    unknown: tuple[UnknownGenre, ...]
    not_read: tuple[int, ...]
    outside: tuple[int, ...]
    idle: tuple[IdleRules, ...]

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
    index = GenreIndex(config)
    return Validation(
        tuple(map(_check, chosen)),
        unknown_genres(chosen, index),
        tuple(week for week in season if week not in known and (not only or week in only)),
        tuple(week for week in sorted(known) if week not in season and (not only or week in only)),
        () if only or not chosen else _idle(config, state),
    )


def _idle(config: Config, state: State) -> tuple[IdleRules, ...]:
    """What does nothing; under ``on_mismatch: fail`` too, where there is no plan to ask."""
    if config.policy.on_mismatch == "fail":
        config = replace(config, policy=replace(config.policy, on_mismatch="hold"))
    return idle_rules(work_out(config, state))


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
