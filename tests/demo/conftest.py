"""The invented season, made once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aum_sync.demo.season import DemoSeason, demo_season, world_of
from aum_sync.plan.codec import from_json
from aum_sync.plan.types import Plan
from aum_sync.simulator.world import World
from tests.demo.played import aum_process


@pytest.fixture(scope="session")
def season() -> DemoSeason:
    return demo_season()


@pytest.fixture(scope="session")
def world(season: DemoSeason) -> World:
    return world_of(season)


@pytest.fixture(scope="session")
def plan(pulled: Path) -> Plan:
    done = aum_process(pulled, "plan", "--root", pulled, "--offline", "--format", "json")
    return from_json(done.stdout)


@pytest.fixture(scope="session")
def validation(pulled: Path) -> dict[str, Any]:
    done = aum_process(pulled, "validate", "--root", pulled, "--format", "json")
    value = json.loads(done.stdout)
    assert isinstance(value, dict)
    return value
