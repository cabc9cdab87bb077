"""Rules of the configuration that do nothing by now: they may be typos, or may have served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from aum_sync.config.types import Cleanup, Config, Master, PlaylistRef
from aum_sync.plan.limits import is_stale
from aum_sync.plan.types import MasterStatus
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import playlist_of
from aum_sync.season.genres import JOINT
from aum_sync.season.items import Slot, WeekState
from aum_sync.season.orphans import kept
from aum_sync.season.weeks import choose

IdleKind = Literal[
    "genres",
    "exclusions",
    "second homes",
    "corrections",
    "corrections in held weeks",
    "corrections outside season.weeks",
    "keeps",
    "cleanups",
    "acknowledgements",
]


@dataclass(frozen=True, slots=True)
class IdleRules:
    """The config paths of idle rules of one kind, of ``total`` that there are."""

    kind: IdleKind
    paths: tuple[str, ...]
    total: int


def idle_rules(workings: Workings) -> tuple[IdleRules, ...]:
    """Genres, exclusions, second homes, corrections, keeps and cleanups without effect.

    A rule is idle where everything would be the same without it because nothing falls under it;
    two rules that do the same are both at work. Kinds without idle rules are left out. Corrections
    of tracks that only held weeks have, or only weeks outside the season, are kinds of their own.
    """
    corrections = [*_week_corrections(workings), *_track_corrections(workings)]
    kinds: dict[IdleKind, list[tuple[str, bool]]] = {
        "genres": list(_genres(workings)),
        "exclusions": list(_exclusions(workings)),
        "second homes": list(_second_homes(workings)),
        **{kind: [(path, idle != kind) for path, idle in corrections] for kind in _CORRECTIONS},
        "keeps": list(_keeps(workings)),
        "cleanups": list(_cleanups(workings)),
        "acknowledgements": list(_acknowledgements(workings)),
    }
    found = (
        IdleRules(kind, tuple(path for path, works in rules if not works), len(rules))
        for kind, rules in kinds.items()
    )
    return tuple(idle for idle in found if idle.paths)


_CORRECTIONS: tuple[IdleKind, ...] = (
    "corrections",
    "corrections in held weeks",
    "corrections outside season.weeks",
)
"""What is nowhere, what waits with its week, what is out of range: three reasons to do nothing."""

Rules = Iterator[tuple[str, bool]]
"""Config paths, each with whether the rule is at work."""


def _genres(workings: Workings) -> Rules:
    """The spellings of masters; one is at work where a week of the season has it."""
    typed = {genre for chosen in workings.wanted.weeks for genre, _ in chosen.pairs}
    found = (workings.wanted.genres.resolve(genre).rule for genre in typed)
    used = {path for rule in found for path in rule.split(JOINT)}
    for master in workings.config.masters:
        for alias in master.genres:
            yield alias.path, alias.path in used


def _exclusions(workings: Workings) -> Rules:
    for master in workings.config.masters:
        for index, other in enumerate(master.excludes):
            held = workings.targets[other].recordings
            yield f"{master.path}.excludes[{index}]", not held.isdisjoint(_about(workings, master))


def _about(workings: Workings, master: Master) -> frozenset[str]:
    """The recordings that a master holds or is asked to hold."""
    claimed = workings.wanted.claims.get(master.key, {}).keys()
    return frozenset(claimed) | workings.wanted.recordings.of_all(_base(workings, master))


def _base(workings: Workings, master: Master) -> tuple[Slot, ...]:
    base = workings.bases[master.key]
    return base.slots if base else ()


def _second_homes(workings: Workings) -> Rules:
    used = {home.path for routed in workings.wanted.routed for home in routed.homes}
    for master in workings.config.masters:
        for rule in master.also:
            yield rule.path, rule.path in used


def _week_corrections(workings: Workings) -> Iterator[tuple[str, IdleKind | None]]:
    """A correction is at work where the week places something else without it."""
    config = workings.config
    plain = replace(config, week_corrections=())
    for correction in config.week_corrections:
        week = workings.state.week(correction.week)
        works = week and _outcome(week, config) != _outcome(week, plain)
        yield correction.path, None if works else "corrections"


def _outcome(week: WeekState, config: Config) -> tuple[object, ...]:
    chosen = choose(week, config)
    return chosen.placement, chosen.judged.reading, chosen.pairs


def _track_corrections(workings: Workings) -> Iterator[tuple[str, IdleKind | None]]:
    """Each with why it places nothing; one is at work where a week that counts has its track."""
    config, wanted = workings.config, workings.wanted
    counting = {one.item.recording for one in wanted.routed if one.outcome != "held"}
    inside = [week for week in workings.state.weeks if week.week in config.season]
    readings = [one for week in inside for one in (week.held, week.passed) if one]
    here = {one for reading in readings for one in wanted.recordings.of_all(reading.slots)}
    for correction in config.track_corrections:
        recording = wanted.recordings.of(correction.uri)
        idle: IdleKind | None = "corrections outside season.weeks"
        if not (wanted.recordings.in_weeks(correction.uri) and wanted.knows(recording)):
            idle = "corrections"
        elif recording in counting:
            idle = None
        elif recording in here:
            idle = "corrections in held weeks"
        yield correction.path, idle


def _keeps(workings: Workings) -> Rules:
    wanted = workings.wanted
    for master in workings.config.masters:
        held = kept(master, _base(workings, master), wanted)
        for index in range(len(master.keep)):
            orphan = index in held and not wanted.knows(held[index])
            yield f"{master.path}.keep[{index}]", orphan


def _cleanups(workings: Workings) -> Rules:
    for cleanup in workings.config.cleanup:
        barred = workings.barred.get(cleanup.path, frozenset())
        yield cleanup.path, not barred.isdisjoint(_cleaned(workings, cleanup))


def _acknowledgements(workings: Workings) -> Rules:
    """Numbers that masters may lose; one is at work where a master will lose just so many."""
    for said in workings.config.policy.acknowledge:
        target = workings.targets.get(said.master) or workings.others.get(said.master)
        other: MasterStatus = "managed" if workings.state.other(said.master) else "unread"
        status = workings.statuses.get(said.master, other)
        yield said.path, not is_stale(said, status, len(target.gone) if target else 0)


def _cleaned(workings: Workings, cleanup: Cleanup) -> frozenset[str]:
    """The recordings of the playlist that a cleanup takes tracks out of."""
    ref: PlaylistRef = cleanup.remove_from
    if ref.kind == "master":
        return _about(workings, workings.config.master(ref.value))
    playlist = playlist_of(ref, workings.state)
    other = workings.state.other(playlist) if playlist else None
    return workings.wanted.recordings.of_all(other.slots if other else ())
