"""Who may ask: the token endpoint and the bearer check, with credentials that anyone may know.

Any client id and secret do, but for the secret ``wrong``. Refresh tokens are ``reader``,
``writer``, ``narrow`` (granted no scope) and ``expired``; each of the first three is an access
token too, so that a plain ``curl`` can ask. Refreshing rotates nothing, as in the confidential
code flow.

Whoever is sent to ``/authorize`` agrees at once, and is sent back with a code that is good once.
Without ``show_dialog`` an app that was let in before is granted nothing new, without a word
(SPOTIFY.md 3.0b).

Two refresh tokens of one app (one client id) widen each other: from the second one's first use on,
both give what either was granted (spotify/web-api#814). A reader that must stay one needs an app
of its own.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

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
CONSENT = "/authorize"
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
_REDIRECT = re.compile(r"https://.+|http://(?:127\.0\.0\.1|\[::1\])(?::\d+)?(?:/.*)?")
"""Where a browser may be sent back to: `localhost` is none of it (SPOTIFY.md 2.2)."""


@dataclass(frozen=True, slots=True)
class _Code:
    """What a code is good for: one app, coming back to one address, with these scopes."""

    client: str
    redirect: str
    scopes: tuple[str, ...]


class Tokens:
    """The access tokens of one run. ``clock`` counts seconds from anywhere."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._scopes: dict[str, tuple[str, ...]] = dict(_SCOPES)
        self._refresh: dict[str, tuple[str, ...]] = dict(_SCOPES)
        self._codes: dict[str, _Code] = {}
        self._ends: dict[str, float] = {}
        self._granted: dict[str, set[str]] = {}

    def consent(self, request: Request) -> Answer:
        """The answer of the page that asks a user: it sends the browser back, with a code."""
        query = request.query
        client, redirect = query.get("client_id", ""), query.get("redirect_uri", "")
        if request.method != "GET" or query.get("response_type") != "code" or not client:
            return _page("response_type must be code, and client_id must be there")
        if not _REDIRECT.fullmatch(redirect):
            return _page("INVALID_CLIENT: Insecure redirect URI")
        asked = query.get("scope", "").split()
        if not set(asked) <= set(_ALL):
            return _page("INVALID_SCOPE: Invalid scope")
        before = self._granted.get(client)
        if before and query.get("show_dialog") != "true":
            asked = [scope for scope in asked if scope in before]
        code = invented_id("code", client, len(self._codes))
        self._codes[code] = _Code(client, redirect, _in_order(asked))
        back = {"code": code, **({"state": query["state"]} if "state" in query else {})}
        place = f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(back)}"
        return Answer(302, headers={"Location": place})

    def grant(self, request: Request) -> Answer:
        """The answer of the token endpoint: for a refresh token, or once for a code."""
        if request.method != "POST":
            return error(405, "Method not allowed")
        form = {
            key: value[0]
            for key, value in parse_qs(request.body.decode("utf-8", "replace")).items()
        }
        client = _client(request.authorization)
        if refusal := _refusal(request.authorization, client):
            return refusal
        match form.get("grant_type"):
            case "authorization_code":
                return self._for_code(client, form)
            case "refresh_token":
                return self._for_refresh(client, form.get("refresh_token", ""))
            case _:
                return _refused("unsupported_grant_type")

    def _for_code(self, client: str, form: dict[str, str]) -> Answer:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.client != client:
            return _refused("invalid_grant", "Invalid authorization code")
        if code.redirect != form.get("redirect_uri"):
            return _refused("invalid_grant", "Invalid redirect URI")
        refresh = invented_id("refresh token", client, len(self._refresh))
        self._refresh[refresh] = code.scopes
        self._granted.setdefault(client, set()).update(code.scopes)
        return ok({**self._access(refresh, code.scopes), "refresh_token": refresh})

    def _for_refresh(self, client: str, name: str) -> Answer:
        if name == _EXPIRED:
            return _refused("invalid_grant", "Refresh token expired")
        if name not in self._refresh:
            return _refused("invalid_grant", "Invalid refresh token")
        granted = self._granted.setdefault(client, set())
        granted.update(self._refresh[name])
        return ok(self._access(name, _in_order(granted)))

    def _access(self, name: str, scopes: tuple[str, ...]) -> dict[str, object]:
        """A new access token with these scopes, as an answer has it."""
        token = invented_id("access token", name, len(self._scopes))
        self._scopes[token] = scopes
        self._ends[token] = self._clock() + _LIFETIME_S
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": _LIFETIME_S,
            "scope": " ".join(scopes),
        }

    def regrant(self, name: str, scopes: Iterable[str] | None) -> None:
        """Let a refresh token be good for these scopes from now on; None: for nothing at all."""
        if scopes is None:
            self._refresh.pop(name, None)
        else:
            self._refresh[name] = _in_order(scopes)

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


def _refusal(authorization: str, client: str) -> Answer | None:
    """What is wrong with the credentials of an app; None where nothing is."""
    if not authorization:
        return _refused("invalid_client")
    return None if client else _refused("invalid_client", "Invalid client")


def _in_order(scopes: Iterable[str]) -> tuple[str, ...]:
    granted = set(scopes)
    return tuple(scope for scope in _ALL if scope in granted)


def _page(words: str) -> Answer:
    """400 in a browser."""
    return Answer(400, words, "text/plain; charset=utf-8")


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
