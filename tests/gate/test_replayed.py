"""An apply that is over, put back as if it had just begun: nothing of it is written again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aum_sync.git.publish import Branch
from tests.apply.test_resume import cut_off
from tests.conftest import Aum
from tests.gate.conftest import STATE, Ready, Stage, prepare, staged

APPLIED, PENDING = "state/applied.json", "state/pending.json"
GONE = ("genres: [Soul]", "genres: [Funk]")
BACK = ("genres: [Funk]", "genres: [Soul]")
SORTED = ("name: To sort,", "name: Sorted,")
OVER = "state/pending.json counts for nothing"
REFUSED = [f"spotify:track:{letter:0>22}" for letter in "cde"]


@pytest.fixture(scope="module", params=["", STATE], ids=["on one branch", "state branch"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    policy = f"policy: {{state_branch: {request.param}}}\n" if request.param else ""
    return prepare(tmp_path_factory.mktemp("made"), policy=policy), request.param or "main"


@pytest.fixture
def branch(made: tuple[Ready, str]) -> str:
    """Where state commits go."""
    return made[1]


@pytest.fixture
def stage(
    made: tuple[Ready, str], tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    with staged(made[0], tmp_path, aum, monkeypatch) as stage:
        yield stage


def applied(stage: Stage, change: tuple[str, str]) -> str:
    """A reviewed change, applied; where the default branch was then."""
    stage.approved(change=change)
    merged = stage.tip
    stage.ci()
    stage.apply()
    return merged


def begun(stage: Stage, branch: str, commit: str) -> dict[str, Any]:
    """What was recorded when the apply of a commit began."""
    git = stage.fake.remote.git
    for one in git("log", "--format=%H", branch, "--", PENDING).split():
        if git("ls-tree", one, PENDING):
            found: dict[str, Any] = json.loads(git("show", f"{one}:{PENDING}"))
            if found["commit"] == commit:
                return found
    raise AssertionError(commit)


def publish(stage: Stage, branch: str, **files: dict[str, Any] | str | None) -> None:
    """A state commit that looks like one of aum_sync's own."""
    texts = {
        f"state/{name}.json": json.dumps(value) if isinstance(value, dict) else value
        for name, value in files.items()
    }
    data = {path: None if text is None else f"{text}\n".encode() for path, text in texts.items()}
    there = Branch(stage.season.root, "", "origin", branch)
    there.publish(there.fetch(), data, "Apply 9: begun\n")


def recorded(stage: Stage, branch: str) -> set[str]:
    return set(stage.fake.remote.git("ls-tree", "--name-only", branch, "state/").split())


def ignored(stage: Stage, branch: str, why: str) -> None:
    """Run apply: nothing is written, and what was put there is dropped."""
    before = stage.simulator.world
    stage.ci(event="workflow_dispatch")
    report = stage.apply()
    (fault,) = report["errors"]
    assert fault["message"].startswith(OVER)
    assert why in fault["message"]
    assert fault["level"] == "warning"
    assert report["applies"] == []
    assert stage.simulator.world == before
    assert PENDING not in recorded(stage, branch)
    assert APPLIED in recorded(stage, branch)


@pytest.mark.parametrize("refused", [[], REFUSED], ids=["as it was", "with tracks refused"])
@pytest.mark.parametrize("number", [2, 19])
def test_a_plan_that_was_applied_long_ago_is_not_applied_again(
    stage: Stage, branch: str, number: int, refused: list[str]
) -> None:
    first = applied(stage, GONE)
    applied(stage, BACK)
    old = begun(stage, branch, first)
    publish(stage, branch, pending=old | {"number": number, "refused": refused})
    ignored(stage, branch, "is done")
    assert stage.season.holds("soul") == "c d e"


def test_nor_where_the_tip_forgets_that_it_was_applied(stage: Stage, branch: str) -> None:
    first = applied(stage, GONE)
    old = begun(stage, branch, first)
    known = json.loads(stage.fake.remote.git("show", f"{branch}:{APPLIED}"))
    before = known | {"number": 1, "commit": stage.fake.remote.parents(first)[0]}
    applied(stage, BACK)
    publish(stage, branch, pending=old | {"number": 19}, applied=before)
    ignored(stage, branch, "is done")
    assert stage.season.holds("soul") == "c d e"


def test_nor_where_the_record_names_something_else(stage: Stage, branch: str) -> None:
    """The plan of the last apply, from what the masters held before it."""
    last = applied(stage, GONE)
    old = begun(stage, branch, last)
    stage.season.edit("soul", tracks="c d e")
    publish(stage, branch, pending=old | {"number": 19})
    ignored(stage, branch, "an apply has ended since")
    assert stage.season.holds("soul") == "c d e"


