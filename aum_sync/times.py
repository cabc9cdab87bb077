"""Moments as state files write them, and when they are over: the core has no clock."""

from __future__ import annotations

from datetime import UTC, datetime

from aum_sync.text.words import minute

_ISO = "%Y-%m-%dT%H:%M:%SZ"
_LAST = datetime.max.replace(microsecond=0, tzinfo=UTC).timestamp()


def moment(seconds: float) -> str:
    """A time, given in seconds since 1970, as state files have it: ``2026-11-22T13:05:09Z``."""
    return datetime.fromtimestamp(seconds, UTC).strftime(_ISO)


def seconds_of(moment: str) -> float | None:
    """The seconds since 1970 of a time in a state file; None where it is none."""
    try:
        return datetime.strptime(moment, _ISO).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def minute_after(seconds: float) -> str:
    """The minute from which on a time, given in seconds since 1970, is over; for people."""
    return minute(moment(min(seconds + 59, _LAST)))
