"""The plan as canonical JSON and back: the one form that leaves the process."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from aum_sync.canonical import canonical_json
from aum_sync.errors import DataError
from aum_sync.plan.types import FORMAT, MasterPlan, Plan

RENAMED = {"origin": "from"}
"""Fields whose name in JSON is a word that Python keeps for itself, with that name."""


def to_json(plan: Plan) -> str:
    """The plan as canonical JSON: sorted keys, no blanks, a newline at the end."""
    value = _renamed(asdict(plan))
    value["format"] = FORMAT
    value["masters"] = {master.key: _master(master) for master in plan.masters}
    return canonical_json(value) + "\n"


def _master(master: MasterPlan) -> dict[str, Any]:
    value: dict[str, Any] = _renamed(asdict(master))
    del value["key"]
    value["details"] = {detail.field: [detail.old, detail.new] for detail in master.details}
    value["templates"] = {detail.field: detail.template for detail in master.details}
    return value


def _renamed(value: Any) -> Any:  # noqa: ANN401 (a tree of whatever asdict gives)
    if isinstance(value, dict):
        return {RENAMED.get(key, key): _renamed(inner) for key, inner in value.items()}
    return [_renamed(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def from_json(text: str) -> Plan:
    """A plan that :func:`to_json` wrote. Raises DataError for anything else, saying where."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged("it is not JSON") from error
    if not isinstance(value, dict) or "format" not in value:
        raise _damaged("it is no plan")
    if value["format"] != FORMAT:
        raise DataError(
            f"the plan has format {value['format']!r}; this aum-sync reads {FORMAT}",
            hint="make the plan again with aum-sync plan --format json",
        )
    masters = value.get("masters")
    if not isinstance(masters, dict):
        raise _damaged("masters is no mapping")
    flat = {**value, "masters": [_flat_master(key, masters[key]) for key in sorted(masters)]}
    del flat["format"]
    plan: Plan = _read(Plan, flat, "")
    return plan


def _damaged(what: str) -> DataError:
    return DataError(
        f"cannot read the plan: {what}", hint="make one with aum-sync plan --format json"
    )


def _flat_master(key: str, value: object) -> object:
    """A master as the dataclass has it: its key inside, details as a list."""
    if not isinstance(value, dict):
        return value
    details, templates = value.get("details"), value.get("templates")
    if not isinstance(details, dict) or not isinstance(templates, dict):
        raise _damaged(f"masters.{key}.details is no mapping")
    listed = []
    for field in ("name", "description", "public"):
        if field in details:
            pair = details[field]
            if not isinstance(pair, list) or len(pair) != 2 or field not in templates:  # noqa: PLR2004
                raise _damaged(f"masters.{key}.details.{field} is no pair")
            listed.append(
                {"field": field, "old": pair[0], "new": pair[1], "template": templates[field]}
            )
    return {**value, "key": key, "details": listed}


def _read(kind: Any, value: Any, path: str) -> Any:  # noqa: ANN401 (typed by ``kind``)
    """``value`` as the annotated type ``kind``, checked all the way down."""
    origin = typing.get_origin(kind)
    if is_dataclass(kind):
        return _read_dataclass(kind, value, path)
    if origin is Literal:
        if value in typing.get_args(kind):
            return value
    elif origin in (types.UnionType, typing.Union):
        for choice in typing.get_args(kind):
            try:
                return _read(choice, value, path)
            except DataError:
                continue
    elif origin is tuple:
        return _read_tuple(typing.get_args(kind), value, path)
    elif type(value) is kind or (kind is type(None) and value is None):
        return value
    raise _damaged(f"{path} is not as it should be")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read_dataclass(kind: Any, value: Any, path: str) -> Any:  # noqa: ANN401
    if not isinstance(value, Mapping):
        raise _damaged(f"{path} is no mapping")
    hints = _hints(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):
        name = RENAMED.get(field.name, field.name)
        place = f"{path}.{name}".removeprefix(".")
        if name in value:
            found[field.name] = _read(hints[field.name], value[name], place)
        elif field.default is MISSING:
            raise _damaged(f"{place} is missing")
    return kind(**found)


def _read_tuple(kinds: tuple[Any, ...], value: Any, path: str) -> Any:  # noqa: ANN401
    if not isinstance(value, list):
        raise _damaged(f"{path} is no list")
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], one, f"{path}[{index}]") for index, one in enumerate(value))
    if len(kinds) != len(value):
        raise _damaged(f"{path} has {len(value)} values")
    return tuple(
        _read(kind, one, f"{path}[{index}]")
        for index, (kind, one) in enumerate(zip(kinds, value, strict=True))
    )
