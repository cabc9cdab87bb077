"""Writing what a playlist holds: add, replace, move, remove (SPOTIFY.md 3.4 to 3.6, 3.13)."""

from __future__ import annotations

import re
from dataclasses import replace

from aum_sync.simulator.bodies import bad, fields, json_body, texts
from aum_sync.simulator.call import Call
from aum_sync.simulator.pages import whole_number
from aum_sync.simulator.tokens import MODIFY
from aum_sync.simulator.wire import Answer, RefusedError, error, forbidden, json_text
from aum_sync.simulator.world import Item, Playlist

_ADDABLE = re.compile("spotify:(?:track|episode):[0-9A-Za-z]{22}")
_MOST = 100
_SIZE_LIMIT = 10_000
_NO_URIS = "No uris provided"
_TOO_MANY = "You can {} a maximum of 100 tracks per request."
_OUT_OF_BOUNDS = "Given positions are out of bounds"
_NOT_YOURS = error(403, "You cannot add tracks to a playlist you don't own.")
_MOVE = ("range_start", "insert_before", "range_length")
_Tracks = tuple[Item | None, ...]


def add(call: Call, name: str) -> Answer:
    """POST /playlists/{id}/items: up to 100 URIs, at a position or at the end.

    None is refused for being there already.
    """
    found = _writable(call, name, _NOT_YOURS)
    body = json_body(call.request)
    # The published schema knows objects only; Spotify takes the bare array that spotipy sends.
    told = {"uris": body} if isinstance(body, list) else body
    given = fields(told, {"uris": list, "position": int})
    uris = _uris(call, given.get("uris", []))
    if not uris:
        raise bad(_NO_URIS)
    at = _position(call, given.get("position"), len(found.tracks))
    if len(found.tracks) + len(uris) > _SIZE_LIMIT:
        raise bad("Playlist size limit reached")
    added = call.live.items(uris)
    return _written(call, found, (*found.tracks[:at], *added, *found.tracks[at:]), status=201)


def replace_or_move(call: Call, name: str) -> Answer:
    """PUT /playlists/{id}/items: replaces all items by up to 100 URIs, or moves a range."""
    found = _writable(call, name, forbidden())
    kinds = {"uris": list, **dict.fromkeys(_MOVE, int), "snapshot_id": str}
    given = fields(json_body(call.request), kinds)
    if "uris" not in given and "uris" not in call.request.query:
        return _written(call, found, _moved(found.tracks, given))
    if any(key in given for key in _MOVE):
        raise bad("Replace and reorder cannot be applied together")
    return _written(call, found, call.live.items(_uris(call, given.get("uris", []))))


def remove_items(call: Call, name: str) -> Answer:
    """DELETE /playlists/{id}/items: all copies of up to 100 URIs."""
    return _remove(call, name, "items")


def remove_tracks(call: Call, name: str) -> Answer:
    """DELETE /playlists/{id}/tracks: the same, under the key that old apps use."""
    return _remove(call, name, "tracks")


def _remove(call: Call, name: str, key: str) -> Answer:
    """Positions are taken and ignored; a URI that is not there is no error.

    The URI must be the one that was written: the one that a relinked track reads as takes
    nothing away (SPOTIFY.md 3.3).
    """
    found = _writable(call, name, forbidden())
    body = json_body(call.request)
    if isinstance(body, dict) and key not in body:
        raise bad(_NO_URIS)
    rows = fields(body, {key: list, "snapshot_id": str}).get(key, [])
    uris = [_row_uri(row) for row in rows]
    if not uris:
        raise bad(_NO_URIS)
    if len(uris) > _MOST:
        raise bad(_TOO_MANY.format("remove"))
    gone = {_checked(uri, "JSON body contains an invalid") for uri in uris}
    left = (item for item in found.tracks if item is None or item.written not in gone)
    return _written(call, found, tuple(left))


def _row_uri(row: object) -> str:
    if isinstance(row, str):
        raise bad("Invalid base62 id")
    if not isinstance(row, dict):
        raise bad("Error parsing JSON.")
    given = fields(row, {"uri": str, "positions": list})
    if "uri" not in given:
        raise bad(_NO_URIS)
    uri: str = given["uri"]
    return uri


def _writable(call: Call, name: str, refusal: Answer) -> Playlist:
    call.demand(*MODIFY)
    found = call.found(name)
    if not call.may_read(found):
        raise RefusedError(refusal)
    return found


def _uris(call: Call, given: list[object]) -> list[str]:
    """What is to be written; a query goes before a body, whose URIs it hides."""
    told = call.request.query.get("uris")
    if told is None:
        uris, where = texts(given), "JSON body contains an invalid"
    else:
        uris, where = [uri.strip() for uri in told.split(",") if uri.strip()], "Invalid"
    if len(uris) > _MOST:
        raise bad(_TOO_MANY.format("add"))
    return [_checked(uri, where) for uri in uris]


def _checked(uri: str, where: str) -> str:
    """A URI that can be written; local files cannot."""
    if not _ADDABLE.fullmatch(uri):
        raise bad(f"{where} track uri: {uri}")
    return uri


def _position(call: Call, given: int | None, size: int) -> int:
    told = call.request.query.get("position")
    at = whole_number(told) if told is not None else size if given is None else given
    if at is None or not 0 <= at <= size:
        raise bad(_OUT_OF_BOUNDS)
    return at


def _moved(tracks: _Tracks, given: dict[str, int]) -> _Tracks:
    for key in ("range_start", "insert_before"):
        if key not in given:
            raise bad(f"Missing {key} parameter")
    start, before, length = (given.get(key, 1) for key in _MOVE)
    end = start + length
    if not (0 <= start < end <= len(tracks) and 0 <= before <= len(tracks) and length <= _MOST):
        raise bad(_OUT_OF_BOUNDS)
    if start <= before <= end:
        return tracks
    moved, rest = tracks[start:end], (*tracks[:start], *tracks[end:])
    at = before if before < start else before - length
    return (*rest[:at], *moved, *rest[at:])


def _written(call: Call, found: Playlist, tracks: _Tracks, status: int = 200) -> Answer:
    snapshot = call.write(replace(found, tracks=tracks))
    return Answer(status, json_text({"snapshot_id": snapshot}))
