"""Writing to one account through the gateway: each call is one request, sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from aum_sync.spotify.convert import to_flags, to_new_id, to_version
from aum_sync.spotify.reader import SpotifyLibrary

if TYPE_CHECKING:
    from aum_sync.spotify.writing import WritingClient, WritingGateway

_MOST_ASKED = 40
"""The most URIs that Spotify takes in one question about the library."""


class SpotifyWriter(SpotifyLibrary):
    """Write access to one account; implements ``apply.ports.Writer``.

    A write raises AmbiguousError, RefusedError or StoppedError, as that port says, or a
    SpotifyError where nothing can be written at all. It reads with the writer's own token; where
    this run may ask no more, reading raises StoppedError too.
    """

    def __init__(self, gateway: WritingGateway) -> None:
        super().__init__(gateway)
        self._writing = gateway

    def ask_before_writing(self, check: Callable[[], object]) -> None:
        """Call ``check`` before every write; what it raises is raised, and nothing is sent."""
        self._writing.before_write = check

    @property
    def loopback(self) -> bool:
        """Whether it writes to a simulator."""
        return self._writing.loopback

    def settle(self, times: int) -> None:
        """Wait before a playlist is read again: 2 s, and twice that with every reading before.

        Items are right after about a second (SPOTIFY.md 3.12). For a simulator there is no wait.
        """
        self._writing.settle(2.0**times)

    def in_library(self, playlists: Sequence[str]) -> frozenset[str]:
        """Those of the playlists that are in the library. One request per 40."""
        batches = (
            playlists[start : start + _MOST_ASKED]
            for start in range(0, len(playlists), _MOST_ASKED)
        )
        return frozenset(found for batch in batches for found in self._in_library(batch))

    def _in_library(self, playlists: Sequence[str]) -> Iterable[str]:
        uris = [f"spotify:playlist:{playlist}" for playlist in playlists]
        answer = self._gateway.read(lambda client: client.current_user_saved_items(uris))
        return compress(playlists, to_flags(answer, len(uris)))

    def create(self, name: str, description: str, *, public: bool | None) -> str:
        """A new, empty playlist; its id. Where ``public`` is None it is as Spotify does: public."""
        return self._writing.write(
            lambda client: client.current_user_playlist_create(
                name, public=public is not False, description=description
            ),
            to_new_id,
        )

    def change_details(
        self, playlist: str, *, name: str | None, description: str | None, public: bool | None
    ) -> None:
        """Change what is given and leave what is None."""
        self._writing.write(
            lambda client: client.playlist_change_details(
                playlist, name=name, public=public, description=description
            ),
            # Spotify says nothing where it is done.
            lambda _: None,
        )

    def insert(self, playlist: str, uris: Sequence[str], at: int) -> None:
        """Put up to 100 tracks, in this order, in front of what is at index ``at``."""
        self._change(lambda client: client.playlist_add_items(playlist, list(uris), position=at))

    def remove(self, playlist: str, uris: Sequence[str]) -> None:
        """Take out every copy of up to 100 tracks."""
        # Spotipy's method for some copies would take out all of them (SPOTIFY.md 3.6).
        self._change(
            lambda client: client.playlist_remove_all_occurrences_of_items(playlist, list(uris))
        )

    def move(self, playlist: str, start: int, length: int, before: int) -> None:
        """Move a range in front of what is at ``before``, counted before the move."""
        self._change(
            lambda client: client.playlist_reorder_items(
                playlist, range_start=start, range_length=length, insert_before=before
            )
        )

    def _change(self, ask: Callable[[WritingClient], object]) -> None:
        self._writing.write(ask, to_version)
