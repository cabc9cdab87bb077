"""The login: a refresh token buys access tokens, in the confidential Authorization Code flow.

Facts: SPOTIFY.md 2.1. In this flow Spotify does not rotate the refresh token, so that asking
again is safe; where one comes back all the same, this process goes on with it.
"""

from __future__ import annotations

import logging
from dataclasses import replace

import requests
from requests.auth import HTTPBasicAuth

from aum_sync.redact import keep_secret
from aum_sync.spotify.access import Access
from aum_sync.spotify.errors import ScopeError, ShapeError
from aum_sync.spotify.limits import Limits, Patience

_log = logging.getLogger(__name__)


class Login:
    """Fetches access tokens from the token endpoint. Costs no API request."""

    def __init__(
        self, session: requests.Session, access: Access, limits: Limits, patience: Patience
    ) -> None:
        self._session = session
        self._app = access.app
        self._url = access.endpoint.token
        self._credentials = access.credentials
        self._timeout_s = limits.timeout_s
        self._patience = patience
        self.granted: frozenset[str] | None = None
        """What the last access token may do; None where Spotify does not say."""

    def fresh_token(self) -> str:
        """A new access token, good for an hour; raises LoginError where Spotify gives none."""
        _log.info("asking for an access token")
        answer = self._patience.run(self._ask)
        if not isinstance(answer, dict):
            raise _odd("no object")
        self._check_scopes(answer.get("scope"))
        rotated = answer.get("refresh_token")
        if isinstance(rotated, str) and rotated:
            keep_secret(rotated)
            self._credentials = replace(self._credentials, refresh_token=rotated)
        token = answer.get("access_token")
        if not isinstance(token, str) or not _fits_a_header(token):
            raise _odd("no usable `access_token`")
        keep_secret(token)
        return token

    def _ask(self) -> object:
        basic = HTTPBasicAuth(
            self._credentials.client_id.encode(), self._credentials.client_secret.encode()
        )
        form = {"grant_type": "refresh_token", "refresh_token": self._credentials.refresh_token}
        return self._session.post(self._url, form, auth=basic, timeout=self._timeout_s).json()

    def _check_scopes(self, granted: object) -> None:
        """Better now than by a refused write, or by private playlists that are left out."""
        if not isinstance(granted, str) or not granted:
            return
        self.granted = frozenset(granted.split())
        missing = [scope for scope in self._app.scopes if scope not in granted.split()]
        if missing:
            raise ScopeError(
                f"the token of {self._app.refresh_token} lacks the scope {' and '.join(missing)}",
                hint=f"{self._app.authorize}: without it, Spotify hides playlists from us without "
                "a word, or refuses to change them",
            )


def _fits_a_header(token: str) -> bool:
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


def _odd(what: str) -> ShapeError:
    return ShapeError(
        f"the token endpoint answers with {what}",
        hint="a proxy may be in between; else Spotify's API has changed: update aum_sync",
    )
