"""The words for each kind of wrong value: what it must be, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jsonschema import ValidationError

from aum_sync.config.suggest import did_you_mean, listed

_Words = tuple[str, str | None]
"""What follows the name of the value, and a hint."""

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
_PYTHON = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
}


def words_for(error: ValidationError, written: str | None) -> _Words:
    """A verdict of the schema as predicate and hint; ``written`` is the scalar as in the file."""
    schema: Any = error.schema
    hint: str | None = None
    match str(error.validator):
        case "type":
            return _wrong_type(schema["type"], error.instance, written)
        case "enum":
            choices = [str(choice) for choice in schema["enum"]]
            message = f"must be {listed(choices)}, not {written!r}"
            hint = did_you_mean(written or "", choices)
        case "const":
            message = f"must be {schema['const']}, not {written!r}"
            hint = f"write {schema['const']}; for a newer format upgrade aum-sync"
        case "oneOf":
            message = _exactly_one(part["required"][0] for part in schema["oneOf"])
        case "minProperties" | "maxProperties" if "properties" in schema:
            message = _exactly_one(schema["properties"])
        case "pattern":
            message = schema["patternErrorMessage"]
        case bound:
            message = _BOUNDS[bound].format(error.validator_value)
    return message, hint


def _exactly_one(names: Iterable[str]) -> str:
    return f"must have exactly one of {listed(names)}"


_BOUNDS: Mapping[str, str] = {
    "minProperties": "must not be empty",
    "maxProperties": "must have at most {} entries",
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
    "minLength": "must not be empty",
    "maxLength": "must have at most {} characters",
    "minItems": "must have at least {} entries",
    "maxItems": "must have at most {} entries",
}


def _wrong_type(wanted: str | list[str], instance: object, written: str | None) -> _Words:
    names = [wanted] if isinstance(wanted, str) else wanted
    must = f"must be {listed(_KINDS[name] for name in names)}"
    if "string" in names and written and not isinstance(instance, str):
        read_as = _PYTHON.get(type(instance), "nothing")
        return f"{must}; YAML reads {written} as {read_as}", f'quote it: "{written}"'
    if instance is None:
        return f"{must}, and nothing stands here", "write a value, or take the key out"
    if names == ["array"] and written is not None:
        return f"{must}, not a single value", f"put it in brackets: [{written}]"
    return f"{must}, not {_PYTHON[type(instance)]}", None
