"""Answers that are no success, as typed errors with Spotify's words and a remedy. Pure.

Facts: SPOTIFY.md 2.1 (token errors), 3.0 (API errors; one bare 403 has four causes), 4 (quota).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from aum_sync.redact import redact
from aum_sync.spotify.apps import App
from aum_sync.spotify.errors import (
    DeniedError,
    ForbiddenError,
    LoginError,
    NotFoundError,
    RateLimitError,
    RejectedError,
    SpotifyError,
    UnavailableError,
    UntoldError,
)
from aum_sync.text.cells import clip, visible
from aum_sync.text.fold import collapse
from aum_sync.times import minute_after

_WHERE = "in Spotify's developer dashboard"
_BAD_IDS = frozenset({"invalid base62 id", "invalid playlist id"})
_BAD_TRACKS = ("invalid track uri", "non-existing id", "invalid base62 id")
_WRITES_ITEMS = re.compile(r"(?:POST|PUT|DELETE) .*/playlists/[^/]+/items")
_SETS_DETAILS = re.compile(r"PUT .*/playlists/[^/]+|POST .*/me/playlists")
_SAYS_NOTHING = re.compile(r"PUT .*/playlists/[^/]+")
"""Details of a playlist are changed without a word (SPOTIFY.md 3.7); all else has an answer."""
_ASKS_LIBRARY = re.compile(r"GET .*/me/library/contains")

_WORDS_CELLS = 200
_LONGEST_WAIT_S = 30 * 24 * 3600.0
_LONGEST_SECONDS = 120
_NOT_FOR_US = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})

_LATER = "nothing was changed by this; try again later, and see whether Spotify has an incident"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer over HTTP.

    ``request`` is method and path, for messages. ``json`` is the body's value, ``is_json``
    whether there is one. ``at`` is when it came, in seconds since 1970.
    """

    request: str
    status: int
    text: str
    json: object
    is_json: bool
    retry_after: str | None
    at: float


def api_refusal(reply: Reply, app: App) -> SpotifyError | None:
    """Why an answer of the Web API cannot be used; None where it can."""
    if reply.status == HTTPStatus.UNAUTHORIZED:
        message = f"Spotify does not accept the access token: {_summary(reply)}"
        return LoginError(message, hint=f"if it stays so, {app.authorize}")
    if _ASKS_LIBRARY.fullmatch(reply.request) and reply.status in _NOT_FOR_US:
        message = f"Spotify does not say what is in the library: {_summary(reply)}"
        return UntoldError(message, hint="aum-sync pull sees it: it lists the whole library")
    if reply.status == HTTPStatus.FORBIDDEN:
        return _forbidden(reply, app)
    if _is_of_a_playlist(reply) and _is_missing(reply):
        message = f"Spotify finds nothing there: {_summary(reply)}"
        return NotFoundError(message, hint=_missing_hint(reply))
    return _common_refusal(reply)


def token_refusal(reply: Reply, app: App) -> SpotifyError | None:
    """Why an answer of the token endpoint cannot be used; None where it can.

    Decided by the ``error`` code, never by its description: that one varies.
    """
    code, description = _oauth_error(reply)
    if code == "invalid_grant":
        message = (
            f"Spotify no longer accepts the refresh token ({code}: {description or 'no reason'})"
        )
        lives = "a refresh token lives six months from the day of its authorization"
        return LoginError(message, hint=f"{lives}: {app.authorize}")
    if code == "invalid_client":
        who = f"the {app.role} app"
        message = f"Spotify does not know {who} ({code}: {description or 'no reason'})"
        hint = f"compare {app.client_id} and {app.client_secret} with the app's page {_WHERE}"
        return LoginError(message, hint=hint)
    is_ours = HTTPStatus.BAD_REQUEST <= reply.status < HTTPStatus.INTERNAL_SERVER_ERROR
    if is_ours and reply.status != HTTPStatus.TOO_MANY_REQUESTS:
        message = f"Spotify gives no access token: {_summary(reply)}"
        return LoginError(message, hint=f"check {', '.join(app.variables)}")
    return _common_refusal(reply)


def code_refusal(reply: Reply, app: App) -> SpotifyError | None:
    """Why a code bought no token; None where it did."""
    code, description = _oauth_error(reply)
    if code == "invalid_grant":
        message = f"Spotify does not accept the code ({code}: {description or 'no reason'})"
        hint = f"a code is good once, and for minutes: aum-sync login {app.role}"
        return LoginError(message, hint=hint)
    return token_refusal(reply, app)


def _common_refusal(reply: Reply) -> SpotifyError | None:
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _rate_limit(reply)
    if (
        reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        or reply.status == HTTPStatus.REQUEST_TIMEOUT
    ):
        return UnavailableError(f"Spotify is in trouble: {_summary(reply)}", hint=_LATER)
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        message = f"Spotify does not take the request: {_summary(reply)}"
        return RejectedError(message, hint=_rejected_hint(reply))
    if not (reply.is_json or _is_due_silence(reply)):
        message = (
            f"Spotify answers with something that is no JSON, or breaks off: {_summary(reply)}"
        )
        return UnavailableError(
            message, hint=f"{_LATER}; a proxy or a login page may be in between"
        )
    return None


