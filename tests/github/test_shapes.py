"""JSON that is not what it should be: an error that names the request and the place, no guess."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aum_sync.github.client import GitHub
from aum_sync.github.errors import ShapeError
from tests.github.fake import FakeGitHub

USER = {"id": 1, "login": "bob", "type": "User"}
SIDE = {"ref": "main", "sha": "a" * 40, "repo": {"full_name": "aum/season"}}
PULL = {
    "number": 1,
    "state": "open",
    "title": "x",
    "html_url": "https://github.com/aum/season/pull/1",
    "user": USER,
    "base": SIDE,
    "head": SIDE,
}
DETAILS = {**PULL, "merged": False, "commits": 1, "changed_files": 1}
REVIEW = {"id": 1, "user": USER, "state": "APPROVED"}
EDIT = {"fullDatabaseId": "12", "lastEditedAt": "2026-11-22T12:00:00Z", "editor": None}

Ask = Callable[[GitHub], object]


def pull(github: GitHub) -> object:
    return github.pull(1)


def reviews(github: GitHub) -> object:
    return github.reviews(1)


def edits(github: GitHub) -> object:
    return github.review_edits(1)


def reviews_of(node: object) -> object:
    page = {"nodes": [node], "pageInfo": {"hasNextPage": False}}
    return {"data": {"repository": {"pullRequest": {"reviews": page}}}}


WRONG: dict[str, tuple[Ask, Any, str]] = {
    "no object": (pull, [], "GET /repos/aum/season/pulls/1 (no object)"),
    "null": (pull, None, "(no object)"),
    "no number": (pull, {**DETAILS, "number": None}, "(no `number`)"),
    "text for a number": (pull, {**DETAILS, "number": "1"}, "(no number at number)"),
    "truth for a number": (pull, {**DETAILS, "commits": True}, "(no number at commits)"),
    "below zero": (pull, {**DETAILS, "commits": -1}, "(no number at commits)"),
    "number for text": (pull, {**DETAILS, "title": 5}, "(no text at title)"),
    "no verdict on merging": (pull, PULL, "(no `merged`)"),
    "text for truth": (pull, {**DETAILS, "merged": "true"}, "(neither true nor false at merged)"),
    "number for truth": (pull, {**DETAILS, "draft": 0}, "(neither true nor false at draft)"),
    "no base": (pull, {**DETAILS, "base": None}, "(no `base`)"),
    "text for a side": (pull, {**DETAILS, "head": "main"}, "(no object at head)"),
    "a nameless repository": (
        pull,
        {**DETAILS, "head": {**SIDE, "repo": {}}},
        "(no `full_name` at head.repo)",
    ),
    "an author without id": (pull, {**DETAILS, "user": {"login": "bob"}}, "(no `id` at user)"),
    "a list for a date": (pull, {**DETAILS, "merged_at": []}, "(no text at merged_at)"),
    "no list": (reviews, {"rows": []}, "(no list)"),
    "a row that is none": (reviews, [REVIEW, None], "(no object at [1])"),
    "a row without state": (reviews, [REVIEW, {**REVIEW, "state": None}], "(no `state` at [1])"),
    "a truncated login": (reviews, [{**REVIEW, "user": {"id": 1}}], "(no `login` at [0].user)"),
    "an edit of no review": (
        edits,
        reviews_of({**EDIT, "fullDatabaseId": None}),
        "(no `fullDatabaseId`",
    ),
    "an edit of a word": (
        edits,
        reviews_of({**EDIT, "fullDatabaseId": "x1"}),
        "(no number at data.repository",
    ),
    "an editor without name": (edits, reviews_of({**EDIT, "editor": {}}), "(no `login`"),
    "a list of no workflows": (GitHub.workflows, {"total_count": 0}, "(no `workflows`)"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_not_as_it_should_be_is_named(fake: FakeGitHub, reader: GitHub, kind: str) -> None:
    ask, body, words = WRONG[kind]
    fake.fault("say", status=200, body=body)
    with pytest.raises(ShapeError) as caught:
        ask(reader)
    assert words in str(caught.value)


def test_what_may_be_left_out_has_a_default(fake: FakeGitHub, reader: GitHub) -> None:
    fake.fault("say", status=200, body=DETAILS)
    found = reader.pull(1)
    assert (found.pull.body, found.pull.draft, found.pull.merged_at) == ("", False, None)
    assert (found.pull.merge_sha, found.merged_by) == (None, None)
    fake.fault("say", status=200, body=[REVIEW])
    (review,) = reader.reviews(1)
    assert (review.body, review.commit, review.submitted_at) == ("", None, None)


def test_an_edit_is_read_and_what_was_not_edited_is_none(fake: FakeGitHub, reader: GitHub) -> None:
    fake.fault("say", status=200, body=reviews_of(EDIT))
    assert [edit.review for edit in reader.review_edits(1)] == [12]
    fake.fault("say", status=200, body=reviews_of({**EDIT, "lastEditedAt": None}))
    assert reader.review_edits(1) == ()


def test_halves_of_characters_become_whole_ones(fake: FakeGitHub, reader: GitHub) -> None:
    fake.fault("say", status=200, body=[{**REVIEW, "body": "a\ud83db"}])
    assert reader.reviews(1)[0].body == "a\ufffdb"


def test_a_repository_without_visibility_is_as_private_as_it_says(
    fake: FakeGitHub, reader: GitHub
) -> None:
    about = {"full_name": "aum/season", "default_branch": "main", "owner": USER, "private": True}
    for private, visibility in ((True, "private"), (False, "public")):
        fake.fault("say", status=200, body={**about, "private": private})
        assert reader.about().visibility == visibility


def test_a_login_in_brackets_is_a_bot_whatever_its_type(fake: FakeGitHub, reader: GitHub) -> None:
    fake.fault("say", status=200, body=[{**REVIEW, "user": {"id": 1, "login": "x[bot]"}}])
    author = reader.reviews(1)[0].author
    assert author
    assert author.bot
