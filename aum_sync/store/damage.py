"""What is wrong with a damaged state file, where, and which commit has it whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any

from aum_sync.errors import Fault
from aum_sync.store.positions import Steps, offsets, place_at
from aum_sync.text.cells import clip

if TYPE_CHECKING:
    from jsonschema import ValidationError

History = Callable[[str], Iterable[tuple[str, bytes]]]
"""From a path to the commits that touched the file, newest first, each with what it left."""

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
    "null": "null",
}
_SHOWN_CELLS = 60
_SHOWN_FAULTS = 20


def restore_hint(path: str, history: History | None, sound: Callable[[bytes], bool]) -> str:
    """The command that brings a whole version of the file back."""
    versions = history(path) if history else ()
    commit = next((commit for commit, data in versions if sound(data)), None)
    if commit:
        return f"restore it: git checkout {commit[:12]} -- {path}"
    return f"restore it: git log --oneline -- {path}, then git checkout COMMIT -- {path}"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a state file: ``week``, ``master`` or ``account``."""
    file = resources.files("aum_sync.store") / "schemas" / f"{name}.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def shape_faults(path: str, text: str, value: object, name: str) -> list[Fault]:
    """Every difference between a parsed file and its schema, at its line and column."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, v: type(v) is int)
    strict = extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    validator = strict(schema(name))
    places, _ = offsets(text)
    found = (message for error in validator.iter_errors(value) for message in _messages(error))
    messages = sorted(dict.fromkeys(found), key=lambda message: places[message[0]])
    faults = [
        Fault(f"{_dotted(steps)}{message}", place_at(text, path, places[steps]))
        for steps, message in messages[:_SHOWN_FAULTS]
    ]
    if len(messages) > _SHOWN_FAULTS:
        faults.append(Fault(f"{path}: {len(messages) - _SHOWN_FAULTS} more of this kind"))
    return faults


def _messages(error: ValidationError) -> Iterator[tuple[Steps, str]]:
    steps: Steps = tuple(error.absolute_path)
    value: Any = error.instance
    rule: Any = error.validator_value
    shape: Any = error.schema
    match error.validator:
        case "required":
            for key in rule:
                if key not in value:
                    yield steps, f"{key!r} is missing"
        case "additionalProperties":
            for key in sorted(value.keys() - shape["properties"].keys()):
                yield (*steps, key), f"unknown key {key!r}"
        case "type":
            kinds = [rule] if isinstance(rule, str) else rule
            yield steps, f"must be {' or '.join(_KINDS[kind] for kind in kinds)}"
        case _:
            shown = clip(json.dumps(value, ensure_ascii=False), _SHOWN_CELLS)
            yield steps, f"{shown} is not allowed here"


def _dotted(steps: Steps) -> str:
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    name = "".join(parts).removeprefix(".")
    return f"{name}: " if name else ""