def _summary(reply: Reply) -> str:
    phrase = HTTPStatus(reply.status).phrase if reply.status in set(HTTPStatus) else ""
    words = _words(reply)
    quoted = f", “{words}”" if words and words != phrase else ""
    return f"{reply.request} ({reply.status} {phrase}".rstrip() + f"{quoted})"


def _words(reply: Reply) -> str:
    """What Spotify says in plain words; a web page says nothing."""
    error = reply.json.get("error") if isinstance(reply.json, dict) else None
    said = error.get("message") if isinstance(error, dict) else error
    if isinstance(said, str):
        return _short(said)
    is_prose = not reply.is_json and not reply.text.lstrip().startswith(("<", "{", "["))
    return _short(reply.text) if is_prose else ""


def _short(text: str) -> str:
    return clip(visible(collapse(redact(text))), _WORDS_CELLS)


def _reason(reply: Reply) -> object:
    error = reply.json.get("error") if isinstance(reply.json, dict) else None
    return error.get("reason") if isinstance(error, dict) else None


def _oauth_error(reply: Reply) -> tuple[str, str]:
    body = reply.json if isinstance(reply.json, dict) else {}
    code, description = body.get("error"), body.get("error_description")
    return (
        _short(code) if isinstance(code, str) else "",
        _short(description) if isinstance(description, str) else "",
    )


def _is_due_silence(reply: Reply) -> bool:
    return not reply.text and _SAYS_NOTHING.fullmatch(reply.request) is not None


def _rejected_hint(reply: Reply) -> str:
    """The way on where Spotify does not take a request: of a write, what it is about is known."""
    words = _words(reply).casefold()
    if "size limit" in words:
        return "the playlist is full: let fewer tracks lead there, or split it into two masters"
    if _WRITES_ITEMS.fullmatch(reply.request) and any(said in words for said in _BAD_TRACKS):
        return "one of the tracks does not exist on Spotify, or no longer; it changed nothing"
    if _SETS_DETAILS.fullmatch(reply.request):
        return (
            "correct the name and description of that master: Spotify takes 100 and 300 "
            "characters, no line ends and no web addresses"
        )
    return "its API may have changed: update aum_sync or report it"


def _forbidden(reply: Reply, app: App) -> SpotifyError:
    """One playlist is kept from us, or everything is: a bare 403 does not say which."""
    message = f"Spotify refuses: {_summary(reply)}"
    words = _words(reply).casefold()
    if "not registered" in words:
        return DeniedError(
            message, hint="add the account under User Management of the app, " + _WHERE
        )
    if "scope" in words:
        return DeniedError(message, hint=app.authorize)
    if "premium" in words:
        hint = "the owner of the app needs an active Spotify Premium subscription"
        return DeniedError(message, hint=hint)
    rest = "else the app's owner lacks Premium, or the endpoint was removed"
    if _is_of_a_playlist(reply):
        cause = "the token's account is neither owner nor collaborator of this playlist"
        return ForbiddenError(message, hint=f"most likely {cause}; {rest}")
    cause = f"the token's account is not entered under User Management of the app, {_WHERE}"
    return DeniedError(message, hint=f"most likely {cause}; {rest}")


def _is_of_a_playlist(reply: Reply) -> bool:
    return "/playlists/" in reply.request


def _is_missing(reply: Reply) -> bool:
    """404, or 400 for an id that cannot be one; a write of items may say that of a track."""
    if reply.status == HTTPStatus.BAD_REQUEST:
        is_of_tracks = _WRITES_ITEMS.fullmatch(reply.request)
        return _words(reply).casefold() in _BAD_IDS and not is_of_tracks
    return reply.status == HTTPStatus.NOT_FOUND


def _missing_hint(reply: Reply) -> str:
    playlist = reply.request.split("/playlists/")[1].split("/")[0]
    return (
        f"look at https://open.spotify.com/playlist/{playlist} and correct the id; "
        "playlists made by Spotify itself are hidden from apps"
    )


def _rate_limit(reply: Reply) -> RateLimitError:
    quota = _reason(reply) == "QUOTA_EXCEEDED"
    wait = _wait_s(reply.retry_after)
    what = "Spotify's quota for this developer account is used up" if quota else "Too many requests"
    when = "tomorrow (the quota counts a rolling 24 hours)" if quota else "in some minutes"
    if wait is not None:
        span = f", in {_span(wait)}" if wait else ""
        when = f"after {minute_after(reply.at + wait)}{span}"
    hint = f"try again {when}; asking sooner makes the wait longer"
    return RateLimitError(f"{what}: {_summary(reply)}", hint=hint, wait_s=wait, quota=quota)


def _wait_s(retry_after: str | None) -> float | None:
    if retry_after is None or not (retry_after.isascii() and retry_after.isdigit()):
        return None
    return min(float(retry_after), _LONGEST_WAIT_S)


def _span(seconds: float) -> str:
    if seconds <= _LONGEST_SECONDS:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(-(-int(seconds) // 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
