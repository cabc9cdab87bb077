"""What `validate` finds out about the weeks of a season, as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from aum_sync.config.types import Config
from aum_sync.season.genres import GenreIndex
from aum_sync.season.items import State
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
class UnknownGenre:
    """A genre that no alias knows: where it is used, and the aliases nearest to it."""

    genre: str
    weeks: tuple[int, ...]
    tracks: int
    nearest: tuple[str, ...]


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
    used = _used_genres(chosen)
    index = GenreIndex(config)
    rules = {rule for genre in used for rule in index.resolve(genre).rule.split(" + ")}
    aliases = {alias.path for owner in config.masters for alias in owner.genres}
    return Validation(
        tuple(map(_check, chosen)),
        tuple(_unknown(used, index)),
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


def _used_genres(weeks: Iterable[Chosen]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Every genre that places tracks, as typed, with its weeks and how many tracks in each."""
    used: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for chosen in weeks:
        if chosen.placement == "genres":
            judged = chosen.judged
            pairs = zip(judged.description.segments, judged.checksum.counts, strict=True)
            for segment, tracks in pairs:
                used[segment.genre].append((chosen.week, tracks))
    return used


def _unknown(
    used: Mapping[str, Sequence[tuple[int, int]]], index: GenreIndex
) -> Iterator[UnknownGenre]:
    for genre, uses in used.items():
        route = index.resolve(genre)
        if route.kind == "unknown":
            weeks = tuple(dict.fromkeys(week for week, _ in uses))
            yield UnknownGenre(genre, weeks, sum(tracks for _, tracks in uses), route.nearest)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in rising order as people write them: ``201-203, 207``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
