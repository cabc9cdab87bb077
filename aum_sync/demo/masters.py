"""The masters as a careful curator left them by hand half-way through the season."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aum_sync.demo.mishaps import local_file, orphan
from aum_sync.demo.tracks import FIRST_WEEK, artist
from aum_sync.demo.troubles import TROUBLES, Trouble
from aum_sync.demo.weeks import Week
from aum_sync.demo.words import Home
from aum_sync.season.items import NULL_SLOT, Slot

LAST_DONE = 150
"""Up to this week the masters are complete."""

CATCH_ALL = Home("triage", "♩ To sort", 0, (0, 0), FIRST_WEEK, (), (), ())

_ISRAELI_BY_NAME = frozenset({"Ayalon Freeway", "Kinneret Dub Club", "Gili Harpaz-Moon"})
"""Artists of other homes that a curator knows to be Israeli, though no letter shows it."""

_NOT_ALSO_ISRAELI = ("israeli-music", "mizrahi", "israeli-hip-hop")
_OLD_NAMES = {"reggae": "♩ Reggae"}
_ORPHANS = {
    "hip-hop": "Before the Ledger",
    "reggae": "Old Harbour Dub",
    "israeli-music": "שיר ישן מאוד",
}


@dataclass(frozen=True, slots=True)
class MasterList:
    """A master as it stands on Spotify before the first plan."""

    home: Home
    name: str
    slots: tuple[Slot, ...]


def masters(weeks: Mapping[int, Week], homes: Mapping[str, Home]) -> tuple[MasterList, ...]:
    """Every master that has a playlist: what weeks up to LAST_DONE give it, and its troubles."""
    contents = _true_contents(weeks)
    for trouble in TROUBLES:
        if trouble.week is None and trouble.home in contents:
            _happen(contents[trouble.home], trouble, weeks, homes)
    return tuple(
        MasterList(home, _OLD_NAMES.get(key, home.name), tuple(contents[key]))
        for key, home in {**homes, CATCH_ALL.key: CATCH_ALL}.items()
        if key in contents
    )


def _true_contents(weeks: Mapping[int, Week]) -> dict[str, list[Slot]]:
    """What the generator knows and no description can spoil: each track in its true masters."""
    contents: dict[str, list[Slot]] = {}
    for week in range(FIRST_WEEK, LAST_DONE + 1):
        for part in weeks[week].parts:
            for slot in part.slots:
                for key in _homes_of(part.home, slot):
                    contents.setdefault(key, []).append(slot)
    return contents


def _homes_of(home: str, slot: Slot) -> list[str]:
    if slot.state != "track" or home == "dropped":
        return []
    keys = [CATCH_ALL.key if home == "unknown" else home]
    if home not in _NOT_ALSO_ISRAELI and _is_israeli(slot):
        keys.append("israeli-music")
    return keys


def _is_israeli(slot: Slot) -> bool:
    names = [artist.name for artist in slot.artists]
    hebrew = any("א" <= char <= "ת" for char in slot.name + "".join(names))
    return hebrew or not _ISRAELI_BY_NAME.isdisjoint(names)


def _happen(
    content: list[Slot], trouble: Trouble, weeks: Mapping[int, Week], homes: Mapping[str, Home]
) -> None:
    home, middle = homes[trouble.home], len(content) // 3
    if trouble.partner is not None:
        week, other_home = trouble.partner
        content.append(weeks[week].first(other_home))
    elif trouble.kind == "orphan":
        content.insert(0, orphan(home.key, artist(home, home.artists[0]), _ORPHANS[home.key]))
    elif trouble.kind == "master-null":
        content.insert(middle, NULL_SLOT)
    else:
        content.insert(middle, local_file("Harbour Rehearsal", "2023-01-06T12:00:00Z"))
