"""Faults as lines for people: place, message, the line with a caret, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.errors import Fault, Place
from aum_sync.report.style import Style
from aum_sync.text.cells import clip, visible, width

_EXCERPT_CELLS = 100


def _excerpt(place: Place, style: Style) -> list[str]:
    before = place.excerpt[: place.column - 1]
    marked = place.excerpt[place.column - 1 : place.column - 1 + place.length]
    after = place.excerpt[place.column - 1 + place.length :]
    head, body = visible(before), visible(marked)
    if width(head) > _EXCERPT_CELLS // 2:
        head = "…" + head[-_EXCERPT_CELLS // 2 :]
    body = clip(body, _EXCERPT_CELLS // 2)
    tail = clip(visible(after), max(_EXCERPT_CELLS - width(head) - width(body), 1))
    number = str(place.line)
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
    errors = sum(fault.level == "error" for fault in faults)
    if len(faults) > 1:
        warnings = len(faults) - errors
        counts = [f"{errors} errors" if errors != 1 else "1 error"] if errors else []
        counts += [f"{warnings} warnings" if warnings != 1 else "1 warning"] if warnings else []
        blocks.append(", ".join(counts))
    return "\n".join(blocks)
