"""What goes over the wire: one request, one answer, and the errors in Spotify's own words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. ``target`` is the path with its query, as it was sent."""

    method: str
    target: str
    authorization: str = ""
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path alone; a slash at its end means nothing (spotipy asks for ``/v1/me/``)."""
        return self.target.partition("?")[0].rstrip("/")

    @property
    def query(self) -> dict[str, str]:
        """The parameters, decoded; of one that is given twice, the last."""
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, whole."""

    status: int
    text: str = ""
    content_type: str = _JSON
    headers: dict[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A request that ends here, with the answer that says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def json_text(value: object, indent: int | None = None) -> str:
    """``value`` as readable JSON that UTF-8 can carry whatever strings are in it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def ok(value: object) -> Answer:
    """200 with this JSON."""
    return Answer(200, json_text(value))


def done(status: int = 200) -> Answer:
    """A success without a word."""
    return Answer(status)


def error(
    status: int, message: str, *, reason: str | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """An error of the Web API in its JSON form."""
    told: dict[str, object] = {"status": status, "message": message}
    if reason:
        told["reason"] = reason
    return Answer(status, json_text({"error": told}), headers=headers or {})


def unauthorised(message: str, code: str) -> Answer:
    """401 with the challenge header that Spotify sends since 2026."""
    challenge = f'Bearer realm="spotify", error="{code}", error_description="{message}"'
    return error(401, message, headers={"WWW-Authenticate": challenge})


def forbidden() -> Answer:
    """The one bare 403: a removed endpoint, a list that is not ours, a missing right."""
    return error(403, "Forbidden")


def not_found() -> Answer:
    """404 for a playlist that is not there."""
    return error(404, "Resource not found")
