"""Answers that are no success, as typed errors with GitHub's words and a remedy. Pure.

Facts: GITHUB.md 0 (errors, headers); a 403 is a missing permission or a limit that is used up, and
only the headers and the words tell which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from aum_sync.github.errors import (
    BusyError,
    DeniedError,
    GitHubError,
    NoAnswerError,
    NotFoundError,
    RejectedError,
)
from aum_sync.redact import redact
from aum_sync.text.cells import clip, visible
from aum_sync.text.fold import collapse

_WORDS_CELLS = 300
_SECONDARY_WAIT_S = 60.0
"""What GitHub asks for where a secondary limit names no time."""
_MISSING = "it does not exist, or the token has no access to it: GitHub says the same of both"
_WRONG = "correct what it says, or report it"
_BAD = range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer over HTTP. ``request`` is method and path; ``at`` is in seconds since 1970."""

    request: str
    status: int
    headers: Mapping[str, str]
    json: object
    is_json: bool
    at: float


def refusal(reply: Reply) -> GitHubError | None:
    """Why an answer cannot be used; None where it can."""
    if reply.status in (HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS):
        wait = _wait_s(reply)
        return _denied(reply) if wait is None else _busy(reply, wait)
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return _denied(reply)
    if reply.status == HTTPStatus.NOT_FOUND:
        message = f"GitHub finds nothing there: {_summary(reply)}"
        return NotFoundError(message, hint=_MISSING)
    if reply.status in _BAD and reply.status != HTTPStatus.REQUEST_TIMEOUT:
        message = f"GitHub does not take the request: {_summary(reply)}"
        return RejectedError(message, hint=_WRONG)
    return _useless(reply)


def _useless(reply: Reply) -> GitHubError | None:
    """The trouble that is not of our making, or of nobody's."""
    if HTTPStatus.MULTIPLE_CHOICES <= reply.status < HTTPStatus.BAD_REQUEST:
        # A redirect is not followed: it could take the token, or the answer, elsewhere.
        message = f"GitHub sends us elsewhere: {_summary(reply)}"
        return RejectedError(message, hint="was the repository renamed? run in it by its new name")
    if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
        message = f"GitHub is in trouble: {_summary(reply)}"
        return NoAnswerError(message, hint="try again later: https://www.githubstatus.com")
    if not reply.is_json and reply.status != HTTPStatus.NO_CONTENT:
        message = f"GitHub answers with something that is no JSON: {_summary(reply)}"
        return NoAnswerError(message, hint="a proxy or a login page may be in between")
    return None


def graphql_refusal(reply: Reply) -> GitHubError | None:
    """Why a GraphQL answer with status 200 cannot be used; None where it can."""
    body = reply.json if isinstance(reply.json, dict) else {}
    errors = body.get("errors")
    if not errors:
        return None
    words = _short("; ".join(_error_words(errors)))
    first = errors[0] if isinstance(errors, list) and isinstance(errors[0], dict) else {}
    more = first.get("extensions")
    kind = first.get("type") or (more.get("code") if isinstance(more, dict) else None)
    summary = f"{reply.request} ({kind if isinstance(kind, str) else 'errors'}, “{words}”)"
    if kind == "RATE_LIMITED":
        return _busy(reply, _until_reset_s(reply) or _SECONDARY_WAIT_S)
    if kind in ("FORBIDDEN", "INSUFFICIENT_SCOPES"):
        return DeniedError(f"GitHub refuses: {summary}", hint="give the job pull-requests: read")
    if kind == "NOT_FOUND":
        return NotFoundError(f"GitHub finds nothing there: {summary}", hint=_MISSING)
    if kind is None:
        # "Something went wrong while executing your query": of theirs, with no type.
        return NoAnswerError(f"GitHub is in trouble: {summary}", hint="try again later")
    return RejectedError(f"GitHub does not take the request: {summary}", hint=_WRONG)


def _denied(reply: Reply) -> DeniedError:
    message = f"GitHub refuses: {_summary(reply)}"
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return DeniedError(message, hint="GITHUB_TOKEN is wrong or no longer valid")
    accepted = _header(reply, "X-Accepted-GitHub-Permissions")
    permission = _short(accepted.replace("_", "-").replace("=", ": ").replace(";", " or"))
    hint = "give the workflow's job what this needs, under `permissions:`"
    if permission:
        hint = f"give the workflow's job `{permission}` under `permissions:`"
    return DeniedError(message, hint=hint, permission=permission)


def _busy(reply: Reply, wait: float) -> BusyError:
    message = f"Too many requests to GitHub: {_summary(reply)}"
    return BusyError(message, hint=f"try again in {wait:.0f} s, not sooner", wait_s=wait)


def _wait_s(reply: Reply) -> float | None:
    """How long a limit asks to wait; None where the answer speaks of no limit."""
    told = _header(reply, "Retry-After")
    if told.isascii() and told.isdigit():
        return float(told[:9])
    if _header(reply, "X-RateLimit-Remaining") == "0":
        return _until_reset_s(reply) or _SECONDARY_WAIT_S
    is_busy = reply.status == HTTPStatus.TOO_MANY_REQUESTS
    is_secondary = "rate limit" in _words(reply).casefold()
    return _SECONDARY_WAIT_S if is_busy or is_secondary else None


def _until_reset_s(reply: Reply) -> float | None:
    told = _header(reply, "X-RateLimit-Reset")
    if not (told.isascii() and told.isdigit()):
        return None
    return max(float(told[:12]) - reply.at, 1.0)


def _header(reply: Reply, name: str) -> str:
    return reply.headers.get(name, "")


def _summary(reply: Reply) -> str:
    phrase = HTTPStatus(reply.status).phrase if reply.status in set(HTTPStatus) else ""
    words = _words(reply)
    quoted = f", “{words}”" if words and words != phrase else ""
    return f"{reply.request} ({reply.status} {phrase}".rstrip() + f"{quoted})"


def _words(reply: Reply) -> str:
    """What GitHub says: its message, and the errors in both of their forms."""
    body = reply.json if isinstance(reply.json, dict) else {}
    message = body.get("message")
    said = [message] if isinstance(message, str) else []
    return _short(": ".join([*said, *filter(None, ["; ".join(_error_words(body.get("errors")))])]))


def _error_words(errors: object) -> list[str]:
    """``errors: ["text"]``, and ``errors: [{resource, field, code, message}]``."""
    rows = errors if isinstance(errors, list) else []
    return [row if isinstance(row, str) else _of_one(row) for row in rows]


def _of_one(row: object) -> str:
    error = row if isinstance(row, dict) else {}
    message = error.get("message")
    if isinstance(message, str):
        return message
    parts = (error.get(key) for key in ("resource", "field", "code"))
    return " ".join(part for part in parts if isinstance(part, str))


def _short(text: str) -> str:
    return clip(visible(collapse(redact(text))), _WORDS_CELLS)
