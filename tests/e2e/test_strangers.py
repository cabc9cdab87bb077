"""What a pull request brings along is never run; what nobody reviewed is never applied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.stage import SEASON, SECRETS, Stage

LEAK = """
on: push
jobs:
  leak:
    runs-on: ubuntu-latest
    steps:
      - env: {TOKEN: "${{ secrets.AUM_SYNC_WRITE_TOKEN }}"}
        run: echo "$TOKEN" >>"$GITHUB_STEP_SUMMARY"
"""


@pytest.fixture
def evil(stage: Stage, tmp_path: Path) -> dict[str, str | None]:
    """Files of a pull request each of which writes a file where it is run."""
    trace = tmp_path / "trace"
    python = f"open({str(trace)!r}, 'a').write(__file__)\n"
    action = (stage.clone.root / "action.yml").read_text("utf-8")
    text = (stage.clone.root / SEASON).read_text("utf-8")
    return {
        **{f"aum_sync/{name}.py": python for name in ("__init__", "__main__", "cli/main")},
        **dict.fromkeys(("click.py", "pip.py", "sitecustomize.py", "yaml.py"), python),
        "action.yml": action.replace("python -I", f"touch '{trace}'; python -I"),
        "scripts/action/aum-sync": f"#!/bin/sh\ntouch '{trace}'\n",
        SEASON: text.replace("genres: [Rap]", "genres: [Rap, Trap]"),
    }


def test_code_of_a_pull_request_is_not_run(
    stage: Stage, evil: dict[str, str | None], tmp_path: Path
) -> None:
    pull = stage.fake.propose("rita", evil, fork="rita/season")
    ran = stage.plan(pull).succeeded("plan")
    assert stage.artifact()["digest"][:16] in ran.summary
    stage.comment(pull).succeeded("comment")
    assert len(stage.comments(pull, "plan")) == 1
    assert not (tmp_path / "trace").exists()
    assert stage.leaks() == []


def test_a_run_that_lies_about_its_number_changes_nothing_but_comments_that_are_true(
    stage: Stage,
) -> None:
    pull = stage.propose("alice", "genres: [Rap]", "genres: [Rap, Trap]")
    title = '$(touch "$GITHUB_WORKSPACE/x") plan #1; exit 0'
    about = {"event": "pull_request", "conclusion": "success", "display_title": title}
    stage.run("comment", "workflow_run", workflow_run=about).succeeded("comment")
    assert stage.comments(pull, "plan") == []


def test_what_nobody_approved_is_shown_and_not_applied(stage: Stage) -> None:
    pull = stage.propose("alice", "genres: [Rap]", "genres: [Rap, Trap]")
    merge = stage.fake.merge(pull)
    ran = stage.run("apply", "push").ended(show="success", apply="failure")
    assert "G5" in ran.said
    assert stage.holds("sort") == "f g"
    assert stage.tip == merge
    stage.fake.review(pull, "bob")
    stage.run("apply", "workflow_dispatch").succeeded("show", "apply")
    assert stage.holds("rap") == "a x b f g"


def test_without_secrets_nothing_is_done_and_that_is_said(stage: Stage) -> None:
    stage.land(stage.propose("alice", "genres: [Rap]", "genres: [Rap, Trap]"))
    requests = len(stage.simulator.requests)
    stage.act = replace(stage.act, secrets={})
    for name in ("apply", "pull", "drift"):
        ran = stage.run(name, "workflow_dispatch")
        assert set(ran.jobs.values()) == {"success"}, ran.said
        assert "Not set up" in ran.log
    assert len(stage.simulator.requests) == requests
    assert (stage.fake.world.issues, len(stage.fake.world.pulls)) == ({}, 1)


def test_a_secret_in_a_summary_would_be_found(stage: Stage) -> None:
    place = stage.clone.root / ".github" / "workflows" / "leak.yml"
    place.write_text(LEAK, "utf-8")
    ran = stage.act.run(stage.clone.root, place, "push", {}, {"GITHUB_TOKEN": "none"})
    assert SECRETS["AUM_SYNC_WRITE_TOKEN"] in ran.succeeded("leak").summary
    stage.runs.append(ran)
    assert any(SECRETS["AUM_SYNC_WRITE_TOKEN"] in one for one in stage.leaks())
