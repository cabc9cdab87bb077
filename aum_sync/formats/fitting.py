"""Whether a value fits a JSON Schema: yes or no, and quickly.

A file that is as it should be needs no verdict in words. jsonschema, which gives those, takes
longer to import than the whole configuration to be read, so it is asked only about what does not
fit. The keywords are those that ``config/season.schema.json`` uses; any other raises KeyError,
since to pass over one would be a bug.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, UnionType
from typing import Any, Literal

Schema = Mapping[str, Any]

_SILENT = frozenset(
    {"$schema", "$defs", "title", "description", "examples", "default"}
    | {"patternErrorMessage", "emptyHint", "then", "else"}
)
"""What is for people, and what a keyword beside it looks at."""

_KINDS: Mapping[str, type | UnionType] = MappingProxyType(
    {
        "string": str,
        "integer": int,
        "number": int | float,
        "boolean": bool,
        "array": list,
        "object": dict,
        "null": type(None),
    }
)

_Rule = Callable[[Any, Any], bool]


def _is(value: object, kind: type | UnionType) -> bool:
    """Whether a value is of a kind; the truth values are no numbers."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _of(kind: type | UnionType, rule: _Rule) -> _Rule:
    """A keyword that speaks of one kind of values: all others pass."""
    return lambda value, bound: not _is(value, kind) or rule(value, bound)


_ALONE: Mapping[str, _Rule] = MappingProxyType(
    {
        "type": lambda value, kinds: any(
            _is(value, _KINDS[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)
        ),
        "const": lambda value, wanted: type(value) is type(wanted) and value == wanted,
        "enum": lambda value, choices: isinstance(value, str) and value in choices,
        "pattern": _of(str, lambda text, pattern: re.fullmatch(pattern, text) is not None),
        "minLength": _of(str, lambda text, least: len(text) >= least),
        "maxLength": _of(str, lambda text, most: len(text) <= most),
        "minItems": _of(list, lambda items, least: len(items) >= least),
        "maxItems": _of(list, lambda items, most: len(items) <= most),
        "minProperties": _of(dict, lambda keys, least: len(keys) >= least),
        "maxProperties": _of(dict, lambda keys, most: len(keys) <= most),
        "required": _of(dict, lambda keys, names: all(name in keys for name in names)),
        "minimum": _of(int | float, lambda number, least: number >= least),
        "maximum": _of(int | float, lambda number, most: number <= most),
    }
)
"""Keywords that look at nothing but the value."""


def fits(value: object, schema: Schema) -> bool:
    """Whether a value surely has the shape that a schema asks for.

    Of what YAML hardly ever gives, ``5.0`` for a whole number, jsonschema has the last word: here
    it does not fit. Patterns hold for the whole text; ours are anchored.
    """
    return _Fitting(schema["$defs"]).fits(value, schema)


class _Fitting:
    """The keywords of a schema, whose parts refer to ``definitions``."""

    def __init__(self, definitions: Schema) -> None:
        self._definitions = definitions

    def fits(self, value: object, schema: Schema | Literal[False]) -> bool:
        """Whether every keyword of a part of the schema holds; False is a part that takes none."""
        if schema is False:
            return False
        return all(self._holds(name, value, schema) for name in schema if name not in _SILENT)

    def _holds(self, name: str, value: object, schema: Schema) -> bool:
        rule = schema[name]
        match name:
            case "$ref":
                return self.fits(value, self._definitions[rule.removeprefix("#/$defs/")])
            case "oneOf":
                return sum(self.fits(value, one) for one in rule) == 1
            case "if":
                return self.fits(value, schema["then" if self.fits(value, rule) else "else"])
            case "items" | "properties" | "propertyNames" | "additionalProperties":
                return all(self.fits(*part) for part in _parts(name, value, schema))
        return _ALONE[name](value, rule)


def _parts(
    name: str, value: object, schema: Schema
) -> Iterator[tuple[object, Schema | Literal[False]]]:
    """The parts of a list or mapping that a keyword speaks of, each with its own schema."""
    rule = schema[name]
    if name == "items" and isinstance(value, list):
        yield from ((item, rule) for item in value)
    elif name != "items" and isinstance(value, dict):
        for key, item in value.items():
            if name == "propertyNames":
                yield key, rule
            elif name == "additionalProperties" and key not in schema.get("properties", ()):
                yield item, rule
            elif name == "properties" and key in rule:
                yield item, rule[key]
