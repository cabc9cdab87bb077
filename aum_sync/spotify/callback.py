"""Where the browser comes back to: one page on this machine, for as long as a login takes."""

from __future__ import annotations

import secrets
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from aum_sync.errors import AumSyncError
from aum_sync.spotify.errors import LoginError
from aum_sync.spotify.limits import Time
from aum_sync.text.cells import brief

HOST = "127.0.0.1"
PATH = "/callback"
_PATIENCE_S = 5.0


class Callback:
    """Listens while it is entered as a context manager. ``port`` 0 takes any free one."""

    def __init__(self, port: int) -> None:
        try:
            self._server = _Server(port)
        except OSError as error:
            raise AumSyncError(
                f"cannot listen on port {port} of {HOST}: {error.strerror}",
                hint="take another one, --port N, and enter its address in the app's settings",
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.server_close()

    @property
    def address(self) -> str:
        """What the app's settings must have as redirect URI, letter by letter."""
        return f"http://{HOST}:{self._server.server_address[1]}{PATH}"

    def code(self, state: str, seconds: float, time: Time) -> str:
        """The code that the browser brings. Raises LoginError where the user says no, or nothing.

        What comes with another ``state`` is not of this login: it is turned away.
        """
        self._server.state = state
        end = time.now() + seconds
        while self._server.code is None and self._server.refusal is None:
            left = end - time.now()
            if left <= 0:
                raise LoginError(
                    f"no browser came back within {seconds:.0f} s",
                    hint="run it again, and open the page that it names; --timeout waits longer",
                )
            self._server.timeout = left
            self._server.handle_request()
        if self._server.refusal is not None:
            raise LoginError(
                f"Spotify did not let the app in: {brief(self._server.refusal)}",
                hint="run it again, and agree on the page that opens",
            )
        assert self._server.code is not None, "one of the two came"
        return self._server.code


class _Server(HTTPServer):
    """Remembers what the first browser with the right state brought."""

    def __init__(self, port: int) -> None:
        self.state = ""
        self.code: str | None = None
        self.refusal: str | None = None
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking any name server who we are, which HTTPServer does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no error."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _PATIENCE_S
    server: _Server

    def do_GET(self) -> None:
        """Take the answer, and tell the browser what became of it."""
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        given = query.get("state", [""])[0]
        if parts.path != PATH:
            self._say(404, "There is nothing here.")
        elif not secrets.compare_digest(given.encode(), self.server.state.encode()):
            self._say(400, "This is not the answer to the login that is waiting.")
        elif code := query.get("code", [""])[0]:
            self.server.code = code
            self._say(200, "aum_sync has what it needs. You can close this page.")
        else:
            self.server.refusal = query.get("error", ["no reason given"])[0]
            self._say(200, "The app was not let in. You can close this page.")

    def _say(self, status: int, words: str) -> None:
        body = f"<!doctype html><title>aum_sync</title><p>{words}</p>\n".encode()
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: a path has a code in it."""
