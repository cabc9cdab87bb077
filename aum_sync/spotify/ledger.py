"""The rolling 24-hour count of requests, as ``Account.requests`` keeps it. Pure.

A ledger pairs hours (UTC, ``2026-11-22T13``) with requests sent in them. Spotify's quota rolls
over 24 hours (SPOTIFY.md 4); the hour that is only partly inside counts whole: better too many.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

Ledger = tuple[tuple[str, int], ...]

_HOUR = "%Y-%m-%dT%H"


def hour_of(seconds: float) -> str:
    """The hour of a moment given in seconds since 1970."""
    return datetime.fromtimestamp(seconds, tz=UTC).strftime(_HOUR)


def add(ledger: Ledger, hour: str, requests: int) -> Ledger:
    """``ledger`` with so many more requests in ``hour``, without what is older than 24 hours.

    Sorted by hour; an hour without requests is not entered.
    """
    counts: dict[str, int] = {}
    for when, count in (*_recent(ledger, hour), (hour, requests)):
        counts[when] = counts.get(when, 0) + count
    return tuple(sorted((when, count) for when, count in counts.items() if count))


def last_24h(ledger: Ledger, hour: str) -> int:
    """How many requests the ledger has in the 24 hours up to and with ``hour``."""
    return sum(count for _, count in _recent(ledger, hour))


def _recent(ledger: Ledger, hour: str) -> Ledger:
    start = datetime.strptime(hour, _HOUR).replace(tzinfo=UTC) - timedelta(hours=24)
    oldest = start.strftime(_HOUR)
    return tuple((when, count) for when, count in ledger if when >= oldest)
