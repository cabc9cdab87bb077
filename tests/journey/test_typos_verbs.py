"""From a wrong count to a corrected plan, as a curator goes: typos, fix, validate, plan."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aum_sync.season.items import State
from aum_sync.season.weeks import was_of
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum, Outcome
from tests.journey.test_plan_verb import git
from tests.season.typos.small import MASTERS, season
from tests.season.typos.small import SEASON as TRUE
from tests.seasons import HEAD

Run = Callable[..., Outcome]

CANCELLED = ("♩ Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp")
WRONG = ("♩ 𝘙𝘢𝘱⁵ ♩ 𝘚𝘰𝘶𝘭⁴ ♩ R&amp;B 0", "rrrrssss")
HALF = ("Rap 4 ♩ Soul ♩ Pop 3", "rrrrssssppp")
NEAR = ("Rap 4 ♩ Soul 4", "rrrr.ssss")
LOST = ("Rap ♩ Soul ♩ Pop", "rs")
WEEKS = {13: CANCELLED, 14: WRONG, 15: HALF, 16: NEAR, 17: LOST}
OLD = '    12: {genres: "Rap 4 ♩ Soul 10", was: Rap, reason: r} # old\n'
YAML = f"{HEAD}{MASTERS}# Mine.\ncorrections:\n  weeks: # by ear\n{OLD}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    write(folder, YAML)
    save_state(WorkTree(folder), State(), season(WEEKS))
    return folder


@pytest.fixture
def run(root: Path, aum: Aum) -> Run:
    return lambda verb, *arguments: aum(verb, "--root", root, *arguments)


def write(root: Path, text: str) -> None:
    file = root / "config" / "season.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def read(root: Path) -> str:
    return (root / "config" / "season.yaml").read_text("utf-8")


def value(outcome: Outcome) -> Any:
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def masters_of(outcome: Outcome, week: int) -> list[str]:
    fates = [fate for fate in value(outcome)["fates"] if fate["week"] == week]
    return ["".join(fate["masters"]) for fate in fates]


def test_every_week_is_told_in_order_with_the_keys_of_the_contract(run: Run) -> None:
    weeks = value(run("typos", "--format", "json"))["weeks"]
    assert [week["week"] for week in weeks] == list(range(1, 18))
    keys = ["week", "verdict", "declared", "proposals", "evidence"]
    assert all(list(week)[: len(keys)] == keys for week in weeks)
    found = weeks[12]
    assert (found["verdict"], found["declared"]) == ("typo", [["Rap", 5], ["Soul", 3], ["Pop", 3]])
    first = found["proposals"][0]
    assert first["counts"] == [["Rap", 4], ["Soul", 4], ["Pop", 3]]
    assert 0.5 < first["probability"] <= 1
    assert [(move["position"], move["was"], move["becomes"]) for move in first["moves"]] == [
        (4, "rap", "soul")
    ]
    assert weeks[14]["declared"] == [["Rap", 4], ["Soul", None], ["Pop", 3]]
    assert (weeks[0]["verdict"], weeks[0]["proposals"]) == ("consistent", [])


def test_one_week_is_told_with_its_evidence(run: Run) -> None:
    outcome = run("typos", "--week", 13)
    assert outcome.code == 0
    assert "week 13: typo\n" in outcome.out
    assert "track 5, 'Song 13x4' by s2: s2 is soul in" in outcome.out
    assert "aum-sync fix --week 13 writes the first" in outcome.out
    told = value(run("typos", "--week", 13, "--format", "json"))["weeks"]
    assert [week["week"] for week in told] == [13]
    assert run("typos", "--week", 30).code == 2


def test_a_commit_is_looked_at_from_its_blobs_alone(run: Run, root: Path) -> None:
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "x")):
        git(root, *arguments)
    before = run("typos").out
    write(root, YAML.replace("Soul,", ""))
    assert run("typos", "--commit", "HEAD").out == before
    assert run("typos").out != before


def test_a_correction_is_written_and_the_plan_follows_it(run: Run, root: Path) -> None:
    assert masters_of(run("plan", "--offline", "--format", "json"), 13)[3:5] == ["rap", "rap"]
    outcome = run("fix", "--week", 13)
    assert outcome.code == 0, outcome.err
    assert "✓ week 13: Rap 4, not 5; Soul 4, not 3" in outcome.out
    lines = read(root).removeprefix(YAML).splitlines()
    assert lines[:3] == [
        "    13:",
        '      genres: "Rap 4 ♩ Soul 4 ♩ Pop 3"',
        f'      was: "{was_of(CANCELLED[0])}"',
    ]
    assert lines[3].startswith('      reason: "Rap 4, not 5; Soul 4, not 3: ')
    assert " by aum-sync fix; track 5, 'Song 13x4' by s2: s2 is soul in " in lines[3]
    checked = {one["week"]: one for one in value(run("validate", "--format", "json"))["weeks"]}
    assert (checked[13]["status"], checked[13]["use"]) == ("corrected", "placed")
    assert masters_of(run("plan", "--offline", "--format", "json"), 13)[3:5] == ["rap", "soul"]
    assert value(run("typos", "--week", 13, "--format", "json"))["weeks"][0]["proposals"] == []


def test_all_that_is_sure_is_written_at_once(run: Run, root: Path) -> None:
    held = masters_of(run("plan", "--offline", "--format", "json"), 14)
    assert set(held) == {""}
    outcome = run("fix", "--all", "--min-probability", 0.8)
    assert outcome.code == 0, outcome.err
    assert '\n    14:\n      genres: "Rap 4 ♩ Soul 4' in read(root)
    assert "\n    15:" not in read(root), "its missing count is inferred anyway"
    assert "Not written: " in outcome.out
    assert "aum-sync plan --week 13 --week 14\n" in outcome.out
    assert (
        masters_of(run("plan", "--offline", "--format", "json"), 14) == ["rap"] * 4 + ["soul"] * 4
    )
    again = value(run("fix", "--all", "--format", "json"))
    assert (again["weeks"], again["files"]) == ([], [])


def test_the_description_is_printed_in_its_own_style_and_nothing_is_written(
    run: Run, root: Path
) -> None:
    before = read(root)
    assert run("fix", "--week", 14, "--description").out.startswith("♩ 𝘙𝘢𝘱⁴ ♩ 𝘚𝘰𝘶𝘭⁴")
    assert run("fix", "--week", 15, "--description").out == "Rap 4 ♩ Soul 4 ♩ Pop 3\n"
    told = value(run("fix", "--week", 13, "--description", "--format", "json"))
    assert told == {"week": 13, "description": "♩ Rap 4 ♩ Soul 4 ♩ Pop 3"}
    assert read(root) == before


def test_what_cannot_be_fixed_is_refused_all_at_once(run: Run, root: Path) -> None:
    before = read(root)
    weeks = [part for week in (1, 12, 15, 16, 17, 13) for part in ("--week", week)]
    outcome = run("fix", *weeks)
    assert (outcome.code, outcome.out) == (1, "")
    assert read(root) == before
    assert "week 1 looks consistent: there is nothing to fix" in outcome.err
    line = YAML[: YAML.index("    12:")].count("\n") + 1
    assert f"season.yaml:{line}:5: error: week 12 has a correction already" in outcome.err
    assert "week 15 is placed like that already" in outcome.err
    assert "week 16: two proposals are near: 1. " in outcome.err
    assert "aum-sync fix --week 16 --choose 1 (or 2)" in outcome.err
    assert "week 17: no likely reading explains its tracks" in outcome.err
    assert "week 13" not in outcome.err
    assert run("fix", "--week", 17, "--description").code == 1


def test_of_proposals_that_are_near_one_is_chosen(run: Run, root: Path) -> None:
    found = value(run("typos", "--week", 16, "--format", "json"))["weeks"][0]
    second = " ♩ ".join(f"{genre} {count}" for genre, count in found["proposals"][1]["counts"])
    outcome = run("fix", "--week", 16, "--choose", 2)
    assert outcome.code == 0, outcome.err
    assert f'    16:\n      genres: "{second}"\n      was: ' in read(root)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--all", "--week", 13),
        ("--week", 13, "--min-probability", 0.5),
        ("--all", "--min-probability", "nan"),
        ("--all", "--choose", 1),
        ("--week", 13, "--week", 14, "--description"),
        ("--week", 30),
    ],
)
def test_wrong_use_is_told(arguments: tuple[object, ...], run: Run, root: Path) -> None:
    before = read(root)
    assert run("fix", *arguments).code == 2
    assert read(root) == before


def test_a_consistent_season_has_nothing_to_fix(run: Run, root: Path) -> None:
    for file in (root / "state" / "weeks").iterdir():
        if int(file.name.split(".")[0]) > 12:
            file.unlink()
    write(root, HEAD + MASTERS)
    assert "12 weeks: 12 consistent." in run("typos").out
    assert run("fix", "--all").out.startswith("There is nothing to fix")


def test_a_plan_says_what_its_weeks_probably_mean_beside_itself(run: Run, root: Path) -> None:
    outcome = run("plan", "--offline")
    assert outcome.code == 0
    head, _, rest = outcome.out.partition("probably a typo: 3 weeks; about 1 track would change")
    assert "warning: checksum-mismatch" in head or "warnings: checksum-mismatch" in head
    assert "  week 13, probably: Rap 4, not 5; Soul 4, not 3 (" in rest
    assert "  → aum-sync fix --week 13\n" in rest
    assert "week 15, probably" not in rest
    assert "week 17, probably" not in rest
    only = run("plan", "--offline", "--week", 14).out
    assert "probably a typo: 1 week; 8 items of 1 week wait" in only
    assert "#### Probably a typo" in run("plan", "--offline", "--format", "markdown").out
    assert "#### Probably a typo" in run("plan", "--offline", "--format", "summary").out
    assert "probably" not in run("plan", "--offline", "--format", "json").out
    assert "probably" not in run("plan", "--offline", "--format", "csv").out
    assert "probably" not in read(root)


def test_a_plan_without_such_a_week_does_not_search_the_season(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (root / "state" / "weeks").iterdir():
        if int(file.name.split(".")[0]) > 12:
            file.unlink()
    write(root, HEAD + MASTERS)
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "x")):
        git(root, *arguments)
    finder = "aum_sync.season.typos.find"
    searched = run("plan", "--offline")
    assert searched.code == 0
    assert "probably" not in searched.out
    # From here on whoever imports it fails.
    monkeypatch.setitem(sys.modules, finder, None)
    with pytest.raises(ImportError):
        importlib.import_module(finder)
    untouched = run("plan", "--commit", "HEAD", "--against", "HEAD", "--format", "comment")
    assert untouched.code == 0, untouched.err
    assert "### This changes 3 masters" in untouched.out
    assert run("plan", "--offline", "--week", 99, "--format", "json").code == 2
    assert run("plan", "--offline", "--format", "json").code == 0
    assert run("plan", "--offline", "--master", "sort").code == 0


def test_a_review_is_about_the_weeks_that_were_touched(run: Run, root: Path) -> None:
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "x")):
        git(root, *arguments)
    save_state(WorkTree(root), State(), season(WEEKS | {13: TRUE[1]}))
    git(root, "commit", "-q", "--all", "-m", "y")
    against = ("--against", "HEAD~", "--commit", "HEAD", "--format", "summary")
    assert "Probably a typo" not in run("plan", *against).out
    back = ("--against", "HEAD", "--commit", "HEAD~", "--format", "summary")
    assert "**Week 13**" in run("plan", *back).out
    assert "**Week 14**" not in run("plan", *back).out
    assert "**Week 13**" not in run("plan", *back, "--week", 14).out
    write(root, "version: 1\n")
    git(root, "commit", "-q", "--all", "-m", "z")
    unread = run("plan", "--against", "HEAD", "--commit", "HEAD~2", "--format", "summary").out
    assert "**Week 13**" in unread
    assert "**Week 14**" in unread


def test_in_actions_each_is_a_warning_at_its_line_behind_all_problems(
    run: Run, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root))
    notes = [line for line in run("plan", "--offline").out.splitlines() if line.startswith("::")]
    line = YAML[: YAML.index("  weeks: # by ear")].count("\n") + 1
    told = [one for one in notes if "::week 13, probably: Rap 4, not 5" in one]
    assert [one.partition("::week")[0] for one in told] == [
        f"::warning file=config/season.yaml,line={line},col=3"
    ]
    assert told[0] in notes[-3:]
    assert all("title=" in note for note in notes[:-3])
    assert not [
        one for one in run("plan", "--offline", "--format", "json").err if "probably" in one
    ]


def test_validate_says_in_a_line_how_a_week_may_be_meant(run: Run) -> None:
    out = run("validate").out
    assert "\nweek 13 may mean Rap 4, not 5; Soul 4, not 3 (" in out
    assert "\nweek 14 may mean Rap 4, not 5" in out
    assert "week 17 may mean" not in out
    assert "week 13 may mean" not in run("validate", "--week", 14).out
