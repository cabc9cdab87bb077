"""When a reading is believed: not because it is the best of bad ones."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import islice
from typing import Any

import pytest

from aum_sync.season.typos.doubts import are_two, doubt, explains
from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.parts import Declared, Habits, Option
from tests.season.typos.small import MASTERS, first, found


@pytest.mark.parametrize(
    ("written", "other", "strays", "segments", "verdict"),
    [
        (0.5, 0.399, 0.01, 5, "consistent"),
        (0.5, 0.4, 0.01, 5, "suspicious"),
        (0.5, 0.5, 0.0, 9, "suspicious"),
        (0.4, 0.501, 0.0, 9, "typo"),
        (0.25, 0.49, 0.1, 3, "consistent"),
        (0.25, 0.5, 0.1, 3, "suspicious"),
        (0.24, 0.501, 0.1, 3, "typo"),
        (0.4, 0.399, 0.1, 2, "consistent"),
        (0.4, 0.4, 0.1, 2, "suspicious"),
        (0.4, 0.399, 0.1, 1, "consistent"),
        (0.4, 0.4, 0.1, 1, "suspicious"),
        (0.0, 0.3, 0.1, 3, "suspicious"),
    ],
)
def test_the_more_strays_are_to_be_expected_the_likelier_a_reading_has_to_be(
    written: float, other: float, strays: float, segments: int, verdict: str
) -> None:
    assert doubt(written, other, strays, segments) == verdict


@pytest.mark.parametrize(
    ("gains", "believed"),
    [((0.0, 0.0), True), ((2.0, -11.2), True), ((2.0, -11.3), False), ((-4.6, -4.6), True)],
)
def test_what_explains_the_tracks_far_worse_than_nothing_is_not_believed(
    gains: Sequence[float], *, believed: bool
) -> None:
    """All tracks of the season are of the other class, of which nothing more is known."""
    assert explains([(gain, 0.0) for gain in gains], [0, 0], [0.0, 1.0]) == believed


@pytest.mark.parametrize(
    ("letters", "two"),
    [
        ("aaaa", False),
        ("abbbb", False),
        ("abbbbb", True),
        ("bbbbba", True),
        ("bbbbab", False),
        ("bbbbbaab", True),
        ("ababab", False),
    ],
)
def test_what_two_genres_explain_far_better_is_not_one(letters: str, *, two: bool) -> None:
    """A track counts 1.0 for its own class and -0.1 for the other; 5.3 has to be gained."""
    known = {"a": (1.0, -0.1, 0.0), "b": (-0.1, 1.0, 0.0)}
    assert are_two([known[letter] for letter in letters], 0, written=False) == two


@pytest.mark.parametrize(("others", "two"), [(5, False), (10, False), (11, True)])
def test_of_a_genre_that_is_written_more_is_believed(others: int, *, two: bool) -> None:
    rows = [(1.0, -0.1)] * 3 + [(-0.1, 1.0)] * others
    assert are_two(rows, 0, written=True) == two


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Coming soon!", "rrrrssss"),
        ("Songs of this week, enjoy", "rrrrssss"),
        ("Nu Jazz ♩ Sea Shanties", "rrrrssss"),
        ("Rap", "rrrrssss"),
        ("Rap 2", "rrsssspppp"),
        ("Rap 4 ♩ Pop 3", "rrrrssssddddppp"),
        ("Rap 4 ♩ Soul 4", "rrrrssssddddppp"),
        ("Soul 4 ♩ Pop 3", "rrrrddddsssspppp"),
        ("Soull 4 ♩ Pop 3", f"{10 * 'r'}ddddddsssspppp"),
        ("Soul 4 ♩ Rap", "ssssrrrrrppppppp"),
        ("Soul 4 ♩ Rap 3", "ssssrrrrrppppppp"),
        ("Soul 4 ♩ Rap 3 ♩ Soul 4", "pppppppssssrrrrssss"),
        ("Rap ♩ Soul ♩ Pop ♩ Dubstep ♩ Rap ♩ Soul ♩ Pop ♩ Dubstep", "." * 29),
    ],
)
def test_the_best_of_bad_readings_is_none(text: str, letters: str) -> None:
    finding = found(text, letters)
    assert (finding.verdict, finding.proposals, finding.evidence) == ("suspicious", (), ())


def test_a_week_of_which_nothing_is_known_is_read_without_trying_all_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Eight genres, no counts, 29 tracks by nobody: a million ways, alike but for rounding."""
    tried = 0
    pop = heapq.heappop

    def counted(heap: list[Any]) -> Any:
        nonlocal tried
        tried += 1
        return pop(heap)

    monkeypatch.setattr(heapq, "heappop", counted)
    declared = [Declared((Option(f"g{kind}", kind),), None) for kind in range(8)]
    habits = Habits(0.02, 0.05, 0.12, 0.25, 0.1)
    sizes = {kind: [0.0] * 30 for kind in range(8)}
    rows = [[(0.1 * kind + at / 7) - 0.1 * kind for kind in range(8)] for at in range(29)]
    lattice = Lattice(declared, rows, (), habits, sizes, lambda *_: 0.0)
    assert len(list(islice(lattice.readings(), 40))) == 40
    assert tried < 2_000


