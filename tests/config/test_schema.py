"""The schema: valid, in step with the types, documented, and printed by the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import regex
import yaml

from aum_sync.config.document import load_document
from aum_sync.config.shape import check_shape, schema_text
from aum_sync.config.types import DEFAULT_DELIMITERS, DEFAULT_STRIP, Master, MaxRemovals, Policy
from tests.conftest import Aum

SCHEMA: dict[str, Any] = json.loads(schema_text())
DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"
COMPLETE = Path(__file__).with_name("complete.yaml")


def _parts(schema: object, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of the schema with its place."""
    if isinstance(schema, dict):
        yield path, schema
    children = schema if isinstance(schema, dict) else {}
    if isinstance(schema, list):
        children = {str(index): part for index, part in enumerate(schema)}
    for key, part in children.items():
        yield from _parts(part, f"{path}/{key}")


PROPERTIES = [
    (f"{path}/{key}", key, part)
    for path, schema in _parts(SCHEMA)
    if path.endswith("/properties")
    for key, part in schema.items()
]


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("path", "key", "part"), PROPERTIES, ids=[p[0] for p in PROPERTIES])
def test_every_key_is_described_for_editors(path: str, key: str, part: dict[str, Any]) -> None:
    target = SCHEMA["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
    assert "description" in {**target, **part}, path
    assert f"`{key}`" in DOCS.read_text("utf-8"), f"{key} is not in docs/configuration.md"


def test_every_pattern_is_anchored_and_has_words_of_its_own() -> None:
    for path, part in _parts(SCHEMA):
        if isinstance(part.get("pattern"), str):
            assert part["pattern"].startswith("^"), path
            assert part["pattern"].endswith("$"), path
            assert part["patternErrorMessage"].startswith("must "), path


def test_every_script_is_known_to_the_matcher() -> None:
    scripts = SCHEMA["$defs"]["also"]["properties"]["script"]["enum"]
    assert scripts == sorted(scripts)
    for script in scripts:
        letters = regex.compile(rf"[\p{{Script={script}}}&&\p{{L}}]", regex.V1)
        assert any(letters.match(chr(code)) for code in range(0x20000)), script


def test_the_defaults_of_the_schema_are_those_of_the_types() -> None:
    policy = SCHEMA["$defs"]["policy"]["properties"]
    for item in fields(Policy):
        default = getattr(Policy(), item.name)
        if isinstance(default, MaxRemovals):
            assert policy["max_removals"]["default"] == {
                "percent": default.percent,
                "tracks": default.tracks,
            }
        else:
            assert policy[item.name]["default"] == (list(default) if default == () else default)
    master = SCHEMA["$defs"]["master"]["properties"]
    assert set(master) == {item.name for item in fields(Master)} - {"key"}
    for key, part in master.items():
        if "default" in part:
            default = getattr(Master("x"), key)
            assert part["default"] == (list(default) if default == () else default)
    description = SCHEMA["$defs"]["season"]["properties"]["description"]["properties"]
    assert description["strip"]["default"] == list(DEFAULT_STRIP)
    assert description["delimiters"]["default"] == DEFAULT_DELIMITERS


def test_other_tools_accept_with_the_schema_what_the_loader_accepts() -> None:
    value = load_document(COMPLETE.read_bytes(), "complete.yaml").value
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(value)) == []


@pytest.mark.parametrize(("path", "key", "part"), PROPERTIES, ids=[p[0] for p in PROPERTIES])
def test_every_example_is_valid_where_it_stands(path: str, key: str, part: dict[str, Any]) -> None:
    schema = {"$defs": SCHEMA["$defs"], **part}
    for example in part.get("examples", []):
        text = example if isinstance(example, str) else json.dumps(example)
        document = load_document(text.encode(), path)
        assert not list(jsonschema.Draft202012Validator(schema).iter_errors(document.value)), key


def test_the_schema_is_what_the_command_line_prints(aum: Aum) -> None:
    for arguments in (("schema",), ("schema", "config")):
        outcome = aum(*arguments)
        assert (outcome.code, outcome.err) == (0, "")
        assert json.loads(outcome.out) == SCHEMA


def test_a_schema_that_is_not_there_is_wrong_usage(aum: Aum) -> None:
    outcome = aum("schema", "moon")
    assert outcome.code == 2
    assert "config" in outcome.err


def test_every_example_of_the_documentation_is_valid_yaml() -> None:
    for block in regex.findall(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), regex.S):
        assert isinstance(yaml.safe_load(block), dict)


def test_the_complete_season_uses_every_key() -> None:
    text = COMPLETE.read_text("utf-8")
    for path, key, _ in PROPERTIES:
        assert f"{key}:" in text, path
    assert check_shape(load_document(text.encode(), "x")) == ()
