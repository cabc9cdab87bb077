"""The files of ``state/``: locks, snapshots, the account, pins; what stands in them, as bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from aum_sync.canonical import digest
from aum_sync.season.items import Account, Applied, Pending, Pin, Reading, Snapshot
from aum_sync.store.raw import (
    FORMAT,
    Raw,
    current,
    decode_slot,
    encode_slot,
    filled,
    flag,
    flag_or_none,
    items,
    keys,
    optional_text,
    text,
    whole,
)
from aum_sync.store.runs import raw_applied, raw_pending

ACCOUNT = "state/account.json"
WEEKS = "state/weeks"
MASTERS = "state/masters"
OTHERS = "state/others"
PINS = "state/pins"

_EDITED = "edited"
"""Stands in place of the digest in a file that ``pull`` rewrote with a hand edit in it."""

_UNSEEN = frozenset({"format", "content", "snapshot", "applied", "tried_public"})
"""Keys that the digest does not cover: they change without anything changing in the playlist."""

_ACTIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What would break a slot over lines, turn a reviewer's diff around, or be no UTF-8."""

_WEEK = frozenset({"format", "week", "playlist", "name", "description", "content", "slots"})
_MASTER = frozenset({"format", "playlist", "name", "description", "public", "content", "slots"})
_PIN = frozenset({"format", "since", "reason", "slots"})
_ACCOUNT = frozenset({"format", "id", "namesakes", "requests"})


def week_path(week: int, *, held: bool = False) -> str:
    """The lock of a week, or its held reading."""
    return f"{WEEKS}/{week}.held.json" if held else f"{WEEKS}/{week}.json"


def master_path(key: str) -> str:
    """The snapshot of a master."""
    return f"{MASTERS}/{key}.json"


def other_path(playlist: str) -> str:
    """The snapshot of a playlist that is no master and that ``cleanup`` names."""
    return f"{OTHERS}/{playlist}.json"


Saved = Reading | Snapshot | Account | Pending | Applied | Pin


def encode(value: Saved) -> bytes:
    """The bytes of the file of ``value``: same value, same bytes."""
    if isinstance(value, Account):
        return _encode_account(value)
    if isinstance(value, Pending):
        refused = {"refused": list(value.refused)}
        return write_json({"format": FORMAT, **raw_pending(value)}, refused)
    if isinstance(value, Pin):
        return _encode_pin(value)
    if isinstance(value, Applied):
        return write_json({"format": FORMAT, **raw_applied(value)}, {})
    raw: Raw = {"format": FORMAT}
    if isinstance(value, Reading):
        raw["week"] = value.week
    raw |= {"playlist": value.playlist, "name": value.name, "description": value.description}
    if isinstance(value, Snapshot):
        raw["public"] = value.public
    slots = [encode_slot(slot) for slot in value.slots]
    content = _content(raw | {"slots": slots})
    edited = isinstance(value, Reading) and value.edited
    raw |= {
        "snapshot": value.snapshot,
        "applied": value.applied if isinstance(value, Snapshot) else None,
        "tried_public": value.tried_public if isinstance(value, Snapshot) else None,
        "content": _EDITED if edited else content,
    }
    head = {k: v for k, v in raw.items() if v is not None or k == "public"}
    return write_json(head, {"slots": slots})


def _encode_pin(pin: Pin) -> bytes:
    head: Raw = {"format": FORMAT, "since": pin.since, "reason": pin.reason}
    details = {"name": pin.name, "description": pin.description}
    head |= {key: text for key, text in details.items() if text is not None}
    return write_json(head, {"slots": [encode_slot(slot) for slot in pin.slots]})


def _encode_account(account: Account) -> bytes:
    namesakes = [{"id": playlist, "name": name} for playlist, name in account.namesakes]
    requests = [{"hour": hour, "sent": sent} for hour, sent in account.requests]
    head = {"format": FORMAT, "id": account.id}
    return write_json(head, {"namesakes": namesakes, "requests": requests})


def decode_reading(value: object) -> Reading:
    """A lock; ``edited`` where its content is not the one that ``pull`` wrote."""
    raw = _checked(value, _WEEK, frozenset({"snapshot"}))
    return Reading(
        week=whole(raw["week"]),
        playlist=filled(raw["playlist"]),
        name=text(raw["name"]),
        description=text(raw["description"]),
        snapshot=optional_text(raw, "snapshot"),
        slots=tuple(map(decode_slot, items(raw["slots"]))),
        edited=text(raw["content"]) != _content(raw),
    )


def decode_snapshot(key: str, value: object) -> Snapshot:
    """A snapshot of the master ``key``.

    Where its content is not the one that was written, the version id no longer belongs to it
    and is None: the master is read again by the next command that reads.
    """
    raw = _checked(value, _MASTER, frozenset({"snapshot", "applied", "tried_public"}))
    snapshot = optional_text(raw, "snapshot")
    return Snapshot(
        key=key,
        playlist=filled(raw["playlist"]),
        name=text(raw["name"]),
        description=text(raw["description"]),
        public=flag_or_none(raw["public"]),
        snapshot=snapshot if text(raw["content"]) == _content(raw) else None,
        applied=optional_text(raw, "applied"),
        slots=tuple(map(decode_slot, items(raw["slots"]))),
        tried_public=flag(raw["tried_public"]) if "tried_public" in raw else None,
    )


def decode_pin(path: str, value: object) -> Pin:
    """The pin in the file ``path``."""
    raw = _checked(value, _PIN, frozenset({"name", "description"}))
    return Pin(
        path=path,
        since=text(raw["since"]),
        reason=text(raw["reason"]),
        slots=tuple(map(decode_slot, items(raw["slots"]))),
        name=optional_text(raw, "name"),
        description=optional_text(raw, "description"),
    )


def decode_account(value: object) -> Account:
    """Whose library this is."""
    raw = _checked(value, _ACCOUNT)
    namesakes = [keys(item, frozenset({"id", "name"})) for item in items(raw["namesakes"])]
    requests = [keys(item, frozenset({"hour", "sent"})) for item in items(raw["requests"])]
    return Account(
        id=filled(raw["id"]),
        namesakes=tuple((text(item["id"]), text(item["name"])) for item in namesakes),
        requests=tuple((text(item["hour"]), whole(item["sent"])) for item in requests),
    )


def _checked(value: object, needed: frozenset[str], more: frozenset[str] = frozenset()) -> Raw:
    return current(keys(value, needed, more))


def _content(raw: Raw) -> str:
    return digest({k: v for k, v in raw.items() if k not in _UNSEEN})


def write_json(head: Raw, lists: Mapping[str, Sequence[object]]) -> bytes:
    """One JSON object with a line per head key and a line per item of each list."""
    members = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    members += [f"{_json(key)}: [{_lines(rows)}]" for key, rows in lists.items()]
    body = ",\n  ".join(members)
    return f"{{\n  {body}\n}}\n".encode()


def _lines(rows: Iterable[object]) -> str:
    body = ",\n    ".join(map(_json, rows))
    return f"\n    {body}\n  " if body else ""


def _json(value: object) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    return _ACTIVE.sub(lambda char: f"\\u{ord(char[0]):04x}", plain)
