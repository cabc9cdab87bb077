"""Reading a description: from ``♩ Indie Pop 5 ♩ Afrobeat 5`` to segments with spans and notes.

The reader never guesses silently: a genre without a count is a segment whose count is None, and
whatever was passed over (a date, stray signs) or read in a way that could be wrong is a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from aum_sync.config.types import DescriptionRules
from aum_sync.errors import DataError
from aum_sync.season.letters import Letter, letters_of
from aum_sync.text.cells import quoted
from aum_sync.text.fold import collapse, nfkc

BOUNDARY = "\x1e"
"""Stands in a text for a line end or for boilerplate that was cut out of its middle."""

REGEX_SECONDS = 1.0
"""How long one pattern of the configuration may run over one text."""

SOFT = ",/"
"""Delimiters that also occur inside a genre: they end a segment only behind a count."""

CONNECTORS = "-–—:;.,/=×*~([{<|_•·"
"""Signs between a genre and its count that belong to neither."""

_DOUBTS = frozenset({"number-in-front", "bare-number", "fraction", "range", "large", "positions"})
_WINDOW = 16
"""How many letters around a number are looked at."""

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DASH = r"\s*[-–—]\s*"
_FULL_DATE = r"(?:\d{1,2}[-–]){0,1}\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d"
_DATE = rf"(?:{_FULL_DATE}|{_DAY}\s*{_MONTH}\b(?:,?\s+\d{{4}})?|{_MONTH}\s*{_DAY}(?:,?\s+\d{{4}})?)"
_NO_COUNTS = {
    "large": "a number of more than four digits is no count",
    "fraction": "a fraction is no count",
    "range": "a range is no count",
}
_LARGE = regex.compile(r"\d{5}")
_LAST_NUMBER = regex.compile(r"\d+$")
_FRACTION_BEFORE = regex.compile(r"(?<=\d)[.,]$|\u2044$")
_FRACTION_AFTER = regex.compile(r"[.,]\d|\u2044")
_RANGE_BEFORE = regex.compile(r"(?<=\d)\s?[-–—]\s?$")
_RANGE_AFTER = regex.compile(r"[-–—]\s?\d")
_ENDS = regex.compile(r"\s*$|\s*[,/]|[.;:!?)\]}]+(?!\d)|\s+[^\w\s]")
_WORD = regex.compile(r"\s+\p{L}")
_AFTER_COMMA = regex.compile(r"[,/]\s*$")
_LEADING_DATE = regex.compile(
    rf"^\W*{_DATE}(?:{_DASH}(?:{_DATE}|{_DAY}))?(?!\w)[\s\-–—:.]*", regex.IGNORECASE
)
_DATE_ANYWHERE = regex.compile(rf"(?<![\w./-])(?:{_FULL_DATE})(?![\w./-])")


@dataclass(frozen=True, slots=True)
class Segment:
    """One ``genre count`` pair. ``count`` is None where none is written.

    ``genre`` is as typed after NFKC, entities decoded, blanks collapsed; ``span`` counts code
    points of the text as given, from the genre's first letter to behind the count.
    """

    genre: str
    count: int | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader passed over or is unsure of. ``code`` is stable, ``text`` for people."""

    code: str
    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Description:
    """What a description says."""

    segments: tuple[Segment, ...]
    notes: tuple[Note, ...] = ()

    @property
    def declared(self) -> int:
        """The sum of the counts that are written."""
        return sum(segment.count or 0 for segment in self.segments)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is said of numbers that may be counts and were not read as such."""
        return tuple(dict.fromkeys(note.text for note in self.notes if note.code in _DOUBTS))

    @property
    def missing(self) -> int:
        """How many segments have no count."""
        return sum(segment.count is None for segment in self.segments)


@lru_cache(maxsize=1 << 14)
def parse(text: str, rules: DescriptionRules) -> Description:
    """Read a description as Spotify returned it or as somebody typed it.

    Remembered: what validates a season looks at each description three times.
    Raises DataError where a pattern of ``rules.strip`` runs away on this text.
    """
    notes: list[Note] = []
    letters = letters_of(text, BOUNDARY)
    for pattern in rules.strip:
        letters = _cut(letters, _matches(pattern, letters))
    letters = _without_dates(letters, notes)
    found: list[Segment] = []
    hard = {letter.char for letter in letters_of(rules.delimiters, BOUNDARY)} - set(SOFT)
    for chunk in _chunks(letters, hard | {BOUNDARY}):
        found.extend(_segments(chunk, notes, ranges=rules.ranges))
    segments = _by_positions(text, found, notes) if rules.ranges else found
    if not segments:
        notes.append(Note("empty", "this description declares no genre yet", (0, len(text))))
    return Description(
        tuple(segments), tuple(sorted(set(notes), key=lambda note: (note.span, note.code)))
    )


def _matches(pattern: str, letters: Sequence[Letter]) -> list[tuple[int, int]]:
    text = "".join(letter.char for letter in letters)
    try:
        found = regex.finditer(pattern, text, regex.IGNORECASE, timeout=REGEX_SECONDS)
        return [match.span() for match in found if match.end() > match.start()]
    except TimeoutError as error:
        raise DataError(
            f"the pattern {quoted(pattern)} of season.description.strip ran for more than "
            f"{REGEX_SECONDS:g} s on {quoted(text[:60])}",
            hint="write it without nested repetitions",
        ) from error


def _cut(letters: Sequence[Letter], spans: list[tuple[int, int]]) -> list[Letter]:
    """The letters without ``spans``, with a boundary behind what was left before each."""
    kept: list[Letter] = []
    end = 0
    for first, last in spans:
        kept += letters[end:first]
        if kept:
            kept.append(Letter(BOUNDARY, letters[first].start, letters[last - 1].end, raised=False))
        end = last
    return kept + list(letters[end:])


def _without_dates(letters: list[Letter], notes: list[Note]) -> list[Letter]:
    for pattern in (_LEADING_DATE, _DATE_ANYWHERE):
        text = "".join(" " if letter.raised else letter.char for letter in letters)
        spans = [match.span() for match in pattern.finditer(text)]
        for first, last in spans:
            span = (letters[first].start, letters[last - 1].end)
            date = quoted(text[first:last].strip())
            notes.append(Note("date", f"passed over the date {date}", span))
        letters = _cut(letters, spans)
    return letters


def _chunks(letters: Sequence[Letter], hard: set[str]) -> Iterator[Sequence[Letter]]:
    start = 0
    for index, letter in enumerate(letters):
        if letter.char in hard:
            yield letters[start:index]
            start = index + 1
    yield letters[start:]


def _segments(chunk: Sequence[Letter], notes: list[Note], *, ranges: bool) -> Iterator[Segment]:
    """The pairs of one chunk: text up to a count, again and again; a rest has no count."""
    start = 0
    begin = _genre_begins(chunk, start)
    has_raised = any(letter.raised for letter in chunk)
    for first, last in _ranges(chunk) if ranges else _digit_runs(chunk):
        if first <= begin or not _is_count(chunk, first, last, has_raised, notes):
            continue
        yield _segment(chunk[start:first], chunk[first:last], notes)
        start = last
        begin = _genre_begins(chunk, start)
    rest = chunk[start:]
    if begin < len(chunk):
        yield _segment(rest, (), notes)
    else:
        stray = [letter for letter in rest if not letter.char.isspace() and letter.char not in SOFT]
        if stray:
            shown = "".join(letter.char for letter in stray)
            span = stray[0].start, stray[-1].end
            notes.append(Note("stray", f"passed over {quoted(shown)}", span))


def _genre_begins(chunk: Sequence[Letter], start: int) -> int:
    """Where the first letter or digit from ``start`` on stands; the chunk's end without one."""
    letters = (index for index in range(start, len(chunk)) if chunk[index].char.isalnum())
    return next(letters, len(chunk))


