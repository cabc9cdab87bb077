"""The fake GitHub itself: what it refuses, and that it says what GitHub would say."""

from __future__ import annotations

import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests

from tests.git.repository import Repository
from tests.github.fake import FakeGitHub
from tests.github.fake_git import PUSHER
from tests.github.fake_http import ROUTES
from tests.github.fake_model import How
from tests.github.spec import document, filled, problems, request_problems
from tests.github.test_writing import FILES

REPO = "/repos/aum/season"


def ask(fake: FakeGitHub, path: str, **headers: str) -> requests.Response:
    signed = {"Authorization": f"Bearer {fake.environ()['GITHUB_TOKEN']}", **headers}
    named = {name.replace("_", "-"): value for name, value in signed.items()}
    return requests.get(f"{fake.url}{path}", headers=named, timeout=10)


def clone(fake: FakeGitHub, folder: Path) -> Repository:
    subprocess.run(["git", "clone", "--quiet", str(fake.remote.path), str(folder)], check=True)
    return Repository(folder)


def test_every_operation_of_the_description_is_served_and_no_other() -> None:
    described = set(document()["operations"])
    assert {operation for operation in ROUTES if operation != "POST /graphql"} == described


def test_the_description_is_a_judge() -> None:
    operation = "GET /repos/{owner}/{repo}/pulls/{pull_number}"
    assert problems(operation, 200, {"number": 1})
    assert problems(operation, 418, {})
    assert request_problems(operation, {"x": "1"}, {"y": 1})
    assert request_problems("POST /repos/{owner}/{repo}/issues", {}, {"title": "x", "y": 1})
    with pytest.raises(KeyError, match="pull-request-simple has no merged"):
        filled("pull-request-simple", merged=True)


@pytest.mark.parametrize(
    ("headers", "status", "message"),
    [
        ({"Authorization": "Bearer x"}, 401, "Bad credentials"),
        ({"X_GitHub_Api_Version": "2001-01-01"}, 400, "2001-01-01 is not a supported version."),
    ],
)
def test_a_request_is_turned_away_before_it_is_looked_at(
    fake: FakeGitHub, headers: dict[str, str], status: int, message: str
) -> None:
    answer = ask(fake, REPO, **headers)
    assert (answer.status_code, answer.json()["message"]) == (status, message)
    assert answer.json()["status"] == str(status)


def test_who_does_not_name_their_program_is_turned_away(fake: FakeGitHub) -> None:
    token = fake.environ()["GITHUB_TOKEN"]
    connection = HTTPConnection(fake.url.removeprefix("http://"), timeout=10)
    connection.request("GET", REPO, headers={"Authorization": f"Bearer {token}"})
    assert connection.getresponse().status == 403
    connection.close()


def test_the_next_version_has_no_merge_commit(fake: FakeGitHub) -> None:
    pull = fake.propose("alice", FILES)
    landed = fake.merge(pull)
    for path in (f"{REPO}/pulls/{pull.number}", f"{REPO}/commits/{landed}/pulls"):
        assert landed in ask(fake, path).text
        newer = ask(fake, path, X_GitHub_Api_Version="2026-03-10")
        assert "merge_commit_sha" not in newer.text
    fake.exchanges.clear()  # the description is that of the older version


def test_another_repository_is_not_there(fake: FakeGitHub) -> None:
    assert ask(fake, "/repos/aum/other").status_code == 404
    assert ask(fake, "/nothing").status_code == 404


@pytest.mark.parametrize("rule", ["GH006", "GH013"])
def test_a_protected_branch_takes_no_push_but_of_those_who_may(
    fake: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    fake.remote.protect("main", "GH006" if rule == "GH006" else "GH013", bypass=("deploy",))
    work = clone(fake, tmp_path / "work")
    first = work.commit(a_txt="1")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        work.git("push", "--quiet", "origin", "main")
    words = {"GH006": "Protected branch update failed", "GH013": "Repository rule violations found"}
    assert f"error: {rule}: {words[rule]} for refs/heads/main." in caught.value.stderr
    assert "- Changes must be made through a pull request." in caught.value.stderr
    assert "Cannot force-push" not in caught.value.stderr
    assert fake.remote.tip("main") != first
    work.git("push", "--quiet", "origin", "main:aum-state")
    monkeypatch.setenv(PUSHER, "deploy")
    work.git("push", "--quiet", "origin", "main")
    assert fake.remote.tip("main") == first
    assert [(one.kind, one.actor) for one in fake.remote.activities()][1:] == [
        ("branch_creation", "github-actions[bot]"),
        ("push", "deploy"),
    ]


def test_a_workflows_token_pushes_no_workflow_that_the_default_branch_has_not(
    fake: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ".github/workflows/a.yml"
    fake.commit("main", {path: "on: push\n"}, "alice")
    fake.commit("topic", {path: "on: pull_request\n"}, "alice")
    work = clone(fake, tmp_path / "work")
    work.git("fetch", "--quiet", "origin", "topic")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        work.git("push", "--quiet", "origin", "FETCH_HEAD:refs/heads/other")
    words = f"refusing to allow a GitHub App to create or update workflow `{path}` without"
    assert words in caught.value.stderr
    work.git("push", "--quiet", "origin", "main:same")
    monkeypatch.setenv(PUSHER, "alice")
    work.git("push", "--quiet", "origin", "FETCH_HEAD:refs/heads/other")


def test_a_push_that_is_no_fast_forward_is_refused_and_a_forced_one_remembered(
    fake: FakeGitHub, tmp_path: Path
) -> None:
    work = clone(fake, tmp_path / "work")
    pull = fake.propose("alice", FILES, "topic")
    other = work.commit(a_txt="1")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        work.git("push", "--quiet", "origin", "main:topic")
    assert "[rejected]" in caught.value.stderr
    work.git("push", "--quiet", "--force", "origin", "main:topic")
    assert fake.remote.activities()[-1].kind == "force_push"
    fake.refresh()
    assert (pull.head, pull.commits) == (other, [other])
    fake.remote.protect("topic")
    with pytest.raises(subprocess.CalledProcessError) as forced:
        work.git("push", "--quiet", "--force", "origin", "main~1:topic")
    assert "- Cannot force-push to this branch" in forced.value.stderr


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_a_head_that_was_behind_lands_on_the_tip(fake: FakeGitHub, how: How) -> None:
    pull = fake.propose("alice", FILES)
    fake.commit(pull.branch, {"config/more.yaml": "1\n"}, by="alice")
    ahead = fake.commit("main", {"docs/a.md": "x"}, by="aum")
    head = pull.branch and fake.remote.tip(pull.branch)
    landed = fake.merge(pull, how=how)
    listed = fake.remote.git("ls-tree", "-r", "--name-only", landed).split()
    assert listed == ["README.md", "config/more.yaml", "config/season.yaml", "docs/a.md"]
    parents = {"merge": [ahead, head], "squash": [ahead], "rebase": [pull.landed[0]]}
    assert fake.remote.parents(landed) == parents[how]
    assert fake.remote.tip("main") == landed
    assert fake.remote.tip(pull.ref) == head == pull.head


def test_update_branch_brings_the_base_into_the_head(fake: FakeGitHub) -> None:
    pull = fake.propose("alice", FILES)
    ahead = fake.commit("main", {"docs/a.md": "x"}, by="aum")
    before = pull.head
    merged = fake.update_branch(pull, "bob")
    fake.refresh()
    assert fake.remote.parents(merged) == [before, ahead]
    assert (pull.head, pull.commits, pull.base_sha) == (merged, [before, merged], ahead)
    assert fake.remote.activities()[-1].actor == "bob"
