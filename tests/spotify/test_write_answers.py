"""What a writer makes of odd answers: doubt, a no, or the end of the run; with words for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aum_sync.errors import AmbiguousError, AumSyncError, ExitCode, RefusedError, StoppedError
from aum_sync.spotify.errors import AccessError, DeniedError, LoginError, UnavailableError
from aum_sync.spotify.limits import Limits
from aum_sync.spotify.writer import SpotifyWriter
from tests.spotify.conftest import START, FakeTime, ReachWriter
from tests.spotify.scripted import TOKEN, Say, error, ok, scripted
from tests.spotify.writes import OURS, WRITES, A, outcome

ITEMS = f"/v1/playlists/{OURS}/items"
VERSION = ok({"snapshot_id": "AAAA"})
BUSY = error(429, "Too many requests")
EXPIRED = error(401, "The access token expired")
NO_JSON = ("", "<html></html>", '{"snapshot_id": "AA')
BROKEN = error(502, "Bad gateway.")


def busy(retry_after: str, **more: str) -> Say:
    return Say(error(429, "Too many requests", **more).body, 429, {"Retry-After": retry_after})


def insert(writer: SpotifyWriter) -> None:
    writer.insert(OURS, [A], 0)


def fail(
    reach_writer: ReachWriter, answer: Say, send: Callable[[SpotifyWriter], object] = insert
) -> tuple[AumSyncError, str, str]:
    """The error of a write that gets this answer, its message and its hint."""
    with scripted(answer) as server:
        writer = reach_writer(server.url)
        found = outcome(lambda: send(writer))
    assert found
    assert len(server.api) == 1
    (fault,) = found.faults
    return found, fault.message, fault.hint or ""


@pytest.mark.parametrize(
    "answer",
    [
        Say(how="drop"),
        Say(VERSION.body, how="cut"),
        Say(""),
        Say("", 202),
        Say("<html></html>"),
        Say('{"snapshot_id": "AA'),
        Say("null"),
        Say("[]"),
        Say("{}"),
        ok({"snapshot_id": None}),
        ok({"id": "too short", "snapshot_id": ""}),
        error(408, "Request Timeout"),
        Say("upstream request timeout", 504),
    ],
)
@pytest.mark.parametrize("write", [write for write in WRITES if write != "details"])
def test_without_a_usable_answer_a_write_is_in_doubt(
    reach_writer: ReachWriter, time: FakeTime, write: str, answer: Say
) -> None:
    found, message, hint = fail(reach_writer, answer, WRITES[write].send)
    assert type(found) is AmbiguousError
    assert "run aum-sync apply again" in hint
    assert ("is no JSON" in message) == (answer.body in NO_JSON)
    assert time.slept == []


def test_a_write_that_gets_no_answer_in_time_is_in_doubt(reach_writer: ReachWriter) -> None:
    with scripted(Say(how="hang")) as server:
        writer = reach_writer(server.url, Limits(budget=9, timeout_s=(1.0, 1.0)))
        with pytest.raises(AmbiguousError, match="no answer in time"):
            insert(writer)
    assert len(server.api) == 1


@pytest.mark.parametrize(
    "created",
    ["", "3GiWLHwdkZU9VQ4i1aagW", "3GiWLHwdkZU9VQ4i1aagWaX", "3GiWLHwdkZU9VQ4i1aag..", "é" * 22],
)
def test_an_id_that_is_none_leaves_a_creation_in_doubt(
    reach_writer: ReachWriter, created: str
) -> None:
    found, message, _ = fail(reach_writer, ok({"id": created}), WRITES["create"].send)
    assert type(found) is AmbiguousError
    assert "POST /v1/me/playlists (the new playlist has no usable `id`)" in message


@pytest.mark.parametrize("answer", [Say(""), Say("", 204), Say("{}"), Say("null")])
def test_details_are_changed_without_a_word(reach_writer: ReachWriter, answer: Say) -> None:
    with scripted(answer) as server:
        WRITES["details"].send(reach_writer(server.url))
    assert len(server.api) == 1


@pytest.mark.parametrize("answer", [Say("<html></html>"), Say(" "), Say("{"), Say("", 500)])
def test_but_not_with_words_that_are_not_spotifys(reach_writer: ReachWriter, answer: Say) -> None:
    found, _, _ = fail(reach_writer, answer, WRITES["details"].send)
    assert type(found) is AmbiguousError


@pytest.mark.parametrize(
    ("write", "answer", "remedy"),
    [
        ("insert", error(400, "Payload contains a non-existing ID"), "one of the tracks"),
        (
            "insert",
            error(400, f"JSON body contains an invalid track uri: {A}"),
            "one of the tracks",
        ),
        ("remove", error(400, "Invalid base62 id"), "one of the tracks"),
        ("insert", error(400, "Playlist size limit reached"), "the playlist is full"),
        ("move", error(400, "Given positions are out of bounds"), "update aum_sync"),
        ("insert", error(418, "Payload contains a non-existing ID"), "one of the tracks"),
        ("details", error(400, "Invalid playlist description"), "no web addresses"),
        ("create", error(400, "Invalid playlist name"), "no web addresses"),
        ("details", error(400, "Invalid base62 id"), f"https://open.spotify.com/playlist/{OURS}"),
        ("insert", error(404, "Not found."), f"https://open.spotify.com/playlist/{OURS}"),
        ("insert", error(403, "Forbidden"), "neither owner nor collaborator"),
        ("insert", Say("", 307, {"Location": "http://example.com/"}), "update aum_sync"),
    ],
)
def test_a_refused_write_has_spotifys_words_and_a_remedy(
    reach_writer: ReachWriter, write: str, answer: Say, remedy: str
) -> None:
    found, message, hint = fail(reach_writer, answer, WRITES[write].send)
    assert type(found) is RefusedError
    assert f"({answer.status} " in message
    assert remedy in hint


@pytest.mark.parametrize("uri", ["spotify:local:A:B:C:60", "spotify:album:3GiWLHwdkZU9VQ4i1a/gWa"])
def test_what_cannot_be_written_is_refused_unsent(reach_writer: ReachWriter, uri: str) -> None:
    with scripted(VERSION) as server, pytest.raises(RefusedError, match="nothing was sent"):
        reach_writer(server.url).insert(OURS, [uri], 0)
    assert server.api == []


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("Insufficient client scope", "playlist-modify-public"),
        ("User not registered in the Developer Dashboard", "User Management"),
        ("Active premium subscription required", "Premium"),
    ],
)
def test_a_no_to_the_app_is_no_verdict_on_a_track(
    reach_writer: ReachWriter, words: str, remedy: str
) -> None:
    found, _, hint = fail(reach_writer, error(403, words))
    assert type(found) is DeniedError
    assert remedy in hint
    assert not isinstance(found, RefusedError)


def test_an_expired_token_is_renewed_before_the_doubt_is_told(reach_writer: ReachWriter) -> None:
    fresh = ok({"access_token": "second-token-9876543210"})
    with scripted(EXPIRED, VERSION, tokens=(TOKEN, fresh)) as server:
        writer = reach_writer(server.url)
        assert type(outcome(lambda: insert(writer))) is AmbiguousError
        insert(writer)
    assert server.api[1].authorization == "Bearer second-token-9876543210"
    assert len(server.logins) == 2


def test_a_second_refusal_of_the_token_in_a_row_is_final(reach_writer: ReachWriter) -> None:
    me = ok({"id": "me"})
    with scripted(EXPIRED, me, EXPIRED) as server:
        writer = reach_writer(server.url)
        first = outcome(lambda: insert(writer))
        writer.account_id()
        second = outcome(lambda: insert(writer))
    assert (type(first), type(second)) == (AmbiguousError, LoginError)
    assert second
    assert "authorize the writing app again" in (second.faults[0].hint or "")
    assert (len(server.api), len(server.logins)) == (3, 2)


@pytest.mark.parametrize("between", [VERSION, BROKEN])
def test_a_token_may_expire_again_later(reach_writer: ReachWriter, between: Say) -> None:
    with scripted(EXPIRED, between, EXPIRED) as server:
        writer = reach_writer(server.url)
        found = [type(outcome(lambda: insert(writer))) for _ in range(3)]
    assert (found[0], found[2]) == (AmbiguousError, AmbiguousError)
    assert len(server.logins) == 3


def test_a_login_that_fails_midway_is_told_as_such(reach_writer: ReachWriter) -> None:
    with scripted(EXPIRED, tokens=(TOKEN, Say("", 503))) as server:
        writer = reach_writer(server.url)
        found = outcome(lambda: insert(writer))
    assert type(found) is UnavailableError
    assert "POST /api/token" in str(found)
    assert len(server.api) == 1


def test_waits_without_a_number_grow_while_they_follow_each_other(
    reach_writer: ReachWriter, time: FakeTime
) -> None:
    with scripted(BUSY, BUSY, VERSION, BUSY) as server:
        writer = reach_writer(server.url)
        found = [type(outcome(lambda: insert(writer))) for _ in range(4)]
    assert found == [AmbiguousError, AmbiguousError, type(None), AmbiguousError]
    assert time.slept == [1.0, 2.0, 1.0]


@pytest.mark.parametrize(
    ("answer", "retry_at"),
    [
        (busy("121"), START + 121),
        (busy("82661", reason="QUOTA_EXCEEDED"), START + 82661),
        (busy("1", reason="QUOTA_EXCEEDED"), START + 1),
        (error(429, "Too many requests", reason="QUOTA_EXCEEDED"), None),
    ],
)
@pytest.mark.parametrize("send", [insert, lambda writer: writer.slots(OURS)])
def test_a_long_wait_stops_the_run_and_says_when_to_go_on(
    reach_writer: ReachWriter,
    time: FakeTime,
    send: Callable[[SpotifyWriter], object],
    answer: Say,
    retry_at: float | None,
) -> None:
    found, message, hint = fail(reach_writer, answer, send)
    assert isinstance(found, StoppedError)
    assert found.retry_at == retry_at
    assert found.exit_code == ExitCode.PARTIAL
    assert "429" in message
    assert "try again" in hint
    assert time.slept == []


def test_reads_and_writes_share_what_may_be_waited(reach_writer: ReachWriter) -> None:
    with scripted(busy("70"), ok({"id": "me"}), busy("70")) as server:
        writer = reach_writer(server.url)
        writer.account_id()
        found = outcome(lambda: insert(writer))
    assert isinstance(found, StoppedError)
    assert found.retry_at == START + 140


@pytest.mark.parametrize("send", [insert, lambda writer: writer.account_id()])
def test_what_the_budget_does_not_allow_is_not_sent_and_stops_the_run(
    reach_writer: ReachWriter, send: Callable[[SpotifyWriter], object]
) -> None:
    with scripted(VERSION) as server:
        writer = reach_writer(server.url, Limits(budget=1))
        insert(writer)
        found = outcome(lambda: send(writer))
    assert isinstance(found, StoppedError)
    assert (found.retry_at, found.exit_code) == (None, ExitCode.PARTIAL)
    assert "budget of 1 requests is used up" in str(found)
    assert "goes on from there" in (found.faults[0].hint or "")
    assert len(server.api) == 1


def test_a_login_that_must_wait_stops_the_run(reach_writer: ReachWriter) -> None:
    with scripted(VERSION, tokens=(busy("4000"),)) as server:
        writer = reach_writer(server.url)
        found = outcome(lambda: insert(writer))
    assert isinstance(found, StoppedError)
    assert found.retry_at == START + 4000
    assert server.api == []


def test_reading_is_tried_again_as_a_reader_does(reach_writer: ReachWriter, time: FakeTime) -> None:
    with scripted(BROKEN, EXPIRED, ok({"id": "me"})) as server:
        assert reach_writer(server.url).account_id() == "me"
    assert (len(server.api), time.slept) == (3, [0.5])


def test_a_simulator_that_is_gone_got_nothing(reach_writer: ReachWriter) -> None:
    with scripted(Say(VERSION.body, headers={"Connection": "close"})) as server:
        writer = reach_writer(server.url)
        insert(writer)
    assert type(outcome(lambda: insert(writer))) is AccessError
