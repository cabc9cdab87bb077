"""Whole lists over real HTTP: pages, what is asked for, and lists that change meanwhile."""

from __future__ import annotations

import pytest

from aum_sync.pull.ports import Library
from aum_sync.season.items import Card
from aum_sync.spotify.errors import ChangedError, NotFoundError, ShapeError
from tests.spotify.conftest import Reach
from tests.spotify.scripted import Say, ok, page, scripted

ID = "37i9dQZF1DXcBWIGoYBM5M"


def rows(first: int, end: int) -> list[object]:
    return [{"item": {"uri": f"spotify:track:{n:022}", "name": str(n)}} for n in range(first, end)]


def pages(size: int) -> list[Say]:
    """The answers that a playlist of this size takes."""
    starts = range(0, max(size, 1), 50)
    return [page(rows(start, min(start + 50, size)), size) for start in starts]


@pytest.mark.parametrize(("size", "requests"), [(0, 1), (1, 1), (50, 1), (51, 2), (120, 3)])
def test_a_playlist_is_read_whole_with_one_request_per_50(
    reach: Reach, size: int, requests: int
) -> None:
    with scripted(*pages(size)) as server:
        library = reach(server.url)
        slots = library.slots(ID)
    assert [slot.name for slot in slots] == [str(n) for n in range(size)]
    assert library.requests == len(server.api) == requests
    assert [heard.query["offset"] for heard in server.api] == [str(50 * n) for n in range(requests)]
    assert {heard.query["limit"] for heard in server.api} == {"50"}
    assert {heard.path for heard in server.api} == {f"/v1/playlists/{ID}/items"}


def test_items_are_asked_for_by_both_names_with_episodes(reach: Reach) -> None:
    with scripted(page([], 0)) as server:
        reach(server.url).slots(ID)
    asked = server.api[0].query
    assert asked["additional_types"] == "track,episode"
    assert asked["fields"].startswith("total,items(added_at,is_local,item(uri,")
    assert ",track(uri," in asked["fields"]
    assert "market" not in asked


def test_smaller_pages_than_asked_for_are_no_loss(reach: Reach) -> None:
    with scripted(page(rows(0, 20), 45), page(rows(20, 40), 45), page(rows(40, 45), 45)) as server:
        slots = reach(server.url).slots(ID)
    assert len({slot.uri for slot in slots}) == 45
    assert [heard.query["offset"] for heard in server.api] == ["0", "20", "40"]


def test_empty_rows_of_a_stale_filter_are_no_tracks(reach: Reach) -> None:
    with (
        scripted(page([{}, {}], 2)) as server,
        pytest.raises(ShapeError, match=f"GET /v1/playlists/{ID}/items"),
    ):
        reach(server.url).slots(ID)


def test_a_list_that_changes_once_while_it_is_read_is_read_again(reach: Reach) -> None:
    with scripted(page(rows(0, 50), 51), page(rows(50, 51), 52), *pages(52)) as server:
        slots = reach(server.url).slots(ID)
    assert len(slots) == 52
    assert len(server.api) == 4


@pytest.mark.parametrize(
    "answers",
    [
        [page(rows(0, 50), 51), page(rows(50, 52), 52)] * 2,
        [page(rows(0, 50), 51), page([], 51)] * 2,
        [page(rows(0, 3), 2)] * 2,
    ],
    ids=["the total differs", "rows are missing", "too many rows"],
)
def test_a_list_that_keeps_changing_is_an_error(reach: Reach, answers: list[Say]) -> None:
    with scripted(*answers) as server, pytest.raises(ChangedError, match=ID) as caught:
        reach(server.url).slots(ID)
    assert len(server.api) == len(answers)
    assert "try again" in (caught.value.faults[0].hint or "")


def test_the_library_lists_every_playlist_once(reach: Reach) -> None:
    first = [{"id": f"p{n}", "name": f"Aum#{n}"} for n in range(49)]
    second = [{"id": "p48"}, {"id": "p49", "name": "last", "owner": {"id": "somebody"}}]
    with scripted(page([*first, None], 52), page(second, 52)) as server:
        library = reach(server.url)
        cards = library.cards()
    assert [card.id for card in cards] == [f"p{n}" for n in range(50)]
    assert cards[-1] == Card("p49", "last", "", "somebody")
    assert [heard.path for heard in server.api] == ["/v1/me/playlists"] * 2
    assert [heard.query for heard in server.api] == [
        {"limit": "50", "offset": "0"},
        {"limit": "50", "offset": "50"},
    ]


def test_an_empty_account_has_no_cards(reach: Reach) -> None:
    with scripted(page([], 0)) as server:
        assert reach(server.url).cards() == ()


def test_a_library_that_keeps_changing_is_an_error(reach: Reach) -> None:
    with (
        scripted(*[page([{"id": "x"}], 2), page([], 1)] * 2) as server,
        pytest.raises(ChangedError, match="the library changed"),
    ):
        reach(server.url).cards()


def test_one_playlist_takes_one_small_request(reach: Reach) -> None:
    someone_elses = {"id": ID, "name": "Other", "owner": {"id": "somebody"}, "public": False}
    with scripted(ok(someone_elses)) as server:
        card = reach(server.url).card(ID)
    assert card == Card(ID, "Other", "", "somebody", public=False)
    assert [heard.path for heard in server.api] == [f"/v1/playlists/{ID}"]
    assert "items.total,tracks.total" in server.api[0].query["fields"]


def test_the_account_is_asked_for_each_time(reach: Reach) -> None:
    with scripted(ok({"id": "aum.music"})) as server:
        library: Library = reach(server.url)
        assert library.account_id() == "aum.music"
    assert [heard.path for heard in server.api] == ["/v1/me/"]


def test_an_id_that_is_none_is_not_sent(reach: Reach) -> None:
    with (
        scripted() as server,
        pytest.raises(NotFoundError, match="nothing was sent: Unsupported URL"),
    ):
        reach(server.url).card("../me")
    assert server.api == []


def test_links_to_the_next_page_are_not_followed(reach: Reach) -> None:
    foreign = {"items": rows(0, 50), "total": 51, "next": "http://127.0.0.1:9/steal"}
    with scripted(ok(foreign), page(rows(50, 51), 51)) as server:
        assert len(reach(server.url).slots(ID)) == 51
    assert len(server.api) == 2
