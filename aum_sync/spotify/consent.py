"""Letting an app in: the page that asks, and the refresh token that the answer buys.

The confidential Authorization Code flow (SPOTIFY.md 2.1, 2.2): with a client secret, and without
rotation, so that what is kept stays good for six months.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from requests.auth import HTTPBasicAuth

from aum_sync.redact import keep_secret
from aum_sync.spotify.access import Access, Credentials, Endpoint
from aum_sync.spotify.apps import App
from aum_sync.spotify.errors import LoginError, ShapeError
from aum_sync.spotify.limits import Limits, Meter, Time
from aum_sync.spotify.refusals import code_refusal
from aum_sync.spotify.wire import Wire, open_session

_MODIFY = "playlist-modify"


@dataclass(frozen=True, slots=True)
class Asked:
    """An app that is about to be let in, and where the browser is sent back to."""

    app: App
    endpoint: Endpoint
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str

    def page(self, state: str) -> str:
        """The address of the page that asks; ``state`` comes back with the answer.

        The dialog is always shown: without it a new scope is silently not granted.
        """
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "scope": " ".join(self.app.scopes),
            "redirect_uri": self.redirect,
            "state": state,
            "show_dialog": "true",
        }
        return f"{self.endpoint.authorize}?{urlencode(query)}"

    def exchange(self, code: str, limits: Limits, time: Time) -> Access:
        """The access that a code buys, once. Raises SpotifyError.

        Raises LoginError where not all scopes were granted, or Spotify does not say which.
        """
        keep_secret(code)
        session = open_session(self.endpoint, self.app, Meter(limits, time), time.now)
        refusal = partial(code_refusal, app=self.app)
        session.mount(self.endpoint.token, Wire(self.endpoint, refusal, _free, time.now))
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect}
        basic = HTTPBasicAuth(self.client_id.encode(), self.client_secret.encode())
        answer = session.post(self.endpoint.token, form, auth=basic, timeout=limits.timeout_s)
        value = answer.json()
        token = value.get("refresh_token") if isinstance(value, dict) else None
        if not isinstance(token, str) or not token or not token.isprintable():
            raise ShapeError(
                "the token endpoint answers without a usable `refresh_token`",
                hint="a proxy may be in between; else Spotify's API has changed: update aum_sync",
            )
        keep_secret(token)
        self._check(value.get("scope"))
        return Access(
            self.app, self.endpoint, Credentials(self.client_id, self.client_secret, token)
        )

    def _check(self, granted: object) -> None:
        scopes = granted.split() if isinstance(granted, str) else []
        missing = [scope for scope in self.app.scopes if scope not in scopes]
        if missing:
            raise LoginError(
                f"Spotify did not grant {' and '.join(missing)}: nothing is kept",
                hint=f"aum-sync login {self.app.role}, and agree to all that the page lists",
            )


def too_many(app: App, granted: frozenset[str] | None) -> tuple[str, ...]:
    """The rights to modify that an app has and does not need."""
    return tuple(
        scope
        for scope in sorted(granted or ())
        if scope.startswith(_MODIFY) and scope not in app.scopes
    )


def _free(_request: str) -> None:
    """Costs no budget."""
