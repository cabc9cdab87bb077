"""Rules of the configuration that do nothing by now: they may be typos, or may have served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from aum_sync.config.types import Cleanup, Config, Master, PlaylistRef
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import playlist_of, shared
from aum_sync.season.items import Slot, State, WeekState
from aum_sync.season.weeks import choose

IdleKind = Literal["genres", "exclusions", "second homes", "corrections", "keeps", "cleanups"]


@dataclass(frozen=True, slots=True)
class IdleRules:
    """The config paths of idle rules of one kind, of ``total`` that there are."""

    kind: IdleKind
    paths: tuple[str, ...]
    total: int


def idle_rules(workings: Workings) -> tuple[IdleRules, ...]:
    """Genres, exclusions, second homes, corrections, keeps and cleanups without effect.

    A rule is idle where everything would be the same without it because nothing falls under it;
    two rules that do the same are both at work. Kinds without idle rules are left out.
    """
    config = workings.config
    kinds: dict[IdleKind, list[tuple[str, bool]]] = {
        "genres": list(_genres(workings)),
        "exclusions": list(_exclusions(workings)),
        "second homes": list(_second_homes(workings)),
        "corrections": [*_week_corrections(config, workings.state), *_track_corrections(workings)],
        "keeps": list(_keeps(workings)),
        "cleanups": list(_cleanups(workings)),
    }
    found = (
        IdleRules(kind, tuple(path for path, works in rules if not works), len(rules))
        for kind, rules in kinds.items()
    )
    return tuple(idle for idle in found if idle.paths)


Rules = Iterator[tuple[str, bool]]
"""Config paths, each with whether the rule is at work."""


def _genres(workings: Workings) -> Rules:
    """The spellings of masters; one is at work where a week of the season has it."""
    typed = {genre for chosen in workings.wanted.weeks for genre, _ in chosen.pairs}
    found = (workings.wanted.genres.resolve(genre).rule for genre in typed)
    used = {path for rule in found for path in rule.split(" + ")}
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


def _week_corrections(config: Config, state: State) -> Rules:
    """A correction is at work where the week places something else without it."""
    plain = replace(config, week_corrections=())
    for correction in config.week_corrections:
        week = state.week(correction.week)
        yield correction.path, bool(week and _outcome(week, config) != _outcome(week, plain))


def _outcome(week: WeekState, config: Config) -> tuple[object, ...]:
    chosen = choose(week, config)
    return chosen.placement, chosen.judged.reading, chosen.pairs


def _track_corrections(workings: Workings) -> Rules:
    for correction in workings.config.track_corrections:
        yield correction.path, workings.wanted.recordings.in_weeks(correction.uri)


def _keeps(workings: Workings) -> Rules:
    wanted = workings.wanted
    for master in workings.config.masters:
        held = wanted.recordings.of_all(_base(workings, master))
        for index, uri in enumerate(master.keep):
            recording = wanted.recordings.of(uri)
            orphan = recording in held and not wanted.knows(recording)
            yield f"{master.path}.keep[{index}]", orphan


def _cleanups(workings: Workings) -> Rules:
    for cleanup in workings.config.cleanup:
        barred = shared(cleanup, workings.wanted, workings.targets)
        yield cleanup.path, not barred.isdisjoint(_cleaned(workings, cleanup))


def _cleaned(workings: Workings, cleanup: Cleanup) -> frozenset[str]:
    """The recordings of the playlist that a cleanup takes tracks out of."""
    ref: PlaylistRef = cleanup.remove_from
    if ref.kind == "master":
        return _about(workings, workings.config.master(ref.value))
    playlist = playlist_of(ref, workings.state)
    other = workings.state.other(playlist) if playlist else None
    return workings.wanted.recordings.of_all(other.slots if other else ())