def test_nor_from_a_branch_that_knew_nothing_of_it(stage: Stage, branch: str) -> None:
    """A commit beside the line has the old inputs, and is part of the branch all the same."""
    first = applied(stage, GONE)
    docs = stage.fake.propose("alice", {"docs/a.md": "more\n"})
    applied(stage, BACK)
    stage.fake.merge(docs)
    assert first in stage.fake.remote.git("rev-list", docs.head).split()
    old = begun(stage, branch, first)
    newest = stage.fake.remote.tip(f"refs/heads/{branch}")
    state_commit = newest if branch == STATE else None
    forged = old | {"commit": docs.head, "state_commit": state_commit, "number": 19}
    publish(stage, branch, pending=forged)
    ignored(stage, branch, "is done")
    assert stage.season.holds("soul") == "c d e"


def test_nor_under_a_number_that_was_had_before(stage: Stage, branch: str) -> None:
    first = applied(stage, GONE)
    old = begun(stage, branch, first)
    applied(stage, BACK)
    newest = stage.fake.remote.tip(f"refs/heads/{branch}") if branch == STATE else None
    publish(stage, branch, pending=old | {"commit": stage.tip, "state_commit": newest})
    ignored(stage, branch, "apply 3, of")


def test_nor_where_a_merge_hides_it(stage: Stage, branch: str) -> None:
    """Of a merge that has one side's file git follows that side alone, unless it is told not to."""
    git, ref = stage.fake.remote.git, f"refs/heads/{branch}"
    start = stage.fake.remote.tip(ref)
    first = applied(stage, GONE)
    old = begun(stage, branch, first)
    applied(stage, BACK)
    before = git("show", f"{start}:{APPLIED}")
    publish(stage, branch, pending=old | {"number": 19}, applied=before)
    tip = stage.fake.remote.tip(ref)
    who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    sides = ("-p", f"{tip}^", "-p", str(start))
    merge = git(*who, "commit-tree", f"{tip}^{{tree}}", *sides, "-m", "merge")
    git("update-ref", ref, merge)
    ignored(stage, branch, "is done")


def test_what_the_season_asks_for_is_applied_as_if_it_were_not_there(
    stage: Stage, branch: str
) -> None:
    first = applied(stage, GONE)
    applied(stage, BACK)
    publish(stage, branch, pending=begun(stage, branch, first) | {"number": 19})
    stage.approved(change=SORTED)
    stage.ci()
    report = stage.apply()
    assert [one["apply"] for one in report["applies"]] == [4]
    assert stage.season.playlist("sort").name == "Sorted"
    assert stage.season.holds("soul") == "c d e"
    assert PENDING not in recorded(stage, branch)


def test_its_number_is_not_taken_for_that_of_the_next_one(
    stage: Stage, branch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = applied(stage, GONE)
    applied(stage, BACK)
    publish(stage, branch, pending=begun(stage, branch, first) | {"number": 4})
    stage.approved(change=GONE)
    merged = stage.tip
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 5, answered=True)
    stage.ci(event="workflow_dispatch")
    assert [one["apply"] for one in stage.apply()["applies"]] == [4]
    git = stage.fake.remote.git
    before = json.loads(git("show", f"{branch}:{APPLIED}"))["before"]
    assert json.loads(git("show", f"{before}:{PENDING}"))["commit"] == merged


def test_and_is_refused_where_nobody_reviewed_it(stage: Stage, branch: str) -> None:
    first = applied(stage, GONE)
    applied(stage, BACK)
    publish(stage, branch, pending=begun(stage, branch, first) | {"number": 19})
    stage.fake.merge(stage.propose(change=SORTED))
    stage.ci()
    assert stage.refused() == {"G5"}


def test_what_was_abandoned_is_not_put_back(
    stage: Stage, branch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approved(change=GONE)
    merged = stage.tip
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 5, answered=False)
    old = begun(stage, branch, merged)
    publish(stage, branch, pending=None)
    publish(stage, branch, pending=old | {"number": 19})
    stage.ci(event="workflow_dispatch")
    report = stage.apply()
    assert "it was abandoned" in report["errors"][0]["message"]
    assert [one["apply"] for one in report["applies"]] == [2]


def test_nothing_leaves_for_tracks_that_are_said_to_be_refused(
    stage: Stage, branch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two masters change places; then one of them is said to have taken nothing."""
    files = stage.edited("genres: [Soul]", "genres: [Else]")
    text = str(files["config/season.yaml"]).replace("genres: [Rap]", "genres: [Soul]")
    files["config/season.yaml"] = text.replace("genres: [Else]", "genres: [Rap]")
    pull = stage.fake.propose("alice", files)
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    merged = stage.tip
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 5, answered=True)
    assert (stage.season.holds("rap"), stage.season.holds("soul")) == ("a x b c d e", "c d e")
    refused = [f"spotify:track:{letter:0>22}" for letter in "ab"]
    publish(stage, branch, pending=begun(stage, branch, merged) | {"refused": refused})
    stage.ci(event="workflow_dispatch")
    report = json.loads(
        stage.season.aum("apply", "--root", stage.season.root, "--format", "json").out
    )
    assert report["applies"][0]["masters"]["rap"]["ending"] == "grown"
    held = (*stage.season.holds("rap").split(), *stage.season.holds("soul").split())
    assert set(held) == set("abcdex")
