"""Troubles outside of Spotify: each has its words and its exit code, and nothing is lost."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from aum_sync.season.items import Pending
from aum_sync.spotify.wire import Wire
from tests.apply.conftest import Season, Start
from tests.conftest import Outcome
from tests.git.repository import Repository

GH006 = "error: GH006: Protected branch update failed for refs/heads/main."
GH013 = "error: GH013: Repository rule violations found for refs/heads/main."
BEFORE = "Apply 1: what the masters hold before it"
DONE = ("a x b", "c d e")
"""What rap and soul hold once all is applied."""


def refuse(season: Season, words: str, after: int = 0) -> Path:
    """Let the remote refuse every push but so many first ones; the hook, to be removed again."""
    count = season.origin.root / "taken"
    hook = season.origin.root / "hooks" / "pre-receive"
    hook.write_text(
        f"#!/bin/sh\ncat >/dev/null\necho >> '{count}'\n"
        f"[ $(wc -l < '{count}') -le {after} ] && exit 0\necho '{words}' >&2\nexit 1\n"
    )
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    return hook


def before_write(
    monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], object], method: str = "POST"
) -> None:
    """Do something just before the write of this number is sent."""
    send, seen = Wire.send, 0

    def sending(self: Wire, request: requests.PreparedRequest, *rest: Any, **more: Any) -> Any:
        nonlocal seen
        if request.method == method and "/v1/" in (request.url or ""):
            seen += 1
            if seen == number:
                act()
        return send(self, request, *rest, **more)

    monkeypatch.setattr(Wire, "send", sending)


def apply(season: Season, code: int) -> Outcome:
    """Run the verb; the clone follows."""
    done = season.run("apply", code=code)
    season.follow()
    return done


def subject(season: Season, commit: str) -> str:
    return season.clone.git("log", "-1", "--format=%s", commit)


def contents(season: Season) -> tuple[str, str]:
    return season.holds("rap"), season.holds("soul")


@pytest.mark.parametrize("words", [GH006, GH013])
def test_where_the_first_state_commit_is_refused_nothing_is_written(
    start: Start, words: str
) -> None:
    season = start()
    hook = refuse(season, words)
    head = season.clone.git("rev-parse", "HEAD")
    sent: list[Outcome] = []
    assert season.writes(lambda: sent.append(apply(season, code=1))) == []
    assert words in sent[0].err
    assert "policy.state_branch" in sent[0].err
    assert season.origin.git("rev-parse", "main") == head
    hook.unlink()
    apply(season, code=0)
    assert contents(season) == DONE


def test_where_the_last_state_commit_is_refused_the_next_run_only_records(start: Start) -> None:
    season = start()
    hook = refuse(season, GH006, after=1)
    done = apply(season, code=6)
    assert GH006 in done.err
    assert "run it again" in done.err
    assert contents(season) == DONE
    assert (season.root / "state" / "pending.json").exists()
    hook.unlink()
    assert season.writes(lambda: apply(season, code=0)) == []
    assert season.state.applied is not None
    assert season.state.applied.number == 1
    assert subject(season, season.state.applied.before) == BEFORE
    assert season.in_sync


def test_a_resumed_run_that_cannot_record_stays_half_way(start: Start) -> None:
    season = start()
    refuse(season, GH006, after=1)
    apply(season, code=6)
    assert season.writes(lambda: apply(season, code=6)) == []
    assert season.state.pending is not None


def test_stopped_and_not_recorded_both_are_told(start: Start) -> None:
    rule = {"method": "POST", "path": "items", "nth": 1, "do": "quota"}
    season = start(faults={"rules": [rule]})
    refuse(season, GH006, after=1)
    done = apply(season, code=6)
    assert "quota" in done.err.lower()
    assert GH006 in done.err


def test_a_damaged_state_file_stops_it_with_the_way_back(start: Start) -> None:
    season = start()
    good = season.clone.git("rev-parse", "--short=12", "HEAD")
    (season.root / "state" / "masters" / "rap.json").write_text('{"format": 1', encoding="utf-8")
    season.push("damage")
    before = len(season.simulator.requests)
    said = apply(season, code=1).err
    assert len(season.simulator.requests) == before
    assert "state/masters/rap.json:1:" in said
    assert f"git checkout {good} -- state/masters/rap.json" in said


def test_a_damaged_pointer_among_older_ones_is_passed_over(start: Start) -> None:
    season = start()
    hook = refuse(season, GH006, after=1)
    apply(season, code=6)
    hook.unlink()
    path = season.root / "state" / "pending.json"
    good = path.read_bytes()
    path.write_text("{", encoding="utf-8")
    season.push("damage")
    assert "state/pending.json" in apply(season, code=1).err
    path.write_bytes(good)
    season.push("repair")
    apply(season, code=0)
    assert season.state.applied is not None
    assert subject(season, season.state.applied.before) == BEFORE


def test_a_clone_that_went_another_way_has_no_say(start: Start) -> None:
    season = start()
    season.clone.git("commit", "--quiet", "--allow-empty", "--message", "mine alone")
    mine = season.clone.git("rev-parse", "HEAD")
    other = elsewhere(season)
    other.git("commit", "--quiet", "--allow-empty", "--message", "theirs")
    other.git("push", "--quiet", "origin", "main")
    season.run("apply")
    assert contents(season) == DONE
    assert season.clone.git("rev-parse", "HEAD") == mine
    assert season.origin.git("log", "--format=%s", "main").split("\n")[2] == "theirs"


def elsewhere(season: Season, name: str = "other") -> Repository:
    """Somebody else's clone."""
    other = Repository(season.root.parent / name)
    season.origin.git("clone", "--quiet", str(season.origin.root), str(other.root))
    return other


