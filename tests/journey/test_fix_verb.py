"""What `fix` does where a week, a file or a place is not as it should be: it leads on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from aum_sync.season.items import State
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.cli.processes import start
from tests.cli.test_streams import FULL, needs_full
from tests.journey.test_typos_verbs import Run, read, run, write
from tests.season.typos.small import MASTERS, season
from tests.seasons import HEAD

__all__ = ["run"]

CANCELLED = ("♩ Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp")
YAML = f"{HEAD}{MASTERS}"
COMMAND = re.compile(r"aum-sync (fix(?: --[a-z]+| \d+)*)")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    write(folder, YAML)
    save_state(WorkTree(folder), State(), season({13: CANCELLED}))
    return folder


def near(proposals: Sequence[Mapping[str, Any]]) -> bool:
    first, *others = (one["probability"] for one in proposals)
    return bool(others and first < 2 * others[0])


def describe(root: Path, text: str, tracks: str = CANCELLED[1]) -> None:
    """Let week 13 be described otherwise."""
    for file in (root / "state" / "weeks").glob("13.*"):
        file.unlink()
    save_state(WorkTree(root), State(), season({13: (text, tracks)}))


@pytest.mark.parametrize(
    "text",
    [
        "♩ Rap 20260 ♩ Soul 4 ♩ Pop 3",
        f"♩ Rap {10**30} ♩ Soul 4 ♩ Pop 3",
        "♩ Rap 7½ ♩ Soul 4 ♩ Pop 3",
    ],
)
def test_where_nothing_of_ours_can_say_it_nothing_of_ours_is_advised(
    text: str, run: Run, root: Path
) -> None:
    describe(root, text)
    anew = "with no number but the counts: Rap 4 ♩ Soul 4 ♩ Pop 3\n"
    for ways in ((), ("--description",)):
        refused = run("fix", "--week", 13, *ways)
        assert (refused.code, refused.out) == (1, "")
        assert "→ listen, then write its description on Spotify anew, " + anew in refused.err
        assert "aum-sync fix" not in refused.err
    told = run("typos", "--week", 13).out
    assert anew in " ".join(told.split()) + "\n"
    assert "aum-sync fix" not in told
    assert "aum-sync fix" not in run("typos").out
    plan = run("plan", "--offline").out
    assert "  → aum-sync typos --week 13\n" in plan
    assert "aum-sync fix" not in plan
    review = run("plan", "--offline", "--format", "markdown").out
    assert "no correction can say it; `aum-sync typos --week 13` says what to write" in review
    describe(root, "Rap 4 ♩ Soul 4 ♩ Pop 3")
    assert "week 13: consistent" in run("typos", "--week", 13).out


def test_a_genre_of_numbers_alone_has_no_name_to_write(run: Run, root: Path) -> None:
    describe(root, "♩ 20260 ♩ Soul 4 ♩ Pop 3")
    for ways in ((), ("--description",)):
        refused = run("fix", "--week", 13, *ways).err
        assert "anew: each genre with its count, and no other number" in refused


def test_where_the_description_cannot_be_put_right_a_correction_can(run: Run, root: Path) -> None:
    describe(root, "♩ 12 Rap 5 ♩ Soul 4 ♩ Pop 3")
    told = run("typos", "--week", 13).out
    assert "aum-sync fix --week 13 writes the first" in told
    assert "--description" not in told
    review = run("plan", "--offline", "--format", "markdown").out
    assert "`aum-sync fix --week 13` writes the correction\n" in review
    for choice in ((), ("--choose", 1)):
        refused = run("fix", "--week", 13, "--description", *choice)
        assert refused.code == 1
        way = " ".join(map(str, ("aum-sync fix --week 13", *choice)))
        assert f"→ {way} writes a correction instead" in refused.err
    assert run("fix", "--week", 13).code == 0
    assert 'genres: "12 Rap⁴ ♩ Soul⁴ ♩ Pop³"' in read(root)


def test_what_is_placed_already_is_printed_only_where_it_can_be(run: Run, root: Path) -> None:
    describe(root, "Rap 4 ♩ Soul ♩ Pop 3")
    assert [way[1] for way in COMMAND.finditer(run("typos", "--week", 13).out)] == [
        "fix --week 13 --description"
    ]
    refused = run("fix", "--week", 13).err
    assert "placed like that already\n  → aum-sync fix --week 13 --description" in refused


def test_of_what_is_near_the_choice_is_in_every_advice(run: Run, root: Path) -> None:
    describe(root, "Rap 4 ♩ Soul 4", "rrrr.ssss")
    told = run("typos", "--week", 13).out
    ways = [way[1].split() for way in COMMAND.finditer(told)]
    assert len(ways) == 2
    for way in (*ways, ["fix", "--week", "13", "--choose", "2"]):
        write(root, YAML)
        assert run(*way).code == 0


def test_a_correction_that_does_not_hold_is_not_sent_to_fix_which_would_refuse_it(
    run: Run, root: Path
) -> None:
    describe(root, "Rap 5 ♩ Soul 4 ♩ Pop 3")
    stale = '{genres: "Rap 5 ♩ Soul 3", was: other, reason: r}'
    write(root, f"{YAML}corrections:\n  weeks:\n    13: {stale}\n")
    told = run("typos", "--week", 13).out
    assert "→ listen again, then update corrections.weeks.13 in config/season.yaml\n" in told
    assert "aum-sync fix" not in told
    describe(root, "♩ 12 Rap 5 ♩ Soul 4 ♩ Pop 3")
    refused = run("fix", "--week", 13, "--description").err
    assert "error: week 13: its description cannot be put right" in refused
    assert "week 13 has a correction already" in refused


def test_a_week_without_a_description_is_not_called_consistent(run: Run, root: Path) -> None:
    describe(root, "", "rr")
    for ways in ((), ("--description",)):
        refused = run("fix", "--week", 13, *ways)
        assert refused.code == 1
        assert "week 13 is not described yet: there is nothing to fix" in refused.err
        assert "→ write its genres and their counts on Spotify, then aum-sync pull" in refused.err
    assert run("typos", "--week", 13).out == (
        "week 13: not described yet\n"
        "→ write its genres and their counts on Spotify, then aum-sync pull\n"
    )
    told = run("typos", "--week", 13, "--format", "json").out
    assert '"verdict": "consistent"' in told, "that is a contract"


def test_the_configuration_keeps_its_permissions(run: Run, root: Path) -> None:
    file = root / "config" / "season.yaml"
    file.chmod(0o640)
    assert run("fix", "--week", 13).code == 0
    assert read(root) != YAML
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_is_printed_to_be_pasted_acts_on_no_terminal(run: Run, root: Path) -> None:
    describe(root, "♩ Rap 5 ♩ Soul 3\r\nPop 3 | created by \x1b[2Jme\x9b&#7;")
    told = run("fix", "--week", 13, "--description")
    assert told.code == 0, told.err
    assert not set(map(ord, told.out)) & {*range(10), *range(11, 32), *range(127, 160)}
    assert told.out.startswith("♩ Rap 4 ♩ Soul 4\nPop 3")
    assert "left out of it, since nobody sees them: <U+001B>[2J, <U+009B>\n" in told.err
    as_json = run("fix", "--week", 13, "--description", "--format", "json").out
    assert json.loads(as_json)["description"] == told.out.removesuffix("\n")
    describe(root, "♩ Rap 5\x07 ♩ Soul 4 ♩ Pop 3")
    refused = run("fix", "--week", 13)
    assert refused.code == 1
    assert "aum-sync fix --week 13 --description" in refused.err


def test_of_all_weeks_only_probable_typos_are_written(run: Run, root: Path) -> None:
    odd = ("Rap 2 ♩ Soul 4", "srs..r")
    wrong = ("♩ Rap 5 ♩ Soul 4 ♩ Pop 3", "rrrrssssppp")
    save_state(WorkTree(root), State(), season({13: CANCELLED, 14: odd, 15: odd, 16: wrong}))
    told = json.loads(run("typos", "--format", "json").out)["weeks"]
    verdicts = {one["week"]: one["verdict"] for one in told}
    clear = [one for one in told if one["proposals"] and not near(one["proposals"])]
    assert {one["verdict"] for one in clear} == {"typo", "suspicious"}
    assert run("fix", "--all", "--min-probability", 0).code == 0
    written = {int(week) for week in re.findall(r"^    (\d+):$", read(root), re.MULTILINE)}
    assert {verdicts[week] for week in written} == {"typo"}


@needs_full
def test_where_the_result_is_lost_it_is_said_that_the_correction_is_written(root: Path) -> None:
    with FULL.open("wb") as full, start("fix", "--week", 13, "--root", root, stdout=full) as fix:
        _, err = fix.communicate()
    assert fix.returncode == 1
    assert b"cannot write the result: No space left on device; config/season.yaml is written" in err
    assert "\n    13:\n" in read(root)


@pytest.mark.parametrize(
    "left", ["corrections:\n", "corrections: # x\n  weeks: # by ear\n", "corrections: {weeks: }\n"]
)
def test_where_the_last_correction_was_taken_out_by_hand_the_next_is_written(
    left: str, run: Run, root: Path
) -> None:
    write(root, YAML + left)
    assert run("validate").code == 1
    assert run("fix", "--week", 13).code == 0
    assert run("validate").code == 0
    (head, *more), lines = left.splitlines(), read(root).removeprefix(YAML).splitlines()
    assert lines[: len(more) + 1] == [head, *more] or "{weeks: {13: {genres: " in lines[0]
    assert ["    13:" in lines] == ["{" not in left]


def test_what_else_is_wrong_in_a_season_is_told_as_ever(run: Run, root: Path) -> None:
    write(root, f"{YAML}corrections:\ndorp: []\n")
    refused = run("fix", "--week", 13)
    assert refused.code == 1
    assert "unknown key 'dorp'" in refused.err
    assert "nothing stands here" not in refused.err
    (root / "config" / "season.yaml").unlink()
    assert "there is no config/season.yaml here" in run("fix", "--week", 13).err
