"""Keys of items of lists are edited in place like those of mappings."""

from __future__ import annotations

import pytest
from hypothesis import given

from aum_sync.config.edit import begun, drop, put
from tests.config.test_edit import WAYS, data, documents, expected


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
        "corrections: {weeks: {6: {genres: x}, 7: {genres: y}}}\n"
    )


ENTRY = {"genres": "y"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: {weeks: {6: x, 8: y}}\n", "a: {weeks: {6: x, 8: y, 7: {genres: y}}}\n"),
        ("a: {weeks: {'6': x}}\n", "a: {weeks: {'6': x, '7': {genres: y}}}\n"),
        ('a: {weeks: {"6": x}}\n', 'a: {weeks: {"6": x, "7": {genres: y}}}\n'),
        ("a: {weeks: {}}\n", "a: {weeks: {7: {genres: y}}}\n"),
        ("a: {}\n", "a: {weeks: {7: {genres: y}}}\n"),
        ("a:\n  weeks:\n    '6': x\n", "a:\n  weeks:\n    '6': x\n    '7':\n      genres: \"y\"\n"),
        ("a:\n  'b': 1\n", "a:\n  'b': 1\n  weeks:\n    7:\n      genres: \"y\"\n"),
    ],
)
def test_a_number_is_written_as_its_neighbours_are(before: str, after: str) -> None:
    assert put(before, ("a", "weeks", "7"), ENTRY, block=True) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nc:\nb: 2\n", 'a: 1\nc:\n  weeks:\n    7:\n      genres: "y"\nb: 2\n'),
        (
            "c:\n   weeks: # by ear\n# end\n",
            'c:\n   weeks: # by ear\n     7:\n       genres: "y"\n# end\n',
        ),
        ("c:\r\n  weeks:", 'c:\r\n  weeks:\r\n    7:\r\n      genres: "y"'),
        ("c:\n  weeks: ~ # x\n", "c:\n  weeks: {7: {genres: y}} # x\n"),
        ("c: {weeks: }\n", "c: {weeks: {7: {genres: y}} }\n"),
    ],
)
def test_where_a_key_has_no_value_its_lines_come_in_below_it(before: str, after: str) -> None:
    way = ("c", "weeks", "7")
    assert put(before, way, ENTRY, block=True) == after


@given(documents(), WAYS)
def test_lines_of_their_own_say_what_was_asked_in_any_layout(
    text: str, way: tuple[str, ...]
) -> None:
    for part in (way, (*way[:2], "7")):
        wanted = expected(text, part)
        if wanted is not None:
            wanted[1][part[-1]] = ENTRY
            assert data(put(text, part, ENTRY, block=True)) == wanted[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("c: # x\na: 1\n", "c: {} # x\na: 1\n"),
        ("c:\n  weeks:\n", "c:\n  weeks: {}\n"),
        ("c: {weeks: ~}\n", "c: {weeks: {}}\n"),
    ],
)
def test_a_key_without_a_value_is_read_as_an_empty_mapping(before: str, after: str) -> None:
    assert begun(before.encode(), ("c", "weeks")) == after.encode()


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n",
        "c: {}\n",
        "c: {weeks: {7: x}}\n",
        "c: [weeks]\n",
        "c: {weeks: 5}\n",
        "c:\nc:\n",
        "[c]\n",
        "c: [\n",
        "",
        "\xff",
    ],
)
def test_whatever_else_a_file_says_it_is_read_as_it_is(text: str) -> None:
    assert begun(text.encode("latin-1"), ("c", "weeks")) == text.encode("latin-1")
