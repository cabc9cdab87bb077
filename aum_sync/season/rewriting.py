"""A description put right: only what is wrong changes, and it stays in the curator's own hand.

Whatever is written is read back: where it does not say what it should, there is no text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from aum_sync.config.types import DescriptionRules
from aum_sync.season.descriptions import BOUNDARY, CONNECTORS, SOFT, Segment, parse
from aum_sync.season.letters import letters_of
from aum_sync.text.cells import pasted
from aum_sync.text.fold import genre_key, nfkc, unescape

Pair = tuple[str, int]
"""A genre and how many tracks it has."""

Step = tuple[int | None, Pair | None]
"""A declared segment by its index, and what it should be; None: left out, or too many."""

_T = TypeVar("_T")

_DIGITS = "0123456789"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"


def steps(declared: Sequence[str], wanted: Sequence[Pair]) -> list[Step]:
    """Declared genres beside those wanted: one by one where they are as many, else by genre."""
    from rapidfuzz.distance import Levenshtein

    if len(declared) == len(wanted):
        return list(enumerate(wanted))
    old, new = [genre_key(genre) for genre in declared], [genre_key(genre) for genre, _ in wanted]
    found: list[Step] = []
    for change in Levenshtein.opcodes(old, new):
        ours = range(change.src_start, change.src_end)
        theirs = wanted[change.dest_start : change.dest_end]
        found += zip_longest(ours, theirs)
    return found


def correction(wanted: Sequence[Pair], rules: DescriptionRules) -> str | None:
    """The plainest text for ``corrections.weeks`` that says this; None where none does.

    No configuration may hold a control character.
    """
    if any(pasted(genre) != genre for genre, _ in wanted):
        return None
    read = DescriptionRules((), rules.delimiters)
    for blank, one in ((" ", "1"), ("", "¹")):
        parts = (f"{genre}{blank}{_count(number, one)}" for genre, number in wanted)
        text = _delimiter(rules).join(parts)
        if _says(text, wanted, read):
            return text
    return None


def anew(wanted: Sequence[Pair], rules: DescriptionRules) -> str | None:
    """The plainest description that says this; None where none does.

    What would be read as a count, and stands in the name of a genre, is left out of it.
    """
    wanted = [(_without_controls(genre, rules), count) for genre, count in wanted]
    named = [
        (genre if correction([(genre, n)], rules) else _wordy(genre), n) for genre, n in wanted
    ]
    text = correction(named, rules)
    return text if text and _says(text, named, rules) else None


def description(text: str, wanted: Sequence[Pair], rules: DescriptionRules) -> str | None:
    """The description as it should read, entities decoded, to paste into Spotify.

    Delimiters, styled letters and digits stay as they are, and what is new takes after them;
    control characters are left out. None where that cannot be done.
    """
    plain = pasted(unescape(text))
    wanted = [(_without_controls(genre, rules), count) for genre, count in wanted]
    segments = parse(plain, rules).segments
    written = _Hand(plain, segments, rules).write(wanted) if segments else ""
    return written if _says(written, wanted, rules) else None


def _wordy(genre: str) -> str:
    words = genre.split()
    return " ".join(word for word in words if not any(char.isdigit() for char in word))


def _without_controls(genre: str, rules: DescriptionRules) -> str:
    """The genre as it is read once nothing stands between it and its count."""
    plain = pasted(genre)
    found = () if plain == genre else parse(plain, rules).segments
    return found[0].genre if len(found) == 1 else plain


def _delimiter(rules: DescriptionRules) -> str:
    return next((f" {sign} " for sign in rules.delimiters if sign not in SOFT), ", ")


def _says(text: str, wanted: Sequence[Pair], rules: DescriptionRules) -> bool:
    found = parse(text, rules)
    read = [(genre_key(segment.genre), segment.count) for segment in found.segments]
    return read == [(genre_key(genre), count) for genre, count in wanted] and not found.doubts


@dataclass(frozen=True, slots=True)
class _Written:
    """A segment as it stands in the text: genre, what joins it to its count, the first digit."""

    genre: str
    joint: str = ""
    digit: str = ""


class _Hand:
    """How a curator writes: what each segment looks like, and what stands between them."""

    def __init__(self, text: str, segments: Sequence[Segment], rules: DescriptionRules) -> None:
        spans = [segment.span for segment in segments]
        ends = [end for _, end in spans]
        starts = [start for start, _ in spans]
        self._segments = segments
        self._written = [_taken_apart(text, segment) for segment in segments]
        self._before = text[: starts[0]]
        self._gaps = [
            text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True)
        ]
        counts = [(one.joint, one.digit) for one in self._written if one.digit]
        self._joint, self._digit = _commonest(counts, (" ", "1"))
        self._gap = _commonest(self._gaps[:-1], _delimiter(rules))

    def write(self, wanted: Sequence[Pair]) -> str:
        """The text with the segments that are wanted."""
        genres = [segment.genre for segment in self._segments]
        parts: list[list[str]] = [[self._before, ""]]
        near = 0
        for at, pair in steps(genres, wanted):
            near = near if at is None else at
            gap = self._gap if at is None else self._behind(at)
            if pair is None:
                self._close(parts, near)
                continue
            if at is None and parts[1:]:
                gap, parts[-1][1] = parts[-1][1], gap
            parts.append([self._part(pair, near), gap])
        return "".join(piece for part in parts for piece in part)

    def _behind(self, at: int) -> str:
        """What follows a segment; a sign that waited there for a count goes with the count."""
        waiting = "" if self._written[at].digit else self._joint.rstrip()
        return self._gaps[at].removeprefix(waiting)

    def _close(self, parts: list[list[str]], at: int) -> None:
        """Let what was before a segment meet what is behind it; no text is lost but delimiters."""
        before, behind = parts[-1][1], self._gaps[at]
        if at == len(self._gaps) - 1:
            parts[-1][1] = behind
        elif parts[1:]:
            parts[-1][1] = max(before, behind, key=len)

    def _part(self, pair: Pair, at: int) -> str:
        """A genre and its count, in place of the segment ``at``."""
        genre, count = pair
        segment, old = self._segments[at], self._written[at]
        if genre_key(segment.genre) != genre_key(genre):
            old = self._as_written(genre) or _Written(
                _styled(genre, old.genre), old.joint, old.digit
            )
        joint = old.joint if old.digit else self._joint
        return f"{old.genre}{joint}{_count(count, old.digit or self._digit)}"

    def _as_written(self, genre: str) -> _Written | None:
        key = genre_key(genre)
        pairs = zip(self._segments, self._written, strict=True)
        return next((one for segment, one in pairs if genre_key(segment.genre) == key), None)


def _taken_apart(text: str, segment: Segment) -> _Written:
    whole = text[slice(*segment.span)]
    if segment.count is None:
        return _Written(whole)
    letters = letters_of(whole, BOUNDARY)
    last = max(index for index, letter in enumerate(letters) if letter.char.isdecimal())
    first = last
    while letters[first - 1].char.isdecimal() and letters[first - 1].raised == letters[last].raised:
        first -= 1
    genre = first
    while letters[genre - 1].char.isspace() or letters[genre - 1].char in CONNECTORS:
        genre -= 1
    end, begin = letters[genre - 1].end, letters[first].start
    return _Written(whole[:end], whole[end:begin], whole[begin : letters[first].end])


def _count(number: int, digit: str) -> str:
    """A number in digits like this one."""
    plain = str(number)
    for digits in (_RAISED, _LOWERED):
        if digit in digits:
            return plain.translate(str.maketrans(_DIGITS, digits))
    value = unicodedata.decimal(digit[0], None)
    if value is None:
        return plain
    return "".join(chr(ord(digit[0]) - int(value) + int(one)) for one in plain)


def _styled(genre: str, like: str) -> str:
    """A genre in the letters that most of another one is in."""
    alphabet = _commonest([found for char in like for found in _alphabet(char)], "")
    return "".join(_letter(char, alphabet) for char in genre)


def _alphabet(char: str) -> Iterator[str]:
    """How Unicode names letters like this one, with a place for the case; blanks have none."""
    plain = nfkc(char)
    if plain.isascii() and plain.isalpha():
        *words, _ = unicodedata.name(char).split()
        yield " ".join("{case}" if word in ("CAPITAL", "SMALL") else word for word in words)


def _letter(char: str, alphabet: str) -> str:
    name = alphabet.replace("{case}", "CAPITAL" if char.isupper() else "SMALL")
    try:
        return unicodedata.lookup(f"{name} {char}") if char.isascii() else char
    except KeyError:
        return char


def _commonest(found: Sequence[_T], default: _T) -> _T:
    return max(found, key=found.count, default=default)