def test_what_is_merged_while_it_runs_stays_and_is_applied_next(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = start()
    other = elsewhere(season)

    def merge() -> None:
        path = other.root / "config" / "season.yaml"
        path.write_text(path.read_text("utf-8").replace("[Soul]", "[Funk]"), encoding="utf-8")
        other.git("pull", "--quiet")
        other.git("commit", "--quiet", "--all", "--message", "funk")
        other.git("push", "--quiet", "origin", "main")

    before_write(monkeypatch, 2, merge)
    apply(season, code=0)
    assert contents(season) == DONE
    apply(season, code=0)
    assert (*contents(season), season.holds("sort")) == ("a x b", "", "c d e")


def cut(season: Season) -> Pending:
    """Apply up to a quota after the first write; what is pending."""
    apply(season, code=6)
    assert season.state.pending is not None
    return season.state.pending


QUOTA = {"rules": [{"method": "POST", "path": "items", "nth": 2, "do": "quota", "times": 1}]}


def test_a_pending_whose_commit_is_gone_is_stale(start: Start) -> None:
    season = start(faults=QUOTA)
    pending = cut(season)
    files = season.root / "state" / "pending.json"
    text = files.read_text("utf-8").replace(pending.commit, "0" * 40)
    files.write_text(text.replace(str(pending.retry_at), "2020-01-01T00:00:00Z"), encoding="utf-8")
    season.push("rewritten history")
    said = apply(season, code=5)
    assert "names 000000000000, which is no part of main" in said.err
    assert "deletes state/pending.json" in said.err


def test_a_pending_whose_plan_is_another_by_now_is_stale(start: Start) -> None:
    season = start(faults=QUOTA)
    pending = cut(season)
    files = season.root / "state" / "pending.json"
    text = files.read_text("utf-8").replace(pending.digest, "f" * 64)
    files.write_text(text.replace(str(pending.retry_at), "whenever"), encoding="utf-8")
    season.push("another version")
    assert "another version of aum-sync made it" in apply(season, code=5).err


def test_without_the_account_nothing_is_written(start: Start) -> None:
    season = start()
    (season.root / "state" / "account.json").unlink()
    season.push("no account")
    assert season.writes(lambda: apply(season, code=1)) == []
