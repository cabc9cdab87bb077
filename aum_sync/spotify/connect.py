"""The door of this package: a library to read from, where the environment gives access to one."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aum_sync.spotify.access import find_access
from aum_sync.spotify.limits import Limits, Time

if TYPE_CHECKING:
    from aum_sync.spotify.reader import SpotifyLibrary


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
    access = find_access(environ)
    if access is None:
        return None
    # Spotipy and requests are slow to import: only those who read pay for it.
    from aum_sync.spotify.gateway import Gateway
    from aum_sync.spotify.reader import SpotifyLibrary

    if access.endpoint.loopback:
        limits = replace(limits, interval_s=0.0)
    return SpotifyLibrary(Gateway(access, limits, Time(now, sleep)))
