"""The gateway: every request to Spotify goes through one, in turn, paced, counted, checked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

import spotipy

from aum_sync.spotify.access import Access
from aum_sync.spotify.auth import Login
from aum_sync.spotify.convert import Answer
from aum_sync.spotify.errors import LoginError, NotFoundError
from aum_sync.spotify.limits import Limits, Meter, Patience, Time
from aum_sync.spotify.wire import open_session


class Client(Protocol):
    """What we use of ``spotipy.Spotify``: reading only."""

    def me(self) -> object:
        """GET /me."""
        ...

    def current_user_playlists(self, *, limit: int, offset: int) -> object:
        """GET /me/playlists."""
        ...

    def current_user_saved_items(self, uris: list[str]) -> object:
        """GET /me/library/contains."""
        ...

    def playlist(self, playlist_id: str, *, fields: str) -> object:
        """GET /playlists/{id}."""
        ...

    def playlist_items(self, playlist_id: str, *, fields: str, limit: int, offset: int) -> object:
        """GET /playlists/{id}/items, tracks and episodes."""
        ...


class Gateway:
    """One account's Spotify, for reading. Logs in with the first request."""

    def __init__(self, access: Access, limits: Limits, time: Time) -> None:
        _hush_spotipy()
        self._time = time
        self._meter = Meter(limits, time)
        self._patience = Patience(limits, time)
        session = open_session(access.endpoint, access.app, self._meter, time.now)
        self._login = Login(session, access, limits, self._patience)
        self._client = spotipy.Spotify(requests_session=session, requests_timeout=limits.timeout_s)
        self._client.prefix = access.endpoint.api
        self._logged_in = False
        self.loopback = access.endpoint.loopback
        """Whether this is a simulator."""

    @property
    def requests(self) -> int:
        """How many API requests were sent, those that failed included."""
        return self._meter.sent

    @property
    def granted(self) -> frozenset[str] | None:
        """The scopes of the access token, once there is one; None where Spotify does not say."""
        return self._login.granted

    def read(self, ask: Callable[[Client], object]) -> Answer:
        """The answer to one request that only reads; ``ask`` must send no more than that.

        Failures that may pass are tried again; an access token that is not accepted is renewed,
        once. Raises SpotifyError.
        """
        self._ensure_login()
        try:
            return self._patience.run(lambda: self._once(ask))
        except LoginError:
            self._log_in()
            return self._patience.run(lambda: self._once(ask))

    def _ensure_login(self) -> None:
        if not self._logged_in:
            self._log_in()

    def _log_in(self) -> None:
        self._client.set_auth(self._login.fresh_token())
        self._logged_in = True

    def _once(self, ask: Callable[[spotipy.Spotify], object]) -> Answer:
        try:
            value = ask(self._client)
        except spotipy.SpotifyException as error:
            # Raised before anything is sent: answers that are no success never get to spotipy.
            raise NotFoundError(
                f"no such playlist or track can exist, nothing was sent: {error.msg}",
                hint="correct its id",
            ) from None
        return Answer(self._meter.latest, value)


def _hush_spotipy() -> None:
    """Spotipy logs tokens and Authorization headers at DEBUG; whatever the level, not here."""
    for name in ("client", "oauth2", "util", "cache_handler"):
        logging.getLogger(f"spotipy.{name}").addFilter(_grave)


def _grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
