"""Commands as processes of their own: what they cost in process time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
BIN = Path(sys.executable).parent
PYTHON = str(BIN / "python")
AUM = str(BIN / "aum-sync")


@dataclass(frozen=True, slots=True)
class Cost:
    """Process time (user and system, its own children's too) and time on a wall, in seconds; MiB.

    What goes on beside it moves the second one more: it is for a quiet machine.
    """

    seconds: float
    waited: float
    mib: float


@dataclass(frozen=True, slots=True)
class Done:
    """A command that ran."""

    cost: Cost
    out: str
    err: str


def run(
    *command: str,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    codes: Sequence[int] = (0,),
) -> Done:
    """Run a command; raises AssertionError for an exit code that is not expected."""
    with tempfile.TemporaryDirectory() as box:
        cost = Path(box) / "cost"
        done = subprocess.run(
            [PYTHON, "-I", "-S", str(LAUNCH), str(cost), *command],
            cwd=folder,
            env={**os.environ, **(environ or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        seconds, waited, kib, code = cost.read_text().split()
    assert int(code) in codes, (command, code, done.stdout[-2000:], done.stderr[-2000:])
    return Done(Cost(float(seconds), float(waited), int(kib) / 1024), done.stdout, done.stderr)


def least(
    commands: Mapping[str, Sequence[str]], rounds: int, folder: Path | None = None
) -> dict[str, Cost]:
    """The least that each command cost, taking turns: what else the machine does falls on all."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(run(*command, folder=folder).cost)
    return {
        name: Cost(
            min(one.seconds for one in costs),
            min(one.waited for one in costs),
            min(one.mib for one in costs),
        )
        for name, costs in found.items()
    }
