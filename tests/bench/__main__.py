"""The benchmark, for ``make bench``: requests beside their floors, process time, memory, growth.

But for one column nothing here is a clock on a wall: other work on the machine moves process time
too, so what counts are counts, ratios taken in one run, and the least of several rounds.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.bench import worlds
from tests.bench.invented import Invented
from tests.bench.journey import Row, begun, journey, obvious
from tests.bench.meter import AUM, PYTHON, Cost, least
from tests.bench.page import pages
from tests.bench.sizes import grown, measured, plan_scattered, write

SEED = 8
BARE = "python -c pass"
CLICK = "python -c 'import click'"
READ = "read and decode the files"
_READ = """
import json, pathlib
for path in pathlib.Path('state').rglob('*.json'):
    json.loads(path.read_bytes())
"""

Table = list[dict[str, Any]]


def requests(setting: worlds.Setting) -> Iterator[dict[str, Any]]:
    """A season's journey, then the obvious way on the same Spotify."""
    with tempfile.TemporaryDirectory() as name:
        box = Path(name)
        with begun(setting, box) as season:
            yield from map(_request, journey(setting, season))
        yield from map(_request, obvious(setting, box))


def _request(row: Row) -> dict[str, Any]:
    return {
        "step": row.step,
        "requests": row.traffic.requests,
        "floor": row.floor,
        "above": row.above,
        "reads": row.traffic.reads,
        "writes": row.traffic.writes,
        "kinds": dict(sorted(row.traffic.kinds.items())),
        "received_bytes": row.traffic.received,
        "sent_bytes": row.traffic.sent,
        **asdict(row.cost),
    }


def starts(root: Path, rounds: int) -> Table:
    """Start-up of the command line, beside that of the interpreter and of click."""
    commands: dict[str, Sequence[str]] = {
        BARE: (PYTHON, "-c", "pass"),
        CLICK: (PYTHON, "-c", "import click"),
        READ: (PYTHON, "-c", _READ),
        "aum-sync --version": (AUM, "--version"),
        "aum-sync --help": (AUM, "--help"),
        "aum-sync validate": (AUM, "validate"),
        "aum-sync plan --offline": (AUM, "plan", "--offline"),
    }
    found = least(commands, rounds, root)
    return [_start(name, cost, found) for name, cost in found.items()]


def _start(name: str, cost: Cost, found: dict[str, Cost]) -> dict[str, Any]:
    ratios = {"of_bare": found[BARE], "of_click": found[CLICK], "of_reading": found[READ]}
    shares = {key: cost.seconds / other.seconds for key, other in ratios.items()}
    return {"command": name, **asdict(cost), **shares}


def whereabouts(root: Path, rounds: int) -> Iterator[dict[str, Any]]:
    """Where the time of a command goes, in the round that took least."""
    for verb in (("validate",), ("plan", "--offline")):
        runs = [measured(*verb, folder=root)[1] for _ in range(rounds)]
        best = min(runs, key=lambda phases: sum(phases.values()))
        yield {"command": " ".join(verb), **best, "work": _work(best), "sum": sum(best.values())}


def _work(phases: dict[str, float]) -> float:
    return sum(phases.values()) - phases["interpreter"] - phases["import"] - phases["git"]


