"""What is written on GitHub: comments and issues."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.github.node import Node
from aum_sync.github.people import User, to_user_of

MOST_CHARACTERS = 65_536
"""What the text of a comment, an issue or a pull request may have (GITHUB.md 4)."""
ACTIONS_BOT = "github-actions[bot]"
"""As whom a workflow's own token acts."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an issue or a pull request. Whoever may write can edit it: it proves nothing."""

    id: int
    author: User | None
    body: str
    url: str


@dataclass(frozen=True, slots=True)
class LineComment:
    """A comment on lines of a pull request's diff, as the file is with it.

    ``last`` is None where the diff no longer has its lines; ``first`` where it is on one line.
    """

    id: int
    author: User | None
    body: str
    path: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue; ``state`` is ``open`` or ``closed``.

    ``closed_by`` is who closed it, which lists may leave out.
    """

    number: int
    state: str
    title: str
    body: str
    author: User | None
    url: str
    closed_by: User | None = None


def to_comment(node: Node) -> Comment:
    """A comment of ``/issues/{issue_number}/comments``."""
    body = node.maybe_text("body") or ""
    return Comment(node.number("id"), to_user_of(node, "user"), body, node.text("html_url"))


def to_line_comment(node: Node) -> LineComment:
    """A comment of ``/pulls/{pull_number}/comments``."""
    first, last = (node.maybe(key) for key in ("start_line", "line"))
    return LineComment(
        id=node.number("id"),
        author=to_user_of(node, "user"),
        body=node.maybe_text("body") or "",
        path=node.text("path"),
        first=first.as_number() if first else None,
        last=last.as_number() if last else None,
    )


def to_issue(node: Node) -> Issue:
    """An issue of ``/issues``."""
    return Issue(
        number=node.number("number"),
        state=node.text("state"),
        title=node.text("title"),
        body=node.maybe_text("body") or "",
        author=to_user_of(node, "user"),
        url=node.text("html_url"),
        closed_by=to_user_of(node, "closed_by"),
    )


def is_issue(node: Node) -> bool:
    """Whether a row of ``/issues`` is none of the pull requests that stand among them."""
    return node.maybe("pull_request") is None


def signed(body: str, author: User | None, marker: str, login: str) -> bool:
    """Whether a text begins with our marker and was written as us; anybody can write a marker."""
    return author is not None and author.login == login and body.startswith(marker)
