"""Who may ask: the token endpoint and the bearer check, with credentials that anyone may know.

Any client id and secret do, but for the secret ``wrong``. Refresh tokens are ``reader``,
``writer``, ``narrow`` (granted no scope) and ``expired``; each of the first three is an access
token too, so that a plain ``curl`` can ask. Refreshing rotates nothing, as in the confidential
code flow.

Two refresh tokens of one app (one client id) widen each other: from the second one's first use on,
both give what either was granted (spotify/web-api#814). A reader that must stay one needs an app
of its own.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import parse_qs

from aum_sync.simulator.wire import (
    Answer,
    RefusedError,
    Request,
    error,
    json_text,
    ok,
    unauthorised,
)
from aum_sync.simulator.world import invented_id

PATH = "/api/token"
READ_PRIVATE = "playlist-read-private"
READ_COLLABORATIVE = "playlist-read-collaborative"
MODIFY = ("playlist-modify-public", "playlist-modify-private")
UPLOAD = "ugc-image-upload"
_LIFETIME_S = 3600
_READ = (READ_PRIVATE, READ_COLLABORATIVE)
_ALL = (*_READ, *MODIFY, UPLOAD)
_SCOPES = {"reader": _READ, "writer": _ALL, "narrow": ()}
_WRONG_SECRET = b"wrong"
_EXPIRED = "expired"


class Tokens:
    """The access tokens of one run. ``clock`` counts seconds from anywhere."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._scopes: dict[str, tuple[str, ...]] = dict(_SCOPES)
        self._ends: dict[str, float] = {}
        self._granted: dict[str, set[str]] = {}

    def grant(self, request: Request) -> Answer:
        """The answer of the token endpoint (``grant_type=refresh_token``)."""
        if request.method != "POST":
            return error(405, "Method not allowed")
        form = parse_qs(request.body.decode("utf-8", "replace"))
        name = form.get("refresh_token", [""])[0]
        client = _client(request.authorization)
        if refusal := _refusal(request.authorization, client, form.get("grant_type", []), name):
            return refusal
        granted = self._granted.setdefault(client, set())
        granted.update(_SCOPES[name])
        scopes = tuple(scope for scope in _ALL if scope in granted)
        token = invented_id("access token", name, len(self._scopes))
        self._scopes[token] = scopes
        self._ends[token] = self._clock() + _LIFETIME_S
        return ok(
            {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": _LIFETIME_S,
                "scope": " ".join(scopes),
            }
        )

    def scopes(self, request: Request) -> frozenset[str]:
        """What the bearer of a request was granted; refuses it with 401 where there is none."""
        kind, _, token = request.authorization.partition(" ")
        if kind.lower() != "bearer" or not token:
            raise RefusedError(unauthorised("No token provided", "missing_token"))
        if token not in self._scopes:
            raise RefusedError(unauthorised("Invalid access token", "invalid_token"))
        if token in self._ends and self._clock() >= self._ends[token]:
            raise RefusedError(expired_token())
        return frozenset(self._scopes[token])

    def expire(self) -> None:
        """Let every access token that is known by now be too old."""
        self._ends = dict.fromkeys(self._scopes, self._clock())


def expired_token() -> Answer:
    """401 as for a token that is too old."""
    return unauthorised("The access token expired", "invalid_token")


def _refusal(
    authorization: str, client: str, grant_types: list[str], refresh_token: str
) -> Answer | None:
    """What is wrong with a token request; None where nothing is."""
    if not authorization:
        return _refused("invalid_client")
    if not client:
        return _refused("invalid_client", "Invalid client")
    if grant_types != ["refresh_token"]:
        return _refused("unsupported_grant_type")
    if refresh_token == _EXPIRED:
        return _refused("invalid_grant", "Refresh token expired")
    if refresh_token not in _SCOPES:
        return _refused("invalid_grant", "Invalid refresh token")
    return None


def _client(authorization: str) -> str:
    """The client id of Basic credentials; empty where they are none."""
    kind, _, coded = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(coded, validate=True).partition(b":")
    except ValueError:
        return ""
    taken = kind.lower() == "basic" and secret not in (b"", _WRONG_SECRET)
    return name.decode("utf-8", "replace") if taken else ""


def _refused(code: str, description: str | None = None) -> Answer:
    told = {"error": code}
    if description:
        told["error_description"] = description
    return Answer(400, json_text(told))
