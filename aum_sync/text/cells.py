"""Text in terminal cells: how wide it is, how it is cut and padded, and what must not pass.

A title is hostile text: it may carry escape sequences, overrides of direction, line ends. Every
title goes through :func:`visible` before it reaches a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, takewhile, tee

import regex
from wcwidth import wcswidth, wcwidth

LRM = "\u200e"
"""The left-to-right mark: zero cells wide, keeps what follows right-to-left text in its place."""

_BLANK = r"[\t\n\v\f\r\u0085\u2028\u2029]"
_DROPPED = r"[\u200e\u200f\u061c\ufeff]"  # direction and byte order marks: common, harmless alone
_EMOJI = r"\p{Extended_Pictographic}"
_KEPT = (
    r"[\ufe0e\ufe0f]"  # text or emoji style
    rf"|(?<=[{_EMOJI}\p{{Emoji_Modifier}}\ufe0f])\u200d(?={_EMOJI})"
    r"|(?<=\p{ccc=9})[\u200c\u200d]"  # conjuncts of Indic scripts
    r"|(?<=\p{Arabic})\u200c(?=\p{Arabic})"  # Persian words
    r"|(?<=\p{Han})[\U000e0100-\U000e01ef]"  # variants of one ideograph
    r"|(?<=\U0001f3f4)[\U000e0030-\U000e007a]{1,8}\U000e007f"  # flags of regions
)
_HIDDEN = r"[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]"
_UNSEEN = regex.compile(f"(?P<kept>{_KEPT})|(?P<blank>{_BLANK})|(?P<dropped>{_DROPPED})|{_HIDDEN}")
_LINE_END = regex.compile(r"\r\n?")
_UNPASTED = regex.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\p{Cc}\p{Cs}--\n]", regex.V1)
_PILED = regex.compile(r"(\p{M}{8})\p{M}+")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}\p{bc=AN}]")
_CLUSTERS = regex.compile(r"\X")
_COLOUR = regex.compile(r"\x1b\[\d+m")
_COMMAND = r"aum-sync [a-z]+(?: --[a-z][a-z-]*(?: [^\s(-]\S*)?)*"
_WORDS = regex.compile(rf"(?:(?<!\S)\(?{_COMMAND})?\S*(?: %\S*)?")
_COPIED = regex.compile(r"\s+(?:(?:aum-sync|export|gh|git|https?:)\b|\. )")
"""How lines begin that are copied whole, or not at all."""


def _spelled(found: regex.Match[str]) -> str:
    if found["kept"]:
        return found[0]
    if found["blank"]:
        return " "
    return "" if found["dropped"] else f"<U+{ord(found[0]):04X}>"


def visible(text: str) -> str:
    """``text`` on one line with nothing that acts on the reader's terminal or hides from it.

    Line ends and tabs become blanks; escapes, overrides of direction and invisible characters are
    spelled out (``<U+202E>``); joiners inside emoji and scripts that need them stay. Of a pile of
    combining marks the first eight stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _PILED.sub(r"\1", _UNSEEN.sub(_spelled, text))


def pasted(text: str) -> str:
    """``text`` as it may be printed to be pasted elsewhere: on its lines, signs as they are.

    Control characters, what sets a terminal's colour, and halves of letters are left out; those
    that are blanks become spaces.
    """
    return _UNPASTED.sub(lambda found: " " if found[0].isspace() else "", _LINE_END.sub("\n", text))


def unpasted(text: str) -> tuple[str, ...]:
    """What :func:`pasted` leaves out of ``text``, each once, spelled out."""
    found = _UNPASTED.findall(_LINE_END.sub("\n", text))
    return tuple(dict.fromkeys(visible(char) for char in found if not char.isspace()))


def quoted(text: str) -> str:
    """``text``, visible, in quotes: how a sentence names what somebody typed or called a track."""
    shown = visible(text)
    quote = '"' if "'" in shown and '"' not in shown else "'"
    return f"{quote}{shown}{quote}"


