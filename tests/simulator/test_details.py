"""Creating playlists, changing their details, covers, and the library that lists them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.simulator.ask import ME, a_list, a_uri, an_id, ask, send, told, world
from tests.simulator_fixture import serve

WEEK = an_id("Week")
PATH = f"playlists/{WEEK}"
URI = f"spotify:playlist:{WEEK}"
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 a picture")


def listed(simulator: Any, **query: Any) -> list[str]:
    return [one["name"] for one in told(simulator, "me/playlists", **query)["items"]]


def test_details_change_one_by_one_and_no_word_is_said() -> None:
    with serve(world(a_list("Week", "a", description="before"))) as simulator:
        answer = send(simulator, "PUT", PATH, {"name": "After"})
        assert (answer.status_code, answer.text) == (200, "")
        assert send(simulator, "PUT", PATH, {"description": "later"}).status_code == 200
        found = told(simulator, PATH)
        assert (found["name"], found["description"]) == ("After", "later")
        assert send(simulator, "PUT", PATH, {"description": ""}).status_code == 200
        assert told(simulator, PATH)["description"] == ""
        assert told(simulator, PATH)["items"]["total"] == 1


def test_what_is_written_into_a_description_is_read_back_escaped() -> None:
    text = '14/02 <R&B> "x" it\'s ♩ 𝘙𝘢𝘱⁶'
    escaped = "14&#x2F;02 &lt;R&amp;B&gt; &quot;x&quot; it&#x27;s ♩ 𝘙𝘢𝘱⁶"
    with serve(world(a_list("Week", description="a/b"))) as simulator:
        assert told(simulator, PATH)["description"] == "a/b"
        send(simulator, "PUT", PATH, {"description": text, "name": "R&B / Soul"})
        assert told(simulator, PATH)["description"] == escaped
        assert told(simulator, PATH)["name"] == "R&B / Soul"
        assert told(simulator, "me/playlists")["items"][0]["description"] == escaped


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"description": "x" * 300}, 200),
        ({"description": "x" * 301}, 500),
        ({"description": "one\ntwo"}, 500),
        ({"description": "one\rtwo"}, 500),
        ({"description": "see https://example.com"}, 400),
        ({"description": "see HTTP://example.com"}, 400),
        ({"description": "see www.example.com"}, 400),
        ({"description": "awww. http: and /"}, 200),
        ({"description": None}, 400),
        ({"name": "x" * 100}, 200),
        ({"name": "x" * 101}, 400),
        ({"name": "  "}, 400),
        ({"name": 5}, 400),
        ({"public": None}, 400),
        ({"public": 1}, 400),
        ({"collaborative": True}, 400),
        ({"collaborative": True, "public": False}, 200),
        ({"nmae": "After"}, 400),
        ({}, 400),
        (None, 400),
        (["name"], 400),
        (b"name", 400),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_details_that_spotify_does_not_take_change_nothing(
    method: str, body: Any, status: int
) -> None:
    path = PATH
    if method == "POST":
        path, status = "me/playlists", 201 if status == 200 else status
        body = {"name": "New", **body} if isinstance(body, dict) and body else body
    with serve(world(a_list("Week"))) as simulator:
        before = simulator.world
        assert send(simulator, method, path, body).status_code == status
        assert (simulator.world == before) == (status >= 400)


@pytest.mark.parametrize(
    ("generation", "was", "asked", "then"),
    [("new", True, False, True), ("new", False, True, False)]
    + [(old, was, not was, not was) for old in ("old", "both") for was in (True, False)],
)
def test_new_apps_cannot_change_public_and_are_not_told(
    generation: str, *, was: bool, asked: bool, then: bool
) -> None:
    with serve(world(a_list("Week", public=was), generation=generation)) as simulator:
        assert send(simulator, "PUT", PATH, {"public": asked}).status_code == 200
        assert told(simulator, PATH)["public"] is then
        created = send(simulator, "POST", "me/playlists", {"name": "New", "public": False}).json()
        assert created["public"] is (generation == "new")


def test_a_shared_list_cannot_be_made_public() -> None:
    shared = a_list("Week", public=False, collaborative=True)
    with serve(world(shared, generation="old")) as simulator:
        assert send(simulator, "PUT", PATH, {"public": True}).status_code == 400
        body = {"public": True, "collaborative": False}
        assert send(simulator, "PUT", PATH, body).status_code == 200
        assert told(simulator, PATH)["collaborative"] is False


def test_a_list_of_unknown_visibility_cannot_be_shared() -> None:
    with serve(world(a_list("Week", public=None))) as simulator:
        assert send(simulator, "PUT", PATH, {"collaborative": True}).status_code == 400
        assert told(simulator, PATH)["collaborative"] is False


def test_a_new_playlist_is_empty_and_on_top_whatever_its_name() -> None:
    with serve(world(a_list("Week", "a"))) as simulator:
        body = {"name": "Week", "description": "R&B"}
        made = [send(simulator, "POST", "me/playlists", body) for _ in range(2)]
        assert [answer.status_code for answer in made] == [201, 201]
        one, two = (answer.json() for answer in made)
        assert len({one["id"], two["id"], WEEK}) == 3
        assert (one["name"], one["description"], one["public"]) == ("Week", "R&amp;B", True)
        assert (one["owner"]["id"], one["items"]["total"]) == (ME, 0)
        assert told(simulator, f"playlists/{one['id']}") == one
        found = [row["id"] for row in told(simulator, "me/playlists")["items"]]
        assert found == [two["id"], one["id"], WEEK]


def test_an_id_is_never_given_twice() -> None:
    with serve(world()) as simulator:
        made = []
        for _ in range(2):
            made.append(send(simulator, "POST", "me/playlists", {"name": "New"}).json()["id"])
            send(simulator, "DELETE", "me/library", uris=f"spotify:playlist:{made[-1]}")
        saved = simulator.world
    with serve(saved) as again:
        made.append(send(again, "POST", "me/playlists", {"name": "New"}).json()["id"])
    assert len(set(made)) == 3


def test_old_apps_create_below_users() -> None:
    with serve(world(generation="old")) as simulator:
        assert send(simulator, "POST", f"users/{ME}/playlists", {"name": "A"}).status_code == 201
        assert send(simulator, "POST", "users/them/playlists", {"name": "B"}).status_code == 403
        assert listed(simulator) == ["A"]
    with serve(world()) as simulator:
        assert send(simulator, "POST", f"users/{ME}/playlists", {"name": "A"}).status_code == 403
        assert listed(simulator) == []


def test_an_unfollowed_list_is_listed_nowhere_and_can_still_be_read() -> None:
    with serve(world(a_list("Week", "a"), a_list("Other"))) as simulator:
        answer = send(simulator, "DELETE", "me/library", uris=URI)
        assert (answer.status_code, answer.text) == (200, "")
        assert listed(simulator) == ["Other"]
        assert told(simulator, PATH)["items"]["total"] == 1
        saved = simulator.world.to_json()
        assert '"in_library": false' in saved
        assert send(simulator, "PUT", "me/library", uris=URI).status_code == 200
        assert listed(simulator) == ["Week", "Other"]
        assert send(simulator, "PUT", "me/library", uris=URI).status_code == 500


def test_a_list_of_others_is_followed_and_left() -> None:
    with serve(world(a_list("Week", owner="them"), a_list("Own"))) as simulator:
        for method in ("PUT", "DELETE", "DELETE"):
            assert send(simulator, method, "me/library", uris=URI).status_code == 200
        assert listed(simulator) == ["Own"]


@pytest.mark.parametrize(
    ("uris", "status", "message"),
    [
        ("", 400, "Missing required field: uris"),
        (a_uri("a"), 400, "Invalid uri"),
        (f"{URI},nothing", 400, "Invalid uri"),
        (",".join([URI] * 41), 400, "Too many uris requested"),
        (f"spotify:playlist:{an_id('Gone')}", 404, "Resource not found"),
    ],
)
def test_the_library_takes_playlists_that_are_there(uris: str, status: int, message: str) -> None:
    with serve(world(a_list("Week"))) as simulator:
        before = simulator.world
        for method in ("PUT", "DELETE"):
            answer = send(simulator, method, "me/library", {"uris": [URI]}, uris=uris)
            assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)
        assert simulator.world == before


def test_old_apps_leave_a_list_by_its_followers() -> None:
    for generation, status in (("old", 200), ("new", 403)):
        with serve(world(a_list("Week"), generation=generation)) as simulator:
            assert send(simulator, "DELETE", f"{PATH}/followers").status_code == status
            assert listed(simulator) == ([] if status == 200 else ["Week"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (JPEG, 202),
        (b"", 400),
        (b"no base64", 400),
        (base64.b64encode(b"PNG"), 400),
        (JPEG + b"AAAA" * 65_536, 413),
    ],
)
def test_a_cover_is_taken_for_later_and_makes_a_version(body: bytes, status: int) -> None:
    with serve(world(a_list("Week"))) as simulator:
        before = told(simulator, PATH)["snapshot_id"]
        answer = send(simulator, "PUT", f"{PATH}/images", body)
        assert answer.status_code == status
        assert (answer.text == "") == (status == 202)
        assert (told(simulator, PATH)["snapshot_id"] == before) == (status != 202)


WRITES = [
    ("POST", f"{PATH}/items", {"uris": [a_uri("x")]}),
    ("PUT", f"{PATH}/items", {"uris": [a_uri("x")]}),
    ("DELETE", f"{PATH}/items", {"items": [{"uri": a_uri("a")}]}),
    ("PUT", PATH, {"name": "After"}),
    ("PUT", f"{PATH}/images", JPEG),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_write_needs_the_right_the_list_and_its_owner(
    method: str, path: str, body: object
) -> None:
    def refused(simulator: Any, path: str = path, bearer: str = "writer") -> tuple[int, str]:
        answer = send(simulator, method, path, body, bearer=bearer)
        return answer.status_code, answer.json()["error"]["message"]

    theirs = (
        "You cannot add tracks to a playlist you don't own." if method == "POST" else "Forbidden"
    )
    with serve(world(a_list("Week", "a", owner="them"))) as simulator:
        before = simulator.world
        assert refused(simulator) == (403, theirs)
        for bearer in ("reader", "narrow"):
            assert refused(simulator, bearer=bearer) == (403, "Insufficient client scope")
        assert refused(simulator, bearer="nobody")[0] == 401
        gone = refused(simulator, path.replace(WEEK, an_id("Gone")))
        assert gone == (404, "Resource not found")
        assert refused(simulator, path.replace(WEEK, "short")) == (400, "Invalid base62 id")
        assert simulator.world == before


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_shared_list_of_others_takes_items_and_no_details(
    method: str, path: str, body: object
) -> None:
    with serve(world(a_list("Week", "a", owner="them", collaborative=True))) as simulator:
        answer = send(simulator, method, path, body)
        assert answer.ok == path.endswith("/items")


@pytest.mark.parametrize(("method", "path"), [("POST", "me/playlists"), ("PUT", "me/library")])
def test_creating_and_following_need_the_right_to_write(method: str, path: str) -> None:
    with serve(world()) as simulator:
        answer = send(simulator, method, path, {"name": "New"}, bearer="reader")
        assert answer.status_code == 403
        assert ask(simulator, "me/library", bearer="writer").status_code == 405
