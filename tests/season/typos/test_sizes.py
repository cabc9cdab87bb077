"""How many tracks segments have, and in which order they stand, by the other weeks."""

from __future__ import annotations

from math import exp, fsum, log

import pytest

from aum_sync.season.typos.order import Order
from aum_sync.season.typos.sizes import Sizes

RAP, SOUL, POP = range(3)
WEEKS = [(week, [(RAP, 12), (SOUL, 3)]) for week in range(1, 7)]


def test_sizes_are_those_of_the_class() -> None:
    rap, soul, pop = Sizes(WEEKS).logs(9, range(3), 40).values()
    assert rap[12] > soul[12] + 1
    assert soul[3] > rap[3] + 0.5
    assert rap[12] > pop[12] > soul[12], "a class that was never seen is like all others together"


def test_what_was_seen_speaks_for_sizes_beside_it_and_nothing_is_impossible() -> None:
    rap = Sizes(WEEKS).logs(9, [RAP], 40)[RAP]
    assert rap[12] > rap[13] > rap[15] > rap[20]
    assert rap[0] == 0.0
    assert all(log(0.001 / 40) < share < 0 for share in rap[1:])
    assert fsum(exp(share) for share in rap[1:]) == pytest.approx(1.0, abs=0.002)


def test_one_segment_is_enough_to_learn_from() -> None:
    (row,) = Sizes([(1, [(RAP, 4)])]).logs(9, [RAP], 40).values()
    assert fsum(exp(share) for share in row[1:]) == pytest.approx(1.0, abs=0.002)


def test_a_week_says_nothing_about_its_own_sizes() -> None:
    own = (7, [(POP, 30), (RAP, 12)])
    known = Sizes([*WEEKS, own])
    without = Sizes(WEEKS)
    for kind, never in without.logs(7, range(3), 40).items():
        assert known.logs(7, [kind], 40)[kind] == pytest.approx(never)
    assert known.logs(8, range(3), 40)[POP][30] > without.logs(8, range(3), 40)[POP][30] + 1


def test_where_nothing_is_known_all_sizes_are_alike() -> None:
    (row,) = Sizes([(1, [(0, 0)])]).logs(1, [0], 10).values()
    assert row[1:] == pytest.approx([row[1]] * 10)


def test_classes_stand_in_the_order_of_the_other_weeks() -> None:
    order = Order([(1, [RAP, SOUL, POP]), (2, [RAP, POP]), (3, [POP, RAP])])
    assert order.turned(9, RAP, SOUL) < 0 < order.turned(9, SOUL, RAP)
    assert order.turned(9, RAP, SOUL) == -order.turned(9, SOUL, RAP)
    assert order.turned(3, RAP, POP) == pytest.approx(log(0.5 / 2.5))
    assert order.turned(2, RAP, POP) == pytest.approx(0.0)
    assert order.turned(1, SOUL, POP) == 0.0
