"""The JSON Schema of a plan, made of the types by which the codec writes and reads it."""

from __future__ import annotations

import json
import re
import types
import typing
from dataclasses import is_dataclass
from typing import Any, Literal

from aum_sync.plan import types as plan_types
from aum_sync.plan.codec import RENAMED
from aum_sync.plan.types import FORMAT, Detail, MasterPlan, Plan

_Schema = dict[str, Any]

_PLAIN: dict[object, _Schema] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},  # Positions, weeks and numbers of things.
    bool: {"type": "boolean"},
    types.NoneType: {"type": "null"},
}
_CODE = re.compile(r"``([^`]+)``")


def schema_text() -> str:
    """The schema of what :func:`aum_sync.plan.codec.to_json` writes: every key, and no other."""
    masters = {"type": "object", "additionalProperties": _schema(MasterPlan)}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan of aum_sync (aum-sync plan --format json)",
        **_object(Plan, format={"const": FORMAT}, masters=masters),
        "$defs": {
            kind.__name__: _master() if kind is MasterPlan else _object(kind)
            for kind in vars(plan_types).values()
            if is_dataclass(kind) and isinstance(kind, type) and kind not in (Plan, Detail)
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _master() -> _Schema:
    """A master as the codec writes it: without its key, details by the name of their field."""
    detail = _properties(Detail)
    names = detail["field"]["enum"]
    pair = _list_of([detail["old"], detail["new"]])
    details = _closed(dict.fromkeys(names, pair))
    templates = _closed(dict.fromkeys(names, detail["template"]))
    return _object(MasterPlan, key=None, details=details, templates=templates)


def _object(kind: type, **instead: _Schema | None) -> _Schema:
    """What is written of a dataclass: all of its fields, or what stands here instead of one."""
    given = {**_properties(kind), **instead}
    properties = {name: schema for name, schema in given.items() if schema is not None}
    words = " ".join(str(kind.__doc__).split())
    description = _CODE.sub(lambda word: f"`{RENAMED.get(word[1], word[1])}`", words)
    required = {"required": list(properties)}
    return {"description": description, **_closed(properties), **required}


def _properties(kind: type) -> dict[str, _Schema]:
    hints = typing.get_type_hints(kind)
    return {RENAMED.get(name, name): _schema(hint) for name, hint in hints.items()}


def _closed(properties: dict[str, _Schema]) -> _Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _list_of(parts: list[_Schema]) -> _Schema:
    return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}


def _schema(hint: object) -> _Schema:
    """An annotation, of those that :mod:`aum_sync.plan.types` has; KeyError for another one."""
    if is_dataclass(hint) and isinstance(hint, type):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    inner = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple and Ellipsis in inner:
        return {"type": "array", "items": _schema(inner[0])}
    if origin is tuple:
        return _list_of([_schema(one) for one in inner])
    return _any([_schema(one) for one in inner]) if inner else _PLAIN[hint]


def _any(parts: list[_Schema]) -> _Schema:
    """One of several; of plain ones as one kind, which is how people write it."""
    if any(part not in _PLAIN.values() for part in parts):
        return {"anyOf": parts}
    merged = {name: rule for part in parts for name, rule in part.items()}
    return {**merged, "type": [part["type"] for part in parts]}
