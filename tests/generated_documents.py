"""The configurations of random seasons: masters, exclusions, corrections, cleanups, policies."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import strategies as st

from aum_sync.season.items import Slot, WeekState
from tests.generated_tracks import ARTIST, in_weeks_of, strangers, tracks

KEYS = ("rap", "soul", "israeli", "mizrahi")
SORT = "sort"
BESIDE = tuple(f"{name:0>22}" for name in ("mixtape", "live", "1"))
"""Playlists that are no masters; the last is week 1."""
GENRES = (
    "Rap",
    "Soul",
    "Israeli",
    "Mizrahi",
    "Hip Hop",
    "Polka",
    "Dub",
    "Hip Hop, Soul",
    "Dub/Rap",
)
TYPED = (
    *GENRES,
    "Rap, Soul",
    "Rap, Hip Hop",
    "Polka / Rap",
    "Dub/Rap/Polka",
    "Soul, Dub/Rap",
    "Dub / Rap",
    "Waltz",
)
WEEKS = (1, 2, 3, 4, 5, 51, 52)
"""The season has the weeks 1-50."""

Document = dict[str, Any]


def chance(percent: int) -> st.SearchStrategy[bool]:
    """True so often; false is the simpler."""
    return st.integers(0, 99).map(lambda number: number >= 100 - percent)


def playlist_id(key: str) -> str:
    return f"{key:0>22}"


@st.composite
def masters(draw: st.DrawFn, keys: list[str]) -> Document:
    """The masters in the order of their exclusions: each may exclude those before it."""
    owners = {genre: draw(st.sampled_from([*keys * 2, SORT, "drop", ""])) for genre in GENRES}
    found: Document = {}
    for key in (*keys, SORT):
        before = [*found]
        master: Document = {} if draw(chance(8)) else {"playlist": playlist_id(key)}
        master["genres"] = [genre for genre, owner in owners.items() if owner == key]
        if key == SORT:
            master["catch_all"] = True
        if draw(chance(25 if key == SORT else 60)) and before:
            names = st.lists(st.sampled_from(before), min_size=1, max_size=3)
            master["excludes"] = draw(names)
        if draw(chance(30)):
            master["also"] = draw(st.lists(ALSO, min_size=1, max_size=2))
        if draw(chance(40)):
            master["order"] = draw(st.sampled_from(["oldest-first", "newest-first"]))
        if draw(chance(25)):
            master["keep"] = draw(st.lists(strangers | tracks, min_size=1, max_size=3).map(_uris))
        if draw(chance(12)):
            master["pin"] = f"state/pins/{key}.json"
        if draw(chance(6)):
            master["was"] = f"old-{key}"
        found[key] = {name: value for name, value in master.items() if value != []}
    dropped = [genre for genre, owner in owners.items() if owner == "drop"]
    return {"masters": found, **({"drop": dropped} if dropped else {})}


ALSO: st.SearchStrategy[Document] = st.sampled_from(
    [
        {"script": "Hebrew"},
        {"artists": ["Noga Erez"], "review": True},
        {"artists": ["noga  erez", "id-z"], "review": True},
        {"artists": [ARTIST, "Artist t"]},
    ]
)


def _uris(slots: list[Slot]) -> list[str]:
    return list(dict.fromkeys(slot.uri or "" for slot in slots))


@st.composite
def cleanups(draw: st.DrawFn, keys: list[str]) -> list[Document]:
    """Cleanups that go along with the order of exclusions and never in a circle."""
    beside = [*WEEKS[:3], *BESIDE[:2]]
    order: list[object] = [*keys, SORT]
    for other in beside:
        order.insert(draw(st.integers(0, len(order))), other)
    ranks = {name: rank for rank, name in enumerate(order)}
    names = st.sampled_from([*keys, SORT, *keys, SORT, *beside])
    found: dict[tuple[object, object], Document] = {}
    for _ in range(draw(st.sampled_from([0, 0, 1, 2, 3]))):
        one, two = draw(names), draw(names)
        one, two = (two, one) if ranks[one] < ranks[two] else (one, two)
        if one != two and (two, one) not in found:
            keep = draw(st.lists(tracks, max_size=2).map(_uris)) if draw(chance(30)) else []
            sides = {"remove_from": draw(_called(one)), "also_in": draw(_called(two))}
            found[one, two] = {**sides, "keep": keep}
    return list(found.values())


def _called(name: object) -> st.SearchStrategy[object]:
    """A playlist as a cleanup names it: week 1 also by its id."""
    return st.sampled_from([1, BESIDE[2]]) if name == WEEKS[0] else st.just(name)


@st.composite
def promises(draw: st.DrawFn, keys: list[str]) -> list[Document]:
    """Tracks that masters are expected to hold."""
    masters = st.sampled_from([*keys, SORT])
    pairs = draw(st.lists(st.tuples(masters, strangers | tracks), max_size=2))
    return [{"contains": {"master": key, "track": slot.uri}} for key, slot in pairs]


@st.composite
def corrections(draw: st.DrawFn, document: Document, known: tuple[WeekState, ...]) -> Document:
    of_weeks = {
        str(week.week): draw(_week_correction(week))
        for week in known
        if week.week not in WEEKS[-2:] and draw(chance(20))
    }
    some = st.lists(in_weeks_of(known) | tracks, max_size=4).map(_uris)
    of_tracks = {
        uri: {"master": draw(_masters_of(document)), "reason": "heard"}
        for uri in (draw(some) if draw(chance(75)) else ())
    }
    return {"weeks": of_weeks, "tracks": of_tracks}


@st.composite
def _week_correction(draw: st.DrawFn, week: WeekState) -> Document:
    one = draw(st.sampled_from([one for one in (week.passed, week.held) if one]))
    first, second = draw(st.sampled_from(TYPED)), draw(st.sampled_from(TYPED))
    half = len(one.slots) // 2
    sha = hashlib.sha256(one.description.encode()).hexdigest()[:12]
    was = draw(
        st.sampled_from([one.description, f"sha:{sha}", one.description, "Something else 9"])
    )
    return {
        "genres": f"{first} {half} ♩ {second} {len(one.slots) - half}",
        "was": was,
        "reason": "checked by ear",
    }


@st.composite
def _masters_of(draw: st.DrawFn, document: Document) -> str | list[str]:
    """None, one, or two masters that no exclusion parts."""
    keys = [*document["masters"]]
    one = draw(st.sampled_from([*map(str, keys), "none"]))
    two = draw(st.sampled_from([key for key in map(str, keys) if key != SORT]))
    excluding = [
        (key, other) for key in keys for other in document["masters"][key].get("excludes", [])
    ]
    excluding += [(rule["remove_from"], rule["also_in"]) for rule in document.get("cleanup", [])]
    parted = {(one, two), (two, one)} & set(excluding)
    if one == two or one in ("none", SORT) or parted:
        return one
    return [one, two]


@st.composite
def policies(draw: st.DrawFn, keys: list[str]) -> Document:
    orphans = [
        "keep",
        "keep",
        "remove",
        "remove",
        "remove",
        *({"move_to": key} for key in (*keys, SORT)),
    ]
    return {
        "on_mismatch": draw(st.sampled_from(["hold"] * 6 + ["triage"] * 3 + ["fail"] * 2)),
        "duplicates": draw(st.sampled_from(["recording"] * 4 + ["uri"])),
        "orphans": draw(st.sampled_from(orphans)),
    }
