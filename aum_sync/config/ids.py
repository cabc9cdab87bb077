"""Spotify's ids in the forms in which people copy them: id, URI, URL.

Which texts are such a form the schema says; here they are only taken apart.
"""

from __future__ import annotations

import regex

ID_LENGTH = 22

_ID = "(?P<id>[A-Za-z0-9]{22})"


def _pattern(kind: str) -> regex.Pattern[str]:
    page = rf"https?://open\.spotify\.com/(?:intl-[A-Za-z-]+/|embed/)?{kind}/"
    return regex.compile(rf"{_ID}|spotify:{kind}:{_ID}(?:[?]\S*)?|{page}{_ID}/?(?:[?]\S*)?")


_PLAYLIST, _TRACK, _ARTIST = map(_pattern, ("playlist", "track", "artist"))


def _id(pattern: regex.Pattern[str], text: str) -> str | None:
    found = pattern.fullmatch(text)
    return found["id"] if found else None


def playlist_id(text: str) -> str | None:
    """The id of a playlist given as id, URI or URL; None where it is none of these."""
    return _id(_PLAYLIST, text)


def track_uri(text: str) -> str | None:
    """The URI of a track given as id, URI or URL; None where it is none of these."""
    found = _id(_TRACK, text)
    return f"spotify:track:{found}" if found else None


def artist_id(text: str) -> str | None:
    """The id of an artist given as id, URI or URL; None for what can only be a name."""
    return _id(_ARTIST, text)
