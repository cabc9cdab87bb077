"""Corrections of tracks that no counting week has: `validate` and `explain` say why they wait."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Aum
from tests.journey.test_explain import write
from tests.plan.explaining import SEASON, loaded
from tests.seasons import HEAD, LOCAL, Slots, state, track, uri

WEEKS: dict[int, tuple[str, Slots]] = {
    1: ("Rap 2", "a p"),
    2: ("Rap 9", (track("h"), track("p"), LOCAL)),
    60: ("Rap 2", "o h"),
    61: ("Rap 9", "f"),
}
NAMES = "apzhofxy"
LINES = [f"    '{uri(name)}': {{master: soul, reason: by ear}}\n" for name in NAMES]
TEXT = f"{SEASON}corrections:\n  tracks:\n{''.join(LINES)}"
FIRST = len(HEAD.split("\n")) + len(SEASON.split("\n")) + 1
LINE = {name: FIRST + index for index, name in enumerate(NAMES)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A week that counts, a held one, and two outside the season, of which one does not pass.

    x is only in a master, y only in the reading of week 3 that a newer one has replaced.
    """
    season(tmp_path, TEXT)
    return tmp_path


def season(root: Path, text: str) -> None:
    weeks = WEEKS | {3: ("Rap 1", "y")}
    held: dict[int, tuple[str, Slots]] = {3: ("Rap 1", "q")}
    write(root, state(loaded(text).config, weeks, {"rap": (track("x"), LOCAL)}, held=held), text)


def explained(aum: Aum, root: Path, question: str) -> str:
    shown = aum("explain", question, "--root", root)
    assert (shown.code, shown.err) == (0, "")
    return shown.out.split("What would place it elsewhere\n")[1]


def rule(name: str) -> str:
    return f"    config/season.yaml:{LINE[name]}:5 corrections.tracks.{uri(name)}\n"


def test_validate_says_which_are_held_which_out_of_range_and_which_nowhere(
    aum: Aum, root: Path
) -> None:
    shown = aum("validate", "--root", root)
    assert shown.code == 0, shown.err
    out = " ".join(shown.out.split())
    for said, names in (
        ("correct nothing: no week has their tracks, or it says so already", "zxy"),
        ("wait: only weeks that are held have their tracks", "h"),
        ("place nothing: only weeks out of range have their tracks", "of"),
    ):
        lines = ", ".join(str(LINE[name]) for name in names)
        assert f"{len(names)} of 8 corrections {said}: config/season.yaml:{lines}" in out
    idle = json.loads(aum("validate", "--root", root, "--format", "json").out)["idle"]
    assert {kind: paths for kind, paths in idle.items() if "corrections" in kind} == {
        kind: [f"corrections.tracks.{uri(name)}" for name in sorted(names)]
        for kind, names in (
            ("corrections", "zxy"),
            ("corrections in held weeks", "h"),
            ("corrections outside season.weeks", "of"),
        )
    }


def test_one_that_waits_with_its_week_is_the_nearest_rule(aum: Aum, root: Path) -> None:
    assert explained(aum, root, uri("h")) == (
        "  With on_mismatch: triage its correction would decide, which puts it into ♩ Soul.\n"
        "    config/season.yaml:2:1 policy.on_mismatch\n"
        "    a default; to change it, add policy: with on_mismatch: triage, or on_mismatch: fail\n"
    ) + rule("h")


def test_one_that_is_out_of_range_is_the_nearest_rule(aum: Aum, root: Path) -> None:
    said = explained(aum, root, uri("o"))
    assert said.startswith(
        "  Were week 60 in the season, its correction would decide, which puts it into ♩ Soul.\n"
    )
    assert said.endswith(rule("o"))
    nowhere = TEXT.replace("master: soul", "master: none")
    season(root, nowhere)
    assert "puts it into no master." in explained(aum, root, uri("o"))


def test_a_week_out_of_range_that_would_not_pass_is_told_by_the_policy(
    aum: Aum, root: Path
) -> None:
    assert "week 61 would wait for right counts." in explained(aum, root, uri("f"))
    season(root, TEXT + "policy: {on_mismatch: triage}\n")
    said = explained(aum, root, uri("f"))
    assert "Were week 61 in the season, its correction would decide" in said
    without = TEXT.replace(LINES[NAMES.index("f")], "")
    season(root, without + "policy: {on_mismatch: triage}\n")
    assert "Were week 61 in the season, sort would have it." in explained(aum, root, uri("f"))
    weeks = {week: WEEKS[week] for week in (1, 61)}
    failing = TEXT + "policy: {on_mismatch: fail}\n"
    for lock in (root / "state/weeks").iterdir():
        lock.unlink()
    write(root, state(loaded(failing).config, weeks), failing)
    assert "week 61 would let no plan be made." in explained(aum, root, uri("f"))


def test_no_rule_places_a_local_file_whether_its_week_waits_or_only_a_master_has_it(
    aum: Aum, root: Path
) -> None:
    in_week = explained(aum, root, "2:3")
    assert in_week.startswith("  No rule places such an item.\n")
    (root / "state/weeks/2.held.json").unlink()
    in_master = explained(aum, root, "My file")
    assert in_master.startswith("  No rule places such an item.\n    state/masters/rap.json:")
    assert in_master.endswith("built-in.local\n")
