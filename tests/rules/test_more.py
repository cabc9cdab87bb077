"""Sentences that no other test holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aum_sync.config.loader import load
from aum_sync.plan.build import build
from aum_sync.plan.types import Plan
from aum_sync.season.genres import JOINT
from aum_sync.season.items import Pin
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.rules import notation, planning, pulling
from tests.rules.page import Example, rules
from tests.seasons import MASTERS, NULL, changes, codes, config, plan, state, targets, track, uri

HEBREW = f"""{MASTERS}
  israeli:
    playlist: "000000000000000israeli"
    genres: [Israeli]
    excludes: [soul]
    also: [{{script: Hebrew}}]
"""
SONG = track("a", title="שלום")


def test_a_track_correction_replaces_second_homes_too() -> None:
    correction = f"corrections: {{tracks: {{{uri('a')}: {{master: soul, reason: heard}}}}}}"
    cfg = config(HEBREW.replace("excludes: [soul]", "excludes: []") + correction)
    st = state(cfg, {1: ("Rap 1", (SONG,))}, {"israeli": (SONG,)})
    assert targets(cfg, st) == {"israeli": "", "rap": "", "soul": "a", "sort": ""}
    assert changes(plan(cfg, st), "israeli") == ["-a corrected"]


def test_the_catch_all_gives_way_to_a_correction() -> None:
    correction = f"corrections: {{tracks: {{{uri('a')}: {{master: soul, reason: heard}}}}}}"
    cfg = config(MASTERS + correction)
    # Week 1 is held, and what it holds would stay: the correction of week 2 has the last word.
    st = state(cfg, {1: ("Rap 9", "a b"), 2: ("Polka 1", "a")}, {"sort": "a b"})
    assert targets(cfg, st) == {"rap": "", "soul": "a", "sort": "b"}
    assert changes(plan(cfg, st), "sort") == ["-a misplaced"]


def test_the_catch_all_loses_no_track_unexplained() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a"), 51: ("Rap 1", "b")}, {"sort": "b"}))
    assert changes(made, "sort") == ["-b out-of-range"]
    assert codes(made) == ["unexplained"]


def test_a_pin_explains_what_leaves_every_master() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json"))
    pin = Pin("state/pins/rap.json", "2026-11-22", "emptied", ())
    st = replace(state(cfg, {1: ("Rap 1", "a")}, {"rap": "a o"}), pins=(pin,))
    made = plan(cfg, st)
    assert changes(made, "rap") == ["-a pinned", "-o pinned"]
    assert codes(made) == ["pinned"]


HEADLINES = {
    "placed before duplicate": ({1: ("Israeli 1", "a"), 2: ("Rap 1", "a")}, "placed"),
    "placed before excluded": ({1: ("Soul 1", "a"), 2: ("Rap 1", "a")}, "placed"),
    "duplicate before excluded": ({1: ("Soul 1", "a"), 2: ("Soul 1", "a")}, "duplicate"),
    "excluded before triage": ({1: ("Rap 1", "o"), 2: ("Polka 1", "a")}, "excluded"),
    "held before unaddressable": ({1: ("Rap 1", "o"), 2: ("Rap 9", "-")}, "held"),
}


@pytest.mark.parametrize(("weeks", "expected"), HEADLINES.values(), ids=HEADLINES)
def test_the_headline_is_the_first_that_holds(
    weeks: dict[int, tuple[str, str]], expected: str
) -> None:
    cfg = config(HEBREW)
    slots = {"a": SONG, "-": NULL, "o": track("o")}
    pinned = cfg.master("soul")
    cfg = replace(
        cfg,
        masters=tuple(
            replace(m, pin="state/pins/soul.json") if m == pinned else m for m in cfg.masters
        ),
    )
    readings = {number: (text, (slots[name],)) for number, (text, name) in weeks.items()}
    pin = Pin("state/pins/soul.json", "2026-11-22", "kept", (SONG,))
    made = plan(cfg, replace(state(cfg, readings, {"soul": (SONG,)}), pins=(pin,)))
    assert made.fates[-1].fate == expected


SEASONS = [
    example
    for rule in rules()
    for example in rule.examples
    if example.language == "diff"
    and not pulling.is_pull(example.text)
    and "on_mismatch: fail" not in example.season
]


def _named(made: Plan) -> set[str]:
    """Every rule that a plan names, those of compound genres one by one."""
    found = {fate.rule for fate in made.fates}
    found |= {refusal.rule for fate in made.fates for refusal in fate.refused}
    found |= {add.path for master in made.masters for add in master.add}
    found |= {gone.path for master in made.masters for gone in master.remove if gone.path}
    return {part for rule in found for part in rule.split(JOINT)}


@pytest.mark.parametrize("example", SEASONS, ids=lambda example: f"line-{example.line}")
def test_every_rule_that_a_plan_names_is_a_line_or_a_default(
    example: Example, tmp_path: Path
) -> None:
    planning.write(tmp_path, example.season, notation.read(example.text))
    tree = WorkTree(tmp_path)
    loaded = load(tree.read)
    made = build(loaded.config, load_state(tree), commit=None, base_from="snapshots")
    named = {rule for rule in _named(made) if not rule.startswith("built-in.")}
    without = {rule for rule in named if loaded.source.place(rule) is None}
    assert without <= {"policy.on_mismatch", "policy.orphans"}
