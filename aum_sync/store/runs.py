"""``state/pending.json`` and ``state/applied.json``: the apply that runs, the last that ended."""

from __future__ import annotations

from aum_sync.season.items import Applied, Pending
from aum_sync.store.raw import Raw, current, filled, items, keys, text, text_or_none, whole

PENDING = "state/pending.json"
APPLIED = "state/applied.json"

_PENDING = frozenset(
    {"format", "commit", "state_commit", "digest", "number", "run", "retry_at", "refused"}
)
_APPLIED = frozenset({"format", "number", "commit", "digest", "run", "before", "at"})


def raw_pending(pending: Pending) -> Raw:
    """The head of the file; the list of refused URIs stands beside it."""
    return {
        "commit": pending.commit,
        "state_commit": pending.state_commit,
        "digest": pending.digest,
        "number": pending.number,
        "run": pending.run,
        "retry_at": pending.retry_at,
    }


def raw_applied(applied: Applied) -> Raw:
    """The whole file."""
    return {
        "number": applied.number,
        "commit": applied.commit,
        "digest": applied.digest,
        "run": applied.run,
        "before": applied.before,
        "at": applied.at,
    }


def decode_pending(value: object) -> Pending:
    """The apply that has begun."""
    raw = current(keys(value, _PENDING))
    return Pending(
        commit=filled(raw["commit"]),
        digest=filled(raw["digest"]),
        number=whole(raw["number"]),
        run=text(raw["run"]),
        state_commit=text_or_none(raw["state_commit"]),
        retry_at=text_or_none(raw["retry_at"]),
        refused=tuple(text(uri) for uri in items(raw["refused"])),
    )


def decode_applied(value: object) -> Applied:
    """The last apply that finished."""
    raw = current(keys(value, _APPLIED))
    return Applied(
        number=whole(raw["number"]),
        commit=filled(raw["commit"]),
        digest=filled(raw["digest"]),
        run=text(raw["run"]),
        before=text(raw["before"]),
        at=text(raw["at"]),
    )
