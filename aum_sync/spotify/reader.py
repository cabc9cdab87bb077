"""Reading one account through the gateway: whole lists or an error, never a part of one.

Pages are asked for by offset; the ``next`` links of answers are not followed: the token would go
wherever they point.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from aum_sync.season.items import Card, Slot
from aum_sync.spotify.convert import (
    Generation,
    Page,
    to_account_id,
    to_card,
    to_card_page,
    to_generation,
    to_slot_page,
)
from aum_sync.spotify.errors import ChangedError

if TYPE_CHECKING:
    from aum_sync.spotify.gateway import Gateway

_T = TypeVar("_T")

PAGE_SIZE = 50
"""The most rows that Spotify gives per page (SPOTIFY.md 3.1, 3.3)."""

_SUBJECT = (
    "uri,type,name,duration_ms,is_local,"
    "artists(id,name),album(name),external_ids(isrc),linked_from(uri)"
)
_SLOT_FIELDS = f"total,items(added_at,is_local,item({_SUBJECT}),track({_SUBJECT}))"
"""Both names of the subject: a filter that names only a stale one gives 200 with empty rows."""

_CARD_FIELDS = (
    "id,name,description,public,collaborative,snapshot_id,owner.id,items.total,tracks.total"
)
_READINGS = 2


class SpotifyLibrary:
    """Read access to one account; implements ``pull.ports.Library``. Raises SpotifyError."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    @property
    def requests(self) -> int:
        """How many API requests were sent by this process, those that failed included."""
        return self._gateway.requests

    @property
    def granted(self) -> frozenset[str] | None:
        """The scopes that Spotify said at the login; None where it did not."""
        return self._gateway.granted

    def account_id(self) -> str:
        """The id of the account that the token belongs to. One request."""
        return to_account_id(self._gateway.read(lambda client: client.me()))

    def cards(self) -> tuple[Card, ...]:
        """Every playlist in the library, owned and followed, each once. One request per 50."""

        def page(offset: int) -> Page[Card | None]:
            return to_card_page(
                self._gateway.read(
                    lambda client: client.current_user_playlists(limit=PAGE_SIZE, offset=offset)
                )
            )

        cards = {card.id: card for card in _whole(page, "the library") if card is not None}
        return tuple(cards.values())

    def card(self, playlist: str) -> Card:
        """One playlist that may not be in the library. One request."""
        return to_card(
            self._gateway.read(lambda client: client.playlist(playlist, fields=_CARD_FIELDS))
        )

    def reach(self, playlist: str) -> Generation:
        """Which kind of app this is, once it has read the items of a playlist. Two requests."""
        fields = "items.total,tracks.total"
        told = self._gateway.read(lambda client: client.playlist(playlist, fields=fields))
        self._gateway.read(
            lambda client: client.playlist_items(playlist, fields="total", limit=1, offset=0)
        )
        return to_generation(told)

    def slots(self, playlist: str) -> tuple[Slot, ...]:
        """Every position of a playlist, in order. One request per 50."""

        def page(offset: int) -> Page[Slot]:
            return to_slot_page(
                self._gateway.read(
                    lambda client: client.playlist_items(
                        playlist, fields=_SLOT_FIELDS, limit=PAGE_SIZE, offset=offset
                    )
                )
            )

        return _whole(page, f"playlist {playlist}")


def _whole(page: Callable[[int], Page[_T]], name: str) -> tuple[_T, ...]:
    """All rows of a list; read once more where it changed between two pages."""
    for _ in range(_READINGS):
        rows = _gather(page)
        if rows is not None:
            return rows
    raise ChangedError(
        f"{name} changed while it was read, {_READINGS} times in a row",
        hint="somebody is editing it: try again when they are done",
    )


def _gather(page: Callable[[int], Page[_T]]) -> tuple[_T, ...] | None:
    """All rows; None where the pages do not add up to one list."""
    first = page(0)
    rows = list(first.rows)
    while len(rows) < first.total:
        more = page(len(rows))
        if more.total != first.total or not more.rows:
            return None
        rows += more.rows
    return tuple(rows) if len(rows) == first.total else None
