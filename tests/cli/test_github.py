"""Under GitHub Actions: only our annotations give orders to the runner, and name real files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.cli.github import harmless, way_to
from tests.conftest import Aum
from tests.pull.conftest import MASTERS, Season, Start, playlist, season, start
from tests.validate.conftest import OnDisk

__all__ = ["season", "start"]

FORGED = "##[error]pwn ::error::pwn"
OLD = re.compile(r"##\[[^\]]+\]")


def obeyed(text: str) -> list[str]:
    """The lines that a runner takes for commands, by the rules of its source.

    ``actions/runner``, src/Runner.Common/ActionCommand.cs: lines end with CR or LF; ``::`` counts
    behind blanks at the start, where a second one follows; ``##[…]`` counts anywhere.
    """
    lines = re.split(r"[\r\n]", text)
    return [
        line
        for line in lines
        if OLD.search(line) or (line.lstrip().startswith("::") and "::" in line.lstrip()[2:])
    ]


signs = st.lists(
    st.sampled_from(["#", "##[", "]", ":", "::", " ", "\n", "\r", "\u2028", "\x0b", "e", "\\", '"'])
).map("".join)


@given(signs)
def test_no_text_acts_and_none_is_lost(text: str) -> None:
    safe = harmless(text, json=False)
    assert obeyed(safe) == []
    assert safe.replace("\u200b", "") == text


@given(st.dictionaries(signs, signs), st.sampled_from([None, 2]))
def test_json_stays_the_same_value(value: dict[str, str], indent: int | None) -> None:
    safe = harmless(json.dumps(value, ensure_ascii=False, indent=indent), json=True)
    assert obeyed(safe) == []
    assert json.loads(safe) == value


def test_a_long_text_takes_no_time_to_speak_of() -> None:
    blanks = " " * 100_000 + "\n" * 100_000
    assert harmless(blanks, json=False) == blanks


@pytest.fixture
def on_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


@pytest.fixture
def forging(start: Start) -> Season:
    """A season whose weeks are named to give orders to the runner."""
    words = f"Aum#1 {'word ' * 13}{FORGED} " + "::error::pwn " * 9
    week = playlist("w1", words, f"Rap 9 {FORGED}", "a")
    return start(*MASTERS, week)


@pytest.mark.usefixtures("on_github")
def test_names_give_no_orders_in_what_people_read(forging: Season) -> None:
    for verb in ("pull", "plan", "validate"):
        outcome = forging.aum(verb, "--root", forging.root)
        ours = [line for line in obeyed(outcome.out) if line.startswith("::warning ")]
        assert obeyed(outcome.out) == ours, verb
        assert obeyed(outcome.err) == [], verb


def test_names_give_no_orders_in_what_machines_read(
    forging: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    forging.tell()
    validate = ("validate", "--root", forging.root, "--format", "json")
    plain = forging.aum(*validate).out
    assert "##[error]pwn" in plain
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    safe = forging.aum(*validate).out
    assert obeyed(safe) == []
    assert json.loads(safe) == json.loads(plain)


@pytest.mark.usefixtures("on_github")
def test_an_argument_gives_no_orders(season: Season) -> None:
    outcome = season.aum("plan", "--root", season.root, "--format", "x\n::error::pwn ##[error]pwn")
    assert (outcome.code, obeyed(outcome.err)) == (2, [])


def test_elsewhere_nothing_is_touched(forging: Season) -> None:
    forging.tell()
    outcome = forging.aum("validate", "--root", forging.root)
    assert "##[error]pwn" in outcome.out


# Annotations name files from the top of the repository.


@pytest.fixture
def below(tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch) -> OnDisk:
    """A season two folders below the repository's top, where we are, with a held week."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "seasons" / "three"
    root.mkdir(parents=True)
    made = OnDisk(root, aum)
    made.write({}, held={2: ("♩ Rap 3", "a b")})
    return made


def files(text: str) -> list[str]:
    """The files that annotations name."""
    return re.findall(r"^::\w+ file=([^,]*),", text, re.MULTILINE)


def test_a_held_week_is_annotated_at_the_file_that_is_there(below: OnDisk) -> None:
    """A plan also says where the correction goes that it probably needs."""
    correction = "seasons/three/config/season.yaml"
    for verb, more in (("validate", []), ("plan", [correction])):
        outcome = below.aum(verb, "--root", Path("seasons/three"))
        assert files(outcome.out) == ["seasons/three/state/weeks/2.held.json", *more], verb
    assert (below.root / "state" / "weeks" / "2.held.json").exists()


def test_the_way_does_not_hang_on_how_the_root_is_given(
    below: OnDisk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for root in ("./seasons/../seasons/three/", below.root):
        outcome = below.aum("validate", "--root", root)
        assert files(outcome.out) == ["seasons/three/state/weeks/2.held.json"]
    monkeypatch.chdir(below.root)
    assert files(below.aum("validate").out) == ["state/weeks/2.held.json"]
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert files(below.aum("validate").out) == ["seasons/three/state/weeks/2.held.json"]


def test_a_root_outside_of_the_repository_is_named_as_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "repository").mkdir()
    monkeypatch.chdir(tmp_path / "repository")
    assert way_to(tmp_path / "x" / ".." / "season") == (tmp_path / "season").as_posix()
    assert way_to(Path("../season/")) == "../season"
    assert way_to(Path()) == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_faults_of_the_configuration_are_annotated_below_the_root_too(
    below: OnDisk, form: str
) -> None:
    file = below.root / "config" / "season.yaml"
    file.write_text(file.read_text("utf-8").replace("match:", "mach:"), encoding="utf-8")
    for verb in ("validate", "plan", "pull"):
        outcome = below.aum(verb, "--root", Path("seasons/three"), "--format", form)
        shown, other = (outcome.out, outcome.err)[:: 1 if form == "text" else -1]
        assert set(files(shown)) == {"seasons/three/config/season.yaml"}, verb
        assert obeyed(other) == []
        assert form == "text" or json.loads(outcome.out)["errors"]


def test_a_plan_annotates_the_warnings_of_the_configuration(below: OnDisk) -> None:
    file = below.root / "config" / "season.yaml"
    also = "genres: [Soul], also: [{artists_file: config/nobody.txt}]"
    text = file.read_text("utf-8")
    assert "genres: [Soul]" in text
    file.write_text(text.replace("genres: [Soul]", also), encoding="utf-8")
    (below.root / "config" / "nobody.txt").write_text("# nobody yet\n", encoding="utf-8")
    for verb in ("validate", "plan"):
        outcome = below.aum(verb, "--root", Path("seasons/three"))
        assert any(name.startswith("seasons/three/config/") for name in files(outcome.out)), verb
        assert "::warning file=" in outcome.out
