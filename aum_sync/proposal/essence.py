"""What a file of a season says, without what changes though nothing was changed (DESIGN 11)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from aum_sync.canonical import digest, sha256

Essences = Mapping[str, str | None]
"""Of files, by path: digests of what they say; None for one that is not there."""

_IDLE = {
    "state/weeks/": ("snapshot",),
    "state/masters/": ("snapshot",),
    "state/others/": ("snapshot",),
    "state/account.json": ("requests",),
}
"""By how a path begins: the keys that nobody reviews, a version id and a count of requests."""


def essence(path: str, data: bytes | None) -> str | None:
    """The digest of what a file says; None where there is none."""
    if data is None:
        return None
    text = data.decode("utf-8", "backslashreplace")
    idle = next((keys for start, keys in _IDLE.items() if path.startswith(start)), ())
    try:
        value = json.loads(text) if idle else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        return sha256(text)
    return digest({key: inner for key, inner in value.items() if key not in idle})


def beyond(now: Essences, before: Essences) -> Essences:
    """What files say that did not say it before."""
    return {path: said for path, said in now.items() if said != before.get(path)}
