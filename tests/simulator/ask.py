"""Small worlds, and two ways to ask for them: plain requests, and spotipy as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
import spotipy

from aum_sync.simulator.server import Simulator

ME = "aum.music"


def an_id(name: str) -> str:
    """An id of 22 letters that a person can tell apart."""
    return name.ljust(22, "z")


def a_uri(name: str, kind: str = "track") -> str:
    """The URI of a track or episode."""
    return f"spotify:{kind}:{an_id(name)}"


def a_list(name: str, *tracks: object, **more: Any) -> dict[str, Any]:
    """A playlist of a world file; its tracks are names, objects or None."""
    written = [
        {"uri": a_uri(track), "name": track} if isinstance(track, str) else track
        for track in tracks
    ]
    return {"id": an_id(name), "name": name, "tracks": written, **more}


def world(*playlists: object, **more: Any) -> dict[str, Any]:
    """A world file."""
    return {"user": {"id": ME}, "playlists": list(playlists), **more}


def ask(
    simulator: Simulator,
    path: str,
    *,
    method: str = "GET",
    bearer: str | None = "reader",
    **query: Any,
) -> requests.Response:
    """One request of its own connection to the Web API, or to any path that starts with /."""
    url = simulator.url + (path if path.startswith("/") else f"/v1/{path}")
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, url, headers=headers, params=query, timeout=10)


def told(simulator: Simulator, path: str, **query: Any) -> Any:
    """The JSON of an answer that is expected to be 200."""
    answer = ask(simulator, path, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def send(
    simulator: Simulator,
    method: str,
    path: str,
    body: object = None,
    *,
    bearer: str = "writer",
    **query: Any,
) -> requests.Response:
    """One write; the body is bytes as they stand, or JSON of anything else."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body)
    headers = {"Authorization": f"Bearer {bearer}"}
    with requests.Session() as session:
        session.trust_env = False
        url = f"{simulator.url}/v1/{path}"
        return session.request(method, url, headers=headers, params=query, data=data, timeout=10)


def names(simulator: Simulator, playlist: str) -> list[str | None]:
    """What readers see in a playlist: the names that ``a_uri`` made its URIs of."""
    query = {"limit": 50, "additional_types": "track,episode"}
    rows = told(simulator, f"playlists/{an_id(playlist)}/items", **query)["items"]
    found = [row["item"] if "item" in row else row["track"] for row in rows]
    return [one and one["uri"].rsplit(":")[-1].rstrip("z") for one in found]


def refresh(
    simulator: Simulator,
    grant: str = "reader",
    auth: tuple[str, str] | None = ("any", "secret"),
    **form: str,
) -> requests.Response:
    """One request to the token endpoint."""
    data = {"grant_type": "refresh_token", "refresh_token": grant, **form}
    with requests.Session() as session:
        session.trust_env = False
        return session.post(f"{simulator.url}/api/token", data=data, auth=auth, timeout=10)


@contextmanager
def spotify(simulator: Simulator, bearer: str = "reader") -> Iterator[spotipy.Spotify]:
    """The unmodified client, with a session of ours and without its own retries."""
    with requests.Session() as session:
        session.trust_env = False
        client = spotipy.Spotify(auth=bearer, requests_session=session, requests_timeout=10)
        client.prefix = f"{simulator.url}/v1/"
        yield client
