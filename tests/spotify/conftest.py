"""How the tests of this folder reach a Spotify: through its doors, with a clock of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from aum_sync.spotify.connect import connect, connect_writer
from aum_sync.spotify.limits import Limits
from aum_sync.spotify.reader import SpotifyLibrary
from aum_sync.spotify.writer import SpotifyWriter

START = 1_795_348_830.0
"""2026-11-22 12:00:30 UTC."""


@dataclass
class FakeTime:
    """A clock that moves only when somebody sleeps."""

    seconds: float = START
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


Reach = Callable[..., SpotifyLibrary]
ReachWriter = Callable[..., SpotifyWriter]


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def reach(time: FakeTime) -> Reach:
    """The library at this base URL: ``reach(url, Limits(budget=3))``."""

    def open_library(url: str, limits: Limits | None = None) -> SpotifyLibrary:
        library = connect(
            {"AUM_SYNC_SPOTIFY_URL": url},
            limits or Limits(budget=300),
            now=time.now,
            sleep=time.sleep,
        )
        assert library is not None
        return library

    return open_library


@pytest.fixture
def reach_writer(time: FakeTime) -> ReachWriter:
    """The writer at this base URL: ``reach_writer(url, Limits(budget=3))``."""

    def open_writer(url: str, limits: Limits | None = None) -> SpotifyWriter:
        return connect_writer(
            {"AUM_SYNC_SPOTIFY_URL": url},
            limits or Limits(budget=300),
            now=time.now,
            sleep=time.sleep,
        )

    return open_writer
