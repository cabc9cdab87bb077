"""From a playlist on its way to the snapshot that is recorded of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aum_sync.apply.walk import Walk
from aum_sync.plan.types import MasterPlan
from aum_sync.season.items import Card, Snapshot, State, content_digest


def with_snapshot(state: State, snapshot: Snapshot) -> State:
    """The state with this snapshot, of a master or of another playlist, in place of the old one."""
    if any(other.key == snapshot.key for other in state.others):
        return replace(state, others=_put(state.others, snapshot))
    return replace(state, snapshots=_put(state.snapshots, snapshot))


def _put(snapshots: tuple[Snapshot, ...], snapshot: Snapshot) -> tuple[Snapshot, ...]:
    """With this one in place of that of its playlist, which may stand under a former key."""
    by_key = {one.key: one for one in snapshots if one.playlist != snapshot.playlist}
    by_key |= {snapshot.key: snapshot}
    return tuple(by_key[key] for key in sorted(by_key))


def _known(state: State, key: str) -> Snapshot | None:
    return next((one for one in (*state.snapshots, *state.others) if one.key == key), None)


def _renamed(state: State, key: str, walk: Walk) -> Snapshot | None:
    """The snapshot of a master whose new key no pull has seen yet."""
    known = next((one for one in state.snapshots if one.playlist == walk.playlist), None)
    return replace(known, key=key) if known else None


def observed(state: State, key: str, walk: Walk) -> State:
    """The state with what a playlist was seen to hold before the first write."""
    known = _known(state, key) or _renamed(state, key, walk)
    if known is None or not walk.standing.content:
        return state
    return with_snapshot(state, replace(known, slots=walk.standing.content))


def with_details(state: State, key: str, cards: Mapping[str, Card]) -> State:
    """The state with the details of a playlist as the library shows them now."""
    known = _known(state, key)
    card = cards.get(known.playlist) if known else None
    shown = (
        replace(known, name=card.name, description=card.description, public=card.public)
        if known and card
        else None
    )
    return with_snapshot(state, shown) if shown else state


def created_snapshot(walk: Walk) -> Snapshot:
    """The snapshot of a playlist that was just created: it is empty."""
    blank = Snapshot(walk.course.plan.key, walk.playlist, "", "", None, None, None, ())
    return _detailed(blank, walk.course.plan)


def written_snapshot(state: State, walk: Walk) -> Snapshot:
    """The snapshot of a playlist after its last write, as it was read back.

    Its version id is not known: one that is read within a minute of a write is not relied on
    (SPOTIFY.md 3.12).
    """
    key = walk.course.plan.key
    known = _known(state, key) or _renamed(state, key, walk)
    assert known, "what is written was read or created before"
    slots = walk.standing.content if walk.course.steps else known.slots
    applied = content_digest(slots)
    return _detailed(replace(known, slots=slots, snapshot=None, applied=applied), walk.course.plan)


def _detailed(snapshot: Snapshot, plan: MasterPlan) -> Snapshot:
    new = {detail.field: detail.new for detail in plan.details}
    public = new.get("public", snapshot.public)
    tried = new.get("public", snapshot.tried_public)
    return replace(
        snapshot,
        name=str(new.get("name", snapshot.name)),
        description=str(new.get("description", snapshot.description)),
        public=public if isinstance(public, bool) else None,
        tried_public=tried if isinstance(tried, bool) else None,
    )
