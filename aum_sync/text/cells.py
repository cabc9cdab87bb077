"""Text in terminal cells: how wide it is, how it is cut and padded, and what must not pass.

A title is hostile text: it may carry escape sequences, overrides of direction, line ends. Every
title goes through :func:`visible` before it reaches a terminal.
"""

from __future__ import annotations

import unicodedata

from wcwidth import wcswidth, wcwidth

_HIDDEN = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff\ufff9\ufffa\ufffb") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x2070))
}
_MARKS = frozenset("\u200e\u200f\u061c\ufeff")
"""Direction marks and byte order marks: harmless alone and common in real titles; dropped."""


def _shown(char: str) -> str:
    if char in "\t\n\r\v\f\u0085\u2028\u2029":
        return " "
    if char in _MARKS:
        return ""
    if char in _HIDDEN or unicodedata.category(char) in ("Cc", "Cs"):
        return f"<U+{ord(char):04X}>"
    return char


def visible(text: str) -> str:
    """``text`` on one line with nothing that acts on the reader's terminal.

    Line ends and tabs become blanks; escapes, overrides of direction and zero-width characters
    are spelled out (``<U+202E>``); joiners inside emoji stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def width(text: str) -> int:
    """How many terminal cells ``text`` takes; text with unprintable characters counts them as 0."""
    if text.isascii():
        return len(text)
    cells = wcswidth(text)
    return cells if cells >= 0 else sum(max(wcwidth(char), 0) for char in text)


def clip(text: str, cells: int) -> str:
    """``text`` cut to at most ``cells`` cells, with an ellipsis where something was cut."""
    if width(text) <= cells:
        return text
    kept = text
    while kept and width(kept) > cells - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…" if cells > 0 else ""


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` cut or padded to exactly ``cells`` cells; ``right`` aligns to the right."""
    shown = clip(text, cells)
    blanks = " " * (cells - width(shown))
    return blanks + shown if right else shown + blanks
