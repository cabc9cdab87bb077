"""Hostile text made harmless where it is shown: in GitHub's Markdown, and in spreadsheets."""

from __future__ import annotations

import regex

from aum_sync.text.cells import right_to_left, visible

_SIGNS = regex.compile(r"[\\`*_\[\]<>#|~&@$]")
_REFERENCE = regex.compile(r"[@#](?=\S)|(?<=\bGH)-(?=\d)|:(?=//)|\bwww(?=\.)", regex.IGNORECASE)
_CODE = regex.compile(r"[\w.+\[\]/-]+", regex.ASCII)
_FORMULA = tuple("=+-@＝＋－＠")


def markdown(text: str) -> str:
    """``text`` as plain words in Markdown and in HTML, wherever it stands in a line.

    Signs become character references, which hold inside tables and raw HTML too. What GitHub
    would link after rendering (mentions, issues, addresses) is parted by a zero-width space.
    Right-to-left text is isolated, so that it cannot reorder what surrounds it.
    """
    shown = visible(text)
    parted = _REFERENCE.sub(lambda found: f"{found[0]}\u200b", shown)
    signs = _SIGNS.sub(lambda found: f"&#{ord(found[0])};", parted).replace("\u200b", "&#8203;")
    return f"\u2068{signs}\u2069" if right_to_left(shown) else signs


def code(text: str) -> str:
    """A key, a path or a digest as a code span; anything else as :func:`markdown`."""
    return f"`{text}`" if _CODE.fullmatch(text) else markdown(text)


def spreadsheet(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