def _digit_runs(chunk: Sequence[Letter]) -> list[tuple[int, int]]:
    """The runs of digits of one kind: ``54⁵`` is two, a genre's number and a count."""
    runs: list[tuple[int, int]] = []
    for index, letter in enumerate(chunk):
        if not letter.char.isdecimal():
            continue
        if runs and runs[-1][1] == index and chunk[index - 1].raised == letter.raised:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _ranges(chunk: Sequence[Letter]) -> list[tuple[int, int]]:
    """The runs of digits, the two of a range made one."""
    # Here and below, not on top: hardly a season writes ranges, and every plan imports this.
    from aum_sync.season.positions import joined

    return joined(chunk, _digit_runs(chunk))


def _is_count(
    chunk: Sequence[Letter], first: int, last: int, has_raised: bool, notes: list[Note]
) -> bool:
    """Whether this run of digits is the count of what stands before it."""
    span = (chunk[first].start, chunk[last - 1].end)
    after = "".join(letter.char for letter in chunk[last : last + _WINDOW])
    before = "".join(letter.char for letter in chunk[max(first - _WINDOW, 0) : first])
    digits = "".join(letter.char for letter in chunk[first:last])
    if code := _no_count(before, after, digits, raised=chunk[first].raised):
        if joint := _FRACTION_BEFORE.search(before) or _RANGE_BEFORE.search(before):
            half = chunk[first - len(joint[0]) - 1].end
            if notes and (notes[-1].code, notes[-1].span[1]) == (code, half):
                span = (notes.pop().span[0], span[1])
        notes.append(Note(code, _NO_COUNTS[code], span))
        return False
    if chunk[first].raised or _ENDS.match(after):
        return True
    if has_raised or _AFTER_COMMA.search(before) or not _WORD.match(after):
        return False
    notes.append(Note("undelimited", "a count with no delimiter behind it", span))
    return True


