"""The page on which a user agrees, and the code that it sends back."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from aum_sync.simulator.server import Simulator
from aum_sync.spotify.apps import READING
from tests.simulator_fixture import serve


@pytest.fixture
def spotify() -> Iterator[Simulator]:
    with serve({}) as simulator:
        yield simulator


def get(url: str, **query: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, params=query, timeout=10)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"response_type": "token"}, "response_type"),
        ({"redirect_uri": "http://localhost:1/callback"}, "redirect URI"),
        ({"redirect_uri": "http://example.com/"}, "redirect URI"),
        ({"scope": "everything"}, "INVALID_SCOPE"),
        ({"client_id": ""}, "client_id"),
    ],
)
def test_the_simulated_page_refuses_what_spotifys_does(
    spotify: Simulator, query: dict[str, str], words: str
) -> None:
    good = {"response_type": "code", "client_id": "x", "redirect_uri": "http://127.0.0.1:1/"}
    answer = get(f"{spotify.url}/authorize", **{**good, **query})
    assert answer.status_code == 400
    assert words in answer.text


def exchanged(
    simulator: Simulator, scope: str, client: str = "app", **form: str
) -> requests.Response:
    """Agree without a dialog, and change the code that comes."""
    place = "http://127.0.0.1:1/callback"
    asked = {"response_type": "code", "client_id": "app", "redirect_uri": place, "scope": scope}
    with requests.Session() as session:
        session.trust_env = False
        page = session.get(
            f"{simulator.url}/authorize", params=asked, allow_redirects=False, timeout=10
        )
        code = parse_qs(urlsplit(page.headers["Location"]).query)["code"][0]
        told = {"grant_type": "authorization_code", "code": code, "redirect_uri": place, **form}
        first = session.post(f"{simulator.url}/api/token", told, auth=(client, "s"), timeout=10)
        again = session.post(f"{simulator.url}/api/token", told, auth=(client, "s"), timeout=10)
    assert again.json()["error"] == "invalid_grant"
    return first


def test_without_a_dialog_a_new_scope_is_silently_not_granted(spotify: Simulator) -> None:
    assert exchanged(spotify, "playlist-read-private").json()["scope"] == "playlist-read-private"
    both = " ".join(READING.scopes)
    assert exchanged(spotify, both).json()["scope"] == "playlist-read-private"
    assert exchanged(spotify, both, client="other").status_code == 400
    assert exchanged(spotify, both, redirect_uri="http://127.0.0.1:2/").status_code == 400
