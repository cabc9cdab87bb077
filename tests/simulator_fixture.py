"""A running simulator for any test: ``with serve({"playlists": [...]}) as simulator``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aum_sync.simulator.faults import Faults
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import World


@contextmanager
def serve(
    world: World | dict[str, Any],
    faults: Faults | dict[str, Any] | None = None,
    log: Path | None = None,
) -> Iterator[Simulator]:
    """Serve a world; both it and the faults may be given as the JSON of their files."""
    if isinstance(world, dict):
        world = World.from_json(json.dumps(world), "world.json")
    if isinstance(faults, dict):
        faults = Faults.from_json(json.dumps(faults), "faults.json")
    with Simulator(world, faults, log) as simulator:
        yield simulator
