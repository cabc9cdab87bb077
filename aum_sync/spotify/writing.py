"""The gateway of a writer: a write is sent once, and what came of it is one of four things.

It is done; it may be done or not (AmbiguousError); Spotify refused it (RefusedError); or this run
may ask no more and it was not sent (StoppedError). Whatever else is raised changed nothing and
would meet every other request as well: the login, the app, a simulator that is not there.
Why a write is never repeated here: SPOTIFY.md 3.14.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from aum_sync.errors import AmbiguousError, RefusedError, StoppedError
from aum_sync.spotify.access import Access
from aum_sync.spotify.convert import Answer
from aum_sync.spotify.errors import (
    BudgetError,
    ForbiddenError,
    LoginError,
    NotFoundError,
    RateLimitError,
    RejectedError,
    ShapeError,
    SpotifyError,
    UnavailableError,
)
from aum_sync.spotify.gateway import Client, Gateway
from aum_sync.spotify.limits import Limits, Time

_T = TypeVar("_T")

_LOOK_FIRST = (
    "it may be done or not: run aum-sync apply again in some minutes, it looks first and goes on "
    "from there"
)
_NEXT_RUN = (
    "run aum-sync apply again, it goes on from there with a new budget; or raise policy.budget in "
    "config/season.yaml"
)


class WritingClient(Client, Protocol):
    """What a writer uses of ``spotipy.Spotify``."""

    def current_user_playlist_create(self, name: str, *, public: bool, description: str) -> object:
        """POST /me/playlists."""
        ...

    def playlist_change_details(
        self, playlist_id: str, *, name: str | None, public: bool | None, description: str | None
    ) -> object:
        """PUT /playlists/{id}, with what is not None."""
        ...

    def playlist_add_items(self, playlist_id: str, items: list[str], *, position: int) -> object:
        """POST /playlists/{id}/items."""
        ...

    def playlist_remove_all_occurrences_of_items(
        self, playlist_id: str, items: list[str]
    ) -> object:
        """DELETE /playlists/{id}/items."""
        ...

    def playlist_reorder_items(
        self, playlist_id: str, *, range_start: int, insert_before: int, range_length: int
    ) -> object:
        """PUT /playlists/{id}/items, with a range."""
        ...


class WritingGateway(Gateway):
    """One account's Spotify, for reading and writing."""

    def __init__(self, access: Access, limits: Limits, time: Time) -> None:
        super().__init__(access, limits, time)
        self._failure: type[SpotifyError] | None = None
        self._in_a_row = 0
        self.before_write: Callable[[], object] = bool
        """Asked before every write; what it raises is raised, and nothing is sent."""

    def read(self, ask: Callable[[Client], object]) -> Answer:
        """As that of a reader; but where no more may be asked, StoppedError."""
        with self._stopping():
            return super().read(ask)

    def write(self, ask: Callable[[WritingClient], object], confirm: Callable[[Answer], _T]) -> _T:
        """What ``confirm`` makes of the answer to one write; ``ask`` must send no more than that.

        Raises AmbiguousError, RefusedError, StoppedError, and other SpotifyErrors where nothing
        was changed and no other request would fare better.
        """
        with self._stopping():
            self._ensure_login()
            self.before_write()
            try:
                result = confirm(self._once(ask))
            except SpotifyError as error:
                self._count(error)
                raise self._verdict(error) from error
            self._failure = None
            return result

    def settle(self, seconds: float) -> None:
        """Let time pass until Spotify shows what was written; a simulator shows it at once."""
        if not self.loopback:
            self._time.sleep(seconds)

    def _count(self, error: SpotifyError) -> None:
        """Count how many writes in a row ended like this one."""
        self._in_a_row = self._in_a_row + 1 if self._failure is type(error) else 1
        self._failure = type(error)

    def _verdict(self, error: SpotifyError) -> AmbiguousError | RefusedError:
        """What a failure says about the write; first lets pass or renews what is in its way."""
        match error:
            case LoginError() if self._in_a_row == 1:
                self._log_in()
            case RateLimitError() if self._patience.wait_out(error, self._in_a_row):
                pass
            case UnavailableError() | ShapeError():
                pass
            case RejectedError() | ForbiddenError() | NotFoundError():
                return RefusedError(*error.faults)
            case _:
                raise error
        return AmbiguousError(str(error), hint=_LOOK_FIRST)

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """Turn what ends this run, though it may go on later, into a StoppedError."""
        try:
            yield
        except BudgetError as error:
            raise StoppedError(str(error), hint=_NEXT_RUN) from error
        except RateLimitError as error:
            wait = error.wait_s
            retry_at = None if wait is None else self._time.now() + wait
            raise StoppedError(*error.faults, retry_at=retry_at) from error
