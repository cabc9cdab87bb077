"""Every kind of answer that is none: its type, its words, what is repeated and what never is."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from aum_sync.errors import AumSyncError
from aum_sync.github.access import Access
from aum_sync.github.asking import Asker, Limits
from aum_sync.github.client import GitHub
from aum_sync.github.errors import (
    BusyError,
    DeniedError,
    GitHubError,
    NoAnswerError,
    NotFoundError,
    RejectedError,
    ShapeError,
)
from aum_sync.github.writer import GitHubWriter
from tests.github.conftest import Doors, FakeTime
from tests.github.fake import FakeGitHub

FOREVER = 1000
VALIDATION = {
    "message": "Validation Failed",
    "errors": [
        {"resource": "Issue", "field": "title", "code": "missing_field"},
        {"resource": "Issue", "code": "custom", "message": "no such label"},
        "plain text",
        7,
    ],
}
SIMPLE = {"message": "Unprocessable Entity", "errors": ["Can not approve your own pull request"]}
TIMEOUT = Limits(timeout_s=(5.0, 0.05))


def fault(do: str, **how: Any) -> dict[str, Any]:
    return {"do": do, "times": FOREVER, **how}


KINDS: dict[str, tuple[dict[str, Any], type[GitHubError], str, int]] = {
    "401": (
        fault("error", status=401),
        DeniedError,
        "GitHub refuses: GET /repos/aum/season (401 Unauthorized, “Server Error”)",
        1,
    ),
    "403": (fault("error", status=403), DeniedError, "(403 Forbidden", 1),
    "404": (fault("error", status=404), NotFoundError, "finds nothing there", 1),
    "400": (fault("error", status=400), RejectedError, "(400 Bad Request", 1),
    "409": (fault("error", status=409), RejectedError, "(409 Conflict", 1),
    "410": (fault("error", status=410), RejectedError, "(410 Gone", 1),
    "422": (
        fault("say", status=422, body=VALIDATION),
        RejectedError,
        "“Validation Failed: Issue title missing_field; no such label; plain text;”",
        1,
    ),
    "422 simple": (
        fault("say", status=422, body=SIMPLE),
        RejectedError,
        "Can not approve your own pull request",
        1,
    ),
    "422 odd": (
        fault("say", status=422, body=["x"]),
        RejectedError,
        "(422 Unprocessable Entity)",
        1,
    ),
    "301": (fault("redirect", status=301, location="/x"), RejectedError, "sends us elsewhere", 1),
    "408": (fault("error", status=408), NoAnswerError, "(408 Request Timeout", 5),
    "500": (fault("error", status=500), NoAnswerError, "in trouble: GET /repos/aum/season (500", 5),
    "502": (fault("error"), NoAnswerError, "(502 Bad Gateway", 5),
    "599": (fault("error", status=599), NoAnswerError, "(599, “Server Error”)", 5),
    "html": (
        fault("html", status=200),
        NoAnswerError,
        "no JSON: GET /repos/aum/season (200 OK)",
        5,
    ),
    "html 502": (fault("html"), NoAnswerError, "(502 Bad Gateway)", 5),
    "drop": (fault("drop"), NoAnswerError, "(no connection, or it was cut)", 5),
    "cut": (fault("cut"), NoAnswerError, "(the answer breaks off)", 5),
    "429": (fault("busy"), BusyError, "Too many requests to GitHub", 5),
    "secondary": (fault("secondary"), BusyError, "secondary rate limit", 5),
    "429, no time": (fault("busy", retry_after=None), BusyError, "(429", 3),
    "secondary, no time": (fault("secondary", retry_after=None), BusyError, "(403", 3),
    "429, a date": (
        fault("say", status=429, body={}, headers={"Retry-After": "Fri"}),
        BusyError,
        "(429",
        3,
    ),
    "limit of the hour": (fault("limit"), BusyError, "API rate limit exceeded", 1),
    "limit, no time": (
        fault("say", status=403, body={}, headers={"X-RateLimit-Remaining": "0"}),
        BusyError,
        "(403",
        3,
    ),
}
"""What GitHub does, what it is to us, some of its words, and how often it is asked."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_trouble_has_its_type(
    fake: FakeGitHub, reader: GitHub, time: FakeTime, kind: str
) -> None:
    how, error, words, asked = KINDS[kind]
    fake.fault(**how)
    with pytest.raises(GitHubError) as caught:
        reader.about()
    assert type(caught.value) is error
    assert words in str(caught.value)
    assert caught.value.faults[0].hint
    assert len(fake.exchanges) == asked
    assert len(time.slept) == asked - 1


@pytest.mark.parametrize("kind", [kind for kind, row in KINDS.items() if row[3] > 1])
def test_what_passes_is_asked_again(fake: FakeGitHub, reader: GitHub, kind: str) -> None:
    fake.fault(**{**KINDS[kind][0], "times": 1})
    assert reader.about().full_name == "aum/season"
    assert len(fake.exchanges) == 2


def test_one_that_takes_too_long_is_not_waited_for(fake: FakeGitHub, doors: Doors) -> None:
    fake.fault("hang", times=FOREVER)
    with pytest.raises(NoAnswerError, match="no answer in time"):
        doors.reader(fake.environ(), TIMEOUT).about()


