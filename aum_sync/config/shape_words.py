"""What the schema's verdicts need to say beyond :mod:`aum_sync.formats.verdicts`, for YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from aum_sync.formats.verdicts import Words, kinds, quoted, words_for
from aum_sync.text.cells import clip, visible
from aum_sync.text.suggest import listed

if TYPE_CHECKING:
    from jsonschema import ValidationError

_SHOWN_CELLS = 60
_PARTS = re.compile("[a-z0-9]+")
_PYTHON = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
}


def yaml_words(error: ValidationError, written: str | None) -> Words:
    """A verdict of the schema as predicate and hint; ``written`` is the scalar as in the file."""
    schema: Any = error.schema
    match str(error.validator):
        case "type":
            return _wrong_type(schema["type"], error.instance, written)
        case "oneOf":
            return _exactly_one(part["required"][0] for part in schema["oneOf"])
        case "minProperties" | "maxProperties" if "properties" in schema:
            return _exactly_one(schema["properties"])
        case "minItems" | "minLength" if "emptyHint" in schema:
            return "must not be empty", schema["emptyHint"]
        case "const" if error.instance == str(error.validator_value):
            number = error.validator_value
            return f"must be the number {number}, not a text", f"write it without quotes: {number}"
    return words_for(error, quoted(written or ""))


def near_name(name: str, pattern: str) -> str | None:
    """What a key that does not fit its pattern would be if it did: ``Hip Hop`` as ``hip-hop``."""
    letters = (char for char in normalize("NFKD", name) if not combining(char))
    plain = "".join(letters).casefold().replace("&", " and ")
    forms = ("-".join(_PARTS.findall(plain)), plain.strip().lstrip("0"))
    return next((form for form in forms if re.fullmatch(pattern, form)), None)


def _exactly_one(names: Iterable[str]) -> Words:
    return f"must have exactly one of {listed(names)}", None


def _wrong_type(wanted: str | list[str], instance: object, written: str | None) -> Words:
    names = [wanted] if isinstance(wanted, str) else wanted
    must = f"must be {kinds(wanted)}"
    if "string" in names and written and not isinstance(instance, str):
        shown = clip(visible(written), _SHOWN_CELLS)
        read_as = _PYTHON.get(type(instance), "nothing")
        return f"{must}; YAML reads {shown} as {read_as}", f'quote it: "{shown}"'
    if instance is None:
        return f"{must}, and nothing stands here", "write a value, or take the key out"
    if names == ["array"] and written is not None:
        shown = clip(visible(written), _SHOWN_CELLS)
        return f"{must}, not a single value", f"put it in brackets: [{shown}]"
    return f"{must}, not {_PYTHON[type(instance)]}", None
