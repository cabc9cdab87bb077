"""The verdicts of a JSON Schema in plain words: what a value must be, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from aum_sync.errors import Fault
from aum_sync.formats.json_text import Document
from aum_sync.formats.places import Steps
from aum_sync.text.cells import clip
from aum_sync.text.suggest import did_you_mean, listed
from aum_sync.text.words import plural

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

Words = tuple[str, str | None]
"""What follows the name of the value, and a hint."""

KINDS: Mapping[str, str] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}

_BOUNDS: Mapping[str, Callable[[int], str]] = {
    "minProperties": lambda _: "must not be empty",
    "maxProperties": lambda most: f"must have at most {plural(most, 'key')}",
    "minLength": lambda _: "must not be empty",
    "maxLength": lambda most: f"must have at most {plural(most, 'character')}",
    "minItems": lambda least: f"must have at least {plural(least, 'item')}",
    "maxItems": lambda most: f"must have at most {plural(most, 'item')}",
    "minimum": lambda least: f"must be at least {least}",
    "maximum": lambda most: f"must be at most {most}",
}
_WAYS: Mapping[str, str] = {
    "maxProperties": "take some out",
    "maxLength": "shorten it",
    "maxItems": "take some out",
    "minimum": "write a larger number",
    "maximum": "write a smaller number",
}
_WRITE: Mapping[str, str] = {
    "string": "put quotes around it",
    "array": "write a list: [one, two]",
    "object": "write keys with values below it",
}
_SHOWN_CELLS = 60
_SHOWN_FAULTS = 20


def quoted(text: str) -> str:
    """A text of a file as a message repeats it: cut to what helps, and in quotes."""
    return repr(clip(text, _SHOWN_CELLS))


def words_for(error: ValidationError, shown: str) -> Words:
    """A verdict as predicate and hint, if there is one of its own.

    ``shown`` is the wrong value as a message repeats it.
    """
    rule: Any = error.validator_value
    schema: Any = error.schema
    match str(error.validator):
        case "type":
            return f"must be {kinds(rule)}, not {shown}", None
        case "enum":
            choices = [str(choice) for choice in rule]
            hint = did_you_mean(shown.strip("'\""), choices)
            return f"must be {listed(choices)}, not {shown}", hint
        case "const":
            hint = f"write {rule}; for a newer format upgrade aum-sync"
            return f"must be {rule}, not {shown}", hint
        case "pattern":
            return schema["patternErrorMessage"], None
        case bound:
            return _BOUNDS[bound](rule), None


def kinds(wanted: str | list[str]) -> str:
    """The kinds of values that a schema wants, as a sentence has them."""
    return listed(KINDS[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))


def way_on(error: ValidationError) -> str:
    """A hint for a verdict that has none of its own: the schema's example, or what would fit."""
    if hint := example(error.schema):
        return hint
    rule: Any = error.validator_value
    match str(error.validator):
        case "type":
            return _WRITE.get(rule if isinstance(rule, str) else rule[0], f"write {kinds(rule)}")
        case "enum":
            return f"write {listed(map(str, rule))}"
        case other:
            return _WAYS.get(other, "write what belongs there, or take it out")


def example(schema: object, before: str = "") -> str | None:
    """A hint with the example that a part of a schema gives."""
    examples = schema.get("examples") if isinstance(schema, Mapping) else None
    if not examples:
        return None
    first = examples[0] if isinstance(examples[0], str) else json.dumps(examples[0])
    return f"for example {before}{first}"


def shape_faults(document: Document, schema: str) -> list[Fault]:
    """Every difference between a JSON document and a schema, given as text, in their order."""
    offsets = document.offsets
    errors = _validator(schema).iter_errors(document.value)
    found = {verdict: None for error in errors for verdict in _verdicts(error)}
    verdicts = sorted(found, key=lambda verdict: offsets[verdict[0]])
    faults = [document.fault(*verdict) for verdict in verdicts[:_SHOWN_FAULTS]]
    if len(verdicts) > _SHOWN_FAULTS:
        left = len(verdicts) - _SHOWN_FAULTS
        faults.append(Fault(f"{document.path}: {left} more of this kind", hint="mend these first"))
    return faults


@cache
def _validator(schema: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, v: type(v) is int)
    strict = extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    validator: Draft202012Validator = strict(json.loads(schema))
    return validator


def _verdicts(error: ValidationError) -> Iterator[tuple[Steps, str, str | None]]:
    steps: Steps = tuple(error.absolute_path)
    value: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            for key in sorted(set(schema["required"]) - value.keys()):
                hint = example(schema["properties"].get(key), f"{key}: ")
                yield steps, f"the key {key!r} is missing", hint or f"add {key}"
        case "additionalProperties":
            known = schema["properties"]
            for key in sorted(value.keys() - known.keys()):
                near = did_you_mean(key, known)
                yield (
                    (*steps, key),
                    f"unknown key {quoted(key)}",
                    near or f"known here: {', '.join(known)}",
                )
        case _:
            message, hint = words_for(
                error, clip(json.dumps(value, ensure_ascii=False), _SHOWN_CELLS)
            )
            yield steps, message, hint or way_on(error)