def right_to_left(text: str) -> bool:
    """Whether some of ``text`` is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def steady(text: str) -> str:
    """``text`` closed by a left-to-right mark where it needs one.

    A terminal that reorders right-to-left text would otherwise take two neighbouring columns for
    one run and swap them.
    """
    return text + LRM if right_to_left(text) else text


def width(text: str) -> int:
    """How many terminal cells ``text`` takes; text with unprintable characters counts them as 0."""
    if text.isascii() and text.isprintable():
        return len(text)
    cells = wcswidth(text)
    return cells if cells >= 0 else sum(max(wcwidth(char), 0) for char in text)


def _head(text: str, cells: int) -> str:
    """The longest run of whole clusters at the start of ``text`` that takes at most ``cells``."""
    clusters, measured = tee(cluster[0] for cluster in _CLUSTERS.finditer(text))
    taken = accumulate(width(cluster) for cluster in measured)
    fitting = takewhile(lambda pair: pair[1] <= cells, zip(clusters, taken, strict=True))
    return "".join(cluster for cluster, _ in fitting)


def clip(text: str, cells: int) -> str:
    """``text`` cut to at most ``cells`` cells, with an ellipsis where something was cut."""
    if width(text) <= cells:
        return text
    return _head(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def clip_left(text: str, cells: int) -> str:
    """The end of ``text`` that takes at most ``cells`` cells, behind an ellipsis if it was cut."""
    if width(text) <= cells:
        return text
    clusters = _CLUSTERS.findall(text)[::-1]
    taken = accumulate(map(width, clusters))
    fitting = takewhile(lambda pair: pair[1] < cells, zip(clusters, taken, strict=True))
    kept = "".join([cluster for cluster, _ in fitting][::-1])
    return f"…{kept.lstrip()}" if cells > 0 else ""


def brief(text: str, cells: int = 300) -> str:
    """``text``, visible, cut in the middle: messages say at their end what it is about."""
    shown = visible(text)
    if width(shown) <= cells:
        return shown
    end = cells // 3
    return _head(shown, cells - end) + clip_left(shown, end)


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` cut or padded to exactly ``cells`` cells; ``right`` aligns to the right."""
    shown = clip(text, cells)
    blanks = " " * (cells - width(shown))
    return blanks + steady(shown) if right else steady(shown) + blanks


def _pieces(word: str, cells: int) -> Iterator[str]:
    """``word`` in pieces of at most ``cells`` cells, a single wider character excepted."""
    while width(word) > cells:
        head = _head(word, cells) or next(_CLUSTERS.finditer(word))[0]
        yield head
        word = word[len(head) :]
    if word:
        yield word


def _words(text: str, cells: int) -> Iterator[str]:
    """What a line is not broken inside of: words, and commands of ours that fit into a line."""
    if "aum-sync " not in text and " %" not in text:
        yield from text.split()
        return
    for word in filter(None, _WORDS.findall(" ".join(text.split()))):
        yield from [word] if width(word) <= cells else word.split()


def wrap(text: str, cells: int) -> list[str]:
    """``text`` in lines of at most ``cells`` cells, broken at blanks; at least one line.

    A command of ours stays on one line where it can, a number with its ``%`` too; a word longer
    than a line is broken between two characters.
    """
    lines: list[str] = []
    for word in _words(text, cells):
        if lines and width(lines[-1]) + 1 + width(word) <= cells:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, cells)
    return [steady(line) for line in lines] or [""]


def narrow(text: str, cells: int) -> str:
    """Sentences, coloured or not, for a terminal that may be narrower than they are.

    A line that is too long goes on in one that is indented two cells more. Words are never broken,
    since they may be addresses; lines that are a command or an address by themselves stay whole.
    """
    return "\n".join(part for line in text.split("\n") for part in _narrowed(line, cells))


def _narrowed(line: str, cells: int) -> Iterator[str]:
    if _bare_width(line) <= cells or _COPIED.match(line):
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())]
    shown = ""
    for word in _words(line, cells):
        if shown and _bare_width(f"{shown} {word}") > cells:
            yield steady(shown)
            shown = f"{indent}  {word}"
        else:
            shown = f"{shown} {word}" if shown else f"{indent}{word}"
    yield steady(shown)


def _bare_width(line: str) -> int:
    return width(_COLOUR.sub("", line))
