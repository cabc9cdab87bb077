"""Where Spotify is and as whom we come, as the environment says. No network.

Facts: DESIGN 10 (tokens) and 12 (a simulator is reached only over loopback, with no real secret).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aum_sync.redact import keep_secret
from aum_sync.spotify.apps import READING, WRITING, App
from aum_sync.spotify.errors import AccessError

SIMULATOR_URL = "AUM_SYNC_SPOTIFY_URL"

_LOOPBACK = ipaddress.ip_network("127.0.0.0/8")
_LOOPBACK_6 = ipaddress.ip_address("::1")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The two URLs of a Spotify: ``api`` ends with a slash; ``loopback`` tells a simulator."""

    api: str
    token: str
    loopback: bool

    @property
    def authorize(self) -> str:
        """The page that asks a user whether an app may."""
        return f"{self.token.removesuffix('/api/token')}/authorize"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What buys an access token in the confidential Authorization Code flow."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """A way to Spotify, as which app we go it, and with what opens it."""

    app: App
    endpoint: Endpoint
    credentials: Credentials


SPOTIFY = Endpoint(
    api="https://api.spotify.com/v1/",
    token="https://accounts.spotify.com/api/token",  # noqa: S106 (a URL)
    loopback=False,
)
_SIMULATED = {
    READING: Credentials("simulator", "simulator-secret", "reader"),
    WRITING: Credentials("simulator-writer", "simulator-secret", "writer"),
}
"""What every simulator takes, by its documentation; secret to nobody. As with Spotify, tokens of
one client id would widen each other: a reader has one of its own."""


def find_access(environ: Mapping[str, str], app: App) -> Access | None:
    """The access that the environment gives to an app; None where it gives none.

    A simulator's URL goes first: then no credential is looked at. Raises AccessError for a URL
    that is not loopback, and where only some of the three credentials are set.
    """
    url = environ.get(SIMULATOR_URL, "").strip()
    if url:
        return Access(app, _simulator(url), _SIMULATED[app])
    names = app.variables
    values = [environ.get(name, "").strip() for name in names]
    missing = [name for name, value in zip(names, values, strict=True) if not value]
    if len(missing) == len(names):
        return None
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise AccessError(
            f"{' and '.join(missing)} {verb} not set",
            hint=f"set all of {', '.join(names)} to use the {app.role} app, or none to do without",
        )
    client_id, secret, token = values
    keep_secret(secret)
    keep_secret(token)
    return Access(app, SPOTIFY, Credentials(client_id, secret, token))


def find_app(environ: Mapping[str, str], app: App) -> tuple[Endpoint, str, str]:
    """Where an app is to be authorized, its client id and its client secret.

    Of the two that the environment lacks, "". A simulator's URL goes first, as ever. Raises
    AccessError where the client id is a simulator's.
    """
    url = environ.get(SIMULATOR_URL, "").strip()
    if url:
        known = _SIMULATED[app]
        return _simulator(url), known.client_id, known.client_secret
    client_id, secret = (environ.get(one, "").strip() for one in app.variables[:2])
    if client_id == _SIMULATED[app].client_id:
        raise AccessError(
            f"{app.client_id} is a simulator's, and {SIMULATOR_URL} does not say where that is",
            hint=f"to go to Spotify itself: unset {' '.join(app.variables)}",
        )
    return SPOTIFY, client_id, secret


def _simulator(url: str) -> Endpoint:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _not_loopback() from None
    if parts.scheme != "http" or parts.path not in ("", "/") or "@" in parts.netloc:
        raise _not_loopback()
    if parts.query or parts.fragment or port == 0 or not _is_loopback(host):
        raise _not_loopback()
    # "localhost" is taken at its word, so that no name server has a say in where a request goes.
    literal = "127.0.0.1" if host == "localhost" else host
    base = f"http://{f'[{literal}]' if ':' in literal else literal}:{80 if port is None else port}"
    return Endpoint(f"{base}/v1/", f"{base}/api/token", loopback=True)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address in _LOOPBACK or address == _LOOPBACK_6


def _not_loopback() -> AccessError:
    # The value is not repeated: somebody may have put a password into it.
    return AccessError(
        f"{SIMULATOR_URL} is not the address of a simulator on this machine",
        hint="set it to the first line that `aum-sync simulate` prints, like http://127.0.0.1:8080",
    )
