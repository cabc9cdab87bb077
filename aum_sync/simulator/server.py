"""The simulator itself: a world served over real HTTP on loopback, from a thread of its own."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Self, TextIO

from aum_sync.errors import AumSyncError, Fault
from aum_sync.simulator import routing, tokens
from aum_sync.simulator.call import Call
from aum_sync.simulator.faults import Deed, Faults, Injector, Rule, spoiled
from aum_sync.simulator.live import LiveWorld
from aum_sync.simulator.log import LogEntry, RequestLog
from aum_sync.simulator.wire import Answer, RefusedError, Request, error
from aum_sync.simulator.world import World

HOST = "127.0.0.1"
_WORLD = "/simulator/world"
_POLL_S = 0.01
_LENGTH = re.compile("[0-9]{1,6}")
_Socket = socket.socket | tuple[bytes, socket.socket]


class Simulator:
    """Serves a world while it is entered as a context manager.

    ``port`` 0 takes any free one. ``log`` is a file that gets a line per request. Requests are
    answered one at a time, in the order in which they come.
    """

    def __init__(
        self, world: World, faults: Faults | None = None, log: Path | None = None, port: int = 0
    ) -> None:
        self._lock = threading.Lock()
        self._live = LiveWorld(world, time.monotonic)
        self._tokens = tokens.Tokens(time.monotonic)
        self._injector = Injector(faults or Faults())
        self._log_path = log
        self._log = RequestLog(None)
        self._port = port
        self._running = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            if self._log_path:
                self._log = RequestLog(starting.enter_context(_opened(self._log_path)))
            server = starting.enter_context(_server(self._port, self._answer))
            self._port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(_POLL_S,))
            thread.start()
            starting.callback(thread.join)
            starting.callback(server.stop)
            self._running = starting.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def url(self) -> str:
        """The base address: below it ``/v1/`` (the Web API), ``/api/token``, ``/authorize``."""
        return f"http://{HOST}:{self._port}"

    @property
    def world(self) -> World:
        """The world as it now is."""
        with self._lock:
            return self._live.world

    @property
    def requests(self) -> tuple[LogEntry, ...]:
        """The log so far."""
        with self._lock:
            return self._log.entries

    def edit(self, change: Callable[[World], World]) -> None:
        """Change the world as somebody in the Spotify app would, between two requests."""
        with self._lock:
            self._live.edit(change)

    def expire_tokens(self) -> None:
        """Let every access token that was handed out expire."""
        with self._lock:
            self._tokens.expire()

    def regrant(self, token: str, scopes: Iterable[str] | None) -> None:
        """Let a refresh token be good for these scopes from now on; None: it was revoked."""
        with self._lock:
            self._tokens.regrant(token, scopes)

    def _answer(self, request: Request) -> Answer | None:
        """The answer to one request, logged; None closes the connection."""
        with self._lock:
            rule = None if request.path == _WORLD else self._injector.strike(request)
            answer = self._spoiled(request, rule) if rule else self._handled(request)
            # A token request may carry a secret in its query, where none belongs.
            bare = request.path in (tokens.PATH, tokens.CONSENT)
            target = request.path if bare else request.target
            status = answer.status if answer else None
            self._log.add(request.method, target, status, rule.do if rule else None)
            return answer

    def _spoiled(self, request: Request, rule: Rule) -> Answer | None:
        return spoiled(rule, self._handled(request, rule.do) if rule.takes_effect else None)

    def _handled(self, request: Request, deed: Deed | None = None) -> Answer:
        if request.method == "GET" and request.path == _WORLD:
            return Answer(200, self._live.world.to_json())
        if request.path == tokens.PATH:
            return self._tokens.grant(request)
        if request.path == tokens.CONSENT:
            return self._tokens.consent(request)
        if not request.path.startswith(routing.PREFIX):
            return error(404, "Not found.")
        try:
            return routing.dispatch(self._call(request, deed))
        except RefusedError as refused:
            return refused.answer

    def _call(self, request: Request, deed: Deed | None) -> Call:
        stale = deed == "stale"
        return Call(
            request,
            self._live,
            # A write works on what is there, whatever its answer says.
            self._live.view(stale=stale and request.method == "GET"),
            self._tokens.scopes(request),
            self.url,
            ignored=deed == "ignored",
            stale=stale,
        )


def _opened(path: Path) -> TextIO:
    try:
        return path.open("a", encoding="utf-8")
    except OSError as problem:
        raise AumSyncError(
            f"cannot write the log {path}: {problem.strerror}",
            hint=f"name a file in a folder that you may write: ls -ld {path.parent}",
        ) from None


def _server(port: int, answer: Callable[[Request], Answer | None]) -> _Server:
    try:
        return _Server(port, answer)
    except OSError as problem:
        raise AumSyncError(
            Fault(
                f"cannot serve on port {port} of {HOST}: {problem.strerror}",
                hint="let it take any free port: --port 0",
            )
        ) from None


class _Server(ThreadingHTTPServer):
    """A server whose end ends every connection, so that no thread and no socket stays behind."""

    daemon_threads = False
    request_queue_size = 128
    allow_reuse_port = False

    def __init__(self, port: int, answer: Callable[[Request], Answer | None]) -> None:
        self.answer = answer
        self._connections: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking any name server who we are, which HTTPServer does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def process_request(self, request: _Socket, client_address: object) -> None:
        assert isinstance(request, socket.socket), "TCP hands out sockets"
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: _Socket) -> None:
        assert isinstance(request, socket.socket), "TCP hands out sockets"
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: _Socket, client_address: object) -> None:
        """A client that goes away is no error; anything else is a bug and shows."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Take no more requests and hang up on everybody."""
        self.shutdown()
        for connection in tuple(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    """Reads one request after the other from a connection and writes its answers."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        length = self._length()
        if length is None:
            self.close_connection = True
            self._send(error(400, "Bad request."))
            return
        body = self.rfile.read(length)
        authorization = self.headers.get("Authorization", "")
        answer = self.server.answer(Request(self.command, self.path, authorization, body))
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _serve  # noqa: N815

    def _length(self) -> int | None:
        """How many bytes of body follow; None where that is not said or is too much."""
        told = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not _LENGTH.fullmatch(told):
            return None
        return int(told)

    def _send(self, answer: Answer) -> None:
        body = answer.text.encode("utf-8")
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the request log says it all."""
