"""One repository on GitHub, read and written to. What plans or judges is given a reader only.

Every text is cut to what GitHub takes by whoever makes it (``talk.MOST_CHARACTERS``); a longer one
is a RejectedError.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from aum_sync.github.client import GitHub, segment
from aum_sync.github.pulls import Pull, to_pull
from aum_sync.github.talk import (
    ACTIONS_BOT,
    Comment,
    Issue,
    LineComment,
    to_comment,
    to_issue,
    to_line_comment,
)

State = Literal["open", "closed"]


class GitHubWriter(GitHub):
    """A repository that we may write to.

    What creates is sent once: after a NoAnswerError, look before creating again.
    """

    def comment(self, number: int, body: str) -> Comment:
        """Comment on an issue or a pull request (``pull-requests: write``)."""
        path = f"{self._base}/issues/{number}/comments"
        return to_comment(self._asker.create(path, {"body": body}))

    def put_comment(self, number: int, marker: str, body: str, login: str = ACTIONS_BOT) -> Comment:
        """Make ``body``, which begins with ``marker``, our one comment: updated, not repeated."""
        if not body.startswith(marker):
            raise ValueError("the comment lacks its marker")
        found = self.comments_with(number, marker, login)
        if not found:
            made = self.comment(number, body)
            # Another run may have made one since we looked. Both see both now, and keep the first.
            found = self.comments_with(number, marker, login) or (made,)
        first, *copies = found
        for copy in copies:
            self.delete_comment(copy.id)
        if first.body == body:
            return first
        path = f"{self._base}/issues/comments/{first.id}"
        return to_comment(self._asker.change(path, {"body": body}))

    def delete_comment(self, comment: int) -> None:
        """Take a comment away; one that is gone already is gone (``pull-requests: write``)."""
        self._asker.remove(f"{self._base}/issues/comments/{comment}")

    def comment_on_lines(
        self, number: int, body: str, path: str, lines: range, commit: str
    ) -> LineComment:
        """Comment on lines of a pull request's diff, as the file is in its last commit.

        A RejectedError where the diff of that commit does not show them all in one hunk.
        """
        place = {"path": path, "commit_id": commit, "side": "RIGHT", "line": lines[-1]}
        if len(lines) > 1:
            place |= {"start_line": lines[0], "start_side": "RIGHT"}
        created = self._asker.create(
            f"{self._base}/pulls/{number}/comments", {"body": body, **place}
        )
        return to_line_comment(created)

    def change_line_comment(self, comment: int, body: str) -> LineComment:
        """Another text for a comment on lines, which stays where it is."""
        path = f"{self._base}/pulls/comments/{comment}"
        return to_line_comment(self._asker.change(path, {"body": body}))

    def delete_line_comment(self, comment: int) -> None:
        """Take a comment on lines away; one that is gone already is gone."""
        self._asker.remove(f"{self._base}/pulls/comments/{comment}")

    def open_issue(self, title: str, body: str) -> Issue:
        """Open an issue (``issues: write``)."""
        return to_issue(self._asker.create(f"{self._base}/issues", {"title": title, "body": body}))

    def update_issue(
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        state: State | None = None,
    ) -> Issue:
        """Set what is given of an issue; ``state`` closes it or opens it again."""
        changes = _given(title=title, body=body, state=state)
        return to_issue(self._asker.change(f"{self._base}/issues/{number}", changes))

    def open_pull(self, branch: str, base: str, title: str, body: str) -> Pull:
        """Open a pull request from a branch of this repository (``pull-requests: write``).

        A DeniedError, too, where the repository lets no workflow open any (GITHUB.md 12, E4).
        """
        content = {"head": branch, "base": base, "title": title, "body": body}
        return to_pull(self._asker.create(f"{self._base}/pulls", content))

    def update_pull(
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        state: State | None = None,
    ) -> Pull:
        """Set what is given of a pull request; ``state`` closes it or opens it again."""
        changes = _given(title=title, body=body, state=state)
        return to_pull(self._asker.change(f"{self._base}/pulls/{number}", changes))

    def dispatch(
        self, workflow: str, ref: str, inputs: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Start a workflow, named by its file, on a branch (``actions: write``)."""
        path = f"{self._base}/actions/workflows/{segment(workflow)}/dispatches"
        self._asker.create(path, {"ref": ref, "inputs": dict(inputs)})


def _given(**fields: str | None) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}
