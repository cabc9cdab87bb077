"""Arbitrary values of a season's state, hostile text included."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from aum_sync.season.items import Account, Applied, Artist, Pending, Pin, Reading, Slot, Snapshot
from aum_sync.store.files import ACCOUNT, master_path
from aum_sync.store.requests import Request


def _survives(text: str) -> bool:
    """Two lone surrogates side by side are one letter in JSON; Spotify cannot send them apart."""
    return str(json.loads(json.dumps(text))) == text


_HOSTILE = '\x00\x1b\n\r\t"\\\x7f\x85\u2028\u2029\u202e\u2066\ufeff\ud800\udfff𝐀א😀}{],:'
TEXTS = st.text(st.characters() | st.sampled_from(_HOSTILE), max_size=12).filter(_survives)
IDS = st.text("abcXYZ019", min_size=1, max_size=22)
SMALL = st.integers(0, 10**7)

ARTISTS = st.builds(Artist, st.none() | IDS, TEXTS)
_DETAILS = {
    "name": TEXTS,
    "artists": st.lists(ARTISTS, max_size=3).map(tuple),
    "album": TEXTS,
    "duration_ms": SMALL,
    "isrc": st.none() | TEXTS,
    "linked_from": st.none() | TEXTS,
    "added_at": st.none() | TEXTS,
}
SLOTS = st.builds(
    Slot, uri=TEXTS, state=st.sampled_from(("track", "local", "episode")), **_DETAILS
) | st.builds(Slot, uri=st.none(), state=st.just("null"), **_DETAILS)
CONTENTS = st.lists(SLOTS, max_size=4).map(tuple)
_PLAYLIST = {
    "playlist": IDS,
    "name": TEXTS,
    "description": TEXTS,
    "snapshot": st.none() | TEXTS,
    "slots": CONTENTS,
}
READINGS = st.builds(Reading, week=st.integers(0, 999_999), edited=st.booleans(), **_PLAYLIST)
SNAPSHOTS = st.builds(
    Snapshot,
    key=st.just("rap"),
    public=st.none() | st.booleans(),
    applied=st.none() | TEXTS,
    tried_public=st.none() | st.booleans(),
    **_PLAYLIST,
)
ACCOUNTS = st.builds(
    Account,
    id=IDS,
    namesakes=st.lists(st.tuples(IDS, TEXTS), max_size=3).map(tuple),
    requests=st.lists(st.tuples(TEXTS, SMALL), max_size=3).map(tuple),
)
PENDINGS = st.builds(
    Pending,
    commit=IDS,
    digest=IDS,
    number=SMALL,
    run=TEXTS,
    state_commit=st.none() | TEXTS,
    retry_at=st.none() | TEXTS,
    refused=st.lists(TEXTS, max_size=3).map(tuple),
)
APPLIEDS = st.builds(
    Applied, number=SMALL, commit=IDS, digest=IDS, run=TEXTS, before=TEXTS, at=TEXTS
)
PINS = st.builds(
    Pin,
    path=st.just("state/pins/x.json"),
    since=TEXTS,
    reason=TEXTS,
    slots=CONTENTS,
    name=st.none() | TEXTS,
    description=st.none() | TEXTS,
)
_NAMED = st.tuples(
    st.sampled_from([ACCOUNT, master_path("rap")]),
    st.text("0123456789abcdef", min_size=40, max_size=40),
)
REQUESTS = st.builds(
    Request,
    number=st.just(7),
    reason=TEXTS.filter(bool),
    snapshots=st.lists(_NAMED, max_size=3).map(tuple),
)
