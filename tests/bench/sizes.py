"""How time and memory grow: one, ten and a hundred seasons, scattered edits, a large account."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aum_sync.demo.dice import Dice
from aum_sync.plan.steps import steps_of
from aum_sync.season.items import Slot, State
from aum_sync.season.order import Placed
from aum_sync.store.state import changed_files
from tests.bench.invented import TRACKS, WEEKS, Invented
from tests.bench.meter import PYTHON, Cost, run

MASTER = 10_000
EDITS = 1_000
VERBS = (("validate",), ("plan", "--offline"))


@dataclass(frozen=True, slots=True)
class Size:
    """What a command cost on so many seasons, and where its time went."""

    seasons: int
    tracks: int
    verb: str
    cost: Cost
    phases: dict[str, float]


def grown(seasons: int) -> Iterator[Size]:
    """Every command on so many seasons, half of which the masters hold already."""
    season = Invented(WEEKS * seasons, WEEKS * seasons // 2)
    with tempfile.TemporaryDirectory() as box:
        write(season, Path(box))
        for verb in VERBS:
            cost, phases = measured(*verb, folder=Path(box))
            yield Size(seasons, season.weeks * TRACKS, verb[0], cost, phases)


def write(season: Invented, root: Path) -> None:
    """The files of a season, as pull would have left them."""
    files = {**changed_files(State(), season.state), "config/season.yaml": season.yaml.encode()}
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data or b"")


def measured(*arguments: str, folder: Path) -> tuple[Cost, dict[str, float]]:
    """What a command line cost, and its seconds by phase."""
    root = str(Path(__file__).resolve().parents[2])
    done = run(
        PYTHON,
        "-m",
        "tests.bench.phases",
        *arguments,
        folder=folder,
        environ={"PYTHONPATH": root},
        codes=(0, 4),
    )
    return done.cost, json.loads(done.err.splitlines()[-1])


def scattered(seed: int) -> tuple[int, int, list[Slot], tuple[Placed, ...]]:
    """A full master and what it is to hold: half the edits enter, half leave, all over it."""
    half = EDITS // 2
    weeks = Invented(MASTER // TRACKS + 2, seed=seed).state.weeks
    slots = [slot for week in weeks for slot in week.latest.slots][: MASTER + half]
    dice = Dice(f"{seed} scattered")
    gone = set(dice.shuffled(range(MASTER))[:half])
    target = [Placed(slot, at) for at, slot in enumerate(slots[:MASTER]) if at not in gone]
    for slot in slots[MASTER:]:
        target.insert(dice.between(0, len(target)), Placed(slot, None))
    return half, half, slots[:MASTER], tuple(target)


def plan_scattered(seed: int) -> dict[str, int]:
    """The requests of scattered edits; the floor is what their mere number would need."""
    entering, leaving, base, target = scattered(seed)
    writes = len(steps_of(base, target))
    return {"tracks": len(base), "edits": entering + leaving, "writes": writes}
