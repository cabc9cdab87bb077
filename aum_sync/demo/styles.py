"""The ways in which curators have written the same description over the years."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, repeat
from typing import Literal

from aum_sync.demo.dice import Dice
from aum_sync.demo.tracks import FIRST_WEEK, week_starts

Letters = Literal["plain", "serif", "sans"]
Layout = Literal["notes", "pairs", "commas"]
Front = Literal["releases", "loose-releases", "days", "numbers", "none"]

TAIL = "| Created by IG: lowtide_radio"

_ALPHABETS = {"serif": (0x1D434, 0x1D44E), "sans": (0x1D608, 0x1D622)}
_RESERVED = {"\U0001d455": "\u210e"}
"""Unicode left the place of the italic serif h empty: it had one already."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MONTHS = [
    "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec",
]  # fmt: skip
_UNTIDY_JOINTS = (". ♩\t", "♩ ", "  ♩ ")


@dataclass(frozen=True, slots=True)
class Style:
    """How one description is written.

    ``raised``: counts as superscripts; ``gap``: what stands before a count; ``untidy``: a stray
    dot, a tab, a missing and a doubled blank; ``tail``: whether the boilerplate is there.
    """

    letters: Letters = "plain"
    layout: Layout = "notes"
    front: Front = "releases"
    raised: bool = False
    gap: str = " "
    untidy: bool = False
    tail: bool = True


STYLES = (
    Style(),
    Style("serif", raised=True),
    Style("sans", front="loose-releases", raised=True, gap=""),
    Style("serif", "commas", raised=True),
    Style("sans", "pairs", front="none", raised=True, gap="", tail=False),
    Style("sans", front="numbers", raised=True, gap="", untidy=True),
    Style("sans", front="days", raised=True, gap="", tail=False),
    Style("plain", "notes", front="none", tail=False),
    Style("serif", "notes", front="releases", raised=True, gap=" ", untidy=True),
    Style("plain", "commas", front="releases"),
)
"""Every way of writing that the season has."""


def style_of(week: int) -> Style:
    """How the description of this week is written: curators keep a style for a while."""
    dice = Dice(f"style {week}")
    if week < FIRST_WEEK + len(STYLES):
        return STYLES[week - FIRST_WEEK]
    return replace(dice.pick(STYLES), tail=dice.chance(0.7))


def describe(week: int, pairs: Sequence[tuple[str, int | None]], style: Style) -> str:
    """The description that declares these pairs of genre and count, as Spotify hands it out."""
    words = [_pair(genre, count, style) for genre, count in pairs]
    body = _body(week, words, style)
    text = _front(week, style.front) + body
    if style.tail:
        text += f"  {TAIL} " if style.untidy else f" {TAIL}"
    return escaped(text)


def escaped(text: str) -> str:
    """``text`` with the entities that Spotify writes into descriptions."""
    return html.escape(text).replace("/", "&#x2F;")


def styled(text: str, letters: Letters) -> str:
    """``text`` in mathematical italics: letters of the ASCII alphabet alone, as keyboards do."""
    if letters == "plain":
        return text
    upper, lower = _ALPHABETS[letters]
    return "".join(_italic(char, upper, lower) for char in text)


def _italic(char: str, upper: int, lower: int) -> str:
    if "A" <= char <= "Z":
        return chr(upper + ord(char) - ord("A"))
    if "a" <= char <= "z":
        italic = chr(lower + ord(char) - ord("a"))
        return _RESERVED.get(italic, italic)
    return char


def _pair(genre: str, count: int | None, style: Style) -> str:
    name = styled(genre, style.letters)
    if count is None:
        return name
    digits = str(count).translate(_SUPERSCRIPTS) if style.raised else str(count)
    return f"{name}{style.gap}{digits}"


def _body(week: int, words: Sequence[str], style: Style) -> str:
    if style.layout == "commas":
        return ", ".join(words)
    if style.layout == "pairs":
        size = Dice(f"pairs {week}").between(2, 3)
        groups = [", ".join(words[at : at + size]) for at in range(0, len(words), size)]
        return "♩ " + " ♩ ".join(groups)
    joints = chain(_UNTIDY_JOINTS if style.untidy else (), repeat(" ♩ "))
    return "♩ " + words[0] + "".join(map("".join, zip(joints, words[1:], strict=False)))


def _front(week: int, front: Front) -> str:
    first = week_starts(week)
    last = first + timedelta(days=6)
    days = f"{_MONTHS[first.month - 1]} {first.day} - {_MONTHS[last.month - 1]} {last.day}"
    if front == "releases":
        return f"{days} Releases | "
    if front == "loose-releases":
        return f"{days.replace(' - ', '  - ')}  Releases   | "
    if front == "days":
        return f"{days} | "
    if front == "numbers":
        return f"{first.day}-{last.day}/{last.month:02}/{last.year} "
    return ""
