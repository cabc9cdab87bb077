"""Pages: ``limit`` and ``offset`` as Spotify takes them, and the paging object it answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from aum_sync.simulator.wire import RefusedError, error

T = TypeVar("T")

MAX_OFFSET = 100_000
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for."""

    limit: int
    offset: int = 0


def window(query: Mapping[str, str], *, default: int, most: int) -> Window:
    """The window that a query asks for; 400 "Invalid limit" beyond 1 to ``most``."""
    limit = whole_number(query.get("limit", str(default)))
    offset = whole_number(query.get("offset", "0"))
    if limit is None or not 1 <= limit <= most:
        raise RefusedError(error(400, "Invalid limit"))
    if offset is None or offset > MAX_OFFSET:
        raise RefusedError(error(400, "Invalid offset"))
    return Window(limit, offset)


def page(
    items: Sequence[T],
    asked: Window,
    show: Callable[[T], Any],
    url: str,
    kept: Mapping[str, str],
    *,
    step: int | None = None,
) -> dict[str, Any]:
    """The paging object of this window.

    ``url`` and the ``kept`` parameters make its links; ``step`` is the limit that they ask for
    where it differs from this page's.
    """
    total = len(items)
    behind = asked.offset + asked.limit

    def link(offset: int, limit: int) -> str:
        return f"{url}?{urlencode({'offset': offset, 'limit': limit, **kept})}"

    before = max(asked.offset - asked.limit, 0)
    return {
        "href": link(asked.offset, asked.limit),
        "items": [show(one) for one in items[asked.offset : behind]],
        "limit": asked.limit,
        "next": link(behind, step or asked.limit) if behind < total else None,
        "offset": asked.offset,
        "previous": link(before, asked.limit) if asked.offset else None,
        "total": total,
    }


def whole_number(text: str) -> int | None:
    """The number that a parameter gives; None where it gives none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
