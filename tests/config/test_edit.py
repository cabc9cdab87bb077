"""The YAML edited in place: what is asked changes, and not a letter beside it."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.document import load_document
from aum_sync.config.edit import append, drop, put
from aum_sync.errors import ConfigError

SEASON = """\
# The season.
version: 1
masters:  # all of them
  rap: {genres: [Rap, "Trap, hard"]}  # flow
  soul:
    # block
    genres:
      - Soul   # first
      -   'R&B'
    name: "♩ Soul"
policy:
# the end
"""


def data(text: str) -> Any:
    """What a text says."""
    document = load_document(text.encode(), "season.yaml")
    assert document.findings == ()
    return document.value


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    old, new = before.splitlines(), after.splitlines()
    return [one for one in old if one not in new], [one for one in new if one not in old]


def test_a_key_enters_a_block_mapping_behind_its_last() -> None:
    after = put(SEASON, ("masters", "soul", "pin"), "state/pins/soul.json")
    assert lines_changed(SEASON, after) == ([], ["    pin: state/pins/soul.json"])
    assert after.index("♩ Soul") < after.index("pin:") < after.index("policy:")


def test_a_key_enters_a_flow_mapping() -> None:
    after = put(SEASON, ("masters", "rap", "name"), "Rap, Hip: Hop")
    assert lines_changed(SEASON, after)[1] == [
        "  rap: {genres: [Rap, \"Trap, hard\"], name: 'Rap, Hip: Hop'}  # flow"
    ]


def test_what_is_missing_around_a_key_is_made() -> None:
    after = put(SEASON, ("corrections", "tracks", "a:b"), {"master": "none", "reason": "x, y"})
    assert lines_changed(SEASON, after)[1] == [
        "corrections:",
        "  tracks:",
        "    a:b: {master: none, reason: 'x, y'}",
    ]


def test_an_empty_value_is_filled_where_it_stands() -> None:
    after = append(SEASON, ("policy", "acknowledge"), {"master": "rap", "removals": 3})
    assert lines_changed(SEASON, after) == (
        ["policy:"],
        ["policy: {acknowledge: [{master: rap, removals: 3}]}"],
    )
    assert put("a: 1\npolicy:  # x\n", ("policy",), 5) == "a: 1\npolicy: 5  # x\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b # c\n", "a: [1, x] # c\n"),
        ("a: 'b'\nc: 1\n", "a: [1, x]\nc: 1\n"),
        ("a: |\n  b\n  c\nd: 1\n", "a: [1, x]\nd: 1\n"),
        ("a: >-\n  b\n", "a: [1, x]\n"),
        ("a:\n- b\n- c\nd: 1\n", "a: [1, x]\nd: 1\n"),
        ("a: # list\n  - b # one\nd: 1\n", "a: [1, x] # list\nd: 1\n"),
        ("a: {b: 1,\n  c: 2} # end\n", "a: [1, x] # end\n"),
        ("a: ~", "a: [1, x]"),
        ("a:", "a: [1, x]"),
        ("{a: , b: 1}\n", "{a: [1, x] , b: 1}\n"),
        ("a: &x b\n", "a: [1, x]\n"),
    ],
)
def test_a_value_is_replaced_in_its_place(before: str, after: str) -> None:
    edited = put(before, ("a",), [1, "x"])
    assert data(edited)["a"] == [1, "x"]
    assert edited == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: [b]\n", "a: [b, '1,2']\n"),
        ("a: []\n", "a: ['1,2']\n"),
        ("a: [b,]\n", "a: [b, '1,2',]\n"),
        ("a: [\n  b, # x\n  c # y\n]\n", "a: [\n  b, # x\n  c, '1,2' # y\n]\n"),
        ("a:\n- b # x\n# y\nc: 1\n", "a:\n- b # x\n- '1,2'\n# y\nc: 1\n"),
        ("a:\n  -   b\n", "a:\n  -   b\n  -   '1,2'\n"),
        ("a:\n  - b", "a:\n  - b\n  - '1,2'"),
        ("a:\r\n  - b\r\nc: 1\r\n", "a:\r\n  - b\r\n  - '1,2'\r\nc: 1\r\n"),
        ("a:\n  - b: 1\n    c: 2\n", "a:\n  - b: 1\n    c: 2\n  - '1,2'\n"),
        ("b: 1\n", "b: 1\na: ['1,2']\n"),
    ],
)
def test_a_list_grows_at_its_end(before: str, after: str) -> None:
    assert append(before, ("a",), "1,2") == after


@pytest.mark.parametrize(
    ("before", "way", "after"),
    [
        ("a: 1\nb: 2 # two\nc: 3\n", "b", "a: 1\nc: 3\n"),
        ("a: 1\nb: 2", "b", "a: 1"),
        ("a: 1\r\nb: 2", "b", "a: 1"),
        ("a: 1\nb:\n  - x\n  - y # z\n# c\n", "b", "a: 1\n# c\n"),
        ("{a: 1, b: 2}\n", "a", "{b: 2}\n"),
        ("{a: 1, b: 2}\n", "b", "{a: 1}\n"),
        ("{a: 1, b: 2, c: 3}\n", "b", "{a: 1, c: 3}\n"),
        ("a: 1\nb:\n  c:\n    d: 5\n", "b.c.d", "a: 1\n"),
        ("a: 1\nb: {c: {d: 5}, e: 6}\n", "b.c.d", "a: 1\nb: {e: 6}\n"),
        ("a: 1\nb: |\n  x\n\nc: 3\n", "b", "a: 1\nc: 3\n"),
    ],
)
def test_a_key_goes_with_its_line_and_what_held_nothing_else(
    before: str, way: str, after: str
) -> None:
    assert drop(before, way.split(".")) == after


@pytest.mark.parametrize(
    "text",
    [
        "masters:\n  rap: &x {name: R}\n  soul: *x\n",
        "masters:\n  rap: &x\n    name: R\n  soul: *x\n",
    ],
)
def test_what_an_anchor_shares_is_not_changed_in_two_places(text: str) -> None:
    for master in ("rap", "soul"):
        with pytest.raises(ConfigError, match="cannot be edited safely") as caught:
            put(text, ("masters", master, "pin"), "p")
        assert caught.value.faults[0].hint == f"write it by hand: masters.{master}.pin: p"


def test_an_alias_that_a_key_stands_behind_is_left_to_the_curator() -> None:
    with pytest.raises(ConfigError) as caught:
        drop("a: &x 1\nb: 2\nc: *x\n", ("a",))
    assert caught.value.faults[0].hint == "take a out by hand"


def test_keys_that_look_like_numbers_are_keys() -> None:
    assert put("masters: {80: {name: x}, 90: {}}\n", ("masters", "80", "pin"), "p") == (
        "masters: {80: {name: x, pin: p}, 90: {}}\n"
    )


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(ConfigError, match="cannot be edited safely"):
        put("a: 1\n", ("b",), "\ud800")


# -- random layouts

WORDS = st.sampled_from(
    [
        *("Rap", "R&B", "yes", "12", "2026-11-22", "a: b", "a, b", "#x", "- x", "♩ סול", "it's"),
        *('"q"', "{tracks} tracks", "", " x ", "null", "*a", "&a", "%", "@", "x #y", "0x1f"),
        *("1:30", "\\d+", "[x]"),
    ]
)
VALUES = st.one_of(
    WORDS,
    st.booleans(),
    st.integers(0, 99),
    st.lists(WORDS, max_size=3),
    st.dictionaries(st.sampled_from(["master", "reason", "x y"]), WORDS, min_size=1),
)
KEYS = st.sampled_from(["rap", "soul", "80", "no", "a-b", "x_y", "spotify:track:1"])
TREES = st.dictionaries(
    KEYS,
    st.one_of(VALUES, st.none(), st.dictionaries(KEYS, VALUES, min_size=1, max_size=3)),
    min_size=1,
    max_size=3,
)


def written(value: object) -> str:
    """A value on one line."""
    text: str = yaml.safe_dump(
        [value], default_flow_style=True, width=10**6, allow_unicode=True, sort_keys=False
    )
    return text.strip()[1:-1]


@st.composite
def layouts(draw: st.DrawFn, tree: dict[str, Any], column: int = 0) -> list[str]:
    """A mapping as lines: block or flow, quoted or not, with comments and blank lines."""
    lines = []
    for key, value in tree.items():
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", f"{' ' * column}# about: it", "# far left"])))
        note = draw(st.sampled_from(["", "", "  # note", " # {a: [b"]))
        quote = draw(st.sampled_from(["", "'"]))
        head = f"{' ' * column}{quote}{key}{quote}:"
        kind = draw(st.sampled_from(["flow", "block", "anchored"]))
        if value is None:
            lines.append(head + draw(st.sampled_from(["", " ~", " null"])) + note)
        elif isinstance(value, dict) and kind == "block":
            lines += [head + note, *draw(layouts(value, column + draw(st.sampled_from([1, 2, 4]))))]
        elif isinstance(value, list) and value and kind == "block":
            inner = " " * (column + draw(st.sampled_from([0, 2])))
            gap = " " * draw(st.sampled_from([1, 3]))
            lines.append(head + note)
            lines += [f"{inner}-{gap}{written(one)}{note}" for one in value]
        elif isinstance(value, str) and kind == "block" and value.strip() == value != "":
            lines += [f"{head} |-{note}", f"{' ' * (column + 2)}{value}"]
        else:
            anchor = " &ANCHOR" if kind == "anchored" else ""
            lines.append(f"{head}{anchor} {written(value)}{note}")
    return lines


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole text, with either line end, with or without one at its end."""
    lines = ["version: 1", *draw(layouts({"masters": draw(TREES), "policy": draw(TREES)}))]
    if draw(st.booleans()):
        lines.append("# the end")
    numbers = count()
    lines = [re.sub(r"&ANCHOR", lambda _: f"&a{next(numbers)}", line) for line in lines]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join(lines) + draw(st.sampled_from([end, ""]))


