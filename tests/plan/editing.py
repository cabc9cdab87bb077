"""Seasons that somebody edited on Spotify: what masters held, and what they hold now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aum_sync.config.types import Config
from aum_sync.plan.adoption import Answer, answers
from aum_sync.plan.build import plan_of
from aum_sync.plan.drift import Drift, Left, drifts
from aum_sync.plan.edits import drift_problems
from aum_sync.plan.types import Problem
from aum_sync.plan.workings import Workings, work_out
from aum_sync.season.items import Pin, Snapshot
from tests import seasons
from tests.seasons import MASTERS, Slots, slots

Weeks = Mapping[int, tuple[str, Slots]]
Contents = Mapping[str, Slots]
"""What playlists hold: masters by key, others by id."""

EXCLUDING = MASTERS.replace("genres: [Soul]", "genres: [Soul], excludes: [rap]")
MANAGED = MASTERS.replace("rap: {", "rap: {name: Rap, description: all, public: true, ")
PIN = Pin("state/pins/rap.json", "2026-11-22", "why", slots("p"), name="Rap")
PINNED = MASTERS.replace("rap: {", f"rap: {{pin: {PIN.path}, ")


@dataclass(frozen=True, slots=True)
class Details:
    """What describes ``rap``."""

    name: str = "rap"
    description: str = ""
    public: bool | None = None

    def of(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with these, where it is that of ``rap``."""
        if snapshot.key != "rap":
            return snapshot
        text, public = self.description, self.public
        return replace(snapshot, name=self.name, description=text, public=public)


AS_EVER = (Details(), Details())


@dataclass(frozen=True, slots=True)
class Edited:
    """What follows from a season in which masters hold something else than was left."""

    workings: Workings
    drifts: Mapping[str, Drift] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """What the plan says of it."""
        return [*drift_problems(self.workings, self.drifts)]

    @property
    def answers(self) -> list[Answer]:
        """How all of it would be adopted."""
        return [*answers(self.workings, [*self.drifts.values()], "why")]


def edited(
    config: Config | str,
    weeks: Weeks,
    then: Contents,
    now: Contents,
    *,
    details: tuple[Details, Details] = AS_EVER,
    pins: tuple[Pin, ...] = (),
    held: Contents | None = None,
) -> Edited:
    """A season edited from ``then`` to ``now``; ``held`` is what a commit has by now.

    ``details`` are those of ``rap``, as it was left and now.
    """
    was, shown = details
    config = seasons.config(config) if isinstance(config, str) else config
    state = replace(seasons.state(config, weeks, now), pins=pins)
    lists = [key for key in now if key not in {master.key for master in config.masters}]
    others = [Snapshot(one, one, one, "", None, "v1", None, slots(now[one])) for one in lists]
    state = replace(state, snapshots=tuple(shown.of(one) for one in state.snapshots))
    state = replace(state, others=tuple(others))
    lefts = {}
    for one in (*state.snapshots, *others):
        snapshot = was.of(replace(one, slots=slots(then.get(one.key, ""))))
        commit = None if held is None else replace(one, slots=slots(held.get(one.key, "")))
        lefts[one.key] = Left(snapshot, "apply 7", commit)
    workings = work_out(config, state)
    plan = plan_of(workings, commit=None, base_from="snapshots")
    return Edited(workings, drifts(workings, plan.masters, lefts))


def of_rap(then: Slots, now: Slots, text: str = MASTERS, weeks: Weeks | None = None) -> Drift:
    """The edit of ``rap``, alone in being edited."""
    return edited(text, weeks or {}, {"rap": then}, {"rap": now}).drifts["rap"]


def adopted(
    config: Config | str,
    weeks: Weeks,
    then: Contents,
    now: Contents,
    *,
    details: tuple[Details, Details] = AS_EVER,
    pins: tuple[Pin, ...] = (),
) -> dict[str, Answer]:
    """The answers to all that changed, by master and what people call it."""
    found = edited(config, weeks, then, now, details=details, pins=pins)
    given = {f"{one.master} {one.subject}": one for one in found.answers}
    assert len(given) == len(found.answers)
    return given
