"""Every value survives its file, byte for byte the same, one slot to a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from aum_sync.errors import StateError
from aum_sync.season.items import Artist, Pin, Reading, Slot, Snapshot
from aum_sync.store import files, requests
from aum_sync.store.document import read_document, schema_text
from aum_sync.store.files import decode_account, decode_reading, decode_snapshot
from aum_sync.store.requests import Request
from aum_sync.store.runs import decode_applied, decode_pending
from tests.store.values import (
    ACCOUNTS,
    APPLIEDS,
    PENDINGS,
    PINS,
    READINGS,
    REQUESTS,
    SNAPSHOTS,
)

Decode = Callable[[object], Any]


def snapshot_of(value: object) -> Snapshot:
    """The snapshot of the master ``rap``."""
    return decode_snapshot("rap", value)


def pin_of(value: object) -> Pin:
    """The pin in ``x.json``."""
    return files.decode_pin("state/pins/x.json", value)


def request_of(value: object) -> Request:
    """The request of number 7."""
    return requests._decode(7, value)


def encode(value: files.Saved | Request) -> bytes:
    """The bytes of the file of a value."""
    return value.encode() if isinstance(value, Request) else files.encode(value)


KINDS: list[tuple[str, Decode, st.SearchStrategy[Any]]] = [
    ("week", decode_reading, READINGS),
    ("master", snapshot_of, SNAPSHOTS),
    ("account", decode_account, ACCOUNTS),
    ("pending", decode_pending, PENDINGS),
    ("applied", decode_applied, APPLIEDS),
    ("pin", pin_of, PINS),
    ("request", request_of, REQUESTS),
]
LISTS = ("slots", "namesakes", "requests", "refused", "snapshots")
EACH = pytest.mark.parametrize(("name", "decode", "values"), KINDS, ids=[k[0] for k in KINDS])


@EACH
@given(data=st.data())
def test_a_value_survives_its_file_and_the_bytes_are_stable(
    name: str, decode: Decode, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    written = encode(value)
    read = read_document("state/x.json", written, name, decode)
    assert read == value
    assert encode(read) == written
    assert Draft202012Validator(json.loads(schema_text(name))).is_valid(json.loads(written))


@EACH
@given(data=st.data())
def test_every_item_is_one_line_with_nothing_that_acts_on_a_terminal(
    name: str,  # noqa: ARG001 (the parameters of EACH)
    decode: Decode,  # noqa: ARG001
    values: st.SearchStrategy[Any],
    data: st.DataObject,
) -> None:
    value = data.draw(values)
    text = encode(value).decode()
    assert text.endswith("}\n")
    assert "\x1b" not in text
    assert "\u202e" not in text
    rows = [line for line in text.splitlines() if line.startswith("    ")]
    assert [json.loads(row.rstrip(",")) for row in rows] == [
        item for key in LISTS for item in json.loads(text).get(key, [])
    ]
    assert len(rows) == sum(len(getattr(value, key, ())) for key in LISTS)


@pytest.mark.parametrize(
    "sign",
    ["\x1b", "\x7f", "\x85", "\u2028", "\u202a", "\u202e", "\u2066", "\ufeff", "\ud800"],
)
def test_signs_that_break_a_line_or_turn_a_diff_around_are_escaped(sign: str) -> None:
    name = f"a{sign}\\{sign}b"
    written = encode(Reading(1, "p", name, "", None, (Slot("u", name),)))
    assert sign.encode("utf-8", "surrogatepass") not in written
    assert decode_reading(json.loads(written)).slots[0].name == name


def test_the_file_reads_like_a_change_to_a_playlist() -> None:
    slots = (
        Slot("spotify:track:a", "שיר", (Artist("1", "Ä"),), "Album", 5, "X1", None, "2026"),
        Slot(None, state="null"),
        Slot("spotify:track:b", "B", state="local", linked_from="spotify:track:c"),
    )
    reading = Reading(7, "pl", "Aum#7", "♩ Rap 3", "v", slots)
    content = json.loads(encode(reading))["content"]
    assert (
        encode(reading).decode()
        == f"""{{
  "format": 1,
  "week": 7,
  "playlist": "pl",
  "name": "Aum#7",
  "description": "♩ Rap 3",
  "snapshot": "v",
  "content": "{content}",
  "slots": [
    {{"uri": "spotify:track:a", "name": "שיר", "artists": [{{"id": "1", "name": "Ä"}}], \
"album": "Album", "duration_ms": 5, "isrc": "X1", "added_at": "2026"}},
    {{"uri": null, "name": "", "artists": [], "album": "", "duration_ms": 0, "state": "null"}},
    {{"uri": "spotify:track:b", "name": "B", "artists": [], "album": "", "duration_ms": 0, \
"linked_from": "spotify:track:c", "state": "local"}}
  ]
}}
"""
    )


@given(READINGS.filter(lambda reading: not reading.edited), st.data())
def test_any_hand_edit_of_a_lock_is_noticed(reading: Reading, data: st.DataObject) -> None:
    raw = json.loads(encode(reading))
    key = data.draw(st.sampled_from(("name", "description", "playlist", "week")))
    raw[key] = raw[key] + 1 if key == "week" else raw[key] + "x"
    assert decode_reading(raw).edited


@given(SNAPSHOTS)
def test_a_version_id_belongs_to_no_content_but_its_own(snapshot: Snapshot) -> None:
    raw = json.loads(encode(snapshot))
    edited = decode_snapshot("rap", raw | {"description": snapshot.description + "x"})
    assert edited == replace(snapshot, description=snapshot.description + "x", snapshot=None)


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 1, -1, 1.0, 1.5, "", "x", "null", "track", [], {}, [1], {"x": 1}, [[]]]
)


INTEGERS = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, v: type(v) is int)
STRICT = extend(Draft202012Validator, type_checker=INTEGERS)  # type: ignore[no-untyped-call]


def _spoil(raw: Any, data: st.DataObject) -> None:
    """Change, add or take out one thing somewhere in a parsed file."""
    inner = [value for value in (raw.values() if isinstance(raw, dict) else raw) if value]
    deeper = [value for value in inner if isinstance(value, dict | list)]
    inside: bool = data.draw(st.booleans())
    if deeper and inside:
        _spoil(data.draw(st.sampled_from(deeper)), data)
        return
    if isinstance(raw, list):
        raw.insert(0, data.draw(JUNK))
        return
    key = data.draw(st.sampled_from([*sorted(raw), "isrc", "state", "snapshot", "else"]))
    if data.draw(st.booleans()):
        raw[key] = data.draw(JUNK)
    else:
        raw.pop(key, None)


@EACH
@given(data=st.data())
def test_the_fast_decoders_and_the_schemas_agree_on_what_is_well_formed(
    name: str, decode: Decode, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    raw = json.loads(encode(data.draw(values)))
    _spoil(raw, data)
    if STRICT(json.loads(schema_text(name))).is_valid(raw):
        read_document("state/x.json", json.dumps(raw).encode(), name, decode)
    else:
        with pytest.raises(StateError) as caught:
            read_document("state/x.json", json.dumps(raw).encode(), name, decode)
        assert all(fault.place for fault in caught.value.faults)


def test_locks_snapshots_and_pins_have_the_same_slots() -> None:
    week, master, pin = (json.loads(schema_text(name)) for name in ("week", "master", "pin"))
    assert week["$defs"] == master["$defs"] == pin["$defs"]
