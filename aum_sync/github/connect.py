"""The door of this package: a repository to read, or one to write to, as different types."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aum_sync.github.access import Access, find_access

if TYPE_CHECKING:
    from aum_sync.github.asking import Asker, Limits
    from aum_sync.github.client import GitHub
    from aum_sync.github.writer import GitHubWriter


def connect(
    environ: Mapping[str, str],
    *,
    spotify_loopback: bool,
    limits: Limits | None = None,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> GitHub | None:
    """The repository that ``environ`` gives access to, to read; None where it gives none.

    ``spotify_loopback`` tells whether Spotify is a simulator: then, and only then, GitHub is on
    this machine. Nothing is sent yet. Raises AccessError where GITHUB_API_URL is against that.
    ``now`` is in seconds since 1970.
    """
    access = find_access(environ, spotify_loopback=spotify_loopback)
    if access is None:
        return None
    from aum_sync.github.client import GitHub

    return GitHub(_asker(access, limits, now, sleep), access.repository)


def connect_writer(
    environ: Mapping[str, str],
    *,
    spotify_loopback: bool,
    limits: Limits | None = None,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> GitHubWriter | None:
    """Like :func:`connect`, to write to."""
    access = find_access(environ, spotify_loopback=spotify_loopback)
    if access is None:
        return None
    from aum_sync.github.writer import GitHubWriter

    return GitHubWriter(_asker(access, limits, now, sleep), access.repository)


def _asker(
    access: Access,
    limits: Limits | None,
    now: Callable[[], float],
    sleep: Callable[[float], None],
) -> Asker:
    # Requests is slow to import: only those who ask pay for it.
    from aum_sync.github.asking import Asker, Limits

    limits = limits or Limits()
    if access.loopback:
        # What is on this machine needs no pause.
        limits = replace(limits, backoff_s=0.0, lag_s=(0.0,) * len(limits.lag_s))
    return Asker(access, limits, now, sleep)
