"""A loopback Spotify that plays a script: each request gets the next answer, whatever it asks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

ACCESS = "access-token-0123456789"


@dataclass(frozen=True)
class Say:
    """One answer. ``how`` is ``cut`` (less body than promised), ``drop`` or ``hang``."""

    body: str = "{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    how: Literal["whole", "cut", "drop", "hang"] = "whole"


def ok(value: object) -> Say:
    return Say(json.dumps(value))


def error(status: int, message: str, **more: str) -> Say:
    return Say(json.dumps({"error": {"status": status, "message": message, **more}}), status)


def page(rows: list[Any], total: int) -> Say:
    return ok({"items": rows, "total": total})


TOKEN = ok({"access_token": ACCESS, "token_type": "Bearer", "expires_in": 3600})


@dataclass(frozen=True)
class Heard:
    """One request as it arrived; ``query`` holds the first value of each parameter."""

    method: str
    path: str
    query: Mapping[str, str]
    authorization: str
    form: Mapping[str, str]
    body: str


class Scripted(ThreadingHTTPServer):
    """Plays ``api`` on /v1/ and ``tokens`` on /api/token; a script's last answer stays."""

    daemon_threads = True

    def __init__(self, api: list[Say], tokens: list[Say]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scripts = {"api": list(api), "token": list(tokens)}
        self.heard: list[Heard] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def api(self) -> list[Heard]:
        return [heard for heard in self.heard if heard.path.startswith("/v1/")]

    @property
    def logins(self) -> list[Heard]:
        return [heard for heard in self.heard if heard.path == "/api/token"]

    def next_answer(self, path: str) -> Say:
        script = self.scripts["token" if path == "/api/token" else "api"]
        return script.pop(0) if len(script) > 1 else script[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Scripted

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.heard.append(
            Heard(
                method=self.command,
                path=parts.path,
                query={key: values[0] for key, values in parse_qs(parts.query).items()},
                authorization=self.headers.get("Authorization", ""),
                form={key: values[0] for key, values in parse_qs(body).items()},
                body=body,
            )
        )
        say = self.server.next_answer(parts.path)
        if say.how in ("drop", "hang"):
            if say.how == "hang":
                self.server.over.wait()
            self.close_connection = True
            return
        data = say.body.encode("utf-8", "surrogatepass")
        self.send_response(say.status)
        for name, value in {"Content-Type": "application/json", **say.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if say.how == "cut" else data)
        self.close_connection = say.how == "cut"

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def scripted(*api: Say, tokens: tuple[Say, ...] = (TOKEN,)) -> Iterator[Scripted]:
    """A server that plays ``api``, and ``tokens`` at the token endpoint."""
    server = Scripted(list(api) or [Say()], list(tokens))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
