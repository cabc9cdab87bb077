"""What can go wrong between us and Spotify, each kind its own type, none with a token in it."""

from __future__ import annotations

from typing import ClassVar

from aum_sync.errors import AumSyncError, ExitCode, UnreadableError


class SpotifyError(AumSyncError):
    """The root of all that Spotify, or the way to it, can do to us."""


class AccessError(SpotifyError):
    """The environment does not say clearly how to reach Spotify."""


class LoginError(SpotifyError):
    """Spotify does not accept our client, refresh token or access token."""


class ScopeError(LoginError):
    """The token is good, and may do too little."""


class DeniedError(SpotifyError):
    """Spotify serves this app or account nothing (403), whatever it asks for."""


class ForbiddenError(SpotifyError, UnreadableError):
    """Spotify keeps this playlist from us (403)."""


class UntoldError(SpotifyError, UnreadableError):
    """Spotify does not tell this app what is in the library (403, 404)."""


class NotFoundError(SpotifyError, UnreadableError):
    """There is no such playlist, or Spotify does not show it to apps."""


class RejectedError(SpotifyError):
    """Spotify, or the client library, takes the request for a wrong one."""


class UnavailableError(SpotifyError):
    """No usable answer: network, timeout, 5xx, no JSON. Worth another try."""


class RateLimitError(SpotifyError):
    """Too many requests (429).

    ``wait_s`` is how many seconds Spotify asks to wait, None where it does not say; ``quota``
    tells the 24-hour quota from the short rate limit: waiting out a quota is not for one run.
    """

    def __init__(self, message: str, *, hint: str, wait_s: float | None, quota: bool) -> None:
        super().__init__(message, hint=hint)
        self.wait_s = wait_s
        self.quota = quota


class BudgetError(SpotifyError):
    """The run's own limit of requests is used up; the request was not sent."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED


class ShapeError(SpotifyError):
    """The answer is JSON, but not what it should be: read on, it would lose data silently."""


class ChangedError(SpotifyError, UnreadableError):
    """A list kept changing while its pages were read."""
