"""A plan leaves the process as canonical JSON and comes back equal."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from aum_sync.config.types import Config
from aum_sync.errors import DataError
from aum_sync.plan.codec import from_json, to_json
from aum_sync.season.items import State
from tests.seasons import MASTERS, config, plan, state
from tests.small_seasons import seasons

YAML = MASTERS.replace("[Rap, Hip Hop]", "[Rap], name: New, order: newest-first")


def made() -> str:
    cfg = config(YAML)
    weeks = {1: ("Rap 2, Polka 1", "a b x"), 2: ("Rap 2", "c a"), 3: ("", "d")}
    return to_json(plan(cfg, state(cfg, weeks, {"rap": "b o a", "soul": "c"})))


@settings(max_examples=30)
@given(seasons())
def test_every_plan_comes_back_equal(season: tuple[Config, State]) -> None:
    one = plan(*season)
    assert from_json(to_json(one)) == one


def test_the_shape_is_the_one_of_the_contract() -> None:
    value = json.loads(made())
    assert value["format"] == 1
    rap = value["masters"]["rap"]
    assert rap["details"] == {"name": ["rap", "New"]}
    assert set(rap["add"][0]) >= {"uri", "week", "genre", "at", "rule"}
    assert rap["add"][0]["rule"] == "alias"
    assert set(rap["move"][0]) >= {"uri", "from", "to"}
    assert set(value["masters"]["soul"]["remove"][0]) >= {"uri", "reason"}
    assert rap["size"] == [3, 4]
    first, *_ = rap["steps"]
    assert first["op"] == "insert"
    assert set(first) >= {"at", "uris", "result"}
    assert {step["op"] for step in rap["steps"]} == {"insert", "move"}
    assert rap["steps"][-1]["result"] == rap["target"]
    assert [step["op"] for step in value["masters"]["soul"]["steps"]] == ["remove"]
    fate = value["fates"][0]
    assert set(fate) >= {"week", "position", "uri", "genre", "fate", "masters", "refused", "rule"}
    assert value["requests"].keys() == {"read", "write"}
    assert value["inputs"].keys() == {"commit", "config", "weeks", "base", "tool"}


def test_it_is_canonical() -> None:
    text = made()
    value = json.loads(text)
    assert (
        text == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    )


def _set(path: str, new: Any) -> str:
    value = json.loads(made())
    *way, last = path.split(".")
    inner = value
    for key in way:
        inner = inner[int(key) if key.isdigit() else key]
    if new is KeyError:
        del inner[last]
    else:
        inner[int(last) if last.isdigit() else last] = new
    return json.dumps(value)


DAMAGE = {
    "not JSON": ("{", "it is not JSON"),
    "deeply nested": ("[" * 100_000, "it is not JSON"),
    "another JSON": ("[1]", "it is no plan"),
    "no format": ("{}", "it is no plan"),
    "masters a list": (_set("masters", []), "masters is no mapping"),
    "a master a list": (_set("masters.rap", []), "masters[0] is no mapping"),
    "details a list": (_set("masters.rap.details", []), "masters.rap.details is no mapping"),
    "no pair": (_set("masters.rap.details.name", ["a"]), "masters.rap.details.name is no pair"),
    "a missing key": (_set("digest", KeyError), "digest is missing"),
    "a wrong type": (
        _set("masters.rap.add.0.at", "x"),
        "masters[0].add[0].at is not as it should be",
    ),
    "nothing for a number": (_set("fates.0.week", None), "fates[0].week is not as it should be"),
    "a wrong size": (
        _set("masters.rap.size", [1, "2"]),
        "masters[0].size[1] is not as it should be",
    ),
    "a truth for a number": (_set("fates.0.week", True), "fates[0].week is not as it should be"),
    "an unknown word": (_set("fates.0.fate", "gone"), "fates[0].fate is not as it should be"),
    "a number for a name": (_set("fates.0.uri", 5), "fates[0].uri is not as it should be"),
    "a list that is none": (_set("fates.0.masters", "rap"), "fates[0].masters is no list"),
    "a size of three": (_set("masters.rap.size", [1, 2, 3]), "masters[0].size has 3 values"),
    "an unknown step": (
        _set("masters.rap.steps.0.op", "replace"),
        "masters[0].steps[0] is not as it should be",
    ),
    "inputs a list": (_set("inputs", []), "inputs is no mapping"),
}


@pytest.mark.parametrize(("text", "message"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_named(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        from_json(text)
    (fault,) = caught.value.faults
    assert fault.message == f"cannot read the plan: {message}"
    assert str(fault.hint).endswith(" aum-sync plan --format json")


def test_a_newer_format_is_named_beside_the_one_that_is_read() -> None:
    with pytest.raises(DataError) as caught:
        from_json(_set("format", 2))
    (fault,) = caught.value.faults
    assert fault.message == "the plan has format 2; this aum-sync reads 1"
    assert str(fault.hint).endswith(" aum-sync plan --format json")


def test_every_detail_comes_back_with_its_old_and_new_value_and_its_template() -> None:
    details = "[Rap], name: New, description: '{tracks} tracks', public: false"
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", details))
    st = state(cfg, {1: ("Rap 1", "a")})
    seen = tuple(replace(one, description="Old", public=True) for one in st.snapshots)
    one = plan(cfg, replace(st, snapshots=seen))
    rap = next(master for master in one.masters if master.key == "rap")
    assert [(d.field, d.old, d.new, d.template) for d in rap.details] == [
        ("name", "rap", "New", "New"),
        ("description", "Old", "1 tracks", "{tracks} tracks"),
        ("public", True, False, False),
    ]
    assert from_json(to_json(one)) == one


def test_what_is_left_out_has_its_default() -> None:
    assert from_json(_set("fates.0.review", KeyError)) == from_json(made())
