"""The one way out: a transport that sends once and turns every failure into a typed error.

Spotipy would report a 502 as a 429, lose Retry-After, return None for a web page and stumble over
odd error bodies (SPOTIFY.md 5). So it gets to see only answers that are a success, and JSON where
JSON is due.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import requests
from requests.adapters import HTTPAdapter

from aum_sync import __version__
from aum_sync.spotify.access import SIMULATOR_URL, Endpoint
from aum_sync.spotify.apps import App
from aum_sync.spotify.errors import AccessError, SpotifyError, UnavailableError
from aum_sync.spotify.limits import Meter
from aum_sync.spotify.refusals import Reply, api_refusal, token_refusal


class Wire(HTTPAdapter):
    """Sends one request once: no retry, no redirect. The whole body is read here."""

    def __init__(
        self,
        endpoint: Endpoint,
        refusal: Callable[[Reply], SpotifyError | None],
        admit: Callable[[str], None],
        now: Callable[[], float],
    ) -> None:
        super().__init__(max_retries=0)
        self._endpoint = endpoint
        self._refusal = refusal
        self._admit = admit
        self._now = now

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer where it is usable; else raises a SpotifyError."""
        name = f"{request.method} {request.path_url.partition('?')[0]}"
        self._admit(name)
        try:
            response = super().send(request, stream, timeout, verify, cert, proxies)
            reply = _reply(name, response, self._now())
        except requests.RequestException as error:
            raise _unreachable(name, error, self._endpoint) from error
        refusal = self._refusal(reply)
        if refusal is not None:
            raise refusal
        return response


def open_session(
    endpoint: Endpoint, app: App, meter: Meter, now: Callable[[], float]
) -> requests.Session:
    """A session that can reach this endpoint and nothing else: a token has nowhere else to go.

    Proxies of the environment hold for Spotify, never for a simulator; a ``.netrc`` for neither.
    """
    session = requests.Session()
    session.trust_env = not endpoint.loopback
    session.auth = _no_netrc
    session.headers["User-Agent"] = f"aum_sync/{__version__}"
    session.adapters.clear()
    refusal = partial(api_refusal, app=app)
    session.mount(endpoint.api, Wire(endpoint, refusal, meter.admit, now))
    session.mount(endpoint.token, Wire(endpoint, partial(token_refusal, app=app), _free, now))
    return session


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _free(_request: str) -> None:
    """The token endpoint is no part of the API: it costs no budget and needs no pace."""


def _reply(name: str, response: requests.Response, now: float) -> Reply:
    body = response.content  # read here, so that one that breaks off fails here
    try:
        value, is_json = response.json(), True
    except (ValueError, RecursionError):
        value, is_json = None, False
    return Reply(
        request=name,
        status=response.status_code,
        text=body.decode("utf-8", "replace"),
        json=value,
        is_json=is_json,
        retry_after=response.headers.get("Retry-After"),
        at=now,
    )


_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (requests.exceptions.SSLError, "the certificate is not trusted"),
    (requests.exceptions.ProxyError, "the proxy does not let us through"),
    (requests.Timeout, "no answer in time"),
    (requests.exceptions.ChunkedEncodingError, "the answer breaks off"),
    (requests.ConnectionError, "no connection, or it was cut"),
)


def _unreachable(name: str, error: requests.RequestException, endpoint: Endpoint) -> SpotifyError:
    cause = next((text for kind, text in _CAUSES if isinstance(error, kind)), "broken answer")
    if not endpoint.loopback:
        hint = "check the network, and HTTPS_PROXY where there is a proxy; then try again"
        return UnavailableError(f"Spotify cannot be reached: {name} ({cause})", hint=hint)
    base = endpoint.api.removesuffix("/v1/")
    hint = f"is the simulator running at {base}? start it, or unset {SIMULATOR_URL}"
    if _refused(error):
        # Nobody listens there, and on this machine no network is in between: it stays so.
        return AccessError(f"no simulator answers at {base}: {name}", hint=hint)
    return UnavailableError(f"the simulator cannot be reached: {name} ({cause})", hint=hint)


def _refused(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ConnectionRefusedError):
        error = error.__cause__ or error.__context__
    return error is not None
