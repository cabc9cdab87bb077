"""JSON files that people write: read whole, checked by a schema, every fault at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from aum_sync.config.source import dotted
from aum_sync.config.suggest import did_you_mean, listed
from aum_sync.errors import DataError, Fault, Place

if TYPE_CHECKING:
    from jsonschema import ValidationError

_SHOWN = 60
_KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def read_document(text: str, path: str, schema: str) -> dict[str, Any]:
    """The object that ``text`` holds, once the packaged ``schema`` file has no fault to find.

    ``path`` names the file in messages. Raises :class:`DataError` with all faults.
    """
    value = _parse(text, path)
    errors = sorted(_validator(schema).iter_errors(value), key=_position)
    if errors:
        raise DataError(*(fault for error in errors for fault in _faults(error, path)))
    assert isinstance(value, dict)
    return value


def located(path: str, where: str, message: str, hint: str | None = None) -> Fault:
    """A fault at a JSON path (``playlists[3].tracks[7].uri``) of the file ``path``."""
    return Fault(": ".join(filter(None, (path, where, message))), hint=hint)


def shown(value: object) -> str:
    """``value`` as JSON, cut to what a message can carry."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@cache
def _validator(schema: str) -> Draft202012Validator:
    text = files("aum_sync.simulator").joinpath(schema).read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _parse(text: str, path: str) -> object:
    doubled: list[str] = []

    def whole(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            doubled.extend(key for key in value if sum(key == name for name, _ in pairs) > 1)
        return value

    def no_number(name: str) -> None:
        raise ValueError(f"{name} is no number of JSON")

    try:
        value: object = json.loads(text, object_pairs_hook=whole, parse_constant=no_number)
    except json.JSONDecodeError as error:
        place = _place(text, path, error)
        raise DataError(Fault(f"this is no JSON: {error.msg}", place)) from None
    except RecursionError:
        raise DataError(located(path, "", "nested too deeply")) from None
    except ValueError as error:
        raise DataError(located(path, "", str(error))) from None
    if doubled:
        raise DataError(
            *(located(path, "", f"the key {key!r} stands twice in one object") for key in doubled)
        )
    return value


def _place(text: str, path: str, error: json.JSONDecodeError) -> Place:
    line = text.split("\n")[error.lineno - 1]
    # A world may stand on one line: what lies far behind the fault helps nobody.
    return Place(path, error.lineno, error.colno, line[: error.colno + _SHOWN].rstrip("\r"))


def _position(error: ValidationError) -> list[str]:
    return [f"{part:09}" if isinstance(part, int) else part for part in error.absolute_path]


def _faults(error: ValidationError, path: str) -> Iterator[Fault]:
    where = dotted(tuple(error.absolute_path))
    # jsonschema types these three as anything or unset; a found error always has them.
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties":
            for key in sorted(value.keys() - schema["properties"].keys()):
                hint = did_you_mean(key, schema["properties"])
                yield located(path, where, f"unknown key {key!r}", hint)
        case "required":
            for key in sorted(set(rule) - value.keys()):
                yield located(path, where, f"the key {key!r} is missing")
        case "enum":
            hint = did_you_mean(str(value), rule)
            yield located(path, where, f"must be {listed(rule)}, not {shown(value)}", hint)
        case "type":
            kinds = listed(_KINDS[kind] for kind in ([rule] if isinstance(rule, str) else rule))
            yield located(path, where, f"must be {kinds}, not {shown(value)}")
        case "pattern":
            yield located(path, where, f"must be {schema['description']}, not {shown(value)}")
        case "minLength":
            yield located(path, where, "must not be empty")
        case bound:
            least = "at least" if bound == "minimum" else "at most"
            yield located(path, where, f"must be {least} {rule}, not {shown(value)}")
