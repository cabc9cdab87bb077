"""The published schema of a plan takes every plan, and nothing that the codec would not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from aum_sync.errors import DataError
from aum_sync.plan.codec import from_json, to_json
from aum_sync.plan.schema import schema_text
from aum_sync.plan.types import Plan
from tests.generated_seasons import Generated
from tests.generated_seasons import seasons as generated
from tests.oracle.compare import planned
from tests.seasons import MASTERS, config, plan, state

SCHEMA: dict[str, Any] = json.loads(schema_text())
PLANS = Draft202012Validator(SCHEMA)

Way = tuple[str | int, ...]


def fits(value: object) -> bool:
    return bool(PLANS.is_valid(value))


def written(one: Plan) -> Any:
    return json.loads(to_json(one))


@cache
def example() -> str:
    """A plan with every kind of change and step, two details, refusals and a problem."""
    details = "[Rap], name: New, public: false, order: newest-first"
    yaml = MASTERS.replace("[Rap, Hip Hop]", details)
    cfg = config(yaml.replace("[Soul]", "[Soul], excludes: [rap]"))
    weeks = {1: ("Rap 2, Polka 1", "a b x"), 2: ("Rap 2, Soul 1", "c a b"), 3: ("", "d")}
    st = state(cfg, weeks, {"rap": "b o a", "soul": "c"})
    seen = tuple(replace(one, public=True) for one in st.snapshots)
    return to_json(plan(cfg, replace(st, snapshots=seen)))


def _ways(value: object, way: Way = ()) -> Iterator[Way]:
    """The way to every part of a parsed plan."""
    yield way
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _ways(inner, (*way, key))


def _at(value: Any, way: Way) -> Any:
    for step in way:
        value = value[step]
    return value


def test_it_is_a_schema_that_is_closed_everywhere() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    objects = [
        part
        for way in _ways(SCHEMA)
        if isinstance(part := _at(SCHEMA, way), dict)
        if part.get("type") == "object"
    ]
    assert len(objects) > 10
    assert all(part["additionalProperties"] is not True for part in objects)
    assert all(part["description"] for part in SCHEMA["$defs"].values())


@given(generated())
def test_every_plan_fits(season: Generated) -> None:
    if made := planned(season):
        assert [error.message for error in PLANS.iter_errors(written(made))] == []


def test_the_example_has_something_in_every_list() -> None:
    value = json.loads(example())
    assert fits(value)
    rap, soul = value["masters"]["rap"], value["masters"]["soul"]
    assert all(rap[name] for name in ("details", "templates", "add", "move", "steps"))
    assert soul["remove"]
    assert value["problems"]
    assert any(fate["refused"] for fate in value["fates"])


@cache
def _examples_ways() -> list[Way]:
    return list(_ways(json.loads(example())))


def test_no_key_may_be_missing_and_none_may_be_new() -> None:
    """Details alone are there or not; and every master's key is its own."""
    whole = json.loads(example())
    for way in _examples_ways():
        inner = _at(whole, way)
        if not isinstance(inner, dict) or way == ("masters",):
            continue
        inner["else"] = None
        assert not fits(whole), way
        del inner["else"]
        for key in () if way[-1:] in (("details",), ("templates",)) else list(inner):
            taken = inner.pop(key)
            assert not fits(whole), (way, key)
            inner[key] = taken
    assert fits(whole)


@pytest.mark.parametrize("way", [("size",), ("details", "name")])
def test_a_pair_has_two(way: Way) -> None:
    whole = json.loads(example())
    pair = _at(whole["masters"]["rap"], way)
    last = pair.pop()
    assert not fits(whole)
    pair += [last, last]
    assert not fits(whole)


def test_nothing_of_another_kind_may_stand_anywhere() -> None:
    whole = json.loads(example())
    for *above, last in _examples_ways()[1:]:
        inner = _at(whole, tuple(above))
        was, inner[last] = inner[last], 1.5
        assert not fits(whole), (*above, last)
        inner[last] = was
    assert fits(whole)


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 1.5, "", "x", "name", "insert", [], {}, [1, 2], ["x"]]
)


@settings(max_examples=150)
@given(st.data())
def test_what_it_takes_the_codec_reads_and_writes_again(data: st.DataObject) -> None:
    whole = json.loads(example())
    *above, last = data.draw(st.sampled_from(_examples_ways()[1:]))
    _at(whole, tuple(above))[last] = data.draw(JUNK)
    try:
        again = written(from_json(json.dumps(whole)))
    except DataError:
        assert not fits(whole)
    else:
        assert again == whole or not fits(whole)
