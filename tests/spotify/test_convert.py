"""JSON to slots and cards: every shape that is alive, every null, and nothing silently empty."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.season.items import NULL_SLOT, Artist, Card, Slot
from aum_sync.spotify.convert import Answer, to_account_id, to_card, to_card_page, to_slot_page
from aum_sync.spotify.errors import ShapeError

URI = "spotify:track:4uLU6hMCjMI75M1A2tKUQC"
TRACK: dict[str, object] = {
    "uri": URI,
    "type": "track",
    "name": "שיר",
    "duration_ms": 186000,
    "artists": [{"id": "4MCBfE4596Uoi2O4DtmEMz", "name": "Noga Erez"}, {"name": "Guest"}],
    "album": {"name": "Kids"},
    "external_ids": {"isrc": "ILA012345678"},
}
SLOT = Slot(
    uri=URI,
    name="שיר",
    artists=(Artist("4MCBfE4596Uoi2O4DtmEMz", "Noga Erez"), Artist(None, "Guest")),
    album="Kids",
    duration_ms=186000,
    isrc="ILA012345678",
    added_at="2026-01-02T03:04:05Z",
)


def slots(*rows: object) -> tuple[Slot, ...]:
    answer = Answer("GET /v1/playlists/x/items", {"total": len(rows), "items": list(rows)})
    return to_slot_page(answer).rows


def one(**track: object) -> Slot:
    return slots({"item": {**TRACK, **track}})[0]


def card(**playlist: object) -> Card:
    return to_card(Answer("GET /v1/playlists/x", {"id": "x", **playlist}))


@pytest.mark.parametrize(
    "subject",
    [
        {"item": TRACK},
        {"track": TRACK},
        {"item": TRACK, "track": TRACK},
        {"item": TRACK, "track": None},
        {"item": None, "track": TRACK},
        {"item": TRACK, "track": {**TRACK, "name": "the old twin"}},
    ],
    ids=["new", "old", "both", "new, old null", "old, new null", "new wins"],
)
def test_a_track_reads_the_same_in_all_shapes(subject: dict[str, object]) -> None:
    row = {"added_at": "2026-01-02T03:04:05Z", "is_local": False, **subject}
    assert slots(row) == (SLOT,)


def test_null_rows_and_null_subjects_keep_their_places() -> None:
    found = slots(
        None, {"item": TRACK}, {"added_at": "2026-01-02T03:04:05Z", "item": None}, {"track": None}
    )
    assert [slot.state for slot in found] == ["null", "track", "null", "null"]
    assert found[0] == found[3] == NULL_SLOT
    assert found[2].added_at == "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    "row",
    [
        {"is_local": True, "item": {"uri": "spotify:local:a:b:c:1", "name": "c", "album": None}},
        {"item": {"uri": "spotify:local:a:b:c:1", "name": "c", "is_local": True, "album": {}}},
        {"item": {"uri": "spotify:local:a:b:c:1", "name": "c"}},
    ],
    ids=["said by the row", "said by the item", "seen by the uri"],
)
def test_a_local_file_is_local(row: dict[str, object]) -> None:
    assert slots(row) == (Slot("spotify:local:a:b:c:1", "c", state="local"),)


@pytest.mark.parametrize("kind", [{"type": "episode"}, {}])
def test_an_episode_is_an_episode(kind: dict[str, object]) -> None:
    uri = "spotify:episode:512ojhOuo1ktJprKbVcKyQ"
    item = {**kind, "uri": uri, "name": "News", "duration_ms": 60000}
    assert slots({"item": item}) == (Slot(uri, "News", duration_ms=60000, state="episode"),)


def test_a_subject_without_a_uri_cannot_be_addressed() -> None:
    slot = one(uri=None)
    assert (slot.state, slot.uri, slot.name) == ("null", None, "שיר")


def test_the_uri_before_relinking_is_kept() -> None:
    other = "spotify:track:7ouMYWpwJ422jRcDASZB7P"
    slot = one(linked_from={"uri": other})
    assert (slot.uri, slot.linked_from, slot.written_uri) == (URI, other, other)


@pytest.mark.parametrize("linked", [None, {}, {"uri": None}, {"uri": URI}, "odd"])
def test_no_relinking_is_none(linked: object) -> None:
    assert one(linked_from=linked).linked_from is None


def test_nulls_in_details_have_defaults() -> None:
    bare = dict.fromkeys(TRACK) | {"uri": URI}
    assert slots({"item": bare, "added_at": None, "is_local": None}) == (Slot(URI),)


def test_null_artists_are_left_out_and_null_names_are_empty() -> None:
    assert one(artists=[None, {"id": "a", "name": None}]).artists == (Artist("a", ""),)


@pytest.mark.parametrize("length", [None, -1, 1.5, True, "1"])
def test_an_odd_length_is_zero(length: object) -> None:
    assert one(duration_ms=length).duration_ms == 0


def test_half_a_character_becomes_one_that_a_file_can_hold() -> None:
    assert one(name="a\ud83eb").name == "a\ufffdb"
    assert one(name="a🤖b").name == "a🤖b"


@pytest.mark.parametrize("counted", ["items", "tracks"])
def test_a_card_reads_old_and_new_names(counted: str) -> None:
    found = card(
        name="Aum#281",
        description="R&amp;B ⁵",
        owner={"id": "aum.music", "display_name": "Aum"},
        public=True,
        collaborative=True,
        snapshot_id="AAAA",
        **{counted: {"href": "…", "total": 30}},
    )
    assert found == Card("x", "Aum#281", "R&amp;B ⁵", "aum.music", True, True, "AAAA", 30)


def test_only_a_true_collaborative_is_one() -> None:
    assert [card(collaborative=value).collaborative for value in ("false", 1, None, True)] == [
        False,
        False,
        False,
        True,
    ]


def test_the_new_count_wins_and_the_old_one_helps_out() -> None:
    assert card(items={"total": 3}, tracks={"total": 2}).total == 3
    assert card(items={"total": None}, tracks={"total": 2}).total == 2


def test_a_bare_card_has_defaults() -> None:
    null = {"name": None, "description": None, "owner": None, "public": None, "tracks": None}
    assert card() == card(**null, snapshot_id=None, items=None) == Card("x", "", "", "")


def test_null_playlists_are_none() -> None:
    page = to_card_page(Answer("GET /v1/me/playlists", {"items": [None, {"id": "x"}], "total": 2}))
    assert page.rows == (None, Card("x", "", "", ""))


def test_an_empty_list_may_have_null_items() -> None:
    assert to_slot_page(Answer("r", {"items": None, "total": 0})).rows == ()


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([], "no object"),
        (None, "no object"),
        ("text", "no object"),
        ({"items": []}, "no `total`"),
        ({"items": [], "total": None}, "no `total`"),
        ({"items": [], "total": True}, "no `total`"),
        ({"items": [], "total": -1}, "no `total`"),
        ({"total": 0, "items": {}}, "no `items`"),
        ({"total": 3}, "no `items`"),
        ({"total": 3, "items": None}, "no `items`"),
        ({"total": 1, "items": [[]]}, "no object"),
        ({"total": 1, "items": [{}]}, "neither `item` nor `track`"),
        ({"total": 1, "items": [{"added_at": "2026-01-02T03:04:05Z"}]}, "neither `item`"),
        ({"total": 1, "items": [{"item": {}}]}, "neither `uri` nor `name`"),
        ({"total": 1, "items": [{"track": True}]}, "no object"),
    ],
)
def test_a_list_of_another_shape_is_an_error_that_names_the_request(
    value: object, what: str
) -> None:
    with pytest.raises(ShapeError, match="GET /v1/playlists/x/items") as caught:
        to_slot_page(Answer("GET /v1/playlists/x/items", value))
    assert what in str(caught.value)


@pytest.mark.parametrize("value", [[], {}, {"id": None}, {"id": 7}, {"id": ""}])
@pytest.mark.parametrize("convert", [to_card, to_account_id])
def test_nothing_goes_without_an_id(convert: Callable[[Answer], object], value: object) -> None:
    with pytest.raises(ShapeError, match="GET /v1/me "):
        convert(Answer("GET /v1/me", value))


_SPOKEN = "items,item,tracks,track,type,external_ids,is_local,snapshot_id"
_KEYS = st.sampled_from(
    [*Card.__dataclass_fields__, *Slot.__dataclass_fields__, *_SPOKEN.split(",")]
)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[]))
    | st.sampled_from([URI, "spotify:local:a:b:c:1"])
)
JSON = st.recursive(
    _LEAVES, lambda inner: st.lists(inner) | st.dictionaries(_KEYS | st.text(), inner)
)
PAGES = st.fixed_dictionaries({"total": st.integers(0), "items": st.lists(JSON)}) | JSON


@given(PAGES)
def test_any_json_is_a_value_that_a_file_can_hold_or_a_shape_error(value: object) -> None:
    for convert in (to_slot_page, to_card_page, to_card, to_account_id):
        with contextlib.suppress(ShapeError):
            found = convert(Answer("GET /v1/x", value))
            json.dumps(found, default=asdict, ensure_ascii=False).encode("utf-8")


@given(st.lists(st.none() | st.fixed_dictionaries({"item": st.none() | st.just(TRACK)})))
def test_as_many_slots_come_out_as_rows_went_in(rows: list[object]) -> None:
    assert len(slots(*rows)) == len(rows)
