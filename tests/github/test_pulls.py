"""Pull requests, their commits, files and reviews, and who pushed them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from aum_sync.github.asking import Limits
from aum_sync.github.client import GitHub
from aum_sync.github.errors import NotFoundError, RejectedError
from tests.github.conftest import Doors, FakeTime
from tests.github.fake import FakeGitHub
from tests.github.fake_model import How

FILES = {"config/season.yaml": "version: 1\n"}


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_a_merged_pull_request_is_found_by_the_commit_it_landed_as(
    fake: FakeGitHub, reader: GitHub, how: How
) -> None:
    proposed = fake.propose("alice", FILES)
    fake.commit(proposed.branch, {"config/more.yaml": "1\n"}, by="alice")
    landed = fake.merge(proposed, how=how, by="bob")
    (found,) = reader.pulls_of_commit(landed)
    assert (found.number, found.state, found.merge_sha) == (proposed.number, "closed", landed)
    assert found.merged_at
    assert (found.base.ref, found.base.repository) == ("main", "aum/season")
    assert (found.head.ref, found.head.sha) == (proposed.branch, proposed.head)
    details = reader.pull(found.number)
    assert details.pull == found
    assert (details.merged, details.commits, details.files) == (True, 2, 2)
    assert details.merged_by
    assert details.merged_by.login == "bob"


def test_every_commit_of_a_rebased_series_leads_to_its_pull_request(
    fake: FakeGitHub, reader: GitHub
) -> None:
    proposed = fake.propose("alice", FILES)
    fake.commit(proposed.branch, {"config/more.yaml": "1\n"}, by="alice")
    fake.merge(proposed, how="rebase")
    assert len(proposed.landed) == 2
    for sha in proposed.landed:
        (found,) = reader.pulls_of_commit(sha)
        assert found.number == proposed.number
    assert found.merge_sha == proposed.landed[-1]


def test_a_commit_can_belong_to_several_pull_requests(fake: FakeGitHub, reader: GitHub) -> None:
    merged = fake.propose("alice", FILES, "one")
    fake.push("two", merged.head, "bob")
    unmerged = fake.open_pull("bob", "two")
    fake.merge(merged)
    found = reader.pulls_of_commit(merged.head)
    assert [(pull.number, bool(pull.merged_at)) for pull in found] == [
        (unmerged.number, False),
        (merged.number, True),
    ]


@pytest.mark.parametrize("others", [False, True], ids=["alone", "beside an open one"])
def test_one_that_github_does_not_know_yet_is_asked_for_again(
    fake: FakeGitHub, reader: GitHub, time: FakeTime, others: bool
) -> None:
    merged = fake.propose("alice", FILES)
    if others:
        fake.push("other", merged.head, "bob")
        fake.open_pull("bob", "other")
    fake.merge(merged)
    fake.world.lag = 3
    assert merged.number in {pull.number for pull in reader.pulls_of_commit(merged.head)}
    assert time.slept == [0, 0, 0]


def test_a_direct_push_has_no_pull_request_after_all_waits(fake: FakeGitHub, doors: Doors) -> None:
    pushed = fake.commit("main", FILES, by="alice")
    reader = doors.reader(fake.environ(), Limits(lag_s=(2.0, 4.0)))
    assert reader.pulls_of_commit(pushed) == ()
    assert len(fake.exchanges) == 3


@pytest.mark.parametrize("name", ["main", "abc1234", "A" * 40, ""])
def test_only_a_full_commit_id_names_a_commit(reader: GitHub, name: str) -> None:
    with pytest.raises(ValueError, match="not a full commit id"):
        reader.pulls_of_commit(name)


def test_an_open_pull_request_of_a_deleted_fork_and_a_deleted_account(
    fake: FakeGitHub, reader: GitHub
) -> None:
    proposed = fake.propose("rita", FILES, fork="rita/season", title="x", body="why")
    proposed.author, proposed.fork_deleted = None, True
    found = reader.pull(proposed.number)
    assert (found.merged, found.merged_by, found.pull.merged_at) == (False, None, None)
    assert (found.pull.author, found.pull.head.repository) == (None, None)
    assert (found.pull.title, found.pull.body, found.pull.draft) == ("x", "why", False)
    with pytest.raises(NotFoundError):
        reader.pull(99)


def test_pull_requests_from_a_branch_are_those_of_this_repository(
    fake: FakeGitHub, reader: GitHub
) -> None:
    ours = fake.propose("alice", FILES, "pull/weeks")
    fake.propose("rita", FILES, "pull/weeks", fork="rita/season")
    fake.propose("alice", {"a": "b"}, "other")
    assert [pull.number for pull in reader.pulls_from("pull/weeks")] == [ours.number]
    fake.close(ours)
    assert reader.pulls_from("pull/weeks") == ()
    assert [pull.number for pull in reader.pulls_from("pull/weeks", "all")] == [ours.number]


def test_commits_name_the_accounts_that_their_addresses_claim(
    fake: FakeGitHub, reader: GitHub
) -> None:
    proposed = fake.propose("alice", FILES)
    fake.commit(proposed.branch, {"a": "1"}, by="alice", author="bob")
    ghost = fake.account("ghost")
    fake.commit(proposed.branch, {"a": "2"}, by="ghost")
    del fake.world.accounts[ghost.login]
    first, second, third = reader.pull_commits(proposed.number)
    assert first.author
    assert second.author
    assert (first.author.login, second.author.login, third.author) == ("alice", "bob", None)
    assert first.parents == (proposed.base_sha,)
    assert [commit.sha for commit in (first, second)] == [
        parent for commit in (second, third) for parent in commit.parents
    ]


def test_files_come_with_what_happened_to_them(fake: FakeGitHub, reader: GitHub) -> None:
    proposed = fake.propose("alice", {**FILES, "README.md": None})
    found = reader.pull_files(proposed.number)
    assert [(file.path, file.status, file.previous) for file in found] == [
        ("README.md", "removed", None),
        ("config/season.yaml", "added", None),
    ]


def test_the_lines_that_a_diff_shows_are_known_hunk_by_hunk(
    fake: FakeGitHub, reader: GitHub
) -> None:
    text = "".join(f"{n}\n" for n in range(1, 41))
    fake.commit("main", {"a.txt": text, "b.txt": text}, "aum")
    edited = text.replace("10\n", "ten\nand more\n").replace("30\n", "")
    pull = fake.propose("alice", {"a.txt": edited, "b.txt": None, "c.txt": "one\n"})
    found = {file.path: file.shown for file in reader.pull_files(pull.number)}
    assert found == {
        "a.txt": (range(7, 15), range(28, 34)),
        "b.txt": (range(0),),
        "c.txt": (range(1, 2),),
    }


def test_a_file_without_a_diff_shows_no_line(fake: FakeGitHub, reader: GitHub) -> None:
    row = {"filename": "a.bin", "status": "added", "patch": "Binary files differ\n @@ -1 +1 @@"}
    fake.fault("say", status=200, body=[row, {"filename": "b", "status": "added"}])
    assert [file.shown for file in reader.pull_files(1)] == [(), ()]


def test_more_commits_than_github_shows_are_refused(fake: FakeGitHub, reader: GitHub) -> None:
    proposed = fake.propose("alice", FILES)
    row = {"sha": "a" * 40, "parents": []}
    fake.fault("say", ".*/commits", status=200, body=[row] * 250)
    with pytest.raises(RejectedError, match="only the first 250 commits"):
        reader.pull_commits(proposed.number)


def test_reviews_come_in_order_over_all_pages_without_the_pending(
    fake: FakeGitHub, reader: GitHub
) -> None:
    proposed = fake.propose("alice", FILES)
    fake.review(proposed, "bob", "PENDING")
    for number in range(105):
        fake.review(proposed, "rita", "COMMENTED", f"{number}")
    fake.review(proposed, None)
    fake.review(proposed, "github-actions[bot]", commit=None)
    dismissed = fake.review(proposed, "bob", "CHANGES_REQUESTED")
    dismissed.state = "DISMISSED"
    found = reader.reviews(proposed.number)
    assert [review.body for review in found[:105]] == [str(number) for number in range(105)]
    gone, bot, taken_back = found[105:]
    assert (gone.author, gone.state, gone.commit) == (None, "APPROVED", proposed.head)
    assert bot.author
    assert (bot.author.bot, bot.commit) == (True, None)
    assert taken_back.author
    assert (taken_back.author.login, taken_back.author.bot) == ("bob", False)
    assert (taken_back.id, taken_back.state) == (dismissed.id, "DISMISSED")
    assert all(early.submitted_at < late.submitted_at for early, late in pairwise(found)
               if early.submitted_at and late.submitted_at)  # fmt: skip
    assert [exchange.query.get("page") for exchange in fake.exchanges] == [None, "2"]


def test_edited_reviews_are_known_by_number_and_editor(fake: FakeGitHub, reader: GitHub) -> None:
    proposed = fake.propose("alice", FILES)
    for _ in range(101):
        fake.review(proposed, "rita", "COMMENTED")
    forged = fake.review(proposed, "bob")
    ghostly = fake.review(proposed, "bob")
    fake.edit(forged, "alice", "approve 0123456789abcdef")
    fake.edit(ghostly, None, "")
    found = reader.review_edits(proposed.number)
    assert [(edit.review, edit.editor) for edit in found] == [
        (forged.id, "alice"),
        (ghostly.id, None),
    ]
    assert found[0].at == forged.edited_at
    with pytest.raises(NotFoundError, match="Could not resolve"):
        reader.review_edits(99)


def test_pushes_name_who_pushed_whatever_the_commits_say(fake: FakeGitHub, reader: GitHub) -> None:
    proposed = fake.propose("alice", FILES, "topic")
    pushed = fake.commit("topic", {"a": "1"}, by="bob", author="alice")
    fake.push("topic", proposed.head, "rita")
    found = reader.pushes("topic")
    assert [(push.kind, push.actor and push.actor.login) for push in found] == [
        ("branch_creation", "alice"),
        ("push", "bob"),
        ("force_push", "rita"),
    ]
    assert (found[1].before, found[1].after, found[1].ref) == (
        proposed.head,
        pushed,
        "refs/heads/topic",
    )


def test_pushes_come_over_all_pages_and_from_forks(fake: FakeGitHub, reader: GitHub) -> None:
    fake.propose("rita", FILES, "topic", fork="rita/season")
    with (fake.remote.path / "activity").open("a") as log:
        for number in range(101):
            log.write(f"- push refs/heads/topic {number:040} {number + 1:040} alice\n")
    found = reader.pushes("topic")
    assert [push.after for push in found] == [f"{number:040}" for number in range(1, 102)]
    (forked,) = reader.pushes("topic", "rita/season")
    assert forked.actor
    assert forked.actor.login == "rita"
