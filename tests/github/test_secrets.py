"""No token in any message, log record, representation, comment or request but its one header."""

from __future__ import annotations

import logging
import socket
import traceback
from pathlib import Path
from typing import Any

import pytest

from aum_sync.github.errors import GitHubError
from tests.github.conftest import Doors
from tests.github.fake import FakeGitHub
from tests.github.fake_model import EVERYTHING, Token

TOKEN = "ghs_SecretSecretSecret0123456789"
ECHO = {"message": f"Bad token {TOKEN}", "errors": [TOKEN, {"message": TOKEN}]}
FAULTS: dict[str, dict[str, Any]] = {
    "echo": {"do": "say", "status": 422, "body": ECHO},
    "echo in a header": {
        "do": "say",
        "status": 403,
        "body": ECHO,
        "headers": {"X-Accepted-GitHub-Permissions": TOKEN},
    },
    "echo, busy": {"do": "say", "status": 429, "body": ECHO},
    "drop": {"do": "drop"},
    "cut": {"do": "cut"},
    "html": {"do": "html"},
    "shape": {"do": "say", "status": 200, "body": {"full_name": 1, "owner": TOKEN}},
}


def environ(fake: FakeGitHub) -> dict[str, str]:
    fake.world.tokens[TOKEN] = Token("aum", EVERYTHING)
    return {**fake.environ(), "GITHUB_TOKEN": TOKEN}


@pytest.mark.parametrize("kind", FAULTS)
def test_no_error_shows_the_token(
    fake: FakeGitHub, doors: Doors, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reader = doors.reader(environ(fake))
    fake.fault(**FAULTS[kind], times=1000)
    with pytest.raises(GitHubError) as caught:
        reader.about()
    error = caught.value
    texts = ["".join(traceback.format_exception(error)), repr(error), repr(vars(error))]
    assert error.__cause__ is None, "the words of requests name hosts, proxies and their URLs"
    assert [text for text in (*texts, caplog.text, repr(reader)) if TOKEN in text] == []
    assert [one for one in fake.exchanges if TOKEN in f"{one.path} {one.query} {one.body}"] == []
    assert {one.headers["Authorization"] for one in fake.exchanges} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_takes_the_token_elsewhere(fake: FakeGitHub, doors: Doors, status: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        port = elsewhere.getsockname()[1]
        reader = doors.reader(environ(fake))
        for location in (f"http://127.0.0.1:{port}/", f"{fake.url}/repositories/4242"):
            fake.fault("redirect", status=status, location=location)
            with pytest.raises(GitHubError, match="sends us elsewhere"):
                reader.about()
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
    assert len(fake.exchanges) == 2


def test_neither_netrc_nor_proxy_of_the_environment_is_used_on_this_machine(
    fake: FakeGitHub, doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login x password y\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert doors.reader(environ(fake)).about().full_name == "aum/season"


def test_the_words_of_hostile_answers_are_shown_harmlessly(fake: FakeGitHub, doors: Doors) -> None:
    body = {"message": "a\x1b[31m\n::error::b\u202e" + "x" * 1000}
    fake.fault("say", status=422, body=body)
    with pytest.raises(GitHubError) as caught:
        doors.reader(environ(fake)).about()
    told = str(caught.value)
    assert not {"\x1b", "\n", "\u202e"} & set(told)
    assert len(told) < 500


def test_no_secret_is_written_for_all_to_read(fake: FakeGitHub, doors: Doors) -> None:
    writer = doors.writer(environ(fake))
    pull = fake.propose("alice", {"config/season.yaml": "version: 1\n"})
    writer.comment(pull.number, f"said {TOKEN}")
    writer.update_pull(pull.number, title=TOKEN, body=f"said {TOKEN}")
    writer.open_issue(TOKEN, f"said {TOKEN}")
    assert fake.world.comments[0].body == "said [secret]"
    assert (pull.title, pull.body) == ("[secret]", "said [secret]")
    assert [one for one in fake.exchanges if TOKEN in f"{one.body}"] == []
