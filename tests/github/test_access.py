"""Which GitHub may be asked with which token, as the environment says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from aum_sync.github.access import find_access
from aum_sync.github.asking import Limits
from aum_sync.github.connect import connect, connect_writer
from aum_sync.github.errors import AccessError
from aum_sync.redact import redact

TOKEN = "ghs_0123456789abcdef"
REAL = {"GITHUB_REPOSITORY": "aum/season", "GITHUB_TOKEN": TOKEN}
LOOPBACK = {**REAL, "GITHUB_API_URL": "http://127.0.0.1:18099"}


class Sealed(Mapping[str, str]):
    """An environment whose token must not be looked at."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        assert name != "GITHUB_TOKEN", "the token was read"
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@pytest.mark.parametrize("loopback", [True, False])
@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"GITHUB_TOKEN": TOKEN},
        {"GITHUB_REPOSITORY": "aum/season", "GITHUB_API_URL": "https://api.github.com"},
        {"GITHUB_REPOSITORY": " ", "GITHUB_TOKEN": TOKEN},
    ],
)
def test_without_repository_and_token_there_is_no_access(
    environ: dict[str, str], loopback: bool
) -> None:
    assert connect(environ, spotify_loopback=loopback) is None
    assert connect_writer(environ, spotify_loopback=loopback) is None


def test_an_empty_token_is_none() -> None:
    assert find_access({**REAL, "GITHUB_TOKEN": " "}, spotify_loopback=False) is None


@pytest.mark.parametrize(
    ("url", "api", "graphql"),
    [
        (None, "https://api.github.com", "https://api.github.com/graphql"),
        ("", "https://api.github.com", "https://api.github.com/graphql"),
        ("https://API.github.com/", "https://api.github.com", "https://api.github.com/graphql"),
        ("https://ghe.example/api/v3", "https://ghe.example/api/v3", "https://ghe.example/api/graphql"),
        ("https://10.0.0.7", "https://10.0.0.7", "https://10.0.0.7/graphql"),
    ],
)  # fmt: skip
def test_beside_the_real_spotify_github_is_asked_over_https(
    url: str | None, api: str, graphql: str
) -> None:
    environ = REAL if url is None else {**REAL, "GITHUB_API_URL": url}
    access = find_access(environ, spotify_loopback=False)
    assert access
    assert (access.api, access.graphql, access.loopback) == (api, graphql, False)
    assert access.repository == "aum/season"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.github.com",
        "https://127.0.0.1",
        "https://127.1:8443",
        "https://2130706433",
        "https://0x7f000001",
        "https://0.0.0.0",
        "https://[::1]",
        "https://[::]",
        "https://[::ffff:127.0.0.1]",
        "https://localhost",
        "https://LOCALHOST.",
        "https://api.github.com.localhost",
        "ftp://api.github.com",
    ],
)
def test_beside_the_real_spotify_no_github_on_this_machine_is_asked(url: str) -> None:
    environ = Sealed({**REAL, "GITHUB_API_URL": url})
    with pytest.raises(AccessError, match="GITHUB_API_URL is not a GitHub"):
        find_access(environ, spotify_loopback=False)


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("http://127.0.0.1:18099", "http://127.0.0.1:18099"),
        ("http://127.0.0.1:18099/", "http://127.0.0.1:18099"),
        ("http://localhost:18099", "http://127.0.0.1:18099"),
        ("http://127.0.0.2", "http://127.0.0.2:80"),
        ("http://[::1]:18099/api/v3", "http://[::1]:18099/api/v3"),
    ],
)
def test_beside_a_simulator_github_is_on_this_machine(url: str, api: str) -> None:
    access = find_access({**REAL, "GITHUB_API_URL": url}, spotify_loopback=True)
    assert access
    assert (access.api, access.loopback) == (api, True)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "https://api.github.com",
        "http://api.github.com",
        "https://127.0.0.1",
        "http://0.0.0.0",
    ],
)
def test_beside_a_simulator_the_token_goes_nowhere_else_and_is_not_even_read(
    url: str | None,
) -> None:
    environ = Sealed(REAL if url is None else {**REAL, "GITHUB_API_URL": url})
    with pytest.raises(AccessError, match="not on this machine"):
        find_access(environ, spotify_loopback=True)


@pytest.mark.parametrize(
    "url",
    ["api.github.com", "https://", "https://u:pass-word@ghe.example", "https://[::1", "https://a:b",
     "https://ghe.example:0", "https://ghe.example?x=1", "https://ghe.example#x"],
)  # fmt: skip
@pytest.mark.parametrize("loopback", [True, False])
def test_what_is_no_address_is_refused_and_not_repeated(url: str, loopback: bool) -> None:
    with pytest.raises(AccessError, match="is no address of an API") as caught:
        find_access(Sealed({**REAL, "GITHUB_API_URL": url}), spotify_loopback=loopback)
    assert "pass-word" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["season", "aum/", "aum/season/x", "aum/..", "a b/c", "-aum/season", "aum/a?b"]
)
def test_a_repository_has_an_owner_and_a_name(name: str) -> None:
    with pytest.raises(AccessError, match="GITHUB_REPOSITORY does not name"):
        find_access(Sealed({**REAL, "GITHUB_REPOSITORY": name}), spotify_loopback=False)


@pytest.mark.parametrize("token", ["ghs_abc def", "ghs_abc\ndef", "ghs_äöü12"])
def test_a_token_that_no_header_could_carry_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(AccessError, match="GITHUB_TOKEN holds characters") as caught:
        find_access({**LOOPBACK, "GITHUB_TOKEN": token}, spotify_loopback=True)
    assert token not in str(caught.value)


def test_the_token_is_a_secret_from_then_on() -> None:
    access = find_access(LOOPBACK, spotify_loopback=True)
    assert TOKEN not in repr(access)
    assert redact(f"with {TOKEN}") == "with [secret]"


def test_only_away_from_this_machine_is_there_anything_to_wait_for() -> None:
    real = connect(REAL, spotify_loopback=False)
    simulated = connect(LOOPBACK, spotify_loopback=True)
    assert real
    assert simulated
    assert real._asker.limits == Limits()
    assert set(simulated._asker.limits.lag_s) == {0}
    assert simulated._asker.limits.retries == Limits().retries
