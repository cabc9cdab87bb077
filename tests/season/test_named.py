"""Of equal tracks in one master the one stays that the configuration names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.config.types import Config
from tests.seasons import (
    MASTERS,
    Slots,
    changes,
    codes,
    config,
    plan,
    slots,
    state,
    targets,
    track,
    uri,
)

FIRST, SECOND = (track(name, isrc="GBAYE0601498") for name in "ab")
BOTH = (FIRST, SECOND)
REMOVE = "policy: {orphans: remove}\n"


def keeping(name: str, policy: str = REMOVE) -> Config:
    return config(MASTERS.replace("genres: [Soul]", f"keep: ['{uri(name)}']") + policy)


@pytest.mark.parametrize(
    "rule",
    [
        f"cleanup: [{{remove_from: soul, also_in: rap, keep: ['{uri('b')}']}}]",
        f"cleanup: [{{remove_from: rap, also_in: soul, keep: ['{uri('b')}']}}]",
        f"expect: [{{contains: {{master: soul, track: '{uri('b')}'}}}}]",
    ],
)
def test_whatever_names_it_in_a_master_makes_it_the_copy_that_stays(rule: str) -> None:
    cfg = config(MASTERS + rule)
    assert changes(plan(cfg, state(cfg, {}, {"soul": BOTH})), "soul") == ["-a duplicate"]
    assert changes(plan(config(), state(config(), {}, {"soul": BOTH})), "soul") == ["-b duplicate"]


def test_what_keep_names_stays_and_stays_kept() -> None:
    cfg = keeping("b")
    assert targets(cfg, state(cfg, {}, {"soul": BOTH})) == {"rap": "", "soul": "b", "sort": ""}
    assert not plan(cfg, state(cfg, {}, {"soul": (SECOND,)})).changed


def test_of_several_that_are_named_the_first_stays() -> None:
    third = track("c", isrc="GBAYE0601498")
    yaml = MASTERS.replace("genres: [Soul]", f"keep: ['{uri('c')}', '{uri('b')}']")
    cfg = config(yaml)
    assert targets(cfg, state(cfg, {}, {"soul": (*BOTH, third)}))["soul"] == "b"


def test_a_name_counts_before_and_after_relinking() -> None:
    relinked = replace(SECOND, uri=uri("z"), linked_from=uri("b"))
    for name in "bz":
        st = state(keeping(name), {}, {"soul": (FIRST, relinked)})
        assert targets(keeping(name), st)["soul"] == "z"


def test_keep_holds_nothing_by_an_equal_track_elsewhere() -> None:
    cfg = keeping("b")
    st = state(cfg, {}, {"soul": (FIRST,), "rap": (SECOND,)})
    assert targets(cfg, st) == {"rap": "", "soul": "", "sort": ""}


def test_an_orphan_moves_under_the_id_that_its_new_master_names() -> None:
    rule = f"expect: [{{contains: {{master: sort, track: '{uri('b')}'}}}}]\n"
    cfg = config(MASTERS + rule + "policy: {orphans: {move_to: sort}}")
    made = plan(cfg, state(cfg, {}, {"rap": (FIRST, *slots("o")), "soul": (SECOND,)}))
    assert changes(made, "sort") == ["+b orphan", "+o orphan"]
    assert "expect" not in codes(made)


def broken(holding: dict[str, Slots], policy: str = REMOVE) -> bool:
    """Whether soul does not hold b as it is expected to, where a week asks for a there."""
    rule = f"expect: [{{contains: {{master: soul, track: '{uri('b')}'}}}}]\n"
    cfg = config(MASTERS + rule + policy)
    return "expect" in codes(plan(cfg, state(cfg, {1: ("Soul 1", (FIRST,))}, holding)))


def test_a_track_that_leaves_with_the_plan_promises_nothing() -> None:
    assert broken({"rap": (SECOND,)})
    assert broken({"rap": (SECOND,), "sort": (SECOND,)})


def test_a_track_that_stays_somewhere_stands_for_its_recording() -> None:
    assert not broken({"soul": (SECOND,), "rap": (SECOND,)})
    assert not broken({"soul": BOTH})
    assert broken({"soul": (FIRST,)})
