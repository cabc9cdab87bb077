"""What an apply tells on the pull request whose merge it applies."""

from __future__ import annotations

import json

import pytest

from aum_sync.simulator.faults import Faults, Injector
from tests.apply.test_resume import cut_off
from tests.posting.conftest import APPLY, Forge

CROSSED = "genres: [Rap]}\n  soul: {name: Soul, playlist: 000000000000000000soul, genres: [Soul]"
SWAPPED = "genres: [Soul]}\n  soul: {name: Soul, playlist: 000000000000000000soul, genres: [Rap]"


def faults(forge: Forge, rule: dict[str, object]) -> None:
    """From now on this goes wrong on Spotify."""
    told = json.dumps({"rules": [rule]})
    forge.stage.simulator._injector = Injector(Faults.from_json(told, "faults.json"))


def test_what_was_applied_is_told_once(forge: Forge) -> None:
    pull = forge.stage.approved()
    forge.stage.ci()
    forge.stage.apply()
    said = forge.comment(pull.number, APPLY)
    assert "Apply 2: 1 master changed" in said
    assert "/actions/runs/" not in said
    forge.stage.apply()
    assert forge.comment(pull.number, APPLY) == said


def test_the_run_is_linked(forge: Forge) -> None:
    pull = forge.stage.approved()
    run = forge.stage.ci()
    forge.stage.monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    forge.stage.apply()
    link = f"[The run](https://github.com/aum/season/actions/runs/{run})"
    assert link in forge.comment(pull.number, APPLY)


def test_a_refusal_is_told_with_its_way_on_and_then_what_came_of_it(forge: Forge) -> None:
    pull = forge.stage.propose()
    forge.fake.merge(pull)
    forge.stage.ci()
    assert forge.stage.refused() == {"G5"}
    said = forge.comment(pull.number, APPLY)
    assert "G5 review" in said
    assert "let somebody else approve" in said
    assert "approve " not in said.partition("G5")[2].partition("`")[2]
    forge.fake.review(pull, "bob")
    forge.stage.apply()
    assert "1 master changed" in forge.comment(pull.number, APPLY)


def test_a_new_plan_is_shown_against_the_reviewed_one_with_the_line_to_paste(forge: Forge) -> None:
    stage = forge.stage
    first = stage.propose(change=(CROSSED, SWAPPED))
    second = stage.propose(change=("name: Test\n", "name: Tests\n"))
    for pull in (first, second):
        forge.fake.review(pull, "bob")
        forge.fake.merge(pull)
    stage.ci()
    assert stage.refused() == {"G6"}
    said = forge.comment(second.number, APPLY)
    assert forge.comments(first.number, APPLY) == []
    table = [line for line in said.splitlines() if line.startswith(("| + ", "| - "))]
    assert len(table) == 10
    line = said.partition("```text\n")[2].partition("\n")[0]
    assert line == f"approve {stage.digest('main')}"
    forge.fake.review(second, "bob", "COMMENTED", line)
    stage.apply()
    assert "masters changed" in forge.comment(second.number, APPLY)


def test_half_way_is_told_with_when_to_go_on_and_then_its_end(forge: Forge) -> None:
    pull = forge.stage.approved(change=(CROSSED, SWAPPED))
    forge.stage.ci()
    quota = {"method": "POST", "path": "items", "every": 2, "do": "quota", "when": "before"}
    faults(forge, {**quota, "retry_after": 86_000})
    forge.stage.apply(code=6)
    said = forge.comment(pull.number, APPLY)
    assert "**Half-way.** Run the apply workflow again, not before 20" in said
    assert "the run failed" not in said


def test_what_was_cut_off_is_told_where_it_belongs(forge: Forge) -> None:
    pull = forge.stage.approved()
    forge.stage.ci()
    requests = iter(range(2, 9))
    while forge.stage.state.pending is None:
        with forge.stage.monkeypatch.context() as inner:
            cut_off(forge.stage.season, inner, next(requests), answered=False)
    assert forge.comments(pull.number) == []
    other = forge.stage.propose(change=("name: To sort,", "name: Sorted,"))
    forge.fake.review(other, "bob")
    forge.fake.merge(other)
    forge.stage.ci()
    forge.stage.apply()
    assert "Apply 2 had begun and written nothing" in forge.comment(pull.number, APPLY)
    assert "Apply 2: 2 masters changed" in forge.comment(other.number, APPLY)


def test_an_edit_on_spotify_is_told(forge: Forge) -> None:
    pull = forge.stage.approved(change=(CROSSED, SWAPPED))
    forge.stage.season.edit("rap", tracks="a x y")
    forge.stage.ci()
    forge.stage.apply(code=5)
    said = forge.comment(pull.number, APPLY)
    assert "edited on Spotify" in said
    assert "next pull brings the edit" in said


def test_a_plan_with_errors_is_told(forge: Forge) -> None:
    pull = forge.stage.propose(change=("version: 1", "version: 1\nexpect: [{never_empty: [sort]}]"))
    forge.fake.review(pull, "bob")
    forge.fake.merge(pull)
    forge.stage.ci()
    forge.stage.apply(code=4)
    assert "was refused" in forge.comment(pull.number, APPLY)


def test_a_run_that_fails_is_told(forge: Forge) -> None:
    pull = forge.stage.approved()
    forge.stage.ci()
    faults(forge, {"method": "GET", "path": "playlists", "every": 1, "do": "401"})
    forge.stage.run("apply", code=1)
    assert "the run failed" in forge.comment(pull.number, APPLY)


def test_a_failure_that_belongs_to_no_pull_request_is_told_on_none(forge: Forge) -> None:
    pull = forge.stage.approved()
    forge.stage.direct({"state/account.json": None})
    forge.stage.ci()
    said = forge.stage.run("apply", code=1).err
    assert "could not be told on its pull request" in said
    assert forge.comments(pull.number) == []


@pytest.mark.parametrize("trouble", ["denied", "down"])
def test_what_cannot_be_told_is_a_warning_and_no_more(forge: Forge, trouble: str) -> None:
    pull = forge.stage.approved()
    forge.stage.ci()
    if trouble == "denied":
        less = forge.fake.environ(contents="write", actions="read", pull_requests="read")
        forge.stage.monkeypatch.setenv("GITHUB_TOKEN", less["GITHUB_TOKEN"])
    else:
        forge.fake.fault("error", path=".*/comments", times=99)
    done = forge.run("apply")
    assert "could not be told on its pull request" in done.err
    assert "::warning::" in done.out + done.err
    assert forge.comments(pull.number) == []
    assert forge.stage.name == "Raps"


def test_outside_of_github_nobody_is_told(forge: Forge) -> None:
    pull = forge.stage.approved()
    forge.stage.monkeypatch.delenv("GITHUB_ACTIONS")
    sent = len(forge.fake.exchanges)
    forge.stage.apply()
    assert len(forge.fake.exchanges) == sent
    assert forge.comments(pull.number) == []


def test_hostile_titles_stay_words(forge: Forge) -> None:
    name = "@bob <b> | --> [x](http://x)"
    pull = forge.stage.approved(change=("name: Rap,", f'name: "{name}",'))
    forge.stage.ci()
    forge.stage.apply()
    said = forge.comment(pull.number, APPLY)
    assert "@bob" not in said
    assert "<b>" not in said
    assert said.count("-->") == 1
