"""Asking whether playlists are in the library: by forties, in order, and where nobody answers."""

from __future__ import annotations

import pytest

from aum_sync.errors import UnreadableError
from aum_sync.spotify.errors import RejectedError, ShapeError, SpotifyError, UntoldError
from aum_sync.spotify.limits import Limits
from tests.simulator_fixture import serve
from tests.spotify.conftest import ReachWriter
from tests.spotify.scripted import Say, error, ok, scripted

IDS = [f"{number:022}" for number in range(81)]


@pytest.mark.parametrize(("count", "requests"), [(0, 0), (1, 1), (40, 1), (41, 2), (81, 3)])
def test_one_request_asks_for_forty(reach_writer: ReachWriter, count: int, requests: int) -> None:
    lists = [{"id": one, "in_library": number % 3 != 0} for number, one in enumerate(IDS)]
    with serve({"playlists": lists}) as simulator:
        writer = reach_writer(simulator.url)
        found = writer.in_library(IDS[:count])
        asked = [one.path for one in simulator.requests if one.path != "/api/token"]
    assert found == {one for number, one in enumerate(IDS[:count]) if number % 3}
    assert asked == ["/v1/me/library/contains"] * requests
    assert writer.requests == requests


def test_it_asks_by_uri(reach_writer: ReachWriter) -> None:
    with scripted(ok([False, True])) as server:
        assert reach_writer(server.url).in_library(IDS[:2]) == {IDS[1]}
    assert server.api[0].query == {"uris": f"spotify:playlist:{IDS[0]},spotify:playlist:{IDS[1]}"}


@pytest.mark.parametrize(
    "answer",
    [
        error(403, "Forbidden"),
        error(403, "Insufficient client scope"),
        error(404, "Not found."),
        Say("", 404),
    ],
)
def test_an_app_that_is_not_told_is_no_answer_about_playlists(
    reach_writer: ReachWriter, answer: Say
) -> None:
    with scripted(answer) as server, pytest.raises(UntoldError) as caught:
        reach_writer(server.url).in_library(IDS[:1])
    assert isinstance(caught.value, UnreadableError)
    (fault,) = caught.value.faults
    assert f"GET /v1/me/library/contains ({answer.status}" in fault.message
    assert "aum-sync pull" in (fault.hint or "")
    assert len(server.api) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(400, "Invalid uri"), RejectedError),
        (ok([True]), ShapeError),
        (ok([True, True, True]), ShapeError),
        (ok([True, "yes"]), ShapeError),
        (ok({"items": [True, True]}), ShapeError),
        (ok(None), ShapeError),
    ],
)
def test_any_other_answer_is_an_error(
    reach_writer: ReachWriter, answer: Say, kind: type[SpotifyError]
) -> None:
    with scripted(answer) as server, pytest.raises(kind):
        reach_writer(server.url, Limits(budget=9, retries=0)).in_library(IDS[:2])
