"""What act does not look at, and what must never be in a workflow: read from the YAML."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aum_sync.cli.main import VERBS
from aum_sync.spotify.apps import READING, WRITING
from tests.e2e.workflows import ACTION, FILES, FOLDER, NAMES, jobs, parsed, steps, workflow

ASK = "github.ref_name == github.event.repository.default_branch"
"""Whoever starts a run by hand may choose a branch, and with it the file that runs."""

MAY = {
    "plan.plan": {"contents": "read"},
    "comment.comment": {"contents": "read", "pull-requests": "write"},
    "apply.show": {"contents": "read"},
    "apply.apply": {"actions": "read", "contents": "write", "pull-requests": "write"},
    "pull.pull": {"contents": "write", "pull-requests": "write"},
    "drift.watch": {"actions": "read", "contents": "read", "issues": "write"},
    "rollback.rollback": {"contents": "write", "pull-requests": "write"},
    "ci.ci": {"contents": "read"},
}
JOBS = [(name, key) for name in NAMES for key in jobs(name)]
RUNS = [(path.name, step) for path in FILES for step in steps(path.stem) if "run" in step]
RUNS += [(ACTION.name, step) for step in parsed(ACTION)["runs"]["steps"] if "run" in step]


def secrets_of(step: dict[str, Any]) -> set[str]:
    """The names of the secrets that a step is given."""
    return set(re.findall(r"\bsecrets\.(\w+)", str(step)))


def checkout(job: dict[str, Any]) -> dict[str, Any]:
    """How a job checks out; the one time that it does."""
    found = [s["with"] for s in job["steps"] if s.get("uses", "").startswith("actions/checkout@")]
    assert len(found) == 1
    assert isinstance(found[0], dict)
    return found[0]


def test_each_workflow_is_there() -> None:
    assert NAMES == ("apply", "ci", "comment", "drift", "plan", "pull", "rollback")


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_nothing_and_its_jobs_no_more_than_they_need(name: str) -> None:
    assert workflow(name)["permissions"] == {}
    found = {f"{name}.{key}": job["permissions"] for key, job in jobs(name).items()}
    assert found == {key: may for key, may in MAY.items() if key.startswith(f"{name}.")}


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_a_job_ends_sometime_and_runs_where_its_label_says(name: str, key: str) -> None:
    job = jobs(name)[key]
    assert 0 < job["timeout-minutes"] <= 60
    assert job["runs-on"] == "ubuntu-latest"


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_who_writes_is_alone_and_is_not_cut_off(name: str, key: str) -> None:
    job = jobs(name)[key]
    assert "concurrency" not in workflow(name)
    if "write" in job["permissions"].values():
        assert job["concurrency"]["cancel-in-progress"] is False
        assert job["concurrency"]["group"].startswith("aum-sync-")


def test_no_two_writers_wait_for_one_another() -> None:
    groups = [
        job["concurrency"]["group"]
        for n in NAMES
        for job in jobs(n).values()
        if "concurrency" in job
    ]
    assert len(set(groups)) == len(groups)


@pytest.mark.parametrize("path", [*FILES, ACTION], ids=lambda path: path.name)
def test_actions_of_others_are_pinned_and_their_version_is_said(path: Any) -> None:
    lines = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    others = [line for line in lines if not line.startswith("./")]
    assert lines
    for line in others:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize(("name", "step"), RUNS)
def test_what_others_may_have_typed_reaches_no_script_but_by_the_environment(
    name: str, step: dict[str, Any]
) -> None:
    assert "${{" not in step["run"], name


def test_a_secret_is_given_to_the_one_step_that_needs_it() -> None:
    given = {
        (name, step["name"]): secrets_of(step)
        for name in NAMES
        for step in steps(name)
        if secrets_of(step)
    }
    asks = "Is Spotify set up?"
    assert given == {
        ("apply", asks): {WRITING.refresh_token},
        ("apply", "Apply"): set(WRITING.variables),
        ("pull", asks): {READING.refresh_token},
        ("pull", "Pull"): set(READING.variables),
        ("drift", asks): {READING.refresh_token},
        ("drift", "Watch"): set(READING.variables),
    }
    texts = (path.read_text("utf-8") for path in FILES)
    assert sum(len(re.findall(r"\bsecrets\b", text)) for text in texts) >= len(given)
    assert not any("secrets" in job for name in NAMES for job in jobs(name).values())


def test_the_write_token_is_behind_the_environment_and_behind_a_job_that_shows_the_plan() -> None:
    show, apply = jobs("apply")["show"], jobs("apply")["apply"]
    assert apply["environment"] == "spotify"
    assert apply["needs"] == "show"
    assert "environment" not in show
    assert not any(secrets_of(step) for step in show["steps"])
    said = next(step["run"] for step in show["steps"] if step.get("id") == "show")
    assert '--commit "$GITHUB_SHA"' in said
    others = [job for name in NAMES if name != "apply" for job in jobs(name).values()]
    assert not any("environment" in job for job in others)


def test_a_pull_request_is_read_and_never_checked_out() -> None:
    plan = checkout(jobs("plan")["plan"])
    assert plan["ref"] == "${{ github.event.repository.default_branch }}"
    assert plan["persist-credentials"] is False
    for name in set(NAMES) - {"plan"}:
        assert all("ref" not in checkout(job) for job in jobs(name).values()), name
    assert set(workflow("plan")["on"]) == {"pull_request"}
    assert all("pull_request_target" not in workflow(name)["on"] for name in NAMES)


@pytest.mark.parametrize(("name", "key"), [pair for pair in JOBS if pair[0] != "ci"])
def test_the_tool_is_that_of_the_checkout_and_sees_all_history(name: str, key: str) -> None:
    job = jobs(name)[key]
    assert checkout(job)["fetch-depth"] == 0
    order = [step.get("uses", "run").partition("@")[0] for step in job["steps"]]
    assert order.index("actions/checkout") + 1 == order.index("./")


def test_credentials_stay_only_where_aum_sync_itself_talks_to_the_remote() -> None:
    kept = {
        f"{name}.{key}": checkout(job)["persist-credentials"]
        for name in NAMES
        for key, job in jobs(name).items()
    }
    quiet = {"plan.plan", "apply.show", "ci.ci"}
    assert kept == {place: place not in quiet for place in MAY}


def test_nothing_that_a_run_left_is_read_back() -> None:
    used = {step.get("uses", "").partition("@")[0] for name in NAMES for step in steps(name)}
    assert not {one for one in used if "download" in one or "cache" in one}
    assert not any("cache" in step.get("with", {}) for name in NAMES for step in steps(name))


@pytest.mark.parametrize(
    ("name", "key"),
    [("apply", "show"), ("pull", "pull"), ("drift", "watch"), ("rollback", "rollback")],
)
def test_a_run_by_hand_is_of_the_default_branch(name: str, key: str) -> None:
    on = workflow(name)["on"]
    condition = jobs(name)[key]["if"]
    assert "workflow_dispatch" in on
    assert condition == (f"github.event_name == 'schedule' || {ASK}" if "schedule" in on else ASK)


def test_apply_follows_pushes_to_the_default_branch() -> None:
    assert workflow("apply")["on"]["push"] == {"branches": ["main"]}


def test_what_is_scheduled_starts_off_the_hour() -> None:
    times = [workflow(name)["on"]["schedule"][0]["cron"].split() for name in ("pull", "drift")]
    assert all(minute not in ("0", "30") for minute, *_ in times)


def test_every_workflow_but_ci_takes_the_season_from_one_place() -> None:
    for name in set(NAMES) - {"ci"}:
        assert workflow(name)["env"] == {"SEASON": "."}
        for step in steps(name):
            calls = re.findall(r"aum-sync ([a-z]+) ((?:\\\n|[^\n])*)", step.get("run", ""))
            for verb, rest in calls:
                assert verb in VERBS
                assert '--root "$SEASON"' in rest or verb == "rollback"


def test_the_comment_follows_the_plan() -> None:
    on = workflow("comment")["on"]["workflow_run"]
    assert on == {"workflows": [workflow("plan")["name"]], "types": ["completed"]}
    assert workflow("plan")["run-name"] == "plan #${{ github.event.pull_request.number }}"


def test_there_are_no_other_files_that_a_runner_would_take() -> None:
    assert set(FOLDER.iterdir()) == set(FILES)


def test_the_action_installs_the_runtime_lock_by_hashes_and_builds_nothing() -> None:
    action = parsed(ACTION)
    assert list(action["inputs"]) == ["python-version"]
    uses = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert [one.partition("@")[0] for one in uses] == ["actions/setup-python"]
    install = action["runs"]["steps"][-1]["run"]
    for word in ("--require-hashes", "--only-binary :all:", "--no-deps", "requirements/lock.txt"):
        assert word in install
