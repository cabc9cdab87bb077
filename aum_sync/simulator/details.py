"""Writing what a playlist is: create it, change its details, its cover.

Facts: SPOTIFY.md 3.7, 3.8, 3.10. Wordings that nobody has recorded are ours.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import replace
from typing import Any

from aum_sync.simulator.bodies import bad, fields, json_body
from aum_sync.simulator.call import Call
from aum_sync.simulator.endpoints import whole
from aum_sync.simulator.tokens import MODIFY, UPLOAD
from aum_sync.simulator.wire import Answer, RefusedError, done, error, forbidden, json_text
from aum_sync.simulator.world import Playlist

_KINDS = {"name": str, "description": str, "public": bool, "collaborative": bool}
_LONGEST_NAME, _LONGEST_DESCRIPTION = 100, 300
_MOST_BYTES = 256 * 1024
_JPEG = b"\xff\xd8\xff"
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def create(call: Call) -> Answer:
    """POST /me/playlists: an empty list on top of the library, whatever else bears its name."""
    call.demand(*MODIFY)
    given = fields(json_body(call.request), _KINDS)
    if "name" not in given:
        raise bad("Missing required field: name")
    user = call.world.user.id
    made = _changed(call, Playlist(call.live.fresh_id(given["name"]), owner=user), given)
    snapshot = call.write(made)
    return Answer(201, json_text(whole(call, made, snapshot)))


def create_for(call: Call, user: str) -> Answer:
    """POST /users/{id}/playlists: the same, for old apps."""
    if user != call.world.user.id:
        raise RefusedError(forbidden())
    return create(call)


def change(call: Call, name: str) -> Answer:
    """PUT /playlists/{id}: name, description, public and collaborative, each where given."""
    call.demand(*MODIFY)
    found = call.owned(name)
    given = fields(json_body(call.request), _KINDS)
    if not given:
        raise bad("Error parsing JSON.")
    call.write(_changed(call, found, given))
    return done()


def upload_cover(call: Call, name: str) -> Answer:
    """PUT /playlists/{id}/images: base64 of a JPEG.

    Only the version changes: covers are made up here, and follow from the list's id.
    """
    call.demand(*MODIFY, UPLOAD)
    found = call.owned(name)
    if len(call.request.body) > _MOST_BYTES:
        raise RefusedError(error(413, "Payload too large"))
    if not _is_jpeg(call.request.body):
        raise bad("Invalid image")
    call.write(found)
    return done(202)


def _changed(call: Call, playlist: Playlist, given: dict[str, Any]) -> Playlist:
    """The playlist with what was given; refuses what Spotify refuses."""
    _check(playlist, given)
    changed: dict[str, Any] = {key: given[key] for key in ("name", "collaborative") if key in given}
    if "description" in given:
        changed["description"] = _escaped(given["description"])
    # New apps are told 200, and `public` stays what it is (observed in September 2026).
    if "public" in given and call.world.generation != "new":
        changed["public"] = given["public"]
    return replace(playlist, **changed)


def _check(playlist: Playlist, given: dict[str, Any]) -> None:
    if not 0 < len(given.get("name", "x").strip()) <= _LONGEST_NAME:
        raise bad("Invalid playlist name")
    description = given.get("description", "")
    if len(description) > _LONGEST_DESCRIPTION or "\n" in description or "\r" in description:
        raise RefusedError(error(500, "Server error."))
    if _LINK.search(description):
        raise bad("Invalid playlist description")
    shared = given.get("collaborative", playlist.collaborative)
    if shared and given.get("public", playlist.public) is not False:
        raise bad("Collaborative playlists can only be private")


def _escaped(text: str) -> str:
    """As Spotify reads a description back: ``14&#x2F;02 R&amp;B``."""
    return html.escape(text).replace("/", "&#x2F;")


def _is_jpeg(body: bytes) -> bool:
    try:
        return base64.b64decode(body, validate=True).startswith(_JPEG)
    except ValueError:
        return False
