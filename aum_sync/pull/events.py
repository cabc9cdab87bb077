"""What a pull has to say: one event per thing that a person should know or may ask about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.season.items import Card
from aum_sync.text.words import plural

EventLevel = Literal["error", "warning", "change", "note"]
"""``note``: recorded, and nothing that anybody has to look at."""

Kind = Literal[
    "new",
    "edited",
    "renamed",
    "moved-source",
    "held",
    "released",
    "hand-edited",
    "unchanged",
    "unsettled",
    "unreadable",
    "vanished",
    "unbound",
    "doubled",
    "undecided",
    "no-weeks",
    "master-read",
    "master-changed",
    "master-renamed",
    "master-missing",
    "not-ours",
    "master-is-week",
    "masters-left",
    "namesake",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened or was found, of a week or of a master (its key).

    ``text`` carries names from Spotify as they are: whoever shows it makes it harmless.
    """

    kind: Kind
    level: EventLevel
    text: str
    week: int | None = None
    master: str | None = None
    hint: str | None = None


def unsettled(
    card: Card, read: int, *, week: int | None = None, master: str | None = None
) -> Event:
    """Says that a playlist does not have as many slots as the library counts."""
    text = f"the library counts {card.total}, {plural(read, 'track')} were read: changed meanwhile?"
    hint = "the next pull reads it again"
    return Event("unsettled", "warning", text, week, master, hint)
