"""Any world at all, for Hypothesis."""

from __future__ import annotations

from urllib.parse import quote_plus

from hypothesis import strategies as st

from aum_sync.season.items import Artist
from aum_sync.simulator.world import Item, Playlist, User, World, invented_id

texts = st.text(max_size=12)
ids = st.integers(0, 10_000).map(invented_id)
track_uris = ids.map("spotify:track:{}".format)
moments = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))
artists = st.lists(st.builds(Artist, ids | st.none(), texts), max_size=3).map(tuple)
details = {
    "name": texts,
    "duration_ms": st.integers(0, 10**7),
    "artists": artists,
    "album": texts,
    "isrc": st.none() | texts.filter(bool),
    "added_at": st.none() | moments,
}
tracks = st.builds(
    Item, track_uris, **details, linked_from=st.none() | track_uris, read_as=st.none() | track_uris
)
lost = st.builds(Item, track_uris, **details, readable=st.just(value=False))
episodes = st.builds(Item, ids.map("spotify:episode:{}".format), **details)
local_files = st.builds(
    Item, texts.map(lambda text: f"spotify:local:{quote_plus(text)}::x:1"), **details
)
items = tracks | lost | episodes | local_files | st.none()
users = st.builds(User, texts.filter(bool), texts)
playlists = st.builds(
    Playlist,
    ids,
    texts,
    st.none() | texts,
    st.none() | st.booleans(),
    st.booleans(),
    texts.filter(bool),
    st.lists(items, max_size=8).map(tuple),
    st.booleans(),
)
libraries = st.lists(
    st.none() | playlists, max_size=6, unique_by=lambda one: one.id if one else object()
).map(tuple)
worlds = st.builds(
    World,
    users,
    st.sampled_from(["new", "old", "both"]),
    st.integers(0, 60) | st.floats(0, 60),
    libraries,
)
