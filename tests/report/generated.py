"""Random plans full of hostile text, for property tests."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from aum_sync.plan.types import (
    Add,
    Detail,
    Fate,
    FateName,
    MasterPlan,
    MasterStatus,
    Move,
    Plan,
    Problem,
    Remove,
)
from tests.report.plans import add, fate, master, move, plan, remove
from tests.text.hostile import hostile

_weeks = st.one_of(st.none(), st.integers(201, 203))
_places = st.integers(0, 12_000)
_adds: st.SearchStrategy[Add] = st.builds(
    add,
    hostile,
    hostile,
    uri=hostile,
    at=_places,
    week=_weeks,
    genre=st.one_of(st.none(), hostile),
    rule=st.one_of(st.sampled_from(["alias", "also", "catch-all"]), hostile),
    path=hostile,
    review=st.booleans(),
)
_removes: st.SearchStrategy[Remove] = st.builds(
    remove,
    hostile,
    hostile,
    at=_places,
    reason=st.one_of(st.sampled_from(["misplaced", "duplicate"]), hostile),
    week=_weeks,
    genre=st.one_of(st.none(), hostile),
    to=st.lists(hostile, max_size=2).map(tuple),
)
_moves: st.SearchStrategy[Move] = st.builds(move, hostile, _places, _places, hostile)
_details: st.SearchStrategy[Detail] = st.builds(
    Detail,
    st.sampled_from(["name", "description", "public"]),
    st.one_of(st.none(), st.booleans(), hostile),
    st.one_of(st.booleans(), hostile),
    hostile,
)
_problems: st.SearchStrategy[Problem] = st.builds(
    Problem,
    st.sampled_from(["error", "warning"]),
    st.one_of(st.sampled_from(["checksum-mismatch", "namesake"]), hostile),
    hostile,
    _weeks,
    st.one_of(st.none(), hostile),
    st.one_of(st.none(), hostile),
)
_fates: st.SearchStrategy[Fate] = st.builds(
    fate, st.sampled_from(get_args(FateName)), st.integers(201, 203), review=st.booleans()
)


def _tuples(of: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


_masters: st.SearchStrategy[MasterPlan] = st.builds(
    master,
    hostile,
    hostile,
    status=st.sampled_from(get_args(MasterStatus)),
    details=_tuples(_details, 2),
    add=_tuples(_adds, 4),
    remove=_tuples(_removes, 3),
    move=_tuples(_moves, 2),
    size=st.tuples(st.integers(5, 12_000), st.integers(0, 12_000)),
)

plans: st.SearchStrategy[Plan] = st.lists(_masters, max_size=3).flatmap(
    lambda masters: st.builds(
        plan, *map(st.just, masters), problems=_tuples(_problems, 4), fates=_tuples(_fates, 4)
    )
)
