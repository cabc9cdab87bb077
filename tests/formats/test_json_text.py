"""Strict JSON: whatever the text is, a value or a DataError with a place."""

from __future__ import annotations

import inspect
import json
import sys
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.errors import DataError
from aum_sync.formats.json_text import read_json, read_json_bytes

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def at(value: Any, steps: tuple[str | int, ...]) -> Any:
    for step in steps:
        value = value[step]
    return value


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_every_value_of_a_document_stands_at_its_offset(
    value: Any, indent: int | None, escaped: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    document = read_json(text, "a.json")
    assert document.value == value
    for steps, offset in document.offsets.items():
        found, _ = json.JSONDecoder().raw_decode(text, offset)
        assert found == at(value, steps)


@given(st.text('{}[],:"\\ \n1eE-.NaIfinity<=>|') | st.text())
def test_any_text_is_a_value_or_an_error_of_ours(text: str) -> None:
    try:
        read_json(text, "a.json")
    except DataError as error:
        (fault,) = error.faults
        assert fault.place is None or fault.place.path == "a.json"


@given(st.binary())
def test_any_bytes_are_a_value_or_an_error_of_ours(data: bytes) -> None:
    with suppress(DataError):
        read_json_bytes(data, "a.json")


@pytest.mark.parametrize("levels", [600, 800, 900, 950, 980, 2000, 200_000])
def test_no_depth_is_too_much_for_an_error_of_ours(levels: int) -> None:
    with suppress(DataError):
        document = read_json("[" * levels + "]" * levels, "a.json")
        assert len(document.offsets) == levels


def test_what_was_read_may_still_be_too_deep_to_be_searched() -> None:
    document = read_json("[" * 400 + "]" * 400, "a.json")
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        with pytest.raises(DataError, match="nested too deeply to be of ours"):
            document.place(())
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": {"b": 1, "b": 2}}', "1:21"),
        ('{"a": 1,\n "a": {"b": 1, "b": 2}}', "2:7"),
        ('[{"a": "a"},\n {"c": 1, "\\u0063": 2}]', "2:21"),
    ],
)
def test_the_first_key_that_stands_twice_is_shown(text: str, place: str) -> None:
    with pytest.raises(DataError) as caught:
        read_json(text, "a.json")
    (fault,) = caught.value.faults
    assert str(fault.place) == f"a.json:{place}"
    assert "stands twice in one object" in fault.message


def test_an_endless_key_is_cut_in_a_message() -> None:
    key = json.dumps("k" * 5000)
    with pytest.raises(DataError) as caught:
        read_json(f"{{{key}: 1, {key}: 2}}", "a.json")
    assert len(str(caught.value)) < 150
