"""Hostile text made harmless where it is shown: in Markdown, diagrams and spreadsheets."""

from __future__ import annotations

import regex

from aum_sync.text.cells import clip, right_to_left, visible

_SIGNS = regex.compile(r"[\\`*_\[\]<>#|~&@$]")
_REFERENCE = regex.compile(
    r"[@#](?=\S)|(?<=\bGH)-(?=\d)|:(?=//)|(?<!\bspotify):(?=[\w+-]+:)|\bwww(?=\.)",
    regex.IGNORECASE,
)
_COMMIT = regex.compile(
    r"(?<![^\W_])(?<!\b(?:sha:|approve ))[0-9a-f]{7,}(?![^\W_])", regex.IGNORECASE
)
_SIX = regex.compile(r".{6}(?=.)")
_CODE = regex.compile(r"[\w.+:\[\]/-]+", regex.ASCII)
_DRAWN = regex.compile(r"[^\p{L}\p{M}\p{Nd} ]")
_FORMULA = tuple("=+-@＝＋－＠")


def markdown(text: str) -> str:
    """``text`` as plain words in Markdown and in HTML, wherever it stands in a line.

    Signs become character references, which hold inside tables and raw HTML too. What GitHub
    would link or replace after rendering (mentions, issues, commits, addresses, emoji written
    like ``:tada:``) is parted by a zero-width space.
    Right-to-left text is isolated, so that it cannot reorder what surrounds it.
    """
    shown = visible(text)
    parted = _REFERENCE.sub(_parted, shown)
    parted = _COMMIT.sub(lambda digits: _SIX.sub(_parted, digits[0]), parted)
    signs = _SIGNS.sub(lambda found: f"&#{ord(found[0])};", parted).replace("\u200b", "&#8203;")
    return f"\u2068{signs}\u2069" if right_to_left(shown) else signs


def _parted(found: regex.Match[str]) -> str:
    return f"{found[0]}\u200b"


def code(text: str) -> str:
    """A key, a path, an address or a digest as a code span; anything else as :func:`markdown`."""
    return f"`{text}`" if _CODE.fullmatch(text) else markdown(text)


def diagram(text: str, cells: int = 40) -> str:
    """``text`` as the label of a Mermaid node, to stand between double quotes.

    Everything but letters, digits and blanks becomes a character code of Mermaid's: what would
    end a label, start a comment, be Markdown or HTML.
    """
    shown = clip(visible(text).strip(), cells) or "(no name)"
    return _DRAWN.sub(lambda found: f"#{ord(found[0])};", shown)


def spreadsheet(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
