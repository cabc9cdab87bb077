"""Outputs on a branch of their own: what was seen after a review slips into no plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.apply.test_resume import cut_off
from tests.conftest import Aum
from tests.gate.conftest import STATE, Ready, Stage, prepare, staged
from tests.github.fake_model import Pull

BOT = "github-actions[bot]"
RAP, SOUL = "state/masters/rap.json", "state/masters/soul.json"
REQUEST = "state/requests/1.json"


@pytest.fixture(scope="module", params=["", "season"], ids=["at the top", "below"])
def branched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("branched")
    below = str(request.param)
    return prepare(folder, policy=f"policy: {{state_branch: {STATE}}}\n", below=below), below


@pytest.fixture
def stage(
    branched: tuple[Ready, str], tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    ready, below = branched
    with staged(ready, tmp_path, aum, monkeypatch, below) as stage:
        yield stage


def seen(stage: Stage, path: str = RAP) -> str:
    """What the state branch has of a file."""
    return stage.text(path, f"refs/heads/{STATE}")


def forge(stage: Stage, **files: str | None) -> None:
    """Push straight to the state branch: files by the name of their master."""
    whole = {stage.at(f"state/masters/{key}.json"): text for key, text in files.items()}
    stage.fake.commit(STATE, whole, "alice")
    stage.season.clone.git("fetch", "--quiet", "origin")


def effects(stage: Stage, ref: str = "HEAD") -> dict[str, list[str]]:
    """What the plan of a commit adds and removes, by master."""
    stage.season.clone.git("fetch", "--quiet", "origin", f"+{ref}:refs/heads/looked-at")
    plan = json.loads(stage.run("plan", "--commit", "looked-at", "--format", "json").out)
    return {
        key: [one["uri"][-1] for verb in ("add", "remove") for one in master[verb]]
        for key, master in plan["masters"].items()
        if master["add"] or master["remove"]
    }


def proposed_by_bot(stage: Stage) -> Pull:
    return stage.fake.propose(BOT, stage.taken(), "aum-sync/pull")


def merged(stage: Stage, pull: Pull) -> None:
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()


def test_what_was_reviewed_is_applied_and_recorded_on_the_state_branch(stage: Stage) -> None:
    stage.approved()
    stage.ci()
    tip, before = stage.tip, seen(stage)
    stage.passes()
    assert stage.tip == tip
    assert '"name": "Raps"' in seen(stage) != before


def test_what_nobody_reviewed_is_not(stage: Stage) -> None:
    stage.fake.merge(stage.propose())
    stage.ci()
    assert stage.refused() == {"G5"}


def test_an_edit_on_spotify_comes_by_a_request_that_names_it(stage: Stage) -> None:
    stage.season.edit("rap", tracks="a x")
    stage.run("pull")
    assert list(stage.here()) == [stage.at(REQUEST)]
    pull = proposed_by_bot(stage)
    request = json.loads(stage.text(REQUEST, pull.ref))
    blob = stage.fake.remote.git("rev-parse", f"{STATE}:{stage.at(RAP)}")
    assert request == {
        "format": 1,
        "reason": "seen on Spotify: rap",
        "snapshots": [{"path": RAP, "blob": blob}],
    }
    assert effects(stage, "refs/heads/main") == {}
    assert effects(stage, pull.ref) == {"rap": ["b"]}
    stage.ci()
    said = stage.run("gate", "--preview", "--pull", pull.number, code=4).out
    assert "has 0 of 1 approval" in said
    stage.fake.review(pull, "bob")
    assert "would be applied" in stage.run("gate", "--preview", "--pull", pull.number).out
    merged(stage, pull)
    stage.apply()
    assert stage.season.holds("rap") == "a x b"
    # What was asked for is done: the next plan starts from what that apply left.
    assert effects(stage, "refs/heads/main") == {}
    stage.season.follow()
    stage.run("pull")
    assert stage.here() == {}


def test_a_pull_that_runs_again_asks_for_the_same_until_it_is_merged(stage: Stage) -> None:
    stage.season.edit("rap", tracks="a x")
    stage.run("pull")
    first = stage.here()
    stage.run("pull")
    assert stage.here() == first
    stage.season.clone.git("clean", "--quiet", "--force", "-d")
    stage.run("pull")
    assert stage.here() == first
    stage.season.edit("rap", tracks="a x b")
    stage.run("pull")
    assert stage.here() == {}


def test_what_was_seen_later_is_in_no_plan_and_holds_up_nobody(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "bob")
    stage.season.edit("soul", tracks="c d")
    stage.run("pull")
    assert '"spotify:track:e"' not in seen(stage, SOUL)
    merged(stage, pull)
    assert effects(stage, "refs/heads/main") == {}
    stage.passes()
    assert stage.season.holds("soul") == "c d"


def test_what_was_applied_since_is_no_part_of_what_was_reviewed_before(stage: Stage) -> None:
    other = stage.propose(change=("name: To sort,", "name: Sorted,"))
    stage.approved(change=("genres: [Soul]", "genres: [Funk]"))
    stage.ci()
    stage.apply()
    assert stage.season.holds("soul") == ""
    # It knows nothing of that, so it would put nothing back.
    assert effects(stage, other.ref) == effects(stage, "refs/heads/main") == {}


def test_a_forged_snapshot_is_in_no_plan(stage: Stage) -> None:
    pull = stage.propose()
    stage.fake.review(pull, "bob")
    # It says what Spotify has by now, so that apply would find nothing wrong with it.
    stage.season.edit("soul", tracks="c d e b")
    true, forged = seen(stage, SOUL), json.loads(seen(stage, SOUL))
    forged["slots"].append(json.loads(seen(stage))["slots"][2])
    forge(stage, soul=json.dumps(forged))
    merged(stage, pull)
    assert effects(stage, "refs/heads/main") == effects(stage, pull.ref) == {}
    stage.passes()
    assert stage.season.holds("soul") == "c d e b"
    assert seen(stage, SOUL) == true


def test_nor_where_the_record_of_the_last_apply_is_written_once_more(stage: Stage) -> None:
    forged = json.loads(seen(stage, SOUL))
    forged["slots"].pop()
    record = stage.text("state/applied.json", f"refs/heads/{STATE}")
    path = stage.at("state/applied.json")
    for text in (None, "{"):
        stage.fake.commit(STATE, {path: text}, "alice")
    forge(stage, soul=json.dumps(forged))
    stage.fake.commit(STATE, {path: record.strip()}, "alice")
    stage.season.clone.git("fetch", "--quiet", "origin")
    assert effects(stage, "refs/heads/main") == {}


def test_a_playlist_id_that_was_changed_there_leads_nowhere(stage: Stage) -> None:
    forge(stage, soul=seen(stage, SOUL).replace("000000000000000000soul", "0000000000000000000own"))
    stage.approved()
    stage.ci()
    stage.passes()
    assert "0000000000000000000own" not in seen(stage, SOUL)


def test_what_a_request_names_is_held_against_spotify_first(stage: Stage) -> None:
    stage.season.edit("soul", tracks="c d")
    forged = json.loads(seen(stage, SOUL))
    forged["slots"].append(json.loads(seen(stage))["slots"][2])
    forge(stage, soul=json.dumps(forged))
    blob = stage.fake.remote.git("rev-parse", f"{STATE}:{stage.at(SOUL)}")
    text = {"format": 1, "reason": "so", "snapshots": [{"path": SOUL, "blob": blob}]}
    pull = stage.fake.propose("alice", {stage.at(REQUEST): json.dumps(text)})
    assert effects(stage, pull.ref) == {"soul": ["b"]}
    merged(stage, pull)
    before = stage.simulator.world
    stage.apply(code=5)
    assert stage.simulator.world == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "1.json:1"),
        ('{"format": 1, "reason": "", "snapshots": []}', "must not be empty"),
        (("state/pending.json", "1" * 40), "must be state/masters/KEY.json"),
        (("state/masters/../rap.json", "1" * 40), "must be state/masters/KEY.json"),
        (("config/season.yaml", "1" * 40), "must be state/masters/KEY.json"),
        ((RAP, "1" * 39), "must be the full name of a git object"),
        ((RAP, "1" * 40), "names 111111111111 as state/masters/rap.json, and no such file"),
        ((RAP, "tree"), "and no such file"),
        ((RAP, "README.md"), "which is no content for state/masters/rap.json"),
        (("state/account.json", "README.md"), "which is no content for state/account.json"),
    ],
)
def test_a_request_that_cannot_be_read_is_told(
    stage: Stage, text: str | tuple[str, str], said: str
) -> None:
    if isinstance(text, tuple):
        path, blob = text
        if not blob.startswith("1"):
            name = "HEAD^{tree}" if blob == "tree" else f"HEAD:{blob}"
            blob = stage.fake.remote.git("rev-parse", name)
        rows = [{"path": path, "blob": blob}]
        text = json.dumps({"format": 1, "reason": "so", "snapshots": rows})
    pull = stage.fake.propose("alice", stage.edited("name: Rap,", "name: Raps,"))
    stage.fake.commit(pull.branch, {stage.at(REQUEST): text}, "alice")
    merged(stage, pull)
    stage.season.follow()
    for verb in (["plan", "--commit", "HEAD"], ["apply"]):
        found = stage.run(*verb, code=1)
        assert said in found.err
        assert REQUEST in found.err
    assert stage.name == "Rap"


def test_of_two_requests_for_one_file_the_later_counts(stage: Stage) -> None:
    stage.season.edit("rap", tracks="a x")
    stage.run("pull")
    pull = proposed_by_bot(stage)
    stage.fake.merge(pull)
    stage.season.follow()
    stage.season.edit("rap", tracks="x")
    stage.run("pull")
    assert list(stage.here()) == [stage.at("state/requests/2.json")]
    pull = proposed_by_bot(stage)
    assert effects(stage, pull.ref) == {"rap": ["a", "b"]}
    merged(stage, pull)
    # The first one was never applied, but it is part of what was reviewed.
    stage.apply()
    assert stage.season.holds("rap") == "x a b"


def test_what_was_begun_is_resumed_whatever_was_pushed_there_meanwhile(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approved()
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 2, answered=False)
    forge(stage, soul=seen(stage, SOUL).replace("Soul", "Forged"))
    stage.ci(event="workflow_dispatch")
    stage.passes()
    assert stage.season.playlist("soul").name == "Soul"
    assert effects(stage, "refs/heads/main") == {}


def test_a_bad_apply_that_was_cut_off_is_rolled_back_from_where_it_stands(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.approved(change=("genres: [Soul]", "genres: [Funk]"))
    stage.ci()
    with monkeypatch.context() as inner:
        assert cut_off(stage.season, inner, 6, answered=True)
    assert stage.season.holds("sort")
    stage.run("rollback", "1", "--pin")
    merged(stage, stage.fake.propose("alice", stage.taken()))
    stage.apply()
    assert (stage.season.holds("sort"), stage.season.holds("soul")) == ("", "c d e")
    assert effects(stage, "refs/heads/main") == {}
