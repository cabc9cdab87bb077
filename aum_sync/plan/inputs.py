"""Digests of what a plan was made from, and of what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from aum_sync import __version__
from aum_sync.canonical import digest
from aum_sync.config.types import Config
from aum_sync.plan.types import Inputs, MasterPlan, Plan
from aum_sync.season.items import Reading, Slot, State, content_digest

BaseFrom = Literal["snapshots", "live"]

_SHORT = 16


def inputs_of(config: Config, state: State, commit: str | None, base_from: BaseFrom) -> Inputs:
    """What the plan was made from. Version ids of Spotify are left out: they say nothing more."""
    pins = [[pin.path, content_digest(pin.slots)] for pin in state.pins]
    weeks = [[week.week, _reading(week.passed), _reading(week.held)] for week in state.weeks]
    base = {
        snapshot.key: [
            snapshot.playlist,
            snapshot.name,
            snapshot.description,
            snapshot.public,
            snapshot.tried_public,
            content_digest(snapshot.slots),
        ]
        for snapshot in (*state.snapshots, *state.others)
    }
    return Inputs(
        commit=commit,
        config=digest(_plain(asdict(config))),
        weeks=digest([weeks, pins]),
        base=f"{base_from}:{digest(base)[:_SHORT]}",
        tool=__version__,
    )


def _reading(reading: Reading | None) -> list[object] | None:
    if reading is None:
        return None
    slots = [_slot(slot) for slot in reading.slots]
    return [reading.playlist, reading.name, reading.description, slots]


def _slot(slot: Slot) -> list[object]:
    artists = [[artist.id, artist.name] for artist in slot.artists]
    return [slot.uri, slot.linked_from, slot.name, artists, slot.duration_ms, slot.isrc, slot.state]


def _plain(value: Any) -> object:  # noqa: ANN401 (a tree of whatever asdict gives)
    """Sets as sorted lists, everywhere in a tree."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return sorted(value) if isinstance(value, (set, frozenset)) else value


Effect = tuple[str, str, str, str, str]
"""Master, its playlist, verb, what it is about (a URI, a detail), and the reason or value."""


def effects_digest(account: str | None, masters: Sequence[MasterPlan]) -> str:
    """The digest of what the plan does: per changed master its playlist, details and changes.

    Details count as in the YAML, with their templates; changes as a set of verb, URI, reason.
    """
    return digest(
        {
            "account": account,
            "masters": {master.key: _effects(master) for master in masters if master.changed},
        }
    )


def _effects(master: MasterPlan) -> dict[str, object]:
    return {
        "playlist": master.playlist,
        "details": {detail.field: detail.template for detail in master.details},
        "changes": sorted(list(change) for change in _changes(master)),
    }


def _changes(master: MasterPlan) -> set[tuple[str, str, str]]:
    changes = {("add", add.uri, add.rule) for add in master.add}
    changes |= {("remove", remove.uri, remove.reason) for remove in master.remove}
    return changes | {("move", move.uri or "", "order") for move in master.move}


def effects_of(plan: Plan) -> frozenset[Effect]:
    """What the plan does, one by one: the digest covers just these, and the account."""
    return frozenset(
        (master.key, master.playlist or "", *change)
        for master in plan.masters
        for change in (
            *_changes(master),
            *((detail.field, "", str(detail.template)) for detail in master.details),
        )
    )
