"""The published schema of a plan takes every plan, and nothing that the codec would not read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
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

Way = tuple[str | int, ...]
Fits = Callable[[object], bool]


@pytest.fixture
def schema() -> dict[str, Any]:
    """Made anew for every test, so that each sees what is broken in the making of it."""
    return dict(json.loads(schema_text()))


@pytest.fixture
def fits(schema: dict[str, Any]) -> Fits:
    return Draft202012Validator(schema).is_valid


@pytest.fixture(scope="module")
def plans() -> Draft202012Validator:
    """One for all examples of a property."""
    return Draft202012Validator(json.loads(schema_text()))


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


def test_it_is_a_schema_that_is_closed_everywhere(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    objects = [
        part
        for way in _ways(schema)
        if isinstance(part := _at(schema, way), dict)
        if part.get("type") == "object"
    ]
    assert len(objects) > 10
    assert all(part["additionalProperties"] is not True for part in objects)
    assert all(part["description"] for part in schema["$defs"].values())


def test_it_says_what_it_is_a_schema_of(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["title"] == "A plan of aum_sync (aum-sync plan --format json)"


def test_it_is_written_for_people() -> None:
    text = schema_text()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert "(duplicate, misplaced, excluded, dropped …)" in text


def test_it_defines_what_it_refers_to_and_nothing_else(schema: dict[str, Any]) -> None:
    named = {_at(schema, way) for way in _ways(schema) if way[-1:] == ("$ref",)}
    assert named == {f"#/$defs/{name}" for name in schema["$defs"]}


def test_its_words_are_those_of_the_types_with_the_names_of_the_file(
    schema: dict[str, Any],
) -> None:
    assert schema["$defs"]["Move"]["description"] == (
        "A slot that stays and changes its place: `from` index in base, `to` index in target."
    )
    assert all(
        "``" not in part["description"] and "\n" not in part["description"]
        for part in (schema, *schema["$defs"].values())
    )


@given(generated())
def test_every_plan_fits(plans: Draft202012Validator, season: Generated) -> None:
    if made := planned(season):
        assert [error.message for error in plans.iter_errors(written(made))] == []


def test_the_example_has_something_in_every_list(fits: Fits) -> None:
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


def test_no_key_may_be_missing_and_none_may_be_new(fits: Fits) -> None:
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
def test_a_pair_has_two(way: Way, fits: Fits) -> None:
    whole = json.loads(example())
    pair = _at(whole["masters"]["rap"], way)
    last = pair.pop()
    assert not fits(whole)
    pair += [last, last]
    assert not fits(whole)


def test_nothing_of_another_kind_may_stand_anywhere(fits: Fits) -> None:
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
def test_what_it_takes_the_codec_reads_and_writes_again(
    plans: Draft202012Validator, data: st.DataObject
) -> None:
    whole = json.loads(example())
    *above, last = data.draw(st.sampled_from(_examples_ways()[1:]))
    _at(whole, tuple(above))[last] = data.draw(JUNK)
    try:
        again = written(from_json(json.dumps(whole)))
    except DataError:
        assert not plans.is_valid(whole)
    else:
        assert again == whole or not plans.is_valid(whole)
