"""What ``apply`` needs of the world: a reader that can also write, and a place for its records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aum_sync.pull.ports import Library
from aum_sync.season.items import State


class Writer(Library, Protocol):
    """Write access to one account. Every write is one request, and is sent once.

    A write raises AmbiguousError where it may have happened, RefusedError where Spotify did
    nothing, StoppedError where this run may ask no more and nothing was sent, and any other
    AumSyncError where nothing was changed and no other request would fare better.
    """

    def in_library(self, playlists: Sequence[str]) -> frozenset[str]:
        """Those of the playlists that are in the library. One request per 40.

        Raises UnreadableError where Spotify does not tell this app.
        """
        ...

    def create(self, name: str, description: str, *, public: bool | None) -> str:
        """A new, empty playlist; its id."""
        ...

    def change_details(
        self, playlist: str, *, name: str | None, description: str | None, public: bool | None
    ) -> None:
        """Change what is given and leave what is None."""
        ...

    def insert(self, playlist: str, uris: Sequence[str], at: int) -> None:
        """Put up to 100 tracks, in this order, in front of what is at index ``at``."""
        ...

    def remove(self, playlist: str, uris: Sequence[str]) -> None:
        """Take out every copy of up to 100 tracks."""
        ...

    def move(self, playlist: str, start: int, length: int, before: int) -> None:
        """Move a range in front of what is at ``before``, counted before the move."""
        ...


class Journal(Protocol):
    """Where state is recorded for all to see: commits on a branch, pushed."""

    def record(self, state: State, subject: str) -> None:
        """Record what changed since the last time; raises AumSyncError where that is not taken."""
        ...
