"""What the posts are made of: their hidden marker, lists that fit, other people's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import quote

from aum_sync.report.escape import markdown
from aum_sync.report.markdown import fenced
from aum_sync.text.cells import brief, clip, visible
from aum_sync.text.words import plural

Kind = Literal["plan", "apply", "proposal", "suggestion", "watch"]

_LINE = 500
_APPROVE = re.compile(r"(approve [0-9a-f]{16}(?![0-9a-f]))")


def marker(kind: Kind, root: str, week: int | None = None) -> str:
    """The first line of a post, by which it is found again; ``root`` is the season's folder."""
    which = "" if week is None else f":{week}"
    return f"<!-- aum-sync:{kind}:{quote(root) or '.'}{which} -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table of cells that are Markdown already."""
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def fitting(lines: Sequence[str], room: int, noun: str) -> str:
    """As many of the lines as fit into ``room`` characters, and how many more there are."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            more = plural(len(lines) - len(kept), f"more {noun}")
            return "\n".join([*kept, "", f"… and {more}."])
        kept.append(line)
    return "\n".join(kept)


def quoted(text: str, room: int) -> str:
    """Text of anybody as a block that nothing in it can leave, cut to ``room`` characters."""
    lines = [clip(visible(line), _LINE) for line in text.splitlines()]
    return fenced(fitting(lines, room, "line"), "text")


def told(text: str) -> str:
    """A sentence that names whatever it names, as plain words of bounded length.

    A line that is there to be pasted stays as it is.
    """
    parts = _APPROVE.split(brief(text))
    return "".join(f"`{part}`" if _APPROVE.fullmatch(part) else markdown(part) for part in parts)