WAYS = st.tuples(
    st.sampled_from(["masters", "policy", "corrections"]), KEYS, st.sampled_from(["pin", "rap"])
)


def expected(text: str, way: tuple[str, ...]) -> tuple[Any, Any] | None:
    """What the text says and the mapping at ``way[:-1]`` in it; None where that is no mapping."""
    whole = here = data(text)
    for step in way[:-1]:
        if here.get(step) is None:
            here[step] = {}
        here = here[step]
        if not isinstance(here, dict):
            return None
    return whole, here


@given(documents(), WAYS, VALUES)
def test_any_layout_says_what_was_asked_and_nothing_else(
    text: str, way: tuple[str, ...], value: object
) -> None:
    wanted = expected(text, way)
    if wanted is None:
        return
    known = way[-1] in wanted[1]
    wanted[1][way[-1]] = value
    after = put(text, way, value)
    assert data(after) == wanted[0]
    assert ("\r\n" in text) == ("\r\n" in after) or "\n" not in text
    gone, _ = lines_changed(text, after)
    assert len(gone) <= 1 or known


@given(documents(), WAYS, VALUES)
def test_what_was_put_where_nothing_was_is_dropped_without_a_trace(
    text: str, way: tuple[str, ...], value: object
) -> None:
    found = expected(text, way)
    if (
        found is None
        or way[-1] in found[1]
        or (data(text).get(way[0]) or {way[1]: 1}).get(way[1], 1) is None
    ):
        return
    assert drop(put(text, way, value), way) == text


@given(documents(), WAYS, WORDS)
def test_any_list_ends_with_what_was_appended(text: str, way: tuple[str, ...], value: str) -> None:
    found = expected(text, way)
    if found is None:
        return
    before = found[1].get(way[-1])
    found[1][way[-1]] = [*(before if isinstance(before, list) else []), value]
    assert data(append(text, way, value)) == found[0]
