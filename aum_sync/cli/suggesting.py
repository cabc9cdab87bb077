"""Corrections as suggested changes on a pull request: one per week, kept where its lines are."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import quote

from aum_sync.cli.output import say
from aum_sync.cli.season import CONFIG
from aum_sync.github.errors import GitHubError
from aum_sync.github.pulls import Pull
from aum_sync.github.talk import LineComment
from aum_sync.github.writer import GitHubWriter
from aum_sync.report.doubts import Doubts
from aum_sync.report.posts.parts import marker
from aum_sync.report.posts.suggested import Suggestion, suggestible, suggestions
from aum_sync.report.review.types import Ways


def ways_in(github: GitHubWriter, pull: Pull, doubts: Doubts, prefix: str) -> Ways:
    """Suggest what can be suggested on a pull request; the ways in which a correction comes in.

    GitHub takes a suggestion only on lines that the diff shows. Where it takes none for another
    reason the review is shown without, which is said.
    """
    path = posixpath.join(prefix, CONFIG)
    url = _edit_url(github.repository, pull, path)
    try:
        return Ways(url, _suggest(github, pull, doubts, path, prefix))
    except GitHubError as error:
        say(f"No change could be suggested: {error}")
        return Ways(url)


def _edit_url(repository: str, pull: Pull, path: str) -> str | None:
    """Where GitHub lets the file be edited on the branch; None where its repository is gone."""
    server, found, _ = pull.url.partition(f"/{repository}/pull/")
    if not found or pull.head.repository is None:
        return None
    return f"{server}/{pull.head.repository}/edit/{quote(pull.head.ref)}/{quote(path)}"


def _suggest(
    github: GitHubWriter, pull: Pull, doubts: Doubts, path: str, prefix: str
) -> frozenset[int]:
    """The weeks that have a suggestion now."""
    wanted: list[Suggestion] = []
    if suggestible(doubts):
        files = [file for file in github.pull_files(pull.number) if file.path == path]
        wanted = suggestions(doubts, [hunk for file in files for hunk in file.shown], prefix)
    start = marker("suggestion", prefix).replace(" -->", ":")
    ours = github.line_comments_with(pull.number, start)
    kept: set[int] = set()
    for one in wanted:
        mark = marker("suggestion", prefix, one.week)
        there = [old for old in ours if old.body.startswith(mark) and _is_at(old, path, one.lines)]
        kept.add(_put(github, pull, one, path, there).id)
    _clear(github, [old for old in ours if old.id not in kept], wanted, prefix)
    return frozenset(one.week for one in wanted)


def _is_at(comment: LineComment, path: str, lines: range) -> bool:
    place = (comment.path, comment.first or comment.last, comment.last)
    return place == (path, lines[0], lines[-1])


def _put(
    github: GitHubWriter, pull: Pull, one: Suggestion, path: str, there: Sequence[LineComment]
) -> LineComment:
    """The comment that says it: the one that is there, or a new one."""
    if not there:
        return github.comment_on_lines(pull.number, one.body, path, one.lines, pull.head.sha)
    first = there[0]
    return first if first.body == one.body else github.change_line_comment(first.id, one.body)


def _clear(
    github: GitHubWriter, old: Sequence[LineComment], wanted: Sequence[Suggestion], prefix: str
) -> None:
    """Take away what stands for nothing any more.

    What its lines have left behind stays as GitHub folds it, with what was said below it, unless
    the same week is suggested anew.
    """
    marks = tuple(marker("suggestion", prefix, one.week) for one in wanted)
    for comment in old:
        if comment.last is not None or comment.body.startswith(marks):
            github.delete_line_comment(comment.id)
