"""``aum-sync gate``: what the rules are, what they say now, what a merge would meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Aum
from tests.gate.conftest import RENAMED, SEASON, Stage


def test_the_rules_in_words_need_no_season(aum: Aum, tmp_path: Path) -> None:
    said = aum("gate", "--explain", "--root", tmp_path).out
    assert [line[:2] for line in said.splitlines()[::2]] == ["G1", "G2", "G3", "G4", "G5", "G6"]
    found = json.loads(aum("gate", "--explain", "--format", "json").out)
    assert list(found) == ["G1", "G2", "G3", "G4", "G5", "G6"]


def test_a_table_with_the_way_on(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.merge(pull)
    stage.ci()
    lines = stage.run("gate", code=4).out.splitlines()
    assert lines[0] == "G1 event        holds   a push run of the tip of main"
    assert f"#{pull.number} has 0 of 1 approval of its last commit" in lines[4]
    assert "→ let somebody else approve" in lines[5]
    assert lines[-1] == "Refused by the gate."
    stage.fake.review(pull, "bob")
    found = json.loads(stage.run("gate", "--format", "json").out)
    assert (found["opens"], len(found["findings"])) == (True, 6)


@pytest.mark.parametrize("verb", ["gate", "apply"])
def test_outside_of_ci_it_is_said_how_applying_works(
    stage: Stage, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUM_SYNC_SPOTIFY_URL")
    said = stage.run(verb, code=4).err
    assert "in GitHub Actions only" in said
    assert "open a pull request" in said


def test_spotify_itself_is_not_applied_to_by_the_word_of_a_github_on_this_machine(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approved()
    stage.ci()
    monkeypatch.delenv("AUM_SYNC_SPOTIFY_URL")
    for name in ("CLIENT_ID", "CLIENT_SECRET", "TOKEN"):
        monkeypatch.setenv(f"AUM_SYNC_WRITE_{name}", "x" * 20)
    said = stage.run("apply", code=4).err
    assert "not on this machine" in said
    assert not [one for one in stage.fake.exchanges if one.path.startswith("/repos")]


@pytest.mark.parametrize("name", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_without_a_way_to_github_the_answer_is_no(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approved()
    stage.ci()
    monkeypatch.delenv(name)
    assert "GITHUB_REPOSITORY" in stage.run("apply", code=4).err
    assert stage.name == "Rap"


def test_without_a_run_the_answer_is_no(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.approved()
    stage.ci()
    monkeypatch.delenv("GITHUB_RUN_ID")
    assert stage.refused() == {"G1"}


def test_a_shallow_clone_is_refused(stage: Stage) -> None:
    stage.approved()
    stage.ci()
    url = f"file://{stage.fake.remote.path}"
    stage.season.clone.git("fetch", "--quiet", "--depth=1", url, "main")
    (stage.season.root / ".git" / "shallow").write_text(f"{stage.tip}\n")
    assert "G2 tree" in stage.run("apply", code=4).err


def test_a_symbolic_link_is_refused(stage: Stage) -> None:
    clone = stage.season.clone
    (stage.season.root / SEASON).unlink()
    (stage.season.root / SEASON).symlink_to("../README.md")
    clone.git("add", "--all")
    clone.git("commit", "--quiet", "--message", "link")
    clone.git("push", "--quiet", "origin", "HEAD:main")
    stage.ci()
    assert "a symbolic link" in stage.run("apply", code=4).err


def test_before_the_merge_it_says_what_is_needed_still(stage: Stage) -> None:
    pull = stage.propose()
    stage.ci()
    stage.monkeypatch.setenv("GITHUB_REF", f"refs/pull/{pull.number}/merge")
    said = stage.run("gate", "--preview", code=4).out
    assert "G5 review       refused" in said
    assert "the run that a merge into main starts" in said
    assert said.splitlines()[5].endswith(f"→ let somebody else approve #{pull.number}")
    assert said.splitlines()[-1] == "Merged now, it would be refused."
    stage.fake.review(pull, "bob")
    assert "Merged now, it would be applied." in stage.run("gate", "--preview").out
    assert "would be applied" in stage.run("gate", "--preview", "--pull", pull.number).out
    assert stage.name == "Rap"


def test_before_the_merge_a_fork_is_judged_like_any_other(stage: Stage) -> None:
    pull = stage.propose("rita", fork="rita/season")
    stage.fake.review(pull, "bob")
    stage.ci()
    stage.run("gate", "--preview", "--pull", pull.number)


def test_before_the_merge_a_conflict_is_told(stage: Stage) -> None:
    pull = stage.propose()
    stage.direct(stage.edited("name: Rap,", "name: Other,"))
    stage.ci()
    said = stage.run("gate", "--preview", "--pull", pull.number, code=4).out
    assert "without a conflict" in said


def test_only_a_pull_request_that_is_open_can_be_foreseen(stage: Stage) -> None:
    merged, closed = stage.approved(), stage.propose(change=("name: Raps,", "name: R,"))
    stage.fake.close(closed)
    stage.fake.commit("side", {"docs/a.md": "more\n"}, "alice")
    other = stage.propose(change=("name: Raps,", "name: R,"), branch="topic", base="side")
    stage.ci()
    for pull, said in ((merged, "is merged already"), (closed, "is closed already")):
        assert said in stage.run("gate", "--preview", "--pull", pull.number, code=1).err
    assert "goes into side" in stage.run("gate", "--preview", "--pull", other.number, code=1).err


@pytest.mark.parametrize("arguments", [["--preview"], ["--pull", "3"]])
def test_wrong_usage(stage: Stage, arguments: list[str]) -> None:
    stage.run("gate", *arguments, code=2)


def test_a_fork_that_was_deleted_says_nothing_of_who_pushed(stage: Stage) -> None:
    pull = stage.propose("rita", RENAMED, fork="rita/season")
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    pull.fork_deleted = True
    stage.ci()
    assert stage.refused() == {"G5"}
    pull.fork_deleted = False
    stage.passes()
