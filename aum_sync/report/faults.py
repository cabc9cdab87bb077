"""Faults as lines for people: place, message, the line with a caret, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.errors import Fault, Place
from aum_sync.report.style import Style
from aum_sync.report.summary import levels
from aum_sync.text.cells import clip, clip_left, visible, width

_EXCERPT_CELLS = 100
_LEAST_CELLS = 20
_NEAR = 1000
"""More characters of a line than are ever shown; a file may be one line."""


def _excerpt(place: Place, style: Style) -> list[str]:
    number = str(place.line)
    cells = max(min(_EXCERPT_CELLS, style.cells - len(number) - 5), _LEAST_CELLS)
    start = place.column - 1
    end = start + place.length
    head = clip_left(visible(place.excerpt[max(start - _NEAR, 0) : start]), cells // 2)
    body = clip(visible(place.excerpt[start : min(end, start + _NEAR)]), cells // 2)
    tail = clip(visible(place.excerpt[end : end + _NEAR]), cells - width(head) - width(body))
    caret = " " * width(head) + "^" * max(width(body), 1)
    return [
        f"  {style.dim(number + ' |')} {head}{body}{tail}".rstrip(),
        f"  {' ' * len(number)} {style.dim('|')} {style.red(caret)}",
    ]


def render_fault(fault: Fault, style: Style) -> str:
    """One fault as a block of one to four lines."""
    word = style.red("error") if fault.level == "error" else style.yellow("warning")
    where = f"{style.bold(visible(str(fault.place)))}: " if fault.place else ""
    lines = [f"{where}{word}: {visible(fault.message)}"]
    if fault.place and fault.place.excerpt:
        lines += _excerpt(fault.place, style)
    if fault.hint:
        lines.append(f"  {style.cyan('→')} {visible(fault.hint)}")
    return "\n".join(lines)


def as_values(faults: Sequence[Fault]) -> list[dict[str, object]]:
    """The same for a program, as values of JSON."""
    return [
        {
            "level": fault.level,
            "message": fault.message,
            "place": None if fault.place is None else str(fault.place),
            "hint": fault.hint,
        }
        for fault in faults
    ]


def render_faults(faults: Sequence[Fault], style: Style) -> str:
    """All faults, one block each, and a counting line where there is more than one."""
    blocks = [render_fault(fault, style) for fault in faults]
    return "\n".join([*blocks, levels(faults)] if len(faults) > 1 else blocks)