def test_where_nobody_listens_there_is_no_answer(fake: FakeGitHub, doors: Doors) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    environ = {**fake.environ(), "GITHUB_API_URL": f"http://127.0.0.1:{port}"}
    with pytest.raises(NoAnswerError, match="cannot be reached"):
        doors.reader(environ).about()


def test_limits_ask_for_their_time(fake: FakeGitHub, reader: GitHub, time: FakeTime) -> None:
    fake.fault("secondary", retry_after=7)
    fake.fault("busy", retry_after=None)
    reader.about()
    assert time.slept == [7, 60]
    fake.fault("limit")
    with pytest.raises(BusyError) as caught:
        reader.about()
    assert caught.value.wait_s == 1_795_350_000 - time.seconds
    assert time.slept == [7, 60]


def test_a_limit_that_is_reset_by_now_asks_for_a_second(
    fake: FakeGitHub, reader: GitHub, time: FakeTime
) -> None:
    time.seconds = 1_795_350_000
    fake.fault("limit")
    reader.about()
    assert time.slept == [1]


def test_all_waits_of_a_run_together_have_an_end(
    fake: FakeGitHub, reader: GitHub, time: FakeTime
) -> None:
    fake.fault("busy", retry_after=50, times=FOREVER)
    for _ in range(2):
        with pytest.raises(BusyError):
            reader.about()
    assert time.slept == [50, 50]


def test_away_from_this_machine_waits_grow(fake: FakeGitHub, time: FakeTime) -> None:
    environ = fake.environ()
    access = Access(fake.url, "aum/season", environ["GITHUB_TOKEN"], loopback=False)
    fake.fault("error", times=FOREVER)
    with pytest.raises(NoAnswerError):
        GitHub(Asker(access, Limits(), time.now, time.sleep), "aum/season").about()
    assert time.slept == [0.5, 1, 2, 4]


def test_a_missing_permission_is_named_as_a_workflow_writes_it(
    fake: FakeGitHub, doors: Doors
) -> None:
    writer = doors.writer(fake.environ(contents="read", pull_requests="read"))
    with pytest.raises(DeniedError, match="Resource not accessible by integration") as caught:
        writer.comment(1, "text")
    assert caught.value.permission == "issues: write or pull-requests: write"
    assert "`issues: write or pull-requests: write`" in str(caught.value.faults[0].hint)
    fake.fault("error", status=403)
    with pytest.raises(DeniedError) as bare:
        writer.about()
    assert bare.value.permission == ""


def test_an_unknown_token_is_denied(fake: FakeGitHub, doors: Doors) -> None:
    environ = fake.environ()
    fake.world.tokens.clear()
    with pytest.raises(DeniedError, match="Bad credentials") as caught:
        doors.reader(environ).about()
    assert "GITHUB_TOKEN" in str(caught.value.faults[0].hint)


@pytest.mark.parametrize("do", ["error", "drop", "busy", "html"])
@pytest.mark.parametrize("after", [True, False])
def test_what_creates_is_sent_once(
    fake: FakeGitHub, writer: GitHubWriter, do: str, after: bool
) -> None:
    fake.fault(**{**fault(do, after=after), "method": "POST"})
    with pytest.raises(NoAnswerError):
        writer.open_issue("Drift", "text")
    assert len(fake.exchanges) == 1
    assert len(fake.world.issues) == after


def test_what_sets_is_sent_again(fake: FakeGitHub, writer: GitHubWriter) -> None:
    number = writer.open_issue("Drift", "text").number
    fake.fault("error", after=True)
    assert writer.update_issue(number, state="closed").state == "closed"
    assert len(fake.exchanges) == 3


def test_a_pinned_version_keeps_the_merge_commit(fake: FakeGitHub, reader: GitHub) -> None:
    landed = fake.merge(fake.propose("alice", {"a": "b"}))
    assert reader.pulls_of_commit(landed)[0].merge_sha == landed
    headers = fake.exchanges[0].headers
    assert headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert headers["Accept"] == "application/vnd.github+json"
    assert headers["User-Agent"].startswith("aum_sync/")
    fake.world.retired_versions.add("2022-11-28")
    with pytest.raises(RejectedError, match="no longer supported"):
        reader.about()


@pytest.mark.parametrize(
    "following",
    [
        "https://api.github.com/repositories/1/x?page=2",
        "http://127.0.0.1:1/repositories/1/x?page=2",
        "HOST.example.org/x",
        "/repositories/1/x",
    ],
)
def test_a_next_page_elsewhere_is_not_asked(
    fake: FakeGitHub, reader: GitHub, following: str
) -> None:
    target = following.replace("HOST", fake.url)
    link = f'<{fake.url}/x>; rel="prev", <{target}>; rel="next"'
    fake.fault("say", status=200, body=[], headers={"Link": link})
    with pytest.raises(ShapeError, match="next page that is not its own"):
        reader.reviews(1)
    assert len(fake.exchanges) == 1


def test_a_list_without_end_is_left(fake: FakeGitHub, reader: GitHub) -> None:
    link = f'<{fake.url}/repositories/4242/pulls/1/reviews?page=2>; rel="next"'
    fake.fault("say", status=200, body=[], headers={"Link": link}, times=FOREVER)
    with pytest.raises(ShapeError, match="more than 100 pages"):
        reader.reviews(1)


def test_every_error_is_one_that_the_command_line_can_show() -> None:
    assert issubclass(GitHubError, AumSyncError)
