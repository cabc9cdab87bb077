"""``aum-sync explain`` as a curator calls it: on files, on a commit, in words and by link."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from aum_sync.season.items import Pin, Snapshot, State, WeekState
from aum_sync.store.files import encode
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum
from tests.plan.explaining import SEASON, loaded
from tests.seasons import HEAD, Slots, reading, slots, state, track, uri

LIST = "0000000000000000000abc"
TEXT = (
    SEASON.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/soul.json")
    + f"cleanup: [{{remove_from: {LIST}, also_in: rap}}]\n"
)


def write(root: Path, st: State, text: str = SEASON) -> None:
    (root / "config").mkdir(exist_ok=True)
    (root / "config/season.yaml").write_text(HEAD + text, encoding="utf-8")
    save_state(WorkTree(root), State(), st)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A season of two weeks, of which one waits, and a master with an orphan."""
    weeks: dict[int, tuple[str, Slots]] = {
        1: ("Rap 2", (track("a", "Noga Erez", title="Views"), track("b", title="Views"))),
        2: ("Soul 9", (track("c", title="עד הסוף"),)),
    }
    folder = tmp_path / "season"
    folder.mkdir()
    write(folder, state(loaded(SEASON).config, weeks, {"rap": "x"}))
    return folder


def place_of(line: str, text: str) -> bool:
    return json.dumps(text) in line


def test_one_track_is_explained_with_the_lines_of_its_files(aum: Aum, root: Path) -> None:
    shown = aum("explain", uri("a"), "--root", root)
    assert (shown.code, shown.err) == (0, "")
    lock = (root / "state/weeks/1.json").read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lock, 1) if place_of(line, uri("a")))
    assert f"    state/weeks/1.json:{number}:5\n" in shown.out
    yaml = (root / "config/season.yaml").read_text("utf-8").split("\n")
    line = next(n for n, one in enumerate(yaml, 1) if "genres: [Rap" in one)
    assert f"config/season.yaml:{line}:" in shown.out


def test_words_need_no_quotes(aum: Aum, root: Path) -> None:
    assert aum("explain", "--root", root, "noga", "views").out.startswith("Views\nNoga Erez\n")
    assert aum("explain", "עד", "הסוף", "--root", root).out.startswith("עד הסוף")


def test_several_that_fit_are_listed_and_that_is_an_answer(aum: Aum, root: Path) -> None:
    shown = aum("explain", "views", "--root", root)
    assert shown.code == 0
    assert shown.out.startswith("2 recordings may be meant. Ask for one of them:\n")
    value = json.loads(aum("explain", "views", "--root", root, "--format", "json").out)
    assert [one["ask"] for one in value["candidates"]] == [uri("a"), uri("b")]
    for one in value["candidates"]:
        again = aum("explain", one["ask"], "--root", root, "--format", "json")
        assert json.loads(again.out)["explanation"]["ask"] == one["ask"]


def test_json_names_the_digest_of_the_plan_that_it_explains(aum: Aum, root: Path) -> None:
    value = json.loads(aum("explain", uri("x"), "--root", root, "--format", "json").out)
    plan = json.loads(aum("plan", "--offline", "--root", root, "--format", "json").out)
    assert (value["digest"], value["commit"]) == (plan["digest"], None)
    assert value["explanation"]["holdings"][0]["rules"][0]["path"] == "policy.orphans"


def test_what_is_not_there_is_an_error_with_what_is_near(aum: Aum, root: Path) -> None:
    shown = aum("explain", "vievs", "--root", root)
    assert (shown.code, shown.out) == (1, "")
    assert "did you mean 'Views'?" in shown.err


@pytest.mark.parametrize("question", [[], [""], ["  ", "\t"]])
def test_no_question_is_wrong_usage(aum: Aum, root: Path, question: list[str]) -> None:
    assert aum("explain", "--root", root, *question).code == 2


def test_a_commit_is_explained_from_its_blobs_alone(aum: Aum, root: Path) -> None:
    def git(*arguments: str) -> str:
        call = ["git", "-C", str(root), "-c", "user.name=T", "-c", "user.email=t@localhost"]
        done = subprocess.run([*call, *arguments], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init", "-q")
    git("add", "--all")
    git("commit", "-q", "-m", "one")
    write(root, state(loaded(SEASON).config, {1: ("Soul 1", "a")}))
    shown = aum("explain", uri("b"), "--root", root, "--commit", "HEAD", "--format", "json")
    assert shown.code == 0, shown.err
    assert json.loads(shown.out)["commit"] == git("rev-parse", "HEAD")
    assert aum("explain", uri("b"), "--root", root).code == 1


def test_every_file_of_the_state_gives_its_lines(aum: Aum, tmp_path: Path) -> None:
    config = loaded(TEXT)
    passed, held = reading(1, "Rap 1", "a"), reading(1, "Rap 9", "b a")
    st = state(config.config, {}, {"rap": "a"})
    other = Snapshot(LIST, LIST, "a list", "", None, "v1", None, slots("z a"))
    write(tmp_path, replace(st, weeks=(WeekState(1, passed, held),), others=(other,)), TEXT)
    pins = tmp_path / "state/pins"
    pins.mkdir()
    pin = Pin("state/pins/soul.json", "2026-01-01", "back", slots("p"))
    raw = json.loads(encode(replace(other, slots=pin.slots)))
    raw = {"format": 1, "since": pin.since, "reason": pin.reason, "slots": raw["slots"]}
    (pins / "soul.json").write_text(json.dumps(raw, indent=1), encoding="utf-8")
    shown = aum("explain", uri("a"), "--root", tmp_path)
    assert shown.code == 0, shown.err
    for name in ("weeks/1.json", "weeks/1.held.json", "masters/rap.json", f"others/{LIST}.json"):
        lines = (tmp_path / "state" / name).read_text("utf-8").split("\n")
        number = next(n for n, line in enumerate(lines, 1) if place_of(line, uri("a")))
        assert f" state/{name}:{number}:5\n" in shown.out
    assert "enters at 1, by the pin" in aum("explain", uri("p"), "--root", tmp_path).out


def test_a_season_that_makes_no_plan_says_why(aum: Aum, root: Path) -> None:
    path = root / "config/season.yaml"
    path.write_text(path.read_text("utf-8") + "policy: {on_mismatch: fail}\n", encoding="utf-8")
    shown = aum("explain", uri("a"), "--root", root)
    assert (shown.code, shown.out) == (1, "")
    assert "week 2 does not pass its checksum" in shown.err
