"""The request log: one JSON line per request, written before the answer leaves."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request. ``status`` is None where the connection was dropped without an answer.

    ``n`` counts from 1; ``query`` is as it was sent; ``fault`` is what a fault rule did.
    """

    n: int
    method: str
    path: str
    query: str
    status: int | None
    fault: str | None


class RequestLog:
    """The entries so far, and the file that they go to, flushed line by line."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file
        self._entries: list[LogEntry] = []

    @property
    def entries(self) -> tuple[LogEntry, ...]:
        """Every request so far, in the order of its answer."""
        return tuple(self._entries)

    def add(self, method: str, target: str, status: int | None, fault: str | None) -> None:
        """Log one request; ``target`` is its path with its query."""
        path, _, query = target.partition("?")
        entry = LogEntry(len(self._entries) + 1, method, path, query, status, fault)
        self._entries.append(entry)
        if self._file:
            self._file.write(json.dumps(asdict(entry)) + "\n")
            self._file.flush()
