"""What is in the library: asked for by URIs, and always as the list of playlists has it."""

from __future__ import annotations

import pytest

from tests.simulator.ask import a_list, a_uri, an_id, ask, send, told, world
from tests.simulator_fixture import serve

CONTAINS = "me/library/contains"
WEEK = f"spotify:playlist:{an_id('Week')}"


def uri(name: str) -> str:
    return f"spotify:playlist:{an_id(name)}"


@pytest.mark.parametrize("generation", ["new", "old", "both"])
def test_each_answer_stands_where_its_uri_does(generation: str) -> None:
    lists = (a_list("Week"), a_list("Theirs", owner="them"), a_list("Gone", in_library=False), None)
    asked = [uri("Nobodys"), *map(uri, ("Theirs", "Gone", "Week", "Theirs")), a_uri("a")]
    asked += ["spotify:user:them", a_uri("x", "album")]
    with serve(world(*lists, generation=generation)) as simulator:
        answer = told(simulator, CONTAINS, uris=",".join(asked))
    assert answer == [False, True, False, True, True, False, False, False]


@pytest.mark.parametrize(
    ("uris", "message"),
    [
        (None, "Missing required field: uris"),
        ("", "Missing required field: uris"),
        (f"{WEEK},", "Invalid uri"),
        (f"{WEEK},nothing", "Invalid uri"),
        ("spotify:playlist:short", "Invalid uri"),
        ("spotify:local:A:B:C:60", "Invalid uri"),
        (",".join([WEEK] * 41), "Too many uris requested"),
    ],
)
def test_up_to_40_uris_of_what_a_library_takes_are_answered(uris: str | None, message: str) -> None:
    query = {} if uris is None else {"uris": uris}
    with serve(world(a_list("Week"))) as simulator:
        answer = ask(simulator, CONTAINS, **query)
        assert told(simulator, CONTAINS, uris=",".join([WEEK] * 40)) == [True] * 40
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)


def test_it_follows_what_leaves_and_enters() -> None:
    lagging = {"method": "GET", "path": "contains", "nth": 2, "do": "stale"}
    with serve(world(a_list("Week")), {"rules": [lagging]}) as simulator:
        send(simulator, "DELETE", "me/library", uris=WEEK)
        assert told(simulator, CONTAINS, uris=WEEK) == [False]
        assert told(simulator, CONTAINS, uris=WEEK) == [True], "what was before the change"
        send(simulator, "PUT", "me/library", uris=WEEK)
        assert told(simulator, CONTAINS, uris=WEEK) == [True]


def test_it_takes_the_right_to_read_and_shows_what_the_list_shows() -> None:
    private = a_list("Week", public=False)
    with serve(world(private)) as simulator:
        assert ask(simulator, CONTAINS, bearer="narrow", uris=WEEK).status_code == 403
        assert ask(simulator, CONTAINS, bearer=None, uris=WEEK).status_code == 401
        assert told(simulator, CONTAINS, uris=WEEK) == [True]
        assert ask(simulator, CONTAINS, method="PUT", uris=WEEK).status_code == 405
