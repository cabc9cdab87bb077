"""``aum-sync watch``: one issue that opens, changes and closes itself."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest

from aum_sync.times import moment
from tests.github.fake_model import BOT, Issue
from tests.posting.conftest import WATCH, Forge

DAY_S = 86_400


def watch(forge: Forge, *arguments: object) -> Any:
    return json.loads(forge.run("watch", *arguments, "--format", "json").out)


def codes(forge: Forge, *arguments: object) -> list[str]:
    return [one["code"] for one in watch(forge, *arguments)["concerns"]]


def issues(forge: Forge) -> list[Issue]:
    return list(forge.fake.world.issues.values())


def long_ago(days: int) -> str:
    return moment(time.time() - days * DAY_S)


def test_where_all_is_well_there_is_no_issue(forge: Forge) -> None:
    assert watch(forge) == {"concerns": [], "issue": None}
    assert issues(forge) == []
    assert forge.run("watch").out == "Nothing needs anybody.\n"


def test_it_opens_changes_and_closes_itself(forge: Forge) -> None:
    forge.stage.season.edit("rap", tracks="a x b z")
    assert codes(forge) == ["edited"]
    (issue,) = issues(forge)
    assert (issue.author, issue.state) == (BOT, "open")
    assert issue.body.startswith(WATCH)
    first = issue.body
    sent = len(forge.fake.exchanges)
    assert watch(forge)["issue"].endswith(f"/issues/{issue.number}")
    assert {one.method for one in forge.fake.exchanges[sent:]} == {"GET"}
    forge.stage.season.edit("soul", tracks="c d e z y")
    watch(forge)
    assert issue.body != first
    for key, tracks in (("rap", "a x b"), ("soul", "c d e")):
        forge.stage.season.edit(key, tracks=tracks)
    assert watch(forge) == {"concerns": [], "issue": None}
    assert (issue.state, len(issues(forge))) == ("closed", 1)
    forge.stage.season.edit("rap", tracks="a x b z")
    watch(forge)
    assert [one.state for one in issues(forge)] == ["closed", "open"]


def test_one_that_a_person_closed_stays_so_until_something_changes(forge: Forge) -> None:
    forge.stage.season.edit("rap", tracks="a x b z")
    watch(forge)
    issues(forge)[0].state, issues(forge)[0].closed_by = "closed", "alice"
    assert watch(forge)["issue"] is None
    assert len(issues(forge)) == 1
    forge.stage.season.edit("soul", tracks="c d e z y")
    watch(forge)
    assert len(issues(forge)) == 2


def test_an_issue_of_somebody_else_with_our_marker_is_left_alone(forge: Forge) -> None:
    world = forge.fake.world
    number = world.new_number()
    world.issues[number] = Issue(number, "rita", "mine", f"{WATCH}mine", world.tick())
    forge.stage.season.edit("rap", tracks="a x b z")
    watch(forge)
    assert world.issues[number].body == f"{WATCH}mine"
    assert len(issues(forge)) == 2


def test_what_was_merged_and_never_applied(forge: Forge) -> None:
    forge.stage.approved()
    forge.clean()
    found = watch(forge)["concerns"]
    assert [one["code"] for one in found] == ["unapplied"]
    assert "Rap" in found[0]["text"]


@pytest.mark.parametrize(
    ("retry", "status", "expected"),
    [
        (None, "completed", ["unfinished"]),
        (None, "in_progress", []),
        (1, "completed", []),
        (-1, "completed", ["unfinished"]),
        (-1, "gone", ["unfinished"]),
    ],
)
def test_an_apply_that_stopped_half_way(
    forge: Forge, retry: int | None, status: str, expected: list[str]
) -> None:
    from aum_sync.season.items import Pending
    from aum_sync.store.files import encode

    run = forge.fake.run("apply.yml", "push", forge.stage.tip, status=status)
    if status == "gone":
        del forge.fake.world.runs[run.id]
    url = f"https://github.com/aum/season/actions/runs/{run.id}/attempts/1"
    pending = Pending(forge.stage.tip, "0" * 64, 9, url)
    if retry:
        pending = replace(pending, retry_at=moment(time.time() + retry * DAY_S))
    forge.stage.direct({"state/pending.json": encode(pending).decode()})
    forge.clean()
    assert codes(forge) == expected


@pytest.mark.parametrize(("days", "expected"), [(100, []), (160, ["authorization"])])
def test_an_authorization_ends_after_six_months(
    forge: Forge, days: int, expected: list[str]
) -> None:
    forge.stage.monkeypatch.setenv("AUM_SYNC_AUTHORIZED", long_ago(days)[:10])
    assert codes(forge) == expected
    forge.stage.monkeypatch.setenv("AUM_SYNC_AUTHORIZED", "soon")
    assert "like 2026-11-22" in forge.run("watch", code=1).err


def test_workflows_that_are_silent_or_disabled(forge: Forge) -> None:
    world = forge.fake.world
    for ago, conclusion in ((30, "success"), (2, "failure"), (1, None)):
        run = forge.fake.run("pull.yml", "schedule", forge.stage.tip, at=long_ago(ago))
        run.status, run.conclusion = "completed" if conclusion else "in_progress", conclusion
    assert codes(forge) == ["silent"]
    assert codes(forge, "--silent-days", 40) == []
    assert codes(forge, "--workflow", "nothing.yml") == []
    assert codes(forge, "--workflow", "drift.yml") == []
    world.workflows[0].state, world.workflows[1].state = "disabled_inactivity", "disabled_manually"
    assert codes(forge, "--workflow", "drift.yml") == ["disabled"]
    for run in world.runs.values():
        run.conclusion = "failure"
    assert "in its last runs" in watch(forge)["concerns"][-1]["text"]


def test_a_token_that_may_not_is_told(forge: Forge) -> None:
    forge.stage.season.edit("rap", tracks="a x b z")
    less = forge.fake.environ(contents="read", actions="read", issues="read")
    forge.stage.monkeypatch.setenv("GITHUB_TOKEN", less["GITHUB_TOKEN"])
    assert "issues: write" in forge.run("watch", code=1).err


def test_hostile_titles_stay_words(forge: Forge) -> None:
    forge.stage.approved(change=("name: Rap,", 'name: "@bob <b> --> [x](http://x)",'))
    forge.clean()
    watch(forge)
    body = issues(forge)[0].body
    assert "@bob" not in body
    assert "<b>" not in body
    assert body.count("-->") == 1
