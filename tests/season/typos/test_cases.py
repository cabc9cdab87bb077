"""Which weeks are looked at, and when a season has too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.season.typos.cases import MOST_SEARCHED, cases_of, too_many
from aum_sync.season.typos.kinds import Kinds
from tests.season.typos.small import MASTERS
from tests.seasons import HEAD, config, state

OUTSIDE = 5_000


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (MOST_SEARCHED, ""),
        (MOST_SEARCHED + 1, "501 weeks are too many to look for typos here"),
        (1200, "1,200 weeks are too many to look for typos here"),
    ],
)
def test_a_season_of_more_than_so_many_weeks_is_searched_on_demand(weeks: int, said: str) -> None:
    long = config(HEAD.replace("1-50", f"1-{weeks}") + MASTERS)
    known = state(long, dict.fromkeys([*range(1, weeks + 1), OUTSIDE], ("Rap 1", ())))
    assert too_many(long, known) == said


def test_weeks_are_looked_at_in_order_and_those_of_another_season_not_at_all() -> None:
    known = state(config(MASTERS), dict.fromkeys((2, 12, OUTSIDE), ("Rap 1", ())))
    turned = replace(known, weeks=known.weeks[::-1])
    assert [case.week for case in cases_of(config(MASTERS), turned)] == [2, 12]


def test_a_genre_that_is_declared_again_is_known_however_it_is_typed() -> None:
    known = state(config(MASTERS), {1: ("Rap 1 ♩ Soul 2 ♩ RAP ♩ Pop 3", ())})
    (case,) = cases_of(config(MASTERS), known)
    declared = case.declared(Kinds(config(MASTERS), [genre for genre, _ in case.pairs]))
    assert [one.again for one in declared] == [True, False, True, False]
    assert [one.count for one in declared] == [1, 2, None, 3]
