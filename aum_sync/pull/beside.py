"""A playlist that state/ does not know, read once for a comparison; nothing of it is kept."""

from __future__ import annotations

from aum_sync.pull.ports import Library
from aum_sync.season.items import Snapshot


def read_beside(key: str, playlist: str, library: Library) -> Snapshot:
    """A playlist as it is now, under ``key``. One request, and one per 50 items.

    Raises what the library raises, UnreadableError for one that is neither the account's own nor
    collaborative.
    """
    card = library.card(playlist)
    return Snapshot(
        key=key,
        playlist=playlist,
        name=card.name,
        description=card.description,
        public=card.public,
        snapshot=card.snapshot,
        applied=None,
        slots=library.slots(playlist),
    )
