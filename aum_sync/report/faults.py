"""Faults as lines for people: place, message, the line with a caret, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.errors import Fault, Place
from aum_sync.report.style import Style
from aum_sync.report.summary import levels
from aum_sync.text.cells import clip, visible, width

_EXCERPT_CELLS = 100
_LEAST_CELLS = 20


def _tail(text: str, cells: int) -> str:
    """The end of ``text`` that takes at most ``cells`` cells, behind an ellipsis if it was cut."""
    if width(text) <= cells:
        return text
    kept = text[-cells:]
    while width(kept) > cells - 1:
        kept = kept[1:]
    return f"…{kept}"


def _excerpt(place: Place, style: Style) -> list[str]:
    number = str(place.line)
    cells = max(min(_EXCERPT_CELLS, style.cells - len(number) - 5), _LEAST_CELLS)
    start = place.column - 1
    end = start + place.length
    head = _tail(visible(place.excerpt[:start]), cells // 2)
    body = clip(visible(place.excerpt[start:end]), cells // 2)
    tail = clip(visible(place.excerpt[end:]), cells - width(head) - width(body))
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


def render_faults(faults: Sequence[Fault], style: Style) -> str:
    """All faults, one block each, and a counting line where there is more than one."""
    blocks = [render_fault(fault, style) for fault in faults]
    return "\n".join([*blocks, levels(faults)] if len(faults) > 1 else blocks)
