"""How the fake GitHub speaks HTTP: routes, tokens, permissions, versions, pages, trouble."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from tests.github.fake_model import Token

Json = dict[str, Any]
Headers = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: Any = None
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """A whole list, of which the server hands out pages; ``under`` is its key, where it has one.

    ``cursor`` pages by an opaque place in the list, as ``/activity`` does, instead of by number.
    """

    rows: list[Any]
    under: str | None = None
    cursor: bool = False


@dataclass(frozen=True)
class Ask:
    """A request that reached its endpoint."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    token: Token


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; ``operation`` is ``GET /repos/{owner}/{repo}`` or its like."""

    operation: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Headers
    body: Any
    status: int | None
    answer: Any


Trouble = Literal[
    "error", "busy", "secondary", "limit", "hang", "drop", "cut", "html", "redirect", "say"
]


@dataclass
class Fault:
    """What goes wrong with the next ``times`` requests that match.

    ``error`` answers with ``status``; ``busy`` is 429, ``secondary`` and ``limit`` are 403s of the
    two kinds of limits; ``say`` answers just as told. ``after`` lets the request take effect first.
    """

    do: Trouble
    method: str = "[A-Z]+"
    path: str = ".*"
    times: int = 1
    status: int = 502
    retry_after: int | None = 1
    location: str = ""
    body: Any = None
    headers: Headers = field(default_factory=dict)
    after: bool = False

    def strikes(self, method: str, path: str) -> bool:
        hit = re.fullmatch(self.method, method) and re.fullmatch(self.path, path)
        if not hit or not self.times:
            return False
        self.times -= 1
        return True


class Meanwhile(Fault):
    """No fault at all: what somebody else does just when a request of ours comes in."""

    def __init__(self, method: str, path: str, act: Callable[[], object], times: int = 1) -> None:
        super().__init__("error", method, path, times)
        self.act = act

    def strikes(self, method: str, path: str) -> bool:
        if super().strikes(method, path):
            self.act()
        return False


Endpoint = Callable[[Any, Ask], "Answer | Rows"]
ROUTES: dict[str, tuple[re.Pattern[str], str, Endpoint]] = {}
"""By operation: what a path looks like, which permissions it accepts, and who answers it."""


def route(operation: str, needs: str = "metadata=read") -> Callable[[Endpoint], Endpoint]:
    """Answer ``GET /repos/{owner}/{repo}`` and its like, below ``/repositories/{id}`` too."""
    plain = re.escape(operation).replace(r"\{", "{").replace(r"\}", "}").replace(r"\ ", " ")
    named = plain.replace("/repos/{owner}/{repo}", "/(?:repos/{owner}/{repo}|repositories/[0-9]+)")
    pattern = re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", named))

    def register(endpoint: Endpoint) -> Endpoint:
        ROUTES[operation] = (pattern, needs, endpoint)
        return endpoint

    return register


def find(method: str, path: str) -> tuple[str, Mapping[str, str]] | None:
    """The operation that a request asks for, with the names in its path; the longest wins."""
    for operation in sorted(ROUTES, key=len, reverse=True):
        if found := ROUTES[operation][0].fullmatch(f"{method} {path}"):
            named = found.groupdict()
            return operation, {key: unquote(value) for key, value in named.items() if value}
    return None


def error(status: int, message: str, *errors: Any, **headers: str) -> Answer:
    """GitHub's error: ``status`` is text in it; 422 has errors of either form."""
    body: Json = {"message": message, "documentation_url": "https://docs.github.com/rest"}
    if errors:
        body["errors"] = list(errors)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {**body, "status": str(status)}, named)


def missing(needs: str, token: Token) -> bool:
    """Whether a token has none of the permissions, alternatives being parted by ``;``."""
    return not any(
        all(_has(one.strip(), token) for one in alternative.split(","))
        for alternative in needs.split(";")
    )


def _has(need: str, token: Token) -> bool:
    name, _, level = need.partition("=")
    return token.permissions.get(name) in ("write", level)


def page(rows: Rows, path: str, query: Mapping[str, str]) -> Answer:
    """One page of a list, with the link to the next one."""
    size = min(int(query.get("per_page", "30")), 100)
    start = (
        int(query.get("after", "0")) if rows.cursor else (int(query.get("page", "1")) - 1) * size
    )
    part = rows.rows[start : start + size]
    headers = {}
    if start + size < len(rows.rows):
        place = {"after": str(start + size)} if rows.cursor else {"page": str(start // size + 2)}
        here = {"page": str(start // size + 1)}
        links = (("prev", here), ("next", {**query, **place}), ("last", here))
        headers["Link"] = ", ".join(
            f'<{path}?{urlencode(values)}>; rel="{rel}"' for rel, values in links
        )
    body = {"total_count": len(rows.rows), rows.under: part} if rows.under else part
    return Answer(200, body, headers)


class Server(ThreadingHTTPServer):
    """``answer`` gets method, target, headers and body, and gives what to send, one at a time."""

    daemon_threads = True

    def __init__(self, answer: Callable[[str, str, Headers, bytes], Answer | Trouble]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.over = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.lock:
            answer = self.server.answer(self.command, self.path, dict(self.headers.items()), body)
        if not isinstance(answer, Answer):
            if answer == "hang":
                self.server.over.wait()
            if answer == "cut":
                self._send(Answer(200, {"cut": "short"}), cut=True)
            self.close_connection = True
            return
        self._send(answer)

    def _send(self, answer: Answer, *, cut: bool = False) -> None:
        text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        data = b"" if answer.status == 204 else text.encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


for _verb in ("GET", "POST", "PATCH", "PUT", "DELETE"):
    setattr(_Handler, f"do_{_verb}", _Handler._serve)


def split_target(target: str) -> tuple[str, dict[str, str]]:
    """A path as it was sent, and the first value of each parameter."""
    parts = urlsplit(target)
    query = parse_qs(parts.query, keep_blank_values=True)
    return parts.path, {key: values[0] for key, values in query.items()}
