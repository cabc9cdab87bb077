"""Keys of items of lists are edited in place like those of mappings."""

from __future__ import annotations

import pytest

from aum_sync.config.edit import drop, put


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cleanup: [{a: 1}, {b: 2}]\n", "cleanup: [{a: 1}, {b: 2, pin: p}]\n"),
        ("cleanup:\n- a: 1\n- b: 2 # x\nd: 1\n", "cleanup:\n- a: 1\n- b: 2 # x\n  pin: p\nd: 1\n"),
    ],
)
def test_an_item_of_a_list_gets_a_key_and_loses_it_again(before: str, after: str) -> None:
    assert put(before, ("cleanup", 1, "pin"), "p") == after
    assert drop(after, ("cleanup", 1, "pin")) == before


def test_a_mapping_of_texts_has_a_line_for_each_where_there_is_room() -> None:
    entry = {"genres": "Rap 4", "reason": 'it\'s "Rap" ♩'}
    text = put("policy:\n# the end\n", ("corrections", "weeks", "7"), entry, block=True)
    assert text.removeprefix("policy:\n") == (
        "corrections:\n  weeks:\n    7:\n"
        '      genres: "Rap 4"\n      reason: "it\'s \\"Rap\\" ♩"\n# the end\n'
    )
    flow = "corrections: {weeks: {6: {genres: x}}}\n"
    assert put(flow, ("corrections", "weeks", "7"), {"genres": "y"}, block=True) == (
        "corrections: {weeks: {6: {genres: x}, '7': {genres: y}}}\n"
    )
