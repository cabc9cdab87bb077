"""The door of this package: a library to read from, or one to write to, as different types."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aum_sync.spotify.access import SIMULATOR_URL, Endpoint, find_access
from aum_sync.spotify.apps import READING, WRITING
from aum_sync.spotify.errors import AccessError
from aum_sync.spotify.limits import Limits, Time

if TYPE_CHECKING:
    from aum_sync.spotify.reader import SpotifyLibrary
    from aum_sync.spotify.writer import SpotifyWriter


def connect(
    environ: Mapping[str, str],
    limits: Limits,
    *,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> SpotifyLibrary | None:
    """The account that ``environ`` gives access to; None where it gives none.

    Nothing is sent yet. A simulator is not paced. Raises AccessError where the environment is
    contradictory. ``now`` is in seconds since 1970.
    """
    access = find_access(environ, READING)
    if access is None:
        return None
    # Spotipy and requests are slow to import: only those who read pay for it.
    from aum_sync.spotify.gateway import Gateway
    from aum_sync.spotify.reader import SpotifyLibrary

    return SpotifyLibrary(Gateway(access, paced(limits, access.endpoint), Time(now, sleep)))


def connect_writer(
    environ: Mapping[str, str],
    limits: Limits,
    *,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> SpotifyWriter:
    """The account that ``environ`` lets us write to, as the writing app.

    Nothing is sent yet. Raises AccessError where ``environ`` gives no access or half of one.
    """
    access = find_access(environ, WRITING)
    if access is None:
        raise AccessError(
            "nothing says how to write to Spotify",
            hint=f"set {', '.join(WRITING.variables)}, which only CI should have; or point "
            f"{SIMULATOR_URL} at a simulator (aum-sync simulate)",
        )
    from aum_sync.spotify.writer import SpotifyWriter
    from aum_sync.spotify.writing import WritingGateway

    return SpotifyWriter(WritingGateway(access, paced(limits, access.endpoint), Time(now, sleep)))


def paced(limits: Limits, endpoint: Endpoint) -> Limits:
    """The same limits without a pace where a simulator is asked: it has no quota to be spared."""
    return replace(limits, interval_s=0.0) if endpoint.loopback else limits
