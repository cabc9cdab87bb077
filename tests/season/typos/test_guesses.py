"""Readings that send every track to the same master are one, and their shares add up."""

from __future__ import annotations

from collections import defaultdict
from math import exp, fsum

import pytest

from aum_sync.season.typos.guesses import Guess, Stretch, changed, guesses
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.parts import Declared, Option, Part, Path
from tests.season.typos.enumerated import HABITS, SIZES, readings, turned
from tests.season.typos.small import MASTERS
from tests.seasons import config

KINDS = Kinds(config(MASTERS), ["Rap", "Hip Hop", "Soul", "Pop"])
ROWS = {"r": (-2.0, 2.0, -1.0), "s": (-0.5, -1.0, 1.7), "p": (1.0, -2.0, 0.3), ".": (0.0,) * 3}
"""By class: pop, rap, soul."""


def week(*pairs: tuple[str, int | None]) -> list[Declared]:
    return [Declared((Option(genre, KINDS.of(genre)),), count) for genre, count in pairs]


def homes(path: Path) -> tuple[str | None, ...]:
    return tuple(KINDS.home(part.kind) for part in path for _ in range(part.count))


def guessed(declared: list[Declared], tracks: str, *, adds_up: bool) -> tuple[Guess, ...]:
    lattice = Lattice(declared, [ROWS[one] for one in tracks], (), HABITS, SIZES, turned)
    return guesses(lattice, KINDS, adds_up=adds_up)


@pytest.mark.parametrize(
    ("declared", "tracks"),
    [
        (week(("Rap", 2), ("Hip Hop", 2), ("Soul", 1)), "rr.ss"),
        (week(("Rap", 2), ("Hip Hop", 2), ("Soul", 2)), "rr.ss"),
        (week(("Rap", 1), ("Soul", 2), ("Hip Hop", 1), ("Rap", 1)), "r.sr."),
        (week(("Rap", 2), ("Soul", 1), ("Soul", 1), ("Pop", 1)), "..spp"),
        (week(("Rap", None), ("Soul", None), ("Pop", 1)), "r.s.p"),
        (week(("Rap", 3), ("Soul", 2), ("Pop", 2)), "......"),
        (week(("Rap", 3), ("Soul", 2)), "rrss"),
    ],
)
def test_the_probability_of_a_guess_is_that_of_all_readings_like_it(
    declared: list[Declared], tracks: str
) -> None:
    every = readings(declared, [ROWS[one] for one in tracks], ())
    whole = fsum(exp(score) for score, _ in every)
    shares: defaultdict[tuple[str | None, ...], float] = defaultdict(float)
    for score, path in every:
        shares[homes(path)] += exp(score) / whole
    found = guessed(declared, tracks, adds_up=False)
    assert len(found) >= min(4, len(shares)), "three, and what is declared"
    assert len(every) > 40 or fsum(one.probability for one in found) > 0.995
    assert [one.probability for one in found] == sorted(one.probability for one in found)[::-1]
    for one in found:
        assert one.homes == homes(one.path)
        assert shares[one.homes] - 0.01 < one.probability < shares[one.homes] + 1e-9
        likeliest = max(score for score, path in every if homes(path) == one.homes)
        own = max(score for score, path in every if path == one.path)
        assert own == pytest.approx(likeliest)


def test_where_what_is_declared_is_sure_nothing_else_is_looked_for() -> None:
    declared = week(("Rap", 2), ("Soul", 2))
    (alone,) = guessed(declared, "rrss", adds_up=True)
    assert alone.homes == ("rap", "rap", "soul", "soul")
    assert alone.probability > 0.6
    assert len(guessed(declared, "rrss", adds_up=False)) > 1


def test_a_week_that_cannot_be_read_has_none() -> None:
    assert guessed(week(("Rap", None), ("Soul", None), ("Pop", None)), "rs", adds_up=False) == ()


NU = Option("Nu Jazz", 9)


@pytest.mark.parametrize(
    ("declared", "read", "far"),
    [
        ([("Rap", 4), ("Soul", 3)], [("Rap", 7), ("Soul", 1)], []),
        ([("Rap", 4), ("Soul", 5)], [("Rap", 1), ("Soul", 8)], []),
        ([("Rap", 4), ("Soul", 5)], [("Rap", 8), ("Soul", 1)], [("Rap", 0, 8), ("Soul", 8, 9)]),
        ([("Rap", 4), ("Soul", None)], [("Rap", 4), ("Soul", 5)], [("Soul", 4, 9)]),
        ([("Rap", 4), ("Soul", 5)], [("Rap", 4), ("Pop", 2), ("Soul", 5)], [("Pop", 4, 6)]),
        ([("Rap", 4), ("Pop", 3), ("Rap", 9)], [("Rap", 4), ("Pop", 3), ("Rap", 9)], []),
        ([("Rap", 4), ("Pop", 9), ("Soul", 2)], [("Rap", 4), ("Soul", 2)], []),
        ([("Rap", 4), ("Nu Jazz", None)], [("Rap", 4), ("Nu Jazz", 9)], []),
        ([("Rap", 4), ("Nu Jazz", 3)], [("Rap", 4), ("Nu Jazz", 9)], [("Nu Jazz", 4, 13)]),
        ([("Rap", 4)], [("Rap", 4), ("Nu Jazz", 9)], [("Nu Jazz", 4, 13)]),
    ],
)
def test_segments_that_are_far_from_what_is_written_are_asked_for_themselves(
    declared: list[tuple[str, int | None]],
    read: list[tuple[str, int]],
    far: list[tuple[str, int, int]],
) -> None:
    def kind(genre: str) -> int:
        return NU.kind if genre == NU.genre else KINDS.of(genre)

    typed = [Declared((Option("Other", 8), Option(one, kind(one))), n) for one, n in declared]
    guess = Guess((), tuple(Part(one, kind(one), n) for one, n in read), 1.0)
    names = [one for one, _ in declared]
    assert list(changed(typed, guess, NU.kind)) == [
        Stretch(kind(one), begin, end, written=one in names) for one, begin, end in far
    ]
