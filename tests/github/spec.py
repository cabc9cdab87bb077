"""GitHub's own OpenAPI description, cut to what we use: as a judge, and to fill up what is made.

``openapi.json`` names its source and licence; ``scripts/github_openapi.py`` makes it anew. The
corrections are those of GITHUB.md: what real answers have and the description lacks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]

UNDESCRIBED = {"environment": ("can_admins_bypass",)}
"""Fields of real answers that the description does not know (GITHUB.md 3)."""

NULLABLE = (
    ("pull-request", ("user",)),
    ("pull-request", ("head", "user")),
    ("pull-request", ("head", "repo")),
    ("pull-request-simple", ("head", "repo")),
    ("environment-approvals", ("user",)),
    ("pull-request-review-comment", ("user",)),
    ("pull-request-review-comment", ("line",)),
)
"""What is null for a deleted account or fork (GITHUB.md 1, 2), or for lines that a later commit
changed, whatever the description says."""


@cache
def document() -> Json:
    """The description, corrected."""
    found: Json = json.loads(Path(__file__).with_name("openapi.json").read_text("utf-8"))
    schemas = found["components"]["schemas"]
    for name, steps in NULLABLE:
        part = schemas[name]["properties"]
        for step in steps[:-1]:
            part = part[step]["properties"]
        part[steps[-1]] = {"anyOf": [part[steps[-1]], {"type": "null"}]}
    return found


def filled(name: str, /, **given: Any) -> Json:
    """An object as the description calls ``name``: what is given, and dull values for the rest.

    Raises KeyError for a field that GitHub does not have.
    """
    schema = _resolved({"$ref": f"#/components/schemas/{name}"})
    known = schema["properties"]
    if strange := given.keys() - known.keys() - set(UNDESCRIBED.get(name, ())):
        raise KeyError(f"{name} has no {', '.join(sorted(strange))}")
    return {**_required(name), **given}


def problems(operation: str, status: int, value: object) -> list[str]:
    """Where an answer is none that the description has for ``GET /repos/{owner}/{repo}``."""
    answers = document()["operations"][operation]["responses"]
    if str(status) not in answers:
        return [f"{operation}: status {status} is none of {', '.join(answers)}"]
    schema = answers[str(status)]
    if schema is None:
        return [] if value is None else [f"{operation}: a body where none is due"]
    return _told(operation, schema, value)


def request_problems(operation: str, query: Mapping[str, str], body: object) -> list[str]:
    """Where a request is none that the description has: unknown parameters, a wrong body."""
    known = document()["operations"][operation]
    strange = [
        f"{operation}: unknown parameter {key}" for key in query if key not in known["query"]
    ]
    if known["request"] is None:
        return strange if body is None else [*strange, f"{operation}: a body where none is due"]
    unknown = set(body if isinstance(body, dict) else ()) - known["request"]["properties"].keys()
    strange += [f"{operation}: unknown field {key}" for key in sorted(unknown)]
    return [*strange, *_told(operation, known["request"], body)]


@cache
def _required(name: str) -> Json:
    dull = _dull({"$ref": f"#/components/schemas/{name}"})
    assert isinstance(dull, dict), name
    return dull


def _dull(schema: Json) -> Any:
    """The least value that a schema takes."""
    schema = _resolved(schema)
    if "enum" in schema:
        return schema["enum"][0]
    if "type" in schema:
        kinds = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": []}
        return kinds[schema["type"]] if schema["type"] in kinds else _dull_object(schema)
    if parts := schema.get("anyOf") or schema.get("oneOf"):
        return None if {"type": "null"} in parts else _dull(parts[0])
    return _dull_object(schema)


def _dull_object(schema: Json) -> Json:
    known = schema.get("properties", {})
    return {key: _dull(known[key]) for key in schema.get("required", ())}


def _resolved(schema: Json) -> Json:
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _told(operation: str, schema: Json, value: object) -> list[str]:
    validator = Draft202012Validator({**schema, "components": document()["components"]})
    return [
        f"{operation} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator.iter_errors(value)
    ]
