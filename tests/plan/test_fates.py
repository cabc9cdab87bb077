"""One fate per item, with everything that explains it."""

from __future__ import annotations

from tests.seasons import config, plan, state, track

YAML = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap]}
  soul: {playlist: "000000000000000000soul", genres: [Soul]}
  israeli:
    playlist: "000000000000000israeli"
    genres: [Israeli]
    also: [{script: Hebrew, review: true}]
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""


def test_a_duplicate_names_the_item_that_it_was_folded_into() -> None:
    cfg = config(YAML)
    one = track("a", title="שלום")
    made = plan(cfg, state(cfg, {1: ("Israeli 1", (one,)), 2: ("Rap 2", (one, one))}))
    first, second, third = made.fates
    assert (first.fate, first.masters) == ("placed", ("israeli",))
    # In week 2 it is new to rap and known to israeli: placed, by the first of its homes.
    assert (second.fate, second.rule, second.of) == ("placed", "masters.rap.genres[0]", None)
    assert second.masters == ("israeli", "rap")
    assert (third.fate, third.of) == ("duplicate", (2, 0))


def test_only_the_item_that_is_placed_is_marked_for_review() -> None:
    cfg = config(YAML)
    one = track("a", title="שלום")
    made = plan(cfg, state(cfg, {1: ("Rap 1", (one,)), 2: ("Soul 1", (one,))}))
    assert [fate.review for fate in made.fates] == [True, False]
