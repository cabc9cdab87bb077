"""The shape of a season: the JSON Schema, and its verdicts in plain words with places.

A fault here never stops the cross-checks: what is broken is left out and the rest goes on, so
that a curator sees everything at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from aum_sync.config.document import Document
from aum_sync.config.shape_words import near_name, yaml_words
from aum_sync.config.source import Finding, SourceMap
from aum_sync.errors import Fault
from aum_sync.formats.fitting import Schema, fits
from aum_sync.formats.places import Steps, label
from aum_sync.formats.verdicts import example, quoted, way_on
from aum_sync.text.suggest import did_you_mean

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

BROKEN: Final = object()
"""Stands in a list for an item that has a fault, so that the others keep their index."""


def schema_text() -> str:
    """The JSON Schema of ``config/season.yaml``, as shipped."""
    return files("aum_sync.config").joinpath("season.schema.json").read_text("utf-8")


def check_shape(document: Document) -> tuple[Finding, ...]:
    """Everything that is wrong with the document by the schema."""
    if fits(document.value, _schema()):
        return ()
    errors = _validator().iter_errors(document.value)
    return tuple(finding for error in errors for finding in _findings(error, document.source))


def usable(value: object, broken: frozenset[Steps], path: Steps = ()) -> object:
    """``value`` without what is broken: gone from mappings, ``BROKEN`` in lists.

    A broken master is left as an empty one, since other rules may speak of its key.
    """
    if path in broken:
        return {} if path[:1] == ("masters",) and len(path) == len(("masters", "key")) else BROKEN
    if isinstance(value, dict):
        parts = {key: usable(part, broken, (*path, key)) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part is not BROKEN}
    if isinstance(value, list):
        return [usable(part, broken, (*path, index)) for index, part in enumerate(value)]
    return value


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    whole = extend(Draft202012Validator, {"pattern": _whole_pattern})  # type: ignore[no-untyped-call]
    validator: Draft202012Validator = whole(_schema())
    return validator


def _whole_pattern(
    _: object, pattern: str, instance: object, __: object
) -> Iterator[ValidationError]:
    from jsonschema import ValidationError

    # Our patterns are anchored; Python's $ alone would let a line end behind the value pass.
    if isinstance(instance, str) and not re.fullmatch(pattern, instance):
        yield ValidationError("pattern")


def _findings(error: ValidationError, source: SourceMap) -> Iterator[Finding]:
    path: Steps = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield _bad_name(error, path, source)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(error, path, source)
    elif error.validator == "required":
        yield from _missing_keys(error, path, source)
    else:
        message, hint = yaml_words(error, source.text(path))
        fault = Fault(f"{_label(path)} {message}", source.at(path), hint or way_on(error))
        yield Finding(path, fault)


def _label(path: Steps) -> str:
    return label(path) or "the season"


def _bad_name(error: ValidationError, path: Steps, source: SourceMap) -> Finding:
    here = (*path, str(error.instance))
    assert isinstance(error.schema, Mapping)
    name = quoted(str(error.instance))
    message = f"{name} in {_label(path)} {error.schema['patternErrorMessage']}"
    near = near_name(str(error.instance), error.schema["pattern"])
    hint = f"write {near}" if near else example(error.schema)
    fault = Fault(message, source.key(here), hint)
    # A master with a bad key is still a master that other rules may name.
    return Finding(None if path == ("masters",) else here, fault)


def _unknown_keys(error: ValidationError, path: Steps, source: SourceMap) -> Iterator[Finding]:
    assert isinstance(error.schema, Mapping)
    assert isinstance(error.instance, dict)
    known: Mapping[str, object] = error.schema["properties"]
    for key, near in _unknown(error.instance, known).items():
        here = (*path, key)
        where = f" in {label(path)}" if path else ""
        hint = near or f"known here: {', '.join(known)}"
        yield Finding(here, Fault(f"unknown key {quoted(key)}{where}", source.key(here), hint))


def _unknown(instance: Iterable[str], known: Mapping[str, object]) -> dict[str, str | None]:
    """Keys that are not known, each with the hint of the one that may be meant."""
    return {key: did_you_mean(key, known) for key in instance if key not in known}


def _missing_keys(error: ValidationError, path: Steps, source: SourceMap) -> Iterator[Finding]:
    assert isinstance(error.schema, Mapping)
    assert isinstance(error.instance, dict)
    known = error.schema["properties"]
    misspelt = _unknown(error.instance, known).values()
    for key in error.schema["required"]:
        if key not in error.instance and f"did you mean {key!r}?" not in misspelt:
            hint = example(_resolved(known[key]), f"{key}: ")
            message = f"{_label(path)} needs the key {key!r}"
            yield Finding((*path, key), Fault(message, source.at(path), hint))


@cache
def _schema() -> Schema:
    schema: Schema = json.loads(schema_text())
    return schema


def _resolved(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of the schema with what it refers to."""
    name = part.get("$ref", "").removeprefix("#/$defs/")
    return {**_resolved(_schema()["$defs"][name]), **part} if name else part
