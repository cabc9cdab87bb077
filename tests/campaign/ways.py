"""Where every managed playlist is to go, told in what Spotify itself holds, not in what is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aum_sync.cli.season import open_season
from aum_sync.git.commit import CommitTree
from aum_sync.plan.build import plan_of
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Slot, State
from aum_sync.season.merge import Target
from aum_sync.simulator.world import Item, World

Mark = tuple[str, str | None] | None
"""A position as Spotify holds it: the URI that was written, and when; None for one lost."""


def mark(item: Item | None) -> Mark:
    """A position, whatever readers are shown of it just now."""
    return (item.written, item.added_at) if item else None


@dataclass(frozen=True, slots=True)
class Way:
    """One managed playlist: what it holds, and what it is to hold.

    In ``after`` a mark without a date is one that enters anew. ``flying`` are URIs that are there
    several times and of which a copy stays: Spotify can only remove all and take one back.
    """

    key: str
    playlist: str | None
    name: str
    description: str
    before: tuple[Mark, ...]
    after: tuple[Mark, ...]
    flying: frozenset[str]

    @property
    def most(self) -> Counter[str]:
        """How often each URI may ever be there."""
        return _uris(self.before) | _uris(self.after)

    @property
    def least(self) -> Counter[str]:
        """How often each URI must always be there."""
        staying = _uris(self.before) & _uris(self.after)
        return Counter({uri: n for uri, n in staying.items() if uri not in self.flying})


def _uris(marks: tuple[Mark, ...]) -> Counter[str]:
    return Counter(one[0] for one in marks if one)


@dataclass(frozen=True, slots=True)
class Season:
    """A season as a commit has it."""

    state: State
    plan: Plan
    ways: tuple[Way, ...]

    @property
    def refused(self) -> bool:
        """Whether no apply would take this plan."""
        return any(problem.level == "error" for problem in self.plan.problems)


def season_at(repository: Path, commit: str, world: World) -> Season:
    """The season of a commit; ``world`` is what its masters held when they were pulled."""
    loaded, state = open_season(CommitTree(repository, commit))
    work = work_out(loaded.config, state)
    plan = plan_of(work, commit=commit, base_from="snapshots")
    targets = {key: (work.before(key), target) for key, target in work.targets.items()}
    for playlist, target in work.others.items():
        base = state.other(playlist)
        targets[playlist] = (base.slots if base else (), target)
    return Season(state, plan, tuple(_ways(plan, targets, state, world)))


def _ways(
    plan: Plan, targets: dict[str, tuple[tuple[Slot, ...], Target]], state: State, world: World
) -> Iterator[Way]:
    for master in plan.masters:
        if master.status in ("managed", "create"):
            known = state.snapshot(master.key)
            playlist = master.playlist or (known.playlist if known else None)
            yield _way(master, playlist, *targets[master.key], world)


def _way(
    master: MasterPlan, playlist: str | None, base: tuple[Slot, ...], target: Target, world: World
) -> Way:
    held = world.playlist(playlist) if playlist else None
    before = tuple(map(mark, held.tracks)) if held else ()
    assert len(before) == len(base), f"{master.key} is not what was pulled"
    kept = {placed.origin for placed in target.slots}
    gone = {one[0] for at, one in enumerate(before) if one and at not in kept}
    new = {detail.field: str(detail.new) for detail in master.details}
    after = [
        _entering(placed.slot) if placed.origin is None else before[placed.origin]
        for placed in target.slots
    ]
    flying = gone & {one[0] for one in after if one}
    return Way(
        master.key,
        playlist,
        new.get("name", held.name if held else ""),
        new.get("description", (held.description or "") if held else ""),
        before,
        tuple((one[0], None) if one and one[0] in flying else one for one in after),
        frozenset(flying),
    )


def _entering(slot: Slot) -> Mark:
    assert slot.written_uri, "what has no URI enters nowhere"
    return slot.written_uri, None
