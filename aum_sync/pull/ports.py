"""What ``pull`` needs of Spotify, so that it can be handed any reader and never a writer."""

from __future__ import annotations

from typing import Protocol

from aum_sync.season.items import Card, Slot


class Library(Protocol):
    """Read access to one account. Every call that reaches Spotify is a counted request."""

    def account_id(self) -> str:
        """The id of the account that the token belongs to. One request."""
        ...

    def cards(self) -> tuple[Card, ...]:
        """Every playlist in the library, owned and followed, each once. One request per 50."""
        ...

    def card(self, playlist: str) -> Card:
        """One playlist that may not be in the library. One request. Raises UnreadableError."""
        ...

    def slots(self, playlist: str) -> tuple[Slot, ...]:
        """Every position of a playlist, in order. One request per 50. Raises UnreadableError."""
        ...
