"""The ``fields`` filter, and the traps that Spotify sets with it."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.simulator.fields import select
from tests.simulator.ask import a_list, a_uri, an_id, ask, told, world
from tests.simulator_fixture import serve

VALUE = {
    "total": 2,
    "next": None,
    "items": [
        {"added_at": "then", "item": {"name": "a", "album": {"name": "A", "images": []}}},
        {"added_at": "now", "item": None},
    ],
}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("total", {"total": 2}),
        ("total,next", {"total": 2, "next": None}),
        (" total , next ", {"total": 2, "next": None}),
        (
            "items(item(name))",
            {"items": [{"item": {"name": "a"}}, {"item": None}]},
        ),
        (
            "items.item.name",
            {"items": [{"item": {"name": "a"}}, {"item": None}]},
        ),
        (
            "items(added_at,item.album(!images))",
            {
                "items": [
                    {"added_at": "then", "item": {"album": {"name": "A"}}},
                    {"added_at": "now", "item": None},
                ]
            },
        ),
        ("!items", {"total": 2, "next": None}),
        ("!items,total", {"total": 2, "next": None}),
        ("items.item.name,items.added_at,items.item", {"items": VALUE["items"]}),
        ("items,items.added_at", {"items": VALUE["items"]}),
        ("total(what)", {"total": 2}),
        ("items(track(uri))", {"items": [{}, {}]}),
        ("tracks.items(track(uri))", {}),
    ],
)
def test_a_filter_leaves_what_it_names(fields: str, expected: object) -> None:
    assert select(VALUE, fields) == expected


@pytest.mark.parametrize(
    "fields", ["items(", "items)", "items(name", "(a)", "a,,b", "a.", "a b", "é", "!", "a(" * 60]
)
def test_a_filter_that_does_not_parse_is_refused(fields: str) -> None:
    with serve(world(a_list("Week", "a"))) as simulator:
        answer = ask(simulator, f"playlists/{an_id('Week')}/items", fields=fields)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "Invalid fields")


def items(generation: str, path: str, fields: str) -> Any:
    with serve(world(a_list("Week", "a", None), generation=generation)) as simulator:
        return told(simulator, f"playlists/{an_id('Week')}{path}", fields=fields)


def test_a_filter_with_the_names_of_today_gives_the_tracks() -> None:
    expected = [{"item": {"uri": a_uri("a")}}, {"item": None}]
    assert items("new", "/items", "items(item(uri)),total") == {"items": expected, "total": 2}
    assert items("new", "", "items.items(item(uri))") == {"items": {"items": expected}}


def test_a_filter_with_the_names_of_yesterday_loses_them_without_an_error() -> None:
    assert items("new", "/items", "items(track(uri))") == {"items": [{}, {}]}
    assert items("new", "", "tracks.items(track(uri))") == {}


def test_an_old_app_filters_by_the_old_names() -> None:
    expected = [{"track": {"uri": a_uri("a")}}, {"track": None}]
    assert items("old", "/items", "items(track(uri))") == {"items": expected}


def test_links_to_further_pages_keep_the_filter() -> None:
    with serve(world(a_list("Week", "a", "b"))) as simulator:
        path = f"playlists/{an_id('Week')}/items"
        page = told(simulator, path, fields="next,items(item(name))", limit=1)
        second = told(simulator, page["next"].removeprefix(simulator.url))
    assert second == {"items": [{"item": {"name": "b"}}], "next": None}


def test_links_inside_a_playlist_leave_its_filter_behind() -> None:
    with serve(world(a_list("Week", *(f"t{n}" for n in range(60))))) as simulator:
        fields = "items(next,items(item(uri)))"
        inline = told(simulator, f"playlists/{an_id('Week')}", fields=fields)["items"]
        rest = told(simulator, inline["next"].removeprefix(simulator.url))
    assert inline["items"][0] == {"item": {"uri": a_uri("t0")}}
    assert [row["item"]["uri"] for row in rest["items"]] == [a_uri(f"t{n}") for n in range(50, 60)]
