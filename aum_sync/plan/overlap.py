"""What two playlists share, the rules between them, and which cleanups could part them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aum_sync.config import checks
from aum_sync.config.checks.exclusions import Exclusion, exclusions
from aum_sync.config.source import SourceMap, line_of
from aum_sync.config.types import Cleanup, PlaylistRef
from aum_sync.plan.workings import Workings
from aum_sync.season.items import Reading, Slot, Snapshot, State
from aum_sync.season.recordings import Recordings


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name, what it holds ``now``, and what ``after`` the plan."""

    ref: PlaylistRef
    name: str
    now: tuple[Slot, ...]
    after: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A recording that both hold: the slot of the first, its indexes in the first and second."""

    slot: Slot
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A rule by which one of the two gives way to the other; ``path`` is its config path."""

    loser: PlaylistRef
    winner: PlaylistRef
    path: str


@dataclass(frozen=True, slots=True)
class Way:
    """The cleanup that takes what both hold out of ``loser``; ``refused`` says why it cannot be."""

    loser: PlaylistRef
    winner: PlaylistRef
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two playlists compared: what they share ``after`` the plan and ``now``."""

    first: Side
    second: Side
    after: tuple[Shared, ...]
    now: tuple[Shared, ...]
    rules: tuple[Between, ...]
    ways: tuple[Way, ...]


def settle(ref: PlaylistRef, state: State) -> PlaylistRef:
    """The reference by which a playlist is best known: the id of a week's is its number."""
    for week in state.weeks:
        if ref == PlaylistRef("playlist", week.latest.playlist):
            return PlaylistRef("week", str(week.week))
    return ref


def side_of(ref: PlaylistRef, workings: Workings) -> Side | None:
    """What is known of a playlist; None where its content is not known."""
    if ref.kind == "master":
        if workings.statuses[ref.value] == "unread":
            return None
        title = workings.config.master(ref.value).title
        return Side(ref, title, workings.before(ref.value), workings.after(ref.value))
    found: Reading | Snapshot | None
    if ref.kind == "week":
        week = workings.state.week(int(ref.value))
        found = week.latest if week else None
    else:
        read = (*workings.state.others, *workings.state.snapshots)
        found = next((one for one in read if one.playlist == ref.value), None)
    return Side(ref, found.name, found.slots, _cleaned(found, workings)) if found else None


def _cleaned(found: Reading | Snapshot, workings: Workings) -> tuple[Slot, ...]:
    """What a playlist that is no master holds after the plan: what no cleanup takes out."""
    target = workings.others.get(found.playlist)
    if target and workings.state.other(found.playlist):
        return tuple(placed.slot for placed in target.slots)
    return found.slots


def compare(first: Side, second: Side, workings: Workings, source: SourceMap) -> Overlap:
    """Compare two playlists by the recordings of the season.

    ``source`` knows the lines of the configuration, for what is said of other rules.
    """
    recordings = workings.wanted.recordings
    pair = ((first.ref, second.ref), (second.ref, first.ref))
    return Overlap(
        first,
        second,
        tuple(_shared(first.after, second.after, recordings)),
        tuple(_shared(first.now, second.now, recordings)),
        tuple(rule for one, two in pair for rule in _rules(workings, one, two)),
        tuple(Way(one, two, tuple(_refusals(workings, source, one, two))) for one, two in pair),
    )


def _shared(
    first: Sequence[Slot], second: Sequence[Slot], recordings: Recordings
) -> Iterator[Shared]:
    """What both hold, in the order of the first."""
    others = _places(second, recordings)
    for recording, places in _places(first, recordings).items():
        if recording in others:
            yield Shared(first[places[0]], tuple(places), tuple(others[recording]))


def _places(slots: Sequence[Slot], recordings: Recordings) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, slot in enumerate(slots):
        recording = recordings.of_slot(slot)
        if recording is not None:
            found[recording].append(index)
    return found


def _rules(workings: Workings, loser: PlaylistRef, winner: PlaylistRef) -> Iterator[Between]:
    if loser.kind == winner.kind == "master":
        master = workings.config.master(loser.value)
        for index, other in enumerate(master.excludes):
            if other == winner.value:
                yield Between(loser, winner, f"{master.path}.excludes[{index}]")
    for cleanup in _settled(workings):
        if (cleanup.remove_from, cleanup.also_in) == (loser, winner):
            yield Between(loser, winner, cleanup.path)


def _refusals(
    workings: Workings, source: SourceMap, loser: PlaylistRef, winner: PlaylistRef
) -> Iterator[str]:
    """Why a cleanup cannot be added: it is there, or the checks of the configuration refuse it."""
    for rule in _rules(workings, loser, winner):
        yield f"it is there: {rule.path} ({line_of(source.at_rule(rule.path))})"
    config = workings.config
    added = Cleanup(loser, winner, (), "cleanup[new]")
    candidate = replace(config, cleanup=(*_settled(workings), added))
    faults = [fault for fault in checks.run(candidate, source) if fault.level == "error"]
    back = _chain(exclusions(config, source), winner.value, loser.value)
    if back:
        steps = (f"{one.master} excludes {one.other} ({line_of(one.place)})" for one in back)
        yield f"{winner.value} gives way to {loser.value}: {'; '.join(steps)}"
    else:
        yield from (fault.message for fault in faults)


def _settled(workings: Workings) -> Iterator[Cleanup]:
    state = workings.state
    for one in workings.config.cleanup:
        refs = settle(one.remove_from, state), settle(one.also_in, state)
        yield replace(one, remove_from=refs[0], also_in=refs[1])


def _chain(links: Sequence[Exclusion], start: str, goal: str) -> tuple[Exclusion, ...]:
    """The shortest way from a master to one that it gives way to, over others; () for none."""
    ways: dict[str, tuple[Exclusion, ...]] = {start: ()}
    queue = [start]
    for key in queue:
        for link in links:
            if link.master == key and link.other not in ways:
                ways[link.other] = (*ways[key], link)
                queue.append(link.other)
    return ways.get(goal, ())
