"""What the examples of ``docs/rules.md`` say, line by line; the page explains it to its readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from aum_sync.season.items import Artist, Slot
from tests.seasons import EPISODE, LOCAL, NULL, track, uri

NOTHING = "nothing"
SPECIAL = {"null": NULL, "local": LOCAL, "episode": EPISODE}

_TRACK = re.compile(r"(\w+) = (.+)")
_WEEK = re.compile(r"week (\d+)( newer)?\s+“([^”]*)”\s*(.*)")
_PIN = re.compile(r"pin (\S+) since (\S+) \((.+)\): (.*)")
_OWNED = re.compile(r"owned (\S+) “([^”]*)”")
_WAS = re.compile(r"(\S+) was (named|described) “([^”]*)”")
_MASTER = re.compile(r"(\S+)\s+(.+) → (.+)")
_UNREAD = re.compile(r"(\S+)\s+never read")

_GOES_ON = re.compile(r"\n[ \t]+(?=\S)")
_TITLE = re.compile(r"“([^”]*)”")
_BY = re.compile(r"\bby ([^,]+(?: & [^,]+)*)")
_LENGTH = re.compile(r"\b(\d+):(\d\d(?:\.\d+)?)\b")
_ISRC = re.compile(r"\bISRC (\S+)")
_LINKED = re.compile(r"\blinked from (\w+)")
_MOST = 100


@dataclass
class Given:
    """What an example starts from, and the lines that must come out of it."""

    tracks: dict[str, Slot] = field(default_factory=dict)
    weeks: dict[int, tuple[str, str]] = field(default_factory=dict)
    newer: dict[int, tuple[str, str]] = field(default_factory=dict)
    pins: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    owned: list[tuple[str, str]] = field(default_factory=list)
    details: dict[str, dict[str, str]] = field(default_factory=dict)
    bases: dict[str, list[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    outcome: list[str] = field(default_factory=list)

    def slots(self, names: str | list[str]) -> tuple[Slot, ...]:
        """The slots that short names stand for."""
        listed = names.split() if isinstance(names, str) else names
        return tuple(
            SPECIAL.get(name) or self.tracks.get(name) or track(name, title=name)
            for name in listed
            if name != NOTHING
        )


def names(text: str) -> list[str]:
    """The names in a text, of which ``null×9999`` is so many."""
    parts = (part.partition("×") for part in text.split() if part != NOTHING)
    return [name for name, _, times in parts for _ in range(int(times or 1))]


def joined(names: Sequence[str]) -> str:
    """Names as a line has them; more than a line holds of one name in a row are counted."""
    runs = [(name, len(list(run))) for name, run in groupby(names)]
    shown = (f"{name}×{n}" if n > _MOST else " ".join([name] * n) for name, n in runs)
    return " ".join(shown) or NOTHING


def lines_of(text: str) -> list[str]:
    """The lines of an example; one that begins with a blank goes on with the one before."""
    whole = _GOES_ON.sub(" ", text)
    return [line for line in map(str.strip, whole.splitlines()) if line]


def squeezed(line: str) -> str:
    """A line without the blanks that only align it."""
    return " ".join(line.split())


def read(text: str) -> Given:
    """An example of weeks and masters."""
    given = Given()
    for line in lines_of(text):
        _read_line(line, given)
    return given


def _read_line(line: str, given: Given) -> None:
    if found := _TRACK.fullmatch(line):
        given.tracks[found[1]] = _track(found[1], found[2])
    elif found := _WEEK.fullmatch(line):
        (given.newer if found[2] else given.weeks)[int(found[1])] = (found[3], found[4])
    elif found := _PIN.fullmatch(line):
        given.pins[found[1]] = (found[2], found[3], found[4])
    elif found := _OWNED.fullmatch(line):
        given.owned.append((found[1], found[2]))
    elif found := _WAS.fullmatch(line):
        field_ = {"named": "name", "described": "description"}[found[2]]
        given.details.setdefault(found[1], {})[field_] = found[3]
    elif found := _UNREAD.fullmatch(line):
        given.unread.append(found[1])
    else:
        if (found := _MASTER.fullmatch(line)) and line[0] not in "+-~!↕":
            given.bases[found[1]] = names(found[2])
        given.outcome.append(squeezed(line))


def _track(name: str, words: str) -> Slot:
    """``“Song” by Odeya & Ravid, 3:02, ISRC GBAYE0601498, linked from b``, any part left out."""
    slot = track(name, title=title[1] if (title := _TITLE.search(words)) else name)
    if by := _BY.search(words):
        names = by[1].split(" & ")
        slot = replace(slot, artists=tuple(Artist(f"id-{one}", one) for one in names))
    if length := _LENGTH.search(words):
        milliseconds = round((int(length[1]) * 60 + float(length[2])) * 1000)
        slot = replace(slot, duration_ms=milliseconds)
    if isrc := _ISRC.search(words):
        slot = replace(slot, isrc=isrc[1])
    if linked := _LINKED.search(words):
        slot = replace(slot, linked_from=uri(linked[1]))
    return slot
