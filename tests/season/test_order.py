"""The three orders of a master."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import pytest

from aum_sync.season.rising import longest_rising
from tests.seasons import MASTERS, config, plan, short_uri, state, targets

ORDERS = {
    "append": "b o a - c d",
    "oldest-first": "a - c b o d",
    "newest-first": "b o d a - c",
}


@pytest.mark.parametrize(("order", "expected"), ORDERS.items())
def test_order(order: str, expected: str) -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", f"[Rap], order: {order}"))
    weeks = {1: ("Rap 2", "a c"), 2: ("Rap 2", "b d")}
    assert targets(cfg, state(cfg, weeks, {"rap": "b o a -"}))["rap"] == expected


def test_a_slot_that_nothing_precedes_heads_the_list() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: newest-first"))
    weeks = {1: ("Rap 1", "a"), 2: ("Rap 1", "b")}
    assert targets(cfg, state(cfg, weeks, {"rap": "o p a q"}))["rap"] == "o p b a q"


def test_an_orphan_that_moves_in_stands_behind_what_is_sorted() -> None:
    yaml = MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: oldest-first")
    cfg = config(yaml + "policy: {orphans: {move_to: rap}}")
    assert targets(cfg, state(cfg, {1: ("Rap 1", "a")}, {"soul": "o"}))["rap"] == "a o"


def test_a_new_order_is_as_few_moves_as_can_be() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: newest-first"))
    weeks = {n: ("Rap 1", name) for n, name in enumerate("abcd", 1)}
    made = plan(cfg, state(cfg, weeks, {"rap": "d a c b"}))
    moved = [(short_uri(m.uri or ""), m.origin, m.to) for m in made.masters[0].move]
    assert moved == [("a", 1, 3)]


def longest(numbers: Sequence[int]) -> int:
    """How long a rising run can be, the slow way: every choice is tried."""
    sizes = range(len(numbers), 0, -1)
    runs = (run for size in sizes for run in combinations(numbers, size))
    return next(len(run) for run in runs if list(run) == sorted(run))


def test_what_is_not_moved_is_a_longest_rising_run() -> None:
    for numbers in permutations(range(6)):
        kept = [numbers[index] for index in sorted(longest_rising(numbers))]
        assert kept == sorted(kept)
        assert len(kept) == longest(numbers)


def test_nothing_has_no_rising_run() -> None:
    assert longest_rising([]) == set()
