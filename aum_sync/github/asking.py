"""Questions and orders to one GitHub: pages put together, readings repeated, writes sent once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from aum_sync.github.access import Access
from aum_sync.github.errors import BusyError, NoAnswerError, ShapeError
from aum_sync.github.node import Node
from aum_sync.github.refusals import Reply, graphql_refusal, refusal
from aum_sync.github.wire import Method, Wire
from aum_sync.redact import redact

_log = logging.getLogger(__name__)
_NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="next"')
_PAGE = {"per_page": "100"}
_MOST_PAGES = 100
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a run bears with GitHub. Times in seconds.

    A reading that failed is repeated ``retries`` times, after ``backoff_s``, then twice that, and
    so on; where there were too many requests, after what GitHub asks for. All waits of a run
    together take up to ``wait_s``. ``lag_s`` are the waits for the pull request of a commit that
    was just merged, which GitHub may not know at once (GITHUB.md 1).
    """

    timeout_s: tuple[float, float] = (10.0, 30.0)
    retries: int = 4
    backoff_s: float = 0.5
    wait_s: float = 120.0
    lag_s: tuple[float, ...] = (2.0, 4.0, 8.0, 16.0)


class Asker:
    """The requests of one run. ``now`` is in seconds since 1970."""

    def __init__(
        self,
        access: Access,
        limits: Limits,
        now: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.limits = limits
        self.sleep = sleep
        self._access = access
        self._wire = Wire(access, limits.timeout_s, now)
        self._wait_left_s = limits.wait_s

    def get(self, path: str, **query: str) -> Node:
        """The object or list at ``path``; raises a GitHubError where there is no usable answer."""
        return _node(self._read(self._url(path), query))

    def pages(self, path: str, under: str | None = None, **query: str) -> list[Node]:
        """All rows of a list, which some answers have under a key. Raises ShapeError for too many.

        A next page is asked for only where this GitHub itself has it.
        """
        rows: list[Node] = []
        reply = self._read(self._url(path), {**_PAGE, **query})
        for _ in range(_MOST_PAGES):
            node = _node(reply)
            rows.extend((node.part(under) if under else node).rows())
            following = _NEXT.search(reply.headers.get("Link", ""))
            if following is None:
                return rows
            reply = self._read(following[1], None)
        raise ShapeError(
            f"GitHub's list has no end: {reply.request} (more than {_MOST_PAGES} pages)",
            hint="nothing of this size belongs to a season; look at it on GitHub",
        )

    def graphql(self, query: str, variables: Mapping[str, object]) -> Node:
        """The ``data`` that a GraphQL query, which changes nothing, is answered with."""
        body = {"query": query, "variables": dict(variables)}
        reply = self._patiently(lambda: self._send("POST", self._access.graphql, None, body))
        return _node(reply).part("data")

    def create(self, path: str, body: Mapping[str, object]) -> Node:
        """What a POST is answered with. Sent once: where no answer comes, look before repeating."""
        return _node(self._send("POST", self._url(path), None, _clean(body)))

    def change(self, path: str, body: Mapping[str, object]) -> Node:
        """What a PATCH is answered with; it sets what it names, so it may be repeated."""
        clean = _clean(body)
        reply = self._patiently(lambda: self._send("PATCH", self._url(path), None, clean))
        return _node(reply)

    def _url(self, path: str) -> str:
        return f"{self._access.api}{path}"

    def _read(self, url: str, query: Mapping[str, str] | None) -> Reply:
        return self._patiently(lambda: self._send("GET", url, query, None))

    def _send(
        self,
        method: Method,
        url: str,
        query: Mapping[str, str] | None,
        body: Mapping[str, object] | None,
    ) -> Reply:
        reply = self._wire.send(method, url, query, body)
        fault = refusal(reply)
        if fault is None and url == self._access.graphql:
            fault = graphql_refusal(reply)
        if fault is not None:
            raise fault
        return reply

    def _patiently(self, attempt: Callable[[], _T]) -> _T:
        """The result of ``attempt``, which must be safe to repeat; else its last error."""
        failures = 0
        while True:
            try:
                return attempt()
            except NoAnswerError as error:
                wait = self._wait_s(error, failures)
                failures += 1
                if failures > self.limits.retries or wait > self._wait_left_s:
                    raise
                self._wait_left_s -= wait
                _log.info("trying again in %.1f s: %s", wait, error)
                self.sleep(wait)

    def _wait_s(self, error: NoAnswerError, failures: int) -> float:
        if isinstance(error, BusyError):
            return error.wait_s
        return self.limits.backoff_s * 2.0**failures


def _clean(body: Mapping[str, object]) -> dict[str, object]:
    """What is written for everybody to read, without any secret."""
    return {key: redact(text) if isinstance(text, str) else text for key, text in body.items()}


def _node(reply: Reply) -> Node:
    return Node(reply.request, reply.json)
