"""From parsed JSON to typed values, fast: strict about every shape, silent about what is wrong.

A season is thousands of slots that are read at every command, too many for a schema validator.
So these decoders only answer yes or no; after a no the schema of the file says what and where.
"""

from __future__ import annotations

from typing import Any

from aum_sync.season.items import Artist, Slot

FORMAT = 1
"""The format of every file of ``state/``."""

Raw = dict[str, Any]


class UnlikeError(Exception):
    """A raw value does not have the shape that its schema asks for."""


def keys(raw: object, required: frozenset[str], optional: frozenset[str] = frozenset()) -> Raw:
    """``raw`` as an object with exactly these keys."""
    if type(raw) is not dict or not required <= raw.keys() <= required | optional:
        raise UnlikeError
    return raw


def current(raw: Raw) -> Raw:
    """``raw`` where it is of the format that this version reads."""
    if whole(raw["format"]) != FORMAT:
        raise UnlikeError
    return raw


def text(value: object) -> str:
    """A string."""
    if type(value) is not str:
        raise UnlikeError
    return value


def filled(value: object) -> str:
    """A string that is not empty."""
    if value == "":
        raise UnlikeError
    return text(value)


def text_or_none(value: object) -> str | None:
    """A string or null."""
    return None if value is None else text(value)


def optional_text(raw: Raw, key: str) -> str | None:
    """A string where the key is there; null is none."""
    return text(raw[key]) if key in raw else None


def flag(value: object) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise UnlikeError
    return value


def flag_or_none(value: object) -> bool | None:
    """True, false or null."""
    return None if value is None else flag(value)


def whole(value: object) -> int:
    """A whole number from 0 on; true and 1.0 are none."""
    if type(value) is not int or value < 0:
        raise UnlikeError
    return value


def items(value: object) -> list[object]:
    """A list."""
    if type(value) is not list:
        raise UnlikeError
    return value


_SLOT = frozenset({"uri", "name", "artists", "album", "duration_ms"})
_SLOT_MORE = frozenset({"isrc", "linked_from", "added_at", "state"})
_ARTIST = frozenset({"id", "name"})


def encode_slot(slot: Slot) -> Raw:
    """A slot in its fixed key order; what is absent, and the state of a plain track, left out."""
    raw: Raw = {
        "uri": slot.uri,
        "name": slot.name,
        "artists": [{"id": artist.id, "name": artist.name} for artist in slot.artists],
        "album": slot.album,
        "duration_ms": slot.duration_ms,
        "isrc": slot.isrc,
        "linked_from": slot.linked_from,
        "added_at": slot.added_at,
        "state": None if slot.state == "track" else slot.state,
    }
    return {k: v for k, v in raw.items() if v is not None or k in _SLOT}


def decode_slot(raw: object) -> Slot:
    """The slot that :func:`encode_slot` wrote. A URI is null exactly where the state says so."""
    slot = keys(raw, _SLOT, _SLOT_MORE)
    uri = text_or_none(slot["uri"])
    state = slot.get("state", "track")
    if state not in ("track", "local", "episode") if uri is not None else state != "null":
        raise UnlikeError
    return Slot(
        uri=uri,
        name=text(slot["name"]),
        artists=tuple([_artist(artist) for artist in items(slot["artists"])]),
        album=text(slot["album"]),
        duration_ms=whole(slot["duration_ms"]),
        isrc=optional_text(slot, "isrc"),
        linked_from=optional_text(slot, "linked_from"),
        added_at=optional_text(slot, "added_at"),
        state=state,
    )


def _artist(raw: object) -> Artist:
    artist = keys(raw, _ARTIST)
    return Artist(text_or_none(artist["id"]), text(artist["name"]))
