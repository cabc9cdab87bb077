"""The one GraphQL query: which reviews were edited. Its errors come with status 200."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.github.client import GitHub
from aum_sync.github.errors import (
    BusyError,
    DeniedError,
    GitHubError,
    NoAnswerError,
    NotFoundError,
    RejectedError,
    ShapeError,
)
from tests.github.fake import FakeGitHub

FOREVER = 1000


GRAPHQL_KINDS: dict[str, tuple[Any, type[GitHubError], int]] = {
    "forbidden": ({"errors": [{"type": "FORBIDDEN", "message": "no"}]}, DeniedError, 1),
    "not found": (
        {"data": None, "errors": [{"type": "NOT_FOUND", "message": "no"}]},
        NotFoundError,
        1,
    ),
    "unknown field": (
        {"errors": [{"message": "no", "extensions": {"code": "undefinedField"}}]},
        RejectedError,
        1,
    ),
    "other type": ({"errors": [{"type": "SOMETHING", "message": "no"}]}, RejectedError, 1),
    "rate limit": ({"errors": [{"type": "RATE_LIMITED", "message": "no"}]}, BusyError, 3),
    "their fault": ({"errors": [{"message": "Something went wrong"}]}, NoAnswerError, 5),
    "odd errors": ({"errors": "no"}, NoAnswerError, 5),
    "no data": ({"data": None}, ShapeError, 1),
    "no pull request": ({"data": {"repository": {"pullRequest": None}}}, ShapeError, 1),
    "no object": ([], ShapeError, 1),
}


@pytest.mark.parametrize("kind", GRAPHQL_KINDS)
def test_graphql_says_in_its_body_what_is_wrong(
    fake: FakeGitHub, reader: GitHub, kind: str
) -> None:
    body, error, asked = GRAPHQL_KINDS[kind]
    fake.fault("say", path="/graphql", status=200, body=body, times=FOREVER)
    with pytest.raises(GitHubError) as caught:
        reader.review_edits(1)
    assert type(caught.value) is error
    assert "POST /graphql" in str(caught.value)
    assert len(fake.exchanges) == asked


def test_graphql_is_a_question_and_asked_again(fake: FakeGitHub, reader: GitHub) -> None:
    number = fake.propose("alice", {"a": "b"}).number
    fake.fault("error", path="/graphql")
    assert reader.review_edits(number) == ()


def test_graphql_pages_that_do_not_move_are_left(fake: FakeGitHub, reader: GitHub) -> None:
    page = {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "x"}}
    body = {"data": {"repository": {"pullRequest": {"reviews": page}}}}
    fake.fault("say", status=200, body=body, times=FOREVER)
    with pytest.raises(ShapeError, match="the same page again"):
        reader.review_edits(1)
