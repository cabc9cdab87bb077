"""``aum-sync comment``: one review per pull request, made anew from its commit."""

from __future__ import annotations

import pytest

from aum_sync.report.posts.parts import marker
from tests.gate.conftest import SEASON
from tests.github.fake_model import BOT, Comment
from tests.posting.conftest import PLAN, Forge

RENAMED = ("name: Rap,", "name: Raps,")


def test_created_once_and_updated(forge: Forge) -> None:
    pull = forge.stage.propose()
    url = forge.run("comment", "--pull", pull.number).out.strip()
    first = forge.comment(pull.number, PLAN)
    assert "Raps" in first
    assert forge.comments(pull.number)[0].id == int(url.rpartition("-")[2])
    forge.run("comment", "--pull", pull.number)
    assert forge.comment(pull.number, PLAN) == first
    forge.fake.commit(pull.branch, forge.stage.edited("name: Rap,", "name: Rhymes,"), "alice")
    forge.run("comment", "--pull", pull.number)
    assert "Rhymes" in forge.comment(pull.number, PLAN)


def test_it_says_what_a_merge_would_meet(forge: Forge) -> None:
    pull = forge.stage.propose()
    forge.run("comment", "--pull", pull.number)
    before = forge.comment(pull.number, PLAN)
    forge.fake.review(pull, "bob")
    forge.run("comment", "--pull", pull.number)
    assert forge.comment(pull.number, PLAN) != before


def test_a_marker_that_somebody_else_wrote_is_passed_over(forge: Forge) -> None:
    pull = forge.stage.propose()
    for author in ("rita", None):
        planted = Comment(forge.fake.world.new_id(), pull.number, author, f"{PLAN}planted", "")
        forge.fake.world.comments.append(planted)
    quoted = Comment(forge.fake.world.new_id(), pull.number, BOT, f"> {PLAN}quoted", "")
    forge.fake.world.comments.append(quoted)
    forge.run("comment", "--pull", pull.number)
    assert [one.body for one in forge.comments(pull.number, by="rita")] == [f"{PLAN}planted"]
    assert quoted.body == f"> {PLAN}quoted"
    assert "Raps" in forge.comment(pull.number, PLAN)


def test_a_fork_has_its_comment_too(forge: Forge) -> None:
    pull = forge.stage.propose("rita", fork="rita/season")
    forge.run("comment", "--pull", pull.number)
    assert "Raps" in forge.comment(pull.number, PLAN)


def test_what_a_pull_request_has_in_its_work_tree_stays_where_it_is(forge: Forge) -> None:
    pull = forge.stage.propose()
    clone = forge.stage.season.clone
    before = clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")
    forge.run("comment", "--pull", pull.number)
    assert (clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")) == before


def test_a_season_that_cannot_be_read_is_told_on_its_pull_request(forge: Forge) -> None:
    text = forge.stage.text().replace("weeks: 1-20", "weeks: <b>@bob</b>")
    pull = forge.fake.propose("alice", {SEASON: text})
    forge.run("comment", "--pull", pull.number)
    said = forge.comment(pull.number, PLAN)
    assert "cannot be read" in said
    assert "<b>" not in said
    assert "@bob" not in said


def test_hostile_titles_stay_words(forge: Forge) -> None:
    name = "@bob <img src=x> ```` --> ::error:: #1"
    pull = forge.stage.propose(change=("name: Rap,", f'name: "{name}",'))
    forge.run("comment", "--pull", pull.number)
    said = forge.comment(pull.number, PLAN)
    assert "<img" not in said
    assert "@bob" not in said
    assert "--> ::" not in said


@pytest.mark.parametrize("end", ["merge", "close", "elsewhere"])
def test_what_is_not_open_here_has_no_comment(forge: Forge, end: str) -> None:
    if end == "elsewhere":
        forge.fake.commit("other", {"docs/a.md": "a\n"}, "alice")
    pull = forge.stage.propose(base="other" if end == "elsewhere" else "main")
    if end == "merge":
        forge.fake.merge(pull)
    elif end == "close":
        forge.fake.close(pull)
    assert forge.run("comment", "--pull", pull.number).out == ""
    assert forge.comments(pull.number) == []


def test_a_token_that_may_not_comment_is_told(forge: Forge) -> None:
    pull = forge.stage.propose()
    less = forge.fake.environ(contents="read", actions="read", pull_requests="read")
    forge.stage.monkeypatch.setenv("GITHUB_TOKEN", less["GITHUB_TOKEN"])
    said = forge.run("comment", "--pull", pull.number, code=1).err
    assert "pull-requests: write" in said
    assert less["GITHUB_TOKEN"] not in said


def test_without_a_way_to_github_it_is_said_what_is_missing(forge: Forge) -> None:
    forge.stage.monkeypatch.delenv("GITHUB_TOKEN")
    assert "GITHUB_TOKEN" in forge.run("comment", "--pull", 1, code=1).err
    forge.run("comment", "--pull", 0, code=2)


def test_two_seasons_in_one_repository_have_a_comment_each() -> None:
    assert len({marker("plan", root) for root in ("", "a", "a/b")}) == 3
    assert marker("plan", "x --> <b>").count(">") == 1


def test_a_symbolic_link_is_told_too(forge: Forge) -> None:
    clone = forge.stage.season.clone
    (forge.stage.season.root / SEASON).unlink()
    (forge.stage.season.root / SEASON).symlink_to("../README.md")
    clone.git("add", "--all")
    clone.git("commit", "--quiet", "--message", "link")
    clone.git("push", "--quiet", "origin", "HEAD:link")
    pull = forge.fake.open_pull("alice", "link")
    forge.run("comment", "--pull", pull.number)
    assert "a symbolic link" in forge.comment(pull.number, PLAN)


def test_where_the_gate_cannot_say_the_plan_is_shown_all_the_same(forge: Forge) -> None:
    """Each is sound alone; together an alias is in a master and dropped."""
    pull = forge.stage.propose(change=("genres: [Rap]", "genres: [Rap, Ballad]"))
    forge.stage.direct({SEASON: f"{forge.stage.text()}drop: [Ballad]\n"})
    said = forge.run("comment", "--pull", pull.number).err
    assert "The gate cannot say what it would" in said
    assert "### " in forge.comment(pull.number, PLAN)
