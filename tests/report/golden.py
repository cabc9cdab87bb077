"""The renderings that the golden files keep. To write them anew: python -m tests.report.golden.

Look at every line of the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

from aum_sync.report import table, terminal
from aum_sync.report.review.render import render
from aum_sync.report.review.types import Review
from aum_sync.report.style import Style
from aum_sync.report.view import EVERYTHING, View
from tests.report.example import example
from tests.report.plans import FULL, NOTHING

FOLDER = Path(__file__).with_name("golden")
ONE_WEEK = View(frozenset({281}), frozenset({"hip-hop"}))


def renderings() -> dict[str, str]:
    """File name to content."""
    texts = {
        "full-60.txt": terminal.render(FULL, EVERYTHING, Style(cells=60)),
        "full-80.txt": terminal.render(FULL, EVERYTHING, Style(cells=80)),
        "full-120.txt": terminal.render(FULL, EVERYTHING, Style(cells=120)),
        "full-120-colour.txt": terminal.render(FULL, EVERYTHING, Style(colour=True, cells=120)),
        "one-week-80.txt": terminal.render(FULL, ONE_WEEK, Style(cells=80)),
        "nothing-80.txt": terminal.render(NOTHING, EVERYTHING, Style(cells=80)),
    }
    files = {name: f"{text}\n" for name, text in texts.items()}
    files["full.md"] = render(Review(FULL))
    files["one-week.md"] = render(Review(FULL, ONE_WEEK))
    files["nothing.md"] = render(Review(NOTHING))
    files["review.md"] = render(example())
    files["full.csv"] = table.csv_rows(FULL, EVERYTHING)
    return files


if __name__ == "__main__":
    for name, text in renderings().items():
        (FOLDER / name).write_bytes(text.encode())
