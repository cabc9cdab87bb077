"""Changes to a season's YAML: to its bytes, its lines, its signs and its structure."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from aum_sync.config.document import load_document
from aum_sync.config.shape import schema_text
from aum_sync.demo.dice import Dice
from aum_sync.errors import ConfigError
from tests.fuzz.text_changes import TOKENS, any_char

TOKEN = "gho_" + "x" * 36
"""Stands for a token that somebody pasted into a file."""

_MOST = 24_000
_SCALARS = (*TOKENS["scalars"], TOKEN, "a" * 101, "a" * 600)


def _names(schema: object) -> set[str]:
    """Every key that the schema knows anywhere."""
    if isinstance(schema, list):
        return {key for part in schema for key in _names(part)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties", {})
    return set(own) | {key for part in schema.values() for key in _names(part)}


_KEYS = (*sorted(_names(json.loads(schema_text()))), *_SCALARS, "none", "A b", "x" * 200)


@lru_cache(maxsize=256)
def value_of(data: bytes) -> Any:
    """What stands in a document; an empty mapping where it is none. Never to be changed."""
    try:
        value = load_document(data, "a corpus").value
    except ConfigError:
        return {}
    return value if isinstance(value, dict) else {}


def _scalar(dice: Dice) -> Any:
    """A value of some kind that may stand in a season, and mostly does not belong there."""
    text = dice.pick(_SCALARS)
    return dice.pick((text, text, text, None, True, False, 0, -1, 7, 281, 2.5, 10**20, [], {}))


def _parts(value: Any) -> list[Any]:
    """Every mapping and list in ``value``, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    here = [value] if isinstance(value, dict | list) else []
    return here + [part for item in inner for part in _parts(item)]


def _restructured(data: bytes, corpus: Sequence[bytes], dice: Dice) -> bytes:
    """The document with one of its values, lists or keys changed, written anew."""
    whole = deepcopy(value_of(data))
    part = dice.pick(_parts(whole))
    gift = deepcopy(dice.pick(_parts(value_of(dice.pick(corpus)))))
    new = gift if dice.chance(1 / 2) else _scalar(dice)
    if isinstance(part, dict):
        _change_mapping(part, new, dice)
    else:
        _change_list(part, new, dice)
    return _written(whole, dice).encode("utf-8", "replace")


def _change_mapping(part: dict[str, Any], new: Any, dice: Dice) -> None:
    key = dice.pick(list(part)) if part else ""
    match dice.between(0, 4):
        case 0:
            part.pop(key, None)
        case 1:
            part[dice.pick(_KEYS)] = part.pop(key, new)
        case 2 | 3:
            part[key or dice.pick(_KEYS)] = new
        case _:
            part[dice.pick(_KEYS)] = new


def _change_list(part: list[Any], new: Any, dice: Dice) -> None:
    at = dice.between(0, len(part))
    match dice.between(0, 4):
        case 0:
            del part[at : at + 1]
        case 1:
            part[at : at + 1] = part[at : at + 1] * dice.pick((2, 3, 60))
        case 2:
            part[at : at + 1] = [new]
        case 3:
            part.insert(at, new)
        case _:
            part[at : at + 1] = [[new, *part[at : at + 1]]]


def _written(value: Any, dice: Dice, indent: str = "") -> str:
    """YAML for a value, in blocks or on one line, with quotes or without."""
    if not isinstance(value, dict | list) or not value or (indent and dice.chance(1 / 3)):
        return _flow(value, dice) + "\n"
    lines = []
    items = value.items() if isinstance(value, dict) else (("-", item) for item in value)
    for key, item in items:
        begin = "-" if key == "-" and isinstance(value, list) else f"{_flow(key, dice)}:"
        deep = isinstance(item, dict | list) and item and dice.chance(2 / 3)
        rest = f"\n{_written(item, dice, f'{indent}  ')}" if deep else f" {_flow(item, dice)}\n"
        lines.append(f"{indent}{begin}{rest}")
    return "".join(lines)


def _flow(value: Any, dice: Dice) -> str:
    if isinstance(value, str) and dice.chance(1 / 4):
        return value if dice.chance(1 / 2) else "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=dice.chance(1 / 8))


def _changed_bytes(data: bytes, dice: Dice) -> bytes:
    at = dice.between(0, len(data))
    before, after = data[:at], data[at:]
    match dice.between(0, 7):
        case 0:
            after = bytes([dice.between(0, 255)]) + after[1:]
        case 1:
            after = after[dice.between(1, 9) :]
        case 2:
            after = b""
        case 3:
            end = dice.pick((b"\r\n", b"\r", b"\xc2\x85", b"\n\n", b"\n\t"))
            before, after = before.replace(b"\n", end), after.replace(b"\n", end)
        case 4:
            before = codecs.BOM_UTF8 + before
        case 5:
            before = (
                dice.pick((codecs.BOM_UTF16_LE, b"\0")) + before if dice.chance(1 / 8) else before
            )
            after = after.decode("utf-8", "replace").encode("utf-16-le")[:2] + after
        case _:
            after = any_char(dice).encode("utf-8", "surrogatepass") + after
    return before + after


def _changed_lines(data: bytes, corpus: Sequence[bytes], dice: Dice) -> bytes:
    lines = data.split(b"\n")
    at = dice.between(0, len(lines) - 1)
    match dice.between(0, 6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(dice.between(0, len(lines)), lines[at])
        case 2:
            lines.insert(dice.between(0, len(lines)), lines.pop(at))
        case 3:
            lines[at] = b" " * dice.between(1, 4) + lines[at]
        case 4:
            lines[at] = lines[at].removeprefix(b"  ")
        case 5:
            lines[at] = lines[at] * dice.pick((2, 2, 40))
        case _:
            other = dice.pick(corpus).split(b"\n")
            start = dice.between(0, len(other) - 1)
            lines[at:at] = other[start : start + dice.between(1, 6)]
    return b"\n".join(lines)


def _changed_signs(data: bytes, dice: Dice) -> bytes:
    """A sign or a value put in, mostly where a word ends."""
    ends = [at for at, byte in enumerate(data) if byte in b" \n:,[]{}"] or [0]
    at = dice.pick(ends) + dice.between(0, 1)
    sign = dice.pick(TOKENS["yaml"] if dice.chance(2 / 3) else _SCALARS).encode()
    return data[:at] + sign + data[at + (dice.between(0, 6) if dice.chance(1 / 2) else 0) :]


def change_yaml(data: bytes, corpus: Sequence[bytes], dice: Dice) -> bytes:
    """Another document, one to three changes away from ``data``."""
    for _ in range(dice.pick((1, 1, 2, 3))):
        match dice.between(0, 7):
            case 0:
                data = _changed_bytes(data, dice)
            case 1 | 2:
                data = _changed_signs(data, dice)
            case 3 | 4:
                data = _changed_lines(data, corpus, dice)
            case _:
                data = _restructured(data, corpus, dice)
    return data[:_MOST]
