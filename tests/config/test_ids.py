"""The forms in which people copy ids from Spotify."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.config.ids import artist_id, playlist_id, track_uri
from aum_sync.config.shape import schema_text

ID = "4uLU6hMCjMI75M1A2tKUQC"
FORMS = [
    "{id}",
    "spotify:{kind}:{id}",
    "spotify:{kind}:{id}?si=ab12",
    "https://open.spotify.com/{kind}/{id}",
    "http://open.spotify.com/{kind}/{id}/",
    "https://open.spotify.com/{kind}/{id}?si=ab12&pi=x",
    "https://open.spotify.com/intl-de/{kind}/{id}",
    "https://open.spotify.com/intl-pt-BR/{kind}/{id}?si=ab12",
    "https://open.spotify.com/embed/{kind}/{id}?utm_source=generator",
]
NO_FORMS = [
    "",
    "My playlist",
    ID[:-1],
    ID + "x",
    "{kind}:{id}",
    "spotify:album:{id}",
    "https://open.spotify.com/album/{id}",
    "https://open.example.com/{kind}/{id}",
    "https://open.spotify.com/{kind}/{id}x",
    "spotify:{kind}:{id}?si=1 2",
    "{id}?si=1",
    "https://open.spotify.com/embed/album/{id}",
]


@pytest.mark.parametrize("form", FORMS)
def test_ids_uris_and_urls_are_the_same_playlist_track_and_artist(form: str) -> None:
    assert playlist_id(form.format(kind="playlist", id=ID)) == ID
    assert track_uri(form.format(kind="track", id=ID)) == f"spotify:track:{ID}"
    assert artist_id(form.format(kind="artist", id=ID)) == ID


@pytest.mark.parametrize("form", NO_FORMS)
def test_anything_else_is_none(form: str) -> None:
    assert playlist_id(form.format(kind="playlist", id=ID)) is None
    assert track_uri(form.format(kind="track", id=ID)) is None
    assert artist_id(form.format(kind="artist", id=ID)) is None


PATTERNS = {
    kind: json.loads(schema_text())["$defs"][kind]["pattern"] for kind in ("playlist", "track")
}


@settings(deadline=None)
@given(st.one_of(*(st.from_regex(pattern, fullmatch=True) for pattern in PATTERNS.values())))
def test_what_the_schema_lets_pass_can_be_taken_apart(text: str) -> None:
    for kind, parse in (("playlist", playlist_id), ("track", track_uri)):
        passes = re.fullmatch(PATTERNS[kind], text) is not None
        assert passes == (parse(text) is not None)
