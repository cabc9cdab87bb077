"""A small alphabet of slots, so that random weeks and masters often hold the same music.

``a b u`` and ``e f k v`` are one recording by ISRC, ``a A``, ``u U`` and ``v V`` by URI (the same
track as Spotify told it another day), ``c R C`` by relinking, ``h i j k`` and ``d q`` by title.
``g n N`` are Hebrew, ``n N x`` by Noga. What no week holds is in STRANGERS.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from aum_sync.season.items import Artist, Slot, WeekState
from tests.seasons import EPISODE, LOCAL, NULL, track, uri

_TITLE = "One song"


def _length(name: str) -> int:
    return 100_000 + 1_500 * "hijk".index(name)


ARTIST = f"{'artist':0>22}"
"""The id by which a rule names the artist of ``s``."""

TRACKS = {
    "a": track("a", isrc="GBAYE0601498"),
    "b": track("b", isrc="gb-aye-06-01498"),
    "A": replace(track("a", "someone", title="Another name"), isrc=None),
    "c": track("c"),
    "C": track("C"),
    "R": replace(track("C"), linked_from=uri("c")),
    "d": track("d", "D", title="Twice", ms=60_000),
    "e": track("e", isrc="USUM71703861"),
    "f": track("f", isrc="USUM71703861"),
    "h": track("h", "z", title=_TITLE, ms=_length("h")),
    "i": track("i", "z", title=_TITLE, ms=_length("i")),
    "j": track("j", "z", title=_TITLE, ms=_length("j")),
    "k": track("k", "z", title=_TITLE, ms=_length("k"), isrc="USUM71703861"),
    "g": track("g", title="שלום"),
    "n": track("n", "Noga Erez", title="לילה"),
    "N": track("N", "Noga Erez", title="לילה", ms=181_000),
    "s": replace(track("s"), artists=(Artist(ARTIST, "Someone"),)),
    "t": track("t"),
}
STRANGERS = {
    "o": track("o"),
    "p": track("p", "P", title="Stranger", ms=50_000),
    "P": track("P", "P", title="stranger", ms=51_000),
    "q": track("q", "D", title="twice", ms=61_000),
    "r": replace(track("r"), linked_from=uri("s")),
    "x": track("x", "Noga Erez"),
    "u": track("u", isrc="GBAYE0601498"),
    "U": track("u", "V", title="Bridge"),
    "v": track("v", isrc="USUM71703861"),
    "V": track("v", "V", title="Bridge"),
}
OTHERS = {
    "-": NULL,
    "local": LOCAL,
    "talk": EPISODE,
    "odd": replace(track("odd"), uri="spotify:track:odd"),
}
SLOTS = {**TRACKS, **STRANGERS, **OTHERS}

in_weeks = st.sampled_from([*TRACKS.values()] * 4 + [*OTHERS.values(), TRACKS["a"]])
in_masters = st.sampled_from([*TRACKS.values(), *STRANGERS.values()] * 4 + [NULL, LOCAL, EPISODE])
strangers = st.sampled_from([*STRANGERS.values()])
tracks = st.sampled_from([*TRACKS.values(), *STRANGERS.values()])


def in_weeks_of(weeks: tuple[WeekState, ...]) -> st.SearchStrategy[Slot]:
    """A track that one of these weeks holds."""
    readings = [one for week in weeks for one in (week.passed, week.held) if one]
    found = [slot for one in readings for slot in one.slots if slot in TRACKS.values()]
    return st.sampled_from(found) if found else tracks


_NAMES = {slot: name for name, slot in SLOTS.items()}


def named(slots: tuple[Slot, ...]) -> str:
    """Slots by their names in this alphabet."""
    return " ".join(_NAMES[slot] for slot in slots)
