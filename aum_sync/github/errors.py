"""What can go wrong between us and GitHub, each kind its own type, none with a token in it."""

from __future__ import annotations

from aum_sync.errors import AumSyncError


class GitHubError(AumSyncError):
    """The root of all that GitHub, or the way to it, can do to us."""


class AccessError(GitHubError):
    """The environment names a GitHub that must not be asked, or does not name one clearly."""


class NoAnswerError(GitHubError):
    """No usable answer: network, timeout, 5xx, no JSON. Of a write: it may have happened."""


class BusyError(NoAnswerError):
    """Too many requests (429, or 403 with a limit used up); the request did nothing.

    ``wait_s`` is how many seconds GitHub asks to wait.
    """

    def __init__(self, message: str, *, hint: str, wait_s: float) -> None:
        super().__init__(message, hint=hint)
        self.wait_s = wait_s


class DeniedError(GitHubError):
    """The token is not accepted (401), or may not do this (403).

    ``permission`` is what is missing, as a workflow writes it (``pull-requests: write``); empty
    where GitHub does not say.
    """

    def __init__(self, message: str, *, hint: str, permission: str = "") -> None:
        super().__init__(message, hint=hint)
        self.permission = permission


class NotFoundError(GitHubError):
    """There is no such thing, or the token is not shown it (404)."""


class RejectedError(GitHubError):
    """GitHub takes the request for a wrong one (422 and its like), and did nothing."""


class ShapeError(GitHubError):
    """The answer is JSON, but not what it should be: nothing may be decided from it."""
