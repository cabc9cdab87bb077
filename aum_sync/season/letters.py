"""A text as normalised letters that remember where in the original they stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from aum_sync.text.fold import nfkc, unescape

_ENTITY = regex.compile(r"&[#a-zA-Z0-9]{2,33};")
_INVISIBLE = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One character after NFKC, with the span of its origin; ``raised``: from a superscript."""

    char: str
    start: int
    end: int
    raised: bool


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Single characters and decoded entities, with their spans."""
    index = 0
    while index < len(text):
        entity = _ENTITY.match(text, index) if text[index] == "&" else None
        decoded = unescape(entity.group()) if entity else ""
        if entity and decoded != entity.group():
            yield decoded, index, entity.end()
            index = entity.end()
        else:
            yield text[index], index, index + 1
            index += 1


def letters_of(text: str, boundary: str) -> list[Letter]:
    """``text`` with entities decoded and NFKC applied, a Letter per resulting character.

    Line ends become ``boundary``, other blanks a space; marks of direction and zero-width
    characters are left out.
    """
    letters: list[Letter] = []
    for piece, start, end in _pieces(text):
        for char in piece:
            if char in _INVISIBLE:
                continue
            if char in "\n\r\u2028\u2029\u0085":
                letters.append(Letter(boundary, start, end, raised=False))
                continue
            raised = unicodedata.decomposition(char).startswith(("<super>", "<sub>"))
            for plain in nfkc(char):
                shown = " " if plain.isspace() else plain
                letters.append(Letter(shown, start, end, raised))
    return letters
