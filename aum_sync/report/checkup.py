"""What a look through a set-up found: a line each, well or not, with its remedy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from aum_sync.report.style import Style
from aum_sync.text.cells import visible, wrap

Health = Literal["ok", "warn", "fail"]

_WORD = 6
_NARROWEST = 40
_WIDEST = 120


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at. ``code`` is stable; ``remedy`` is what to do, "" where well."""

    health: Health
    code: str
    text: str
    remedy: str = ""


def ok(code: str, text: str) -> Found:
    """It is well."""
    return Found("ok", code, text)


def warn(code: str, text: str, remedy: str) -> Found:
    """It works, and might not for long, or not as safely as it could."""
    return Found("warn", code, text, remedy)


def fail(code: str, text: str, remedy: str) -> Found:
    """It does not work, or is not safe."""
    return Found("fail", code, text, remedy)


def render(found: Sequence[Found], style: Style) -> str:
    """A line each, with the remedy below, and a counting line last."""
    cells = max(min(style.cells, _WIDEST), _NARROWEST) - _WORD
    lines: list[str] = []
    for one in found:
        first, *rest = wrap(visible(one.text), cells)
        lines += [f"{_painted(one.health, style)}{first}", *(" " * _WORD + line for line in rest)]
        if one.remedy:
            way, *rest = wrap(visible(one.remedy), cells - 2)
            lines.append(f"{' ' * _WORD}{style.cyan('→')} {way}")
            lines += [" " * (_WORD + 2) + line for line in rest]
    return "\n".join([*lines, "", _counts(found)])


def _painted(health: Health, style: Style) -> str:
    paint = {"ok": style.green, "warn": style.yellow, "fail": style.red}[health]
    return paint(health) + " " * (_WORD - len(health))


def _counts(found: Sequence[Found]) -> str:
    told = [one.health for one in found]
    return ", ".join(f"{told.count(health)} {health}" for health in ("ok", "warn", "fail")) + "."


def as_json(found: Sequence[Found]) -> str:
    """The same for a program."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2)
