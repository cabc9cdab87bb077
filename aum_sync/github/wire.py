"""One request, one answer: a session that reaches one GitHub and nothing else, and follows nothing.

The only module that knows ``requests``; it is slow to import, so ``connect`` imports it late.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import requests
from requests.adapters import HTTPAdapter

from aum_sync import __version__
from aum_sync.github.access import Access
from aum_sync.github.errors import NoAnswerError, ShapeError
from aum_sync.github.refusals import Reply

Method = Literal["GET", "POST", "PATCH", "DELETE"]

_HEADERS = {
    "Accept": "application/vnd.github+json",
    # From 2026-03-10 on answers lack merge_commit_sha (GITHUB.md 0.1, 0.2).
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": f"aum_sync/{__version__}",
}
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (requests.exceptions.SSLError, "the certificate is not trusted"),
    (requests.exceptions.ProxyError, "the proxy does not let us through"),
    (requests.Timeout, "no answer in time"),
    (requests.exceptions.ChunkedEncodingError, "the answer breaks off"),
    (requests.ConnectionError, "no connection, or it was cut"),
)


class Wire:
    """Sends one request once: no retry, no redirect. The whole answer is read here."""

    def __init__(
        self, access: Access, timeout_s: tuple[float, float], now: Callable[[], float]
    ) -> None:
        self._access = access
        self._timeout_s = timeout_s
        self._now = now
        self._session = _session(access)

    def send(
        self,
        method: Method,
        url: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Reply:
        """The answer, whatever it says. Raises NoAnswerError where none comes."""
        name = f"{method} {self._path(url)}"
        try:
            response = self._session.request(
                method, url, params=query, json=body, timeout=self._timeout_s, allow_redirects=False
            )
        except requests.RequestException as error:
            cause = next((text for kind, text in _CAUSES if isinstance(error, kind)), "broken")
            # Not "from error": its words name hosts, proxies and whatever stands in their URLs.
            raise NoAnswerError(
                f"GitHub cannot be reached: {name} ({cause})",
                hint="check the network, and HTTPS_PROXY where there is a proxy; then try again",
            ) from None
        return _reply(name, response, self._now())

    def _path(self, url: str) -> str:
        """The path of a URL of ours; no query, which may be long. Raises ShapeError for others."""
        path = url.partition("?")[0]
        if path != self._access.graphql and not path.startswith(f"{self._access.api}/"):
            raise ShapeError("GitHub names a next page that is not its own: it is not asked")
        return path.removeprefix(self._access.api)


def _session(access: Access) -> requests.Session:
    """Proxies of the environment hold for GitHub, never on this machine; ``.netrc`` for neither."""
    session = requests.Session()
    session.trust_env = not access.loopback
    session.auth = _bearer(access.token)
    session.headers.update(_HEADERS)
    session.adapters.clear()
    session.mount(f"{access.api}/", HTTPAdapter(max_retries=0))
    session.mount(access.graphql, HTTPAdapter(max_retries=0))
    return session


def _bearer(token: str) -> Callable[[requests.PreparedRequest], requests.PreparedRequest]:
    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return sign


def _reply(name: str, response: requests.Response, now: float) -> Reply:
    try:
        value, is_json = response.json(), True
    except (ValueError, RecursionError):
        value, is_json = None, False
    return Reply(name, response.status_code, response.headers, value, is_json, now)
