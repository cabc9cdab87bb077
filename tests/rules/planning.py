"""An example of weeks and masters: written to disk, planned by the command line, told in lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.plan.codec import from_json
from aum_sync.plan.types import Fate, MasterPlan, Plan, Problem
from aum_sync.report.changes import MARKS, Row, rows_of, shown_value
from aum_sync.report.view import EVERYTHING
from aum_sync.season.items import Account, Pin, Snapshot, State
from aum_sync.store.raw import encode_slot
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum
from tests.rules.notation import NOTHING, Given, joined
from tests.seasons import short_uri, state

_URI = re.compile(r"spotify:track:0*(\w+)")
_ZEROS = re.compile(r"\b0{5,}(?=\w)")
_ERROR = re.compile(r"^error: (.+)", re.MULTILINE)


def shortened(text: str) -> str:
    """A text in which the ids of the examples are their short names."""
    return _ZEROS.sub("", _URI.sub(r"\1", text))


def write(root: Path, season: str, given: Given) -> Config:
    """The season of an example on disk, as the curator's repository would have it."""
    file = root / "config" / "season.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(season, encoding="utf-8")
    tree = WorkTree(root)
    config = load(tree.read).config
    save_state(tree, State(), _state(config, given))
    for key, (since, reason, names) in given.pins.items():
        path = config.master(key).pin
        assert path, f"{key} has no pin in the YAML"
        pin = Pin(path, since, reason, given.slots(names))
        slots = [encode_slot(slot) for slot in pin.slots]
        raw = {"format": 1, "since": pin.since, "reason": pin.reason, "slots": slots}
        tree.write(path, json.dumps(raw).encode())
    return config


def _state(config: Config, given: Given) -> State:
    weeks = {number: (text, given.slots(names)) for number, (text, names) in given.weeks.items()}
    held = {number: (text, given.slots(names)) for number, (text, names) in given.newer.items()}
    made = state(config, weeks, held=held)
    masters = {master.key: master for master in config.masters}
    found: list[Snapshot] = []
    others: list[Snapshot] = []
    for key in (*masters, *(key for key in given.bases if key not in masters)):
        master = masters.get(key)
        if key in given.unread or (master and not master.playlist):
            continue
        playlist = master.playlist if master and master.playlist else f"{key:0>22}"
        details = given.details.get(key, {})
        other = any(playlist in (c.remove_from.value, c.also_in.value) for c in config.cleanup)
        snapshot = Snapshot(
            playlist if other else (master.was or key) if master else key,
            playlist,
            details.get("name", key),
            details.get("description", ""),
            None,
            "v1",
            None,
            given.slots(given.bases.get(key, [])),
        )
        (others if other else found).append(snapshot)
    account = Account("curator", tuple((f"{id_:0>22}", name) for id_, name in given.owned))
    return replace(made, snapshots=tuple(found), others=tuple(others), account=account)


def told(aum: Aum, root: Path, given: Given) -> list[str]:
    """What the plan of the season on disk says, in the notation of the page."""
    outcome = aum("plan", "--offline", "--root", root, "--format", "json")
    if outcome.code == 1:
        return [f"! error: {found[1]}" for found in _ERROR.finditer(outcome.err)]
    plan = from_json(outcome.out)
    refused = any(problem.level == "error" for problem in plan.problems)
    assert outcome.code == (4 if refused else 0), outcome.err
    return [shortened(line) for line in _lines(plan, given)]


def _lines(plan: Plan, given: Given) -> Iterator[str]:
    planned = {master.key for master in plan.masters}
    for master in plan.masters:
        yield from _master(master, given)
    for key in sorted(given.bases):
        if key not in planned and f"{key:0>22}" not in planned:
            base = " ".join(given.bases[key]) or NOTHING
            yield f"{key} {base} → {base}"
    yield from (_fate(fate) for fate in plan.fates if fate.fate != "placed")
    yield from map(_problem, plan.problems)


def _master(master: MasterPlan, given: Given) -> Iterator[str]:
    key = shortened(master.key)
    if master.status == "unread" or key in given.unread:
        return
    base = given.bases.get(key, [])
    after = _after(base, master)
    if base or after or key in given.bases:
        yield f"{key} {joined(base)} → {joined(after)}"
    for detail in master.details:
        old, new = shown_value(detail.old), shown_value(detail.new)
        yield f"{MARKS['detail']} {detail.field}: {old} → {new}"
    yield from (_row(row) for row in rows_of(master, EVERYTHING) if row.kind != "move")


def _after(base: list[str], master: MasterPlan) -> list[str]:
    """The names that the plan's changes leave, in order."""
    gone = {remove.at for remove in master.remove} | {move.origin for move in master.move}
    fixed = {move.to: base[move.origin] for move in master.move}
    fixed |= {add.at: short_uri(add.uri) for add in master.add}
    rest = iter([name for at, name in enumerate(base) if at not in gone])
    return [fixed.get(at) or next(rest) for at in range(master.size[1])]


def _row(row: Row) -> str:
    known = [f"week {row.week}"] if row.week is not None else []
    known += [row.genre] if row.genre else []
    known += ["review"] if row.review else []
    return f"{MARKS[row.kind]} {short_uri(row.uri)} {row.word}" + (
        f" ({', '.join(known)})" if known and row.kind == "add" else ""
    )


def _fate(fate: Fate) -> str:
    name = short_uri(fate.uri) if fate.uri else "null"
    if fate.fate in ("unaddressable", "unsupported"):
        name = fate.rule.rpartition(".")[2]
    said = f"{name} in week {fate.week}: {fate.fate} by {fate.rule}"
    return f"{said}, as in week {fate.of[0]}" if fate.of else said


def _problem(problem: Problem) -> str:
    where = [f"week {problem.week}"] if problem.week is not None else []
    where += [problem.master] if problem.master is not None else []
    lead = f"{', '.join(where)}: " if where else ""
    return f"! {problem.level}: {lead}{problem.text}"
