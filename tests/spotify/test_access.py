"""Where the environment points us, and that a simulator never gets a real secret."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest

from aum_sync.errors import ExitCode
from aum_sync.redact import redact
from aum_sync.spotify.access import SPOTIFY, find_access
from aum_sync.spotify.apps import READING, WRITING
from aum_sync.spotify.connect import connect, connect_writer
from aum_sync.spotify.errors import AccessError
from aum_sync.spotify.limits import Limits

REAL = {
    "AUM_SYNC_READ_CLIENT_ID": "the-client-id",
    "AUM_SYNC_READ_CLIENT_SECRET": "the-client-secret",
    "AUM_SYNC_READ_TOKEN": "the-refresh-token",
}

WRITE = {
    "AUM_SYNC_WRITE_CLIENT_ID": "the-writing-client-id",
    "AUM_SYNC_WRITE_CLIENT_SECRET": "the-writing-client-secret",
    "AUM_SYNC_WRITE_TOKEN": "the-writing-refresh-token",
}


class NoRealSecrets(Mapping[str, str]):
    """An environment with a simulator in it that fails who looks for credentials."""

    def __getitem__(self, name: str) -> str:
        assert name == "AUM_SYNC_SPOTIFY_URL", f"looked at {name}"
        return "http://127.0.0.1:8080"

    def __iter__(self) -> Iterator[str]:
        return iter(["AUM_SYNC_SPOTIFY_URL"])

    def __len__(self) -> int:
        return 1


def test_no_access_is_none() -> None:
    assert connect({}, Limits(budget=1)) is None
    assert connect(dict.fromkeys((*REAL, "AUM_SYNC_SPOTIFY_URL"), " "), Limits(budget=1)) is None


def test_three_credentials_are_an_access_to_spotify() -> None:
    padded = {name: f" {value}\n" for name, value in REAL.items()}
    access = find_access(padded, READING)
    assert access is not None
    assert access.endpoint == SPOTIFY
    assert access.endpoint.api == "https://api.spotify.com/v1/"
    assert access.credentials.client_id == "the-client-id"
    assert access.credentials.refresh_token == "the-refresh-token"
    assert redact("the-client-secret the-refresh-token") == "[secret] [secret]"
    assert "the-refresh-token" not in repr(access)
    assert "the-client-secret" not in repr(access)


def test_reaching_spotify_sends_nothing_yet() -> None:
    library = connect(REAL, Limits(budget=1))
    assert library is not None
    assert library.requests == 0


def test_who_does_not_read_does_not_pay_for_the_client_library() -> None:
    code = "import sys, aum_sync.spotify.connect as c; c.connect({}, c.Limits(budget=1)); "
    code += "sys.exit(bool({'spotipy', 'requests'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (["AUM_SYNC_READ_TOKEN"], "AUM_SYNC_READ_TOKEN is not set"),
        (
            ["AUM_SYNC_READ_CLIENT_SECRET", "AUM_SYNC_READ_TOKEN"],
            "AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN are not set",
        ),
    ],
)
def test_some_but_not_all_credentials_are_an_error_that_names_the_rest(
    missing: list[str], message: str
) -> None:
    # An unset secret reaches a workflow as an empty variable.
    environ = REAL | dict.fromkeys(missing, "")
    with pytest.raises(AccessError) as caught:
        find_access(environ, READING)
    assert str(caught.value) == message
    assert caught.value.exit_code == ExitCode.ERROR
    assert "or none" in (caught.value.faults[0].hint or "")


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/"),
        ("http://127.0.0.1:8080/\n", "http://127.0.0.1:8080/v1/"),
        ("http://127.9.9.9:1", "http://127.9.9.9:1/v1/"),
        ("http://127.0.0.1", "http://127.0.0.1:80/v1/"),
        ("http://localhost:8080", "http://127.0.0.1:8080/v1/"),
        ("http://LOCALHOST:8080", "http://127.0.0.1:8080/v1/"),
        ("http://[::1]:8080", "http://[::1]:8080/v1/"),
    ],
)
def test_a_loopback_address_is_a_simulator(url: str, api: str) -> None:
    access = find_access({"AUM_SYNC_SPOTIFY_URL": url}, READING)
    assert access is not None
    assert access.endpoint.api == api
    assert access.endpoint.token == api.removesuffix("/v1/") + "/api/token"
    assert access.endpoint.loopback


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "https://api.spotify.com",
        "https://127.0.0.1:8080",
        "127.0.0.1:8080",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://user:pass@127.0.0.1:8080",
        "http://127.0.0.1:8080@example.com",
        "http://127.0.0.1\\@example.com",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://0.0.0.0:8080",
        "http://10.0.0.1",
        "http://[::ffff:127.0.0.1]",
        "http://[::2]",
        "http://[::1%25eth0]",
        "http://[::1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:0",
        "http://127.0.0.1:port",
        "http://127.0.0.1:8080/v1",
        "http://127.0.0.1:8080?x=1",
        "http://127.0.0.1:8080#x",
        "http://",
        "nonsense",
    ],
)
def test_anything_else_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(AccessError) as caught:
        connect({"AUM_SYNC_SPOTIFY_URL": url, **REAL}, Limits(budget=1))
    assert "AUM_SYNC_SPOTIFY_URL" in str(caught.value)
    assert url not in str(caught.value)
    assert "aum-sync simulate" in (caught.value.faults[0].hint or "")


def test_with_a_simulator_no_real_credential_is_looked_at() -> None:
    access = find_access(NoRealSecrets(), READING)
    assert access is not None
    assert access.credentials.refresh_token == "reader"


def test_a_writer_has_credentials_of_its_own() -> None:
    access = find_access(REAL | WRITE, WRITING)
    assert access is not None
    assert (access.app, access.endpoint) == (WRITING, SPOTIFY)
    assert access.credentials.client_id == "the-writing-client-id"
    assert access.credentials.refresh_token == "the-writing-refresh-token"
    assert redact("the-writing-client-secret the-writing-refresh-token") == "[secret] [secret]"
    assert find_access(WRITE, READING) is None
    writer = connect_writer(WRITE, Limits(budget=1))
    assert (writer.loopback, writer.requests) == (False, 0)


def test_without_credentials_there_is_no_writer_and_readers_do_not_help() -> None:
    with pytest.raises(AccessError, match="nothing says how to write") as caught:
        connect_writer(REAL, Limits(budget=1))
    hint = caught.value.faults[0].hint or ""
    assert all(name in hint for name in (*WRITE, "AUM_SYNC_SPOTIFY_URL", "aum-sync simulate"))


def test_half_of_a_writers_credentials_are_an_error() -> None:
    environ = WRITE | {"AUM_SYNC_WRITE_TOKEN": ""}
    with pytest.raises(AccessError, match=r"^AUM_SYNC_WRITE_TOKEN is not set$") as caught:
        connect_writer(environ, Limits(budget=1))
    assert "writing app" in (caught.value.faults[0].hint or "")


def test_writing_to_a_simulator_looks_at_no_real_credential_either() -> None:
    access = find_access(NoRealSecrets(), WRITING)
    reader = find_access(NoRealSecrets(), READING)
    assert access is not None
    assert reader is not None
    assert access.credentials.refresh_token == "writer"
    assert access.credentials.client_id != reader.credentials.client_id
    assert connect_writer(NoRealSecrets(), Limits(budget=1)).loopback
