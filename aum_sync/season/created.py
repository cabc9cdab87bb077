"""Masters that an apply created: their ids stand in their snapshots, not in the YAML."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.config.types import Config, Master
from aum_sync.season.items import State


def with_created_ids(config: Config, state: State) -> Config:
    """The configuration in which a master without an id has that of its snapshot."""
    return replace(config, masters=tuple(_with_id(master, state) for master in config.masters))


def _with_id(master: Master, state: State) -> Master:
    if master.playlist is not None:
        return master
    found = state.snapshot(master.key) or (state.snapshot(master.was) if master.was else None)
    return replace(master, playlist=found.playlist) if found else master