@pytest.mark.parametrize(
    ("text", "letters", "meant"),
    [
        ("Soul 4 ♩ Rap", "ssssrrrrrrp", "Soul 4, Rap 7"),
        ("Rap 4 ♩ Nu Jazz", f"rrrr{12 * 's'}", "Rap 4, Nu Jazz 12"),
    ],
)
def test_a_stray_and_what_nobody_knows_is_no_reason_to_give_up(
    text: str, letters: str, meant: str
) -> None:
    finding = found(text, letters)
    assert (finding.verdict, first(finding)) == ("typo", meant)


def test_which_of_several_genres_that_nobody_listed_is_wrong_is_not_told_apart() -> None:
    finding = found("Rap 4 ♩ Soul 4 ♩ Nu Jazz 3 ♩ Grime 3", "rrrrssss.....")
    assert finding.verdict == "typo"
    one, other = finding.proposals[:2]
    assert {one.counts[2:], other.counts[2:]} == {
        (("Nu Jazz", 2), ("Grime", 3)),
        (("Nu Jazz", 3), ("Grime", 2)),
    }
    assert other.probability > one.probability / 2


@pytest.mark.parametrize("turned", [False, True])
def test_nobody_knows_where_a_genre_that_nobody_listed_ends(*, turned: bool) -> None:
    """Two of its tracks are by rappers: beside a listed genre these would be Rap."""
    text, content = (
        ("Nu Jazz 6 ♩ Rap 2", "....rrrr") if turned else ("Rap 2 ♩ Nu Jazz 6", "rrrr....")
    )
    assert found(text, content).verdict == "consistent"
    assert found(text.replace("Nu Jazz", "Soul"), content.replace(".", "s")).verdict == "typo"


def test_of_a_master_of_which_no_other_week_has_a_track_nobody_knows_the_border_either() -> None:
    masters = MASTERS.replace(
        "  soul: {genres: [Soul, Neo Soul]}",
        "  soul: {genres: [Soul]}\n  neo: {genres: [Neo Soul]}",
    )
    assert found("Rap 2 ♩ Neo Soul 6", "rrrrssss", masters).verdict == "consistent"
    assert found("Rap 2 ♩ Soul 6", "rrrrssss", masters).verdict == "typo"


def test_a_border_in_doubt_is_no_reason_to_be_suspicious_where_nothing_else_is() -> None:
    finding = found("Rap 4 ♩ Nu Jazz 4 ♩ Rap 4", "rrrrrrrrrrrr")
    assert (finding.verdict, finding.proposals) == ("consistent", ())


def test_a_genre_without_tracks_has_no_border() -> None:
    finding = found("Rap 2 ♩ Pop 0 ♩ Soul 6", "rrrrssss")
    assert (finding.verdict, first(finding)) == ("typo", "Rap 4, Soul 4")