def _no_count(before: str, after: str, digits: str, *, raised: bool) -> str | None:
    """Why a number cannot be a count; None where it can."""
    if _LARGE.search(digits):
        return "large"
    if _FRACTION_BEFORE.search(before) or _FRACTION_AFTER.match(after):
        return "fraction"
    is_range = _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after)
    return "range" if is_range and not raised else None


def _segment(genre: Sequence[Letter], count: Sequence[Letter], notes: list[Note]) -> Segment:
    start = next(index for index, letter in enumerate(genre) if letter.char.isalnum())
    end = len(genre)
    while genre[end - 1].char.isspace() or genre[end - 1].char in CONNECTORS:
        end -= 1
    text = collapse(nfkc("".join(letter.char for letter in genre[start:end])))
    span = (genre[start].start, (count or genre[start:end])[-1].end)
    if not any(char.isalpha() for char in text):
        notes.append(Note("bare-number", f"{quoted(text)} is a number without a genre", span))
    elif regex.match(r"\d+\s", text) and not (count and count[0].raised):
        notes.append(
            Note("number-in-front", f"is the number in front of {quoted(text)} its count?", span)
        )
    number = _LAST_NUMBER.search("".join(letter.char for letter in count))
    return Segment(text, int(number[0]) if number else None, span)


def _by_positions(text: str, segments: Sequence[Segment], notes: list[Note]) -> Sequence[Segment]:
    """Where one number is a range, all numbers are positions: the segments with their counts."""
    from aum_sync.season.positions import Stretch, lengths, range_at_end

    ranges = [
        None if one.count is None else range_at_end(letters_of(text[slice(*one.span)], BOUNDARY))
        for one in segments
    ]
    if not any(ranges):
        return segments
    stretches = [
        found or (Stretch(one.count, one.count) if one.count is not None else None)
        for one, found in zip(segments, ranges, strict=True)
    ]
    counted = []
    for one, (count, trouble) in zip(segments, lengths(stretches), strict=True):
        counted.append(replace(one, count=count))
        if trouble:
            notes.append(Note("positions", trouble, one.span))
    return counted
