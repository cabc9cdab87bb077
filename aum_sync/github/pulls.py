"""Pull requests, what is in them, and what was said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aum_sync.github.node import Node
from aum_sync.github.people import User, to_user_of

_HUNK = re.compile(
    r"^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,(\d{1,9}))? @@", re.ASCII | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pull request: a branch and its commit.

    ``repository`` is ``owner/name``; None where a fork was deleted.
    """

    ref: str
    sha: str
    repository: str | None


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request as lists show it.

    ``state`` is ``open`` or ``closed``, merged or not: ``merged_at`` tells. Before the merge
    ``merge_sha`` is a commit for tests, or None; after it, what the base was brought to: the merge,
    the squashed commit, or the last of those that were rebased (GITHUB.md 1).
    """

    number: int
    state: str
    title: str
    body: str
    url: str
    draft: bool
    author: User | None
    base: Side
    head: Side
    merged_at: str | None
    merge_sha: str | None


@dataclass(frozen=True, slots=True)
class PullDetails:
    """A pull request as only its own page shows it, with who merged it and how large it is."""

    pull: Pull
    merged: bool
    merged_by: User | None
    commits: int
    files: int


@dataclass(frozen=True, slots=True)
class PullCommit:
    """A commit of a pull request.

    ``author`` and ``committer`` are the accounts of the e-mail addresses that it states, which
    prove nothing; None where an address belongs to none.
    """

    sha: str
    parents: tuple[str, ...]
    author: User | None
    committer: User | None


@dataclass(frozen=True, slots=True)
class PullFile:
    """A file that a pull request touches; ``previous`` is its old path where it was renamed.

    ``shown`` are the lines of the file as it is then that the diff shows, hunk by hunk: those that
    can be commented on. None are where GitHub shows no diff of it.
    """

    path: str
    status: str
    previous: str | None
    shown: tuple[range, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A review; lists have them in the order in which they came.

    ``state`` is ``APPROVED``, ``CHANGES_REQUESTED``, ``COMMENTED``, ``DISMISSED`` (a verdict that
    was taken back, in place) or ``PENDING``. ``commit`` is the head that it saw, None where that
    is gone; ``author`` None for an account that no longer exists.
    """

    id: int
    author: User | None
    state: str
    body: str
    commit: str | None
    submitted_at: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """That a review's text was changed after it was written.

    ``editor`` is who changed it last, as GraphQL names accounts: a bot without ``[bot]``; None for
    an account that no longer exists.
    """

    review: int
    at: str
    editor: str | None


def to_pull(node: Node) -> Pull:
    """A pull request, from a list or its own page."""
    return Pull(
        number=node.number("number"),
        state=node.text("state"),
        title=node.text("title"),
        body=node.maybe_text("body") or "",
        url=node.text("html_url"),
        draft=node.maybe_flag("draft") is True,
        author=to_user_of(node, "user"),
        base=_side(node.part("base")),
        head=_side(node.part("head")),
        merged_at=node.maybe_text("merged_at"),
        merge_sha=node.maybe_text("merge_commit_sha"),
    )


def to_pull_details(node: Node) -> PullDetails:
    """The answer of ``/pulls/{pull_number}``."""
    return PullDetails(
        pull=to_pull(node),
        merged=node.flag("merged"),
        merged_by=to_user_of(node, "merged_by"),
        commits=node.number("commits"),
        files=node.number("changed_files"),
    )


def to_pull_commit(node: Node) -> PullCommit:
    """A row of ``/pulls/{pull_number}/commits``."""
    return PullCommit(
        sha=node.text("sha"),
        parents=tuple(row.text("sha") for row in node.part("parents").rows()),
        author=to_user_of(node, "author"),
        committer=to_user_of(node, "committer"),
    )


def to_pull_file(node: Node) -> PullFile:
    """A row of ``/pulls/{pull_number}/files``."""
    previous = node.maybe_text("previous_filename")
    shown = tuple(map(_lines, _HUNK.findall(node.maybe_text("patch") or "")))
    return PullFile(node.text("filename"), node.text("status"), previous, shown)


def _lines(hunk: tuple[str, str]) -> range:
    """The lines of a hunk's new side: the first one, and how many (one, where that is not said)."""
    first, count = hunk
    return range(int(first), int(first) + int(count or 1))


def to_review(node: Node) -> Review:
    """A row of ``/pulls/{pull_number}/reviews``."""
    return Review(
        id=node.number("id"),
        author=to_user_of(node, "user"),
        state=node.text("state"),
        body=node.maybe_text("body") or "",
        commit=node.maybe_text("commit_id"),
        submitted_at=node.maybe_text("submitted_at"),
    )


def to_edit(node: Node) -> Edit | None:
    """A node of GraphQL's ``reviews``; None where its text is as it was written."""
    at = node.maybe_text("lastEditedAt")
    if at is None:
        return None
    number = node.text("fullDatabaseId")  # a BigInt, which JSON carries as text
    if not (number.isascii() and number.isdigit()):
        node.odd("no number")
    editor = node.maybe("editor")
    return Edit(int(number), at, editor.text("login") if editor else None)


def _side(node: Node) -> Side:
    repository = node.maybe("repo")
    name = repository.text("full_name") if repository else None
    return Side(node.text("ref"), node.text("sha"), name)
