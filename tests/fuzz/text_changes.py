"""Changes to a text: what curators type, what Spotify makes of it, and what nobody should."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from aum_sync.demo.dice import Dice

_MOST = 400
"""Spotify takes 300 characters."""
_VERY_MOST = 4_000

TOKENS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("tokens.json").read_text("utf-8")
)
"""What to put in: signs of descriptions (text), signs of YAML (yaml), values (scalars)."""

_BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x590, 0x6FF),
    (0x900, 0x97F),
    (0x1D400, 0x1D7FF),
    (0x2000, 0x218F),
    (0x2460, 0x24FF),
    (0x3000, 0x33FF),
    (0xFB00, 0xFFEF),
    (0, 0x1F),
    (0, 0xD7FF),
    (0xE000, 0x10FFFF),
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ITALIC = {
    first + at: base + at
    for first, base in ((ord("A"), 0x1D608), (ord("a"), 0x1D622))
    for at in range(26)
}
_RETYPED: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    str.swapcase,
    html.escape,
    lambda part: part.replace("/", "&#x2F;"),
    lambda part: "".join(f"&#{ord(char)};" for char in part),
    lambda part: part.translate(_RAISED),
    lambda part: part.translate(_ITALIC),
    lambda part: unicodedata.normalize("NFKC", part),
    lambda part: unicodedata.normalize("NFD", part),
    lambda part: part[::-1],
    str.strip,
)


def _cut(text: str, dice: Dice) -> tuple[str, str, str]:
    """A text in three parts, of which the middle is mostly short."""
    start = dice.between(0, len(text))
    longest = len(text) - start
    end = start + dice.between(0, longest if dice.chance(1 / 4) else min(longest, 6))
    return text[:start], text[start:end], text[end:]


def any_char(dice: Dice) -> str:
    """Any character but half of one."""
    return chr(dice.between(*dice.pick(_BLOCKS)))


def _one_change(text: str, corpus: Sequence[str], dice: Dice) -> str:
    before, part, after = _cut(text, dice)
    match dice.between(0, 9):
        case 0 | 1 | 2:
            part = dice.pick(TOKENS["text"]) + part
        case 3:
            part = ""
        case 4:
            part = any_char(dice)
        case 5:
            part = dice.pick(_RETYPED)(part)
        case 6:
            part *= dice.pick((3, 50, 1000)) if dice.chance(1 / 10) else 2
        case 7:
            part = dice.pick(_cut(dice.pick(corpus), dice))
        case 8:
            before, after = after, before
        case _:
            part = dice.pick(TOKENS["text"])
    return before + part + after


def change_text(text: str, corpus: Sequence[str], dice: Dice) -> str:
    """Another text, one to four changes away from ``text``."""
    for _ in range(dice.pick((1, 1, 2, 3, 4))):
        text = _one_change(text, corpus, dice)
    return text[: _VERY_MOST if dice.chance(1 / 200) else _MOST]