def sizes(seasons: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Growth, each verb with how much longer it takes than on the size before."""
    before: dict[str, float] = {}
    for number in seasons:
        for one in grown(number):
            fold = one.cost.seconds / before[one.verb] if one.verb in before else None
            before[one.verb] = one.cost.seconds
            yield {**asdict(one), **asdict(one.cost), "fold": fold}


def edits(seed: int) -> dict[str, Any]:
    """A full master with scattered edits."""
    begin = time.process_time()
    found = plan_scattered(seed)
    return {**found, "seconds": time.process_time() - begin}


def account(playlists: int) -> Iterator[dict[str, Any]]:
    """A large account: the first pull and one with nothing new."""
    setting = worlds.year(playlists, weeks=10)
    with tempfile.TemporaryDirectory() as name, begun(setting, Path(name)) as season:
        steps = journey(setting, season)
        yield from ({"playlists": playlists, **_request(next(steps))} for _ in range(2))


def say(text: str) -> None:
    """A line of output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _cell(value: object) -> str:
    match value:
        case None:
            return "-"
        case float():
            return f"{value:.3f}"
        case dict():
            shown = ((k, f"{v:.2f}" if isinstance(v, float) else v) for k, v in value.items())
            return " ".join(f"{key} {one}" for key, one in shown)
        case _:
            return str(value)


def show(title: str, rows: Iterator[dict[str, Any]] | Table, columns: str) -> Table:
    """Print a table, row by row as it comes; the rows."""
    say(f"\n## {title}\n")
    names = columns.split()
    say("| " + " | ".join(names) + " |")
    say("|" + " --- |" * len(names))
    kept = []
    for row in rows:
        kept.append(row)
        say("| " + " | ".join(_cell(row[name]) for name in names) + " |")
    return kept


PARTS = ("requests", "start", "sizes", "edits", "account", "page")
REQUESTS = "step requests floor above kinds received_bytes seconds mib"
"""The columns of the tables of requests."""


def _settings(only: str | None) -> list[worlds.Setting]:
    found = [worlds.real(), worlds.year()]
    if found[0] is None:
        say("The real season is not beside this checkout: invented seasons alone.")
    return [one for one in found if one and (only is None or only in one.name)]


def bench(given: argparse.Namespace) -> dict[str, Any]:
    """All tables that are asked for."""
    parts: dict[str, Callable[[], Any]] = {
        "requests": lambda: {
            one.name: show(f"Requests: {one.name}", requests(one), REQUESTS)
            for one in _settings(given.world)
        },
        "start": lambda: _start_up(given.rounds),
        "sizes": lambda: show(
            "Growth (weeks half placed; seconds by phase)",
            sizes([int(number) for number in given.seasons.split(",")]),
            "seasons tracks verb seconds mib fold phases",
        ),
        "edits": lambda: show(
            "A full master with scattered edits", [edits(SEED)], "tracks edits writes seconds"
        ),
        "account": lambda: show(
            "An account of 5,000 playlists", account(5_000), f"playlists {REQUESTS}"
        ),
        "page": lambda: _page(given.rounds),
    }
    return {name: make() for name, make in parts.items() if given.only in (None, name)}


def _page(rounds: int) -> Table:
    columns = "report bytes gzipped seconds mib painted_ms filtered_ms heap_mib"
    try:
        return show("The report's page, in a browser", pages(rounds), columns)
    except pytest.skip.Exception as why:
        say(f"Not measured: {why}")
        return []


def _start_up(rounds: int) -> dict[str, Table]:
    setting = worlds.real()
    with tempfile.TemporaryDirectory() as name:
        if setting:
            with begun(setting, Path(name)) as season:
                season.row("pull", "pull")
                season.push()
                return _of_root(season.clone.root, rounds, setting.name)
        write(Invented(50, 25), Path(name))
        return _of_root(Path(name), rounds, "an invented season of 50 weeks")


def _of_root(root: Path, rounds: int, name: str) -> dict[str, Table]:
    columns = "command seconds waited mib of_bare of_click of_reading"
    phases = list(whereabouts(root, rounds))
    return {
        "start": show(f"Start-up, on {name}", starts(root, rounds), columns),
        "phases": show(
            "Where the time goes (seconds)",
            [{**row, "phases": {k: v for k, v in row.items() if k != "command"}} for row in phases],
            "command phases",
        ),
    }


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--world", help="part of the name of one season, for the requests")
    parser.add_argument("--seasons", default="1,10,100", help="sizes to grow through")
    parser.add_argument("--rounds", type=int, default=7, help="of which the least counts")
    parser.add_argument("--json", type=Path, help="write all figures to this file, too")
    given = parser.parse_args()
    say(f"seed {SEED}, Python {platform.python_version()}, {platform.machine()}")
    found = bench(given)
    if given.json:
        given.json.write_text(json.dumps({"seed": SEED, **found}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
