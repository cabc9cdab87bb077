"""As few requests as can be: against breadth-first search on lists of up to seven, chunks of 2."""

from __future__ import annotations

from collections import deque
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.plan.blocks import swaps
from aum_sync.plan.gaps import inserts
from aum_sync.plan.steps import steps_of
from aum_sync.season.items import Slot
from aum_sync.season.order import Placed
from tests.plan.oracle import Cells, Oracle, moved
from tests.plan.paper import placed, slots

CHUNK = 2


def _distances(target: Cells, new: frozenset[int]) -> dict[Cells, int]:
    """From every list without the new ones how many requests it takes to the target.

    Found backwards: an insertion undone takes a range of new ones out.
    """
    found = {target: 0}
    queue = deque([target])
    while queue:
        cells = queue.popleft()
        steps = [*moved(cells)]
        for at, stop in combinations(range(len(cells) + 1), 2):
            if stop - at <= CHUNK and new.issuperset(cells[at:stop]):
                steps.append(cells[:at] + cells[stop:])
        for after in steps:
            if after not in found:
                found[after] = found[cells] + 1
                queue.append(after)
    return {cells: steps for cells, steps in found.items() if new.isdisjoint(cells)}


def _requests(base: Cells, target: Cells) -> int:
    held = [Slot(f"spotify:track:{cell}") for cell in base]
    asked = [
        Placed(Slot(f"spotify:track:{cell}"), base.index(cell) if cell in base else None)
        for cell in target
    ]
    return len(steps_of(held, asked, chunk=CHUNK))


@pytest.mark.parametrize("length", range(6))
def test_every_order_and_every_choice_of_new_tracks_up_to_five(length: int) -> None:
    target = tuple(range(length))
    above = {
        (base, new): extra
        for number in range(length + 1)
        for new in combinations(target, number)
        for base, fewest in _distances(target, frozenset(new)).items()
        if (extra := _requests(base, target) - fewest)
    }
    assert set(above.values()) <= {1}
    assert len(above) <= 4


def test_every_order_of_six_and_every_twentieth_of_seven() -> None:
    six = _distances(tuple(range(6)), frozenset())
    assert all(len(list(swaps(order, 100))) == fewest for order, fewest in six.items())
    seven = sorted(_distances(tuple(range(7)), frozenset()).items())[::20]
    above = [len(list(swaps(order, 100))) - fewest for order, fewest in seven]
    assert set(above) <= {0, 1}
    assert above.count(1) <= 2


@pytest.mark.parametrize("new", [(0, 2, 4, 6), (1, 3, 5), (0, 1, 3, 5)])
def test_seven_with_new_tracks_spread_over_them(new: tuple[int, ...]) -> None:
    target = tuple(range(7))
    for base, fewest in _distances(target, frozenset(new)).items():
        assert _requests(base, target) - fewest in (0, 1)


def test_runs_that_share_gaps_fill_each_others_requests() -> None:
    # Every two neighbours stand the wrong way round: a, b and c share the gaps between them.
    a, b, c = [10], [20, 21, 22, 23], [30]
    wanted = [*a, 0, 1, *b, 2, 3, *c]
    assert inserts([1, 0, 3, 2], wanted, 3) == {1: [20, 21, 10], 3: [30, 22, 23]}


@st.composite
def _tasks(draw: st.DrawFn) -> tuple[tuple[Slot, ...], tuple[Placed, ...]]:
    """A base of up to five slots, some doubled or without a URI, and a target in any order."""
    words = draw(st.lists(st.sampled_from([*"abcdeabc", "-", "@x"]), max_size=5))
    kept = [word for word in words if word in ("-", "@x")]
    asked = draw(st.lists(st.sampled_from("abcdef"), max_size=5 - len(kept), unique=True))
    base = slots(" ".join(words))
    return base, placed(base, slots(" ".join(draw(st.permutations([*kept, *asked])))))


@settings(max_examples=200)
@given(_tasks())
def test_removals_doubles_and_nulls_cost_at_most_one_request_too_many(
    task: tuple[tuple[Slot, ...], tuple[Placed, ...]],
) -> None:
    number = len(steps_of(*task, chunk=CHUNK))
    assert number < 2 or not Oracle(*task, CHUNK).reaches(number - 2)
