"""Where GitHub is and with which token we come, as the environment says. No network.

Fact: DESIGN 10. Beside the real Spotify, GitHub is asked over https and never on this machine, so
that nobody stages a review; beside a simulator it is on this machine, so that no real token leaves.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from aum_sync.github.errors import AccessError
from aum_sync.redact import keep_secret

API_URL, TOKEN, REPOSITORY = "GITHUB_API_URL", "GITHUB_TOKEN", "GITHUB_REPOSITORY"

_GITHUB = "https://api.github.com"
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*/(?!\.{1,2}\Z)[0-9A-Za-z._-]+")
_LOCAL_NAMES = ("localhost", "localdomain")


@dataclass(frozen=True, slots=True)
class Access:
    """A way to one repository's GitHub. ``api`` has no slash at its end."""

    api: str
    repository: str
    token: str = field(repr=False)
    loopback: bool

    @property
    def graphql(self) -> str:
        """The one URL of the GraphQL API; an Enterprise Server has it beside ``/api/v3``."""
        return f"{self.api.removesuffix('/v3')}/graphql"


def find_access(environ: Mapping[str, str], *, spotify_loopback: bool) -> Access | None:
    """The access that the environment gives; None where it names no repository or has no token.

    Where the address must not be asked the token is not even looked at. Raises AccessError then,
    and for values that are none.
    """
    repository = environ.get(REPOSITORY, "").strip()
    if not repository or TOKEN not in environ:
        return None
    if not _NAME.fullmatch(repository):
        raise AccessError(f"{REPOSITORY} does not name a repository", hint="set it like owner/name")
    api = _simulated(environ) if spotify_loopback else _real(environ)
    token = environ[TOKEN].strip()
    if not token:
        return None
    keep_secret(token)
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise AccessError(f"{TOKEN} holds characters that no token has", hint="set it anew")
    return Access(api, repository, token, loopback=spotify_loopback)


def _real(environ: Mapping[str, str]) -> str:
    parts = _parts(environ)
    if parts.scheme != "https" or _is_local(parts.hostname or ""):
        raise AccessError(
            f"{API_URL} is not a GitHub that reviews may be read from: beside the real Spotify "
            "it is asked over https, and not on this machine",
            hint=f"unset {API_URL}, or set it as GitHub's runner does ({_GITHUB})",
        )
    return parts.geturl().rstrip("/")


def _simulated(environ: Mapping[str, str]) -> str:
    parts = _parts(environ)
    # "localhost" is taken at its word, so that no name server has a say in where a token goes.
    host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
    if parts.scheme != "http" or not _is_loopback(host):
        raise AccessError(
            f"{API_URL} is not on this machine: beside a simulated Spotify no real GitHub is "
            f"asked, and {TOKEN} is not sent",
            hint=f"point {API_URL} at a GitHub for tests on this machine, or unset {TOKEN}",
        )
    place = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{place}:{parts.port or 80}").geturl().rstrip("/")


def _parts(environ: Mapping[str, str]) -> SplitResult:
    try:
        # Somebody may have put a password into it: messages do not repeat the value.
        parts = urlsplit(environ.get(API_URL, "").strip() or _GITHUB)
        sound = parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        sound = None
    if not sound or parts.query or parts.fragment:
        raise AccessError(f"{API_URL} is no address of an API", hint=f"set it like {_GITHUB}")
    return parts._replace(netloc=parts.netloc.lower())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_local(host: str) -> bool:
    """Whether a host is this machine in one of the ways that a resolver understands."""
    host = host.rstrip(".").casefold()
    if host.split(".")[-1] in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        try:
            # 127.1, 0x7f000001 and 2130706433 are addresses, too.
            address = ipaddress.ip_address(socket.inet_aton(host))
        except OSError:
            return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return mapped.is_loopback or mapped.is_unspecified
