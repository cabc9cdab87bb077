"""Pieces of GitHub's Markdown: what goes into them is Markdown already (:mod:`report.escape`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TICKS = re.compile("`+")

FOLD_END = "\n\n</details>"


def table_row(cells: Sequence[str]) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def table_head(names: Sequence[str], right: str = "") -> str:
    """The two lines that a table begins with; columns named in ``right`` align there."""
    rules = ["---:" if name in right.split() else "---" for name in names]
    return f"{table_row(names)}\n{table_row(rules)}"


def fold(title: str, head: str = "") -> str:
    """How a fold begins that ends with ``FOLD_END``; ``head`` is what its rows stand under."""
    under = f"\n{head}" if head else ""
    return f"<details><summary>{title}</summary>\n{under}"


def fenced(text: str, kind: str) -> str:
    """``text`` as a block that nothing in it can leave; ``kind`` is ``text``, ``yaml`` or such."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{text}\n{fence}"
