"""Spotify's JSON as slots and cards. Pure and total: a value, or a ShapeError naming the request.

Three shapes are alive (SPOTIFY.md 3.2, 10): the old names only (``tracks``, ``track``), the new
ones only (``items``, ``item``), and both. The new name is read first, the old one else. A missing
or null detail has a default; a row without its subject would be lost data and is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, NoReturn, TypeVar

from aum_sync.season.items import NULL_SLOT, Artist, Card, Slot, SlotState
from aum_sync.spotify.errors import ShapeError

_T = TypeVar("_T")
Json = dict[str, object]
Generation = Literal["new", "old", "both"]
"""An app of after February 2026, one of before, or one that is told both (SPOTIFY.md 3.0b, 10)."""
_ID = re.compile("[0-9A-Za-z]{22}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON value from Spotify and the request (method and path) that it answers."""

    request: str
    json: object


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """Some rows of a list, in order, and how many rows the whole list has."""

    rows: tuple[_T, ...]
    total: int


def to_account_id(answer: Answer) -> str:
    """The id of an account, as playlists name their owner."""
    return _given(_object(answer, answer.json).get("id")) or _odd(answer, "the account has no `id`")


def to_new_id(answer: Answer) -> str:
    """The id of a playlist that was just created."""
    created = _given(_object(answer, answer.json).get("id"))
    if not created or not _ID.fullmatch(created):
        _odd(answer, "the new playlist has no usable `id`")
    return created


def to_version(answer: Answer) -> str:
    """The version id that confirms a write of a playlist's items."""
    version = _given(_object(answer, answer.json).get("snapshot_id"))
    return version or _odd(answer, "the answer has no `snapshot_id`")


def to_flags(answer: Answer, count: int) -> tuple[bool, ...]:
    """As many yes or no as were asked for."""
    flags = answer.json
    if not isinstance(flags, list) or not all(isinstance(flag, bool) for flag in flags):
        _odd(answer, "there is no list of true and false")
    if len(flags) != count:
        _odd(answer, f"{count} were asked for, {len(flags)} are answered")
    return tuple(flags)


def to_generation(answer: Answer) -> Generation:
    """Which names the app is told a playlist's items by."""
    told = _object(answer, answer.json).keys() & {"items", "tracks"}
    if not told:
        _odd(answer, "a playlist has neither `items` nor `tracks`")
    return "both" if len(told) > 1 else "new" if "items" in told else "old"


def to_card(answer: Answer) -> Card:
    """A playlist without its items. Its description is kept as sent, entities and all."""
    return _card(answer, answer.json)


def to_card_page(answer: Answer) -> Page[Card | None]:
    """A page of the library; None where Spotify lists a playlist that it does not show."""
    return _page(answer, lambda row: None if row is None else _card(answer, row))


def to_slot_page(answer: Answer) -> Page[Slot]:
    """A page of a playlist's positions. A null row, or one with a null subject, keeps its place."""
    return _page(answer, lambda row: NULL_SLOT if row is None else _slot(answer, row))


def _page(answer: Answer, convert: Callable[[object], _T]) -> Page[_T]:
    page = _object(answer, answer.json)
    total, rows = page.get("total"), page.get("items")
    if not isinstance(total, int) or isinstance(total, bool) or total < 0:
        _odd(answer, "the list has no `total`")
    if rows is None and total == 0:
        rows = []
    if not isinstance(rows, list):
        _odd(answer, "the list has no `items`")
    return Page(tuple(convert(row) for row in rows), total)


def _card(answer: Answer, value: object) -> Card:
    playlist = _object(answer, value)
    public = playlist.get("public")
    return Card(
        id=_given(playlist.get("id")) or _odd(answer, "a playlist has no `id`"),
        name=_text(playlist.get("name")),
        description=_text(playlist.get("description")),
        owner=_text(_part(playlist, "owner").get("id")),
        public=public if isinstance(public, bool) else None,
        collaborative=playlist.get("collaborative") is True,
        snapshot=_given(playlist.get("snapshot_id")),
        total=_count(_part(playlist, "items").get("total"), _part(playlist, "tracks").get("total")),
    )


def _slot(answer: Answer, value: object) -> Slot:
    row = _object(answer, value)
    subject = _first(row.get("item"), row.get("track"))
    if subject is None and not row.keys() & {"item", "track"}:
        _odd(answer, "a row has neither `item` nor `track`")
    added_at = _given(row.get("added_at"))
    if subject is None:
        return Slot(uri=None, added_at=added_at, state="null")
    track = _object(answer, subject)
    if not track.keys() & {"uri", "name"}:
        _odd(answer, "an item has neither `uri` nor `name`")
    uri = _given(track.get("uri"))
    linked_from = _given(_part(track, "linked_from").get("uri"))
    return Slot(
        uri=uri,
        name=_text(track.get("name")),
        artists=_artists(track.get("artists")),
        album=_text(_part(track, "album").get("name")),
        duration_ms=_count(track.get("duration_ms")) or 0,
        isrc=_given(_part(track, "external_ids").get("isrc")),
        linked_from=linked_from if linked_from != uri else None,
        added_at=added_at,
        state=_state(row, track, uri or ""),
    )


def _state(row: Json, track: Json, uri: str) -> SlotState:
    if row.get("is_local") is True or track.get("is_local") is True:
        return "local"
    if uri.startswith("spotify:local:"):
        return "local"
    if not uri:
        return "null"
    is_episode = track.get("type") == "episode" or uri.startswith("spotify:episode:")
    return "episode" if is_episode else "track"


def _artists(value: object) -> tuple[Artist, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(
        Artist(_given(row.get("id")), _text(row.get("name")))
        for row in rows
        if isinstance(row, dict)
    )


def _object(answer: Answer, value: object) -> Json:
    if not isinstance(value, dict):
        _odd(answer, "there is no object where one is due")
    return value


def _part(parent: Json, key: str) -> Json:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _first(*values: object) -> object:
    return next((value for value in values if value is not None), None)


def _text(value: object) -> str:
    """A string that can be written as UTF-8: JSON can carry halves of characters, files cannot."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _given(value: object) -> str | None:
    """The text, None where there is none."""
    return _text(value) or None


def _count(*values: object) -> int | None:
    """The first that is a whole number and not negative."""
    numbers = (value for value in values if isinstance(value, int) and not isinstance(value, bool))
    return next((number for number in numbers if number >= 0), None)


def _odd(answer: Answer, what: str) -> NoReturn:
    raise ShapeError(
        f"Spotify's answer is not of the expected shape: {answer.request} ({what})",
        hint="its API may have changed: update aum_sync or report it",
    )
