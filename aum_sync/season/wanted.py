"""What all weeks together ask for, and what they know: the input of every merge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aum_sync.config.types import Config, PlaylistRef
from aum_sync.errors import DataError, Fault
from aum_sync.season.genres import GenreIndex
from aum_sync.season.items import Slot, State
from aum_sync.season.recordings import Recordings
from aum_sync.season.routing import Home, Routed, Router
from aum_sync.season.weeks import Chosen, choose


@dataclass(frozen=True, slots=True)
class Claim:
    """The first item, by week and position, that asks for a recording in a master."""

    routed: Routed
    home: Home


@dataclass(frozen=True, slots=True)
class Wanted:
    """The season's weeks in range, their items with homes, and every recording they know.

    ``claims``: per master, per recording, the claim. ``by_recording``: the items of each
    recording. ``held``: recordings in a week that never passed, or only in a reading that does
    not pass: they stay wherever a master has them. ``elsewhere``: those known only from weeks
    outside the range. ``beside``: what weeks and other playlists hold now that ``cleanup``
    compares with; those that were never read are left out.
    """

    weeks: tuple[Chosen, ...]
    routed: tuple[Routed, ...]
    claims: Mapping[str, Mapping[str, Claim]]
    by_recording: Mapping[str, tuple[Routed, ...]]
    held: frozenset[str]
    elsewhere: frozenset[str]
    beside: Mapping[PlaylistRef, tuple[Slot, ...]]
    recordings: Recordings
    genres: GenreIndex

    def knows(self, recording: str) -> bool:
        """Whether any reading of any week holds this recording."""
        return (
            recording in self.by_recording or recording in self.held or recording in self.elsewhere
        )


def want(config: Config, state: State) -> Wanted:
    """Work out what every master is asked to hold. Raises DataError under ``on_mismatch: fail``."""
    recordings = Recordings(_week_slots(state), _other_slots(state), config.policy.duplicates)
    weeks = tuple(choose(week, config) for week in state.weeks if week.week in config.season)
    _refuse_failing(config, weeks)
    genres = GenreIndex(config)
    routed = Router(config, genres, recordings).route(weeks)
    by_recording = _by_recording(routed)
    elsewhere, failing = _known(config, state, recordings, weeks)
    return Wanted(
        weeks,
        routed,
        _claims(routed),
        by_recording,
        frozenset(failing - set(by_recording)) | _held_weeks(routed),
        frozenset(elsewhere - set(by_recording)),
        _beside(config, state),
        recordings,
        genres,
    )


def _week_slots(state: State) -> Iterator[Slot]:
    for week in state.weeks:
        for reading in (week.passed, week.held):
            yield from reading.slots if reading else ()


def _other_slots(state: State) -> Iterator[Slot]:
    for snapshot in (*state.snapshots, *state.others):
        yield from snapshot.slots
    for pin in state.pins:
        yield from pin.slots


def _refuse_failing(config: Config, weeks: tuple[Chosen, ...]) -> None:
    failing = [chosen.week for chosen in weeks if chosen.held or chosen.newer]
    if config.policy.on_mismatch == "fail" and failing:
        raise DataError(
            *(
                Fault(
                    f"week {week} does not pass its checksum, and policy.on_mismatch is fail",
                    hint=f"aum-sync validate --week {week} shows why",
                )
                for week in failing
            )
        )


def _by_recording(routed: tuple[Routed, ...]) -> dict[str, tuple[Routed, ...]]:
    grouped: defaultdict[str, list[Routed]] = defaultdict(list)
    for one in routed:
        if one.item.recording is not None:
            grouped[one.item.recording].append(one)
    return {recording: tuple(items) for recording, items in grouped.items()}


def _held_weeks(routed: tuple[Routed, ...]) -> frozenset[str]:
    return frozenset(
        one.item.recording
        for one in routed
        if one.outcome == "held" and one.item.recording is not None
    )


def _known(
    config: Config, state: State, recordings: Recordings, weeks: tuple[Chosen, ...]
) -> tuple[set[str], set[str]]:
    """Recordings that a lock outside the range knows, and those in readings that do not pass.

    A lock that a newer reading supersedes is left out: what only it holds is an orphan, as it
    will be once the next pull has put the newer reading in its place.
    """
    elsewhere: set[str] = set()
    held: set[str] = set()
    for week in state.weeks:
        if week.passed and week.week not in config.season:
            elsewhere |= recordings.of_all(week.passed.slots)
        if week.held:
            held |= recordings.of_all(week.held.slots)
    for chosen in weeks:
        lock = state.week(chosen.week)
        if chosen.placement == "held" and lock and lock.passed:
            held |= recordings.of_all(lock.passed.slots)
    return elsewhere, held


def _beside(config: Config, state: State) -> dict[PlaylistRef, tuple[Slot, ...]]:
    found: dict[PlaylistRef, tuple[Slot, ...]] = {}
    for cleanup in config.cleanup:
        ref = cleanup.also_in
        if ref.kind == "week" and (week := state.week(int(ref.value))):
            found[ref] = week.latest.slots
        elif ref.kind == "playlist" and (other := state.other(ref.value)):
            found[ref] = other.slots
    return found


def _claims(routed: tuple[Routed, ...]) -> dict[str, dict[str, Claim]]:
    claims: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for one in routed:
        for home in one.homes:
            assert one.item.recording is not None, "only tracks have homes"
            claims[home.master].setdefault(one.item.recording, Claim(one, home))
    return dict(claims)
