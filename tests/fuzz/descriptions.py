"""What holds for every description, whatever stands in it."""

from __future__ import annotations

import html
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict
from html.entities import html5
from pathlib import Path

from aum_sync.cli.main import run as aum
from aum_sync.config.loader import load
from aum_sync.config.types import DescriptionRules
from aum_sync.season.checksum import Status, check
from aum_sync.season.descriptions import Description, Segment, parse
from aum_sync.season.genres import JOINT, GenreIndex
from aum_sync.text.fold import collapse, genre_key, nfkc, unescape
from tests.fuzz.engine import Target
from tests.fuzz.text_changes import change_text
from tests.season.test_descriptions import NOTES, READINGS

ROOT = Path(__file__).resolve().parents[2]

RULES = DescriptionRules()
OTHER_RULES = DescriptionRules(strip=(r"\[[^\]]*\]", r"^new music:"), delimiters="#;+~♩")

_ENTITY = re.compile("&([a-zA-Z][a-zA-Z0-9]{1,31};|(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};))")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_CONNECTORS = "-–—:;.,/=×*~([{<|_•·"
_CONFIG = load(lambda path: (ROOT / path).read_bytes())
_INDEX = GenreIndex(_CONFIG.config)
_INDEX.resolve("like nothing")  # what it remembers from then on is no input's work
_SAMPLE = 400
"""Of so many texts one goes through the command line too; the dearer relations share the rest."""


def rules_for(text: str) -> DescriptionRules:
    """The rules a text is read by: the defaults but for a few texts."""
    return OTHER_RULES if len(text) % 8 == 0 else RULES


def seeds() -> tuple[str, ...]:
    """Descriptions from the documentation and the tests."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    lines = [line.strip() for page in pages for line in page.read_text("utf-8").splitlines()]
    in_docs = [line for line in lines if "♩" in line]
    in_tests = [*(text for text, _ in READINGS.values()), *NOTES]
    return tuple(dict.fromkeys([*in_tests, *in_docs]))


def giants() -> tuple[str, ...]:
    """Texts of 3,000 signs, for what would take the square of their length."""
    units = ("1 ", "1.", "a 5 ", "a,", "♩", "&amp;", "1/2/2022 ", "releases|", "created by ", "\n")
    halves = [unit * (1_500 // len(unit)) for unit in (" ", ".", *units)]
    return tuple(one + other for one in halves[:2] for other in halves) + tuple(halves)


def read(text: str) -> Description:
    """What is watched: the reading, its checksum and where its genres lead."""
    found = parse(text, rules_for(text))
    check(found, found.declared + 1)
    for segment in found.segments:
        _INDEX.resolve(segment.genre)
    return found


def most_steps(text: str) -> int:
    """How much work a text may make: so much for each of its letters."""
    return 400 + 60 * max(len(text), len(nfkc(unescape(text))))


def verify(text: str, found: Description) -> None:
    """Raise AssertionError where a reading is not what every reading must be."""
    _spans(text, found)
    for segment in found.segments:
        _genre(segment.genre)
        if not _cut_within_a_sign(text[slice(*segment.span)]):
            _as_written(text, segment)
            _alone(text, segment)
    _sums(found)
    match sum(map(ord, text)) % _SAMPLE:
        case 0:
            _INDEX.resolve.cache_clear()
            _on_the_command_line(text)
        case turn if turn % 4 == 1:
            _behind_a_sign(text, found)
        case turn if turn % 4 == 2:
            _normalised(text, found)


def _spans(text: str, found: Description) -> None:
    ends = [0]
    for segment in found.segments:
        first, last = segment.span
        assert ends[-1] <= first < last <= len(text), (segment, "overlaps or is outside")
        ends.append(last)
    for note in found.notes:
        first, last = note.span
        assert 0 <= first <= last <= len(text), note
        assert note.text
    assert list(found.notes) == sorted(set(found.notes), key=lambda n: (n.span, n.code))
    assert found.segments or "empty" in {note.code for note in found.notes}


def _cut_within_a_sign(part: str) -> bool:
    """Boilerplate or a date may end within one sign, and a genre begin: ``½`` is 1⁄2."""
    shown = unescape(part)
    return len(nfkc(shown[0])) > 1 or len(nfkc(shown[-1])) > 1


def _decoded(text: str) -> str:
    """Entities as the standard lists them: whole ones, and no other."""
    return _ENTITY.sub(
        lambda found: html5.get(found[1]) or (html.unescape(found[0]) if found[2] else found[0]),
        text,
    )


def _is_raised(char: str) -> bool:
    return unicodedata.decomposition(char).startswith(("<super>", "<sub>"))


def _raised(text: str) -> bool:
    return any(map(_is_raised, unescape(text)))


def _as_written(text: str, segment: Segment) -> None:
    """Genre and count are what stands at the span, read by other means than the parser's."""
    shown = _INVISIBLE.sub("", _decoded(text[slice(*segment.span)]))
    signs = [(plain, _is_raised(char)) for char in shown for plain in nfkc(char)]
    start = next(at for at, (sign, _) in enumerate(signs) if sign.isalnum())
    end = len(signs)
    if segment.count is not None:
        while not signs[end - 1][0].isdecimal():
            end -= 1
        digits = ""
        height = signs[end - 1][1]
        while signs[end - 1][0].isdecimal() and signs[end - 1][1] == height:
            end -= 1
            digits = signs[end][0] + digits
        assert int(digits) == segment.count, (segment, digits)
    plain = "".join(" " if sign.isspace() else sign for sign, _ in signs[start:end])
    assert segment.genre == collapse(nfkc(plain.rstrip(f"{_CONNECTORS} "))), (segment, plain)


def _alone(text: str, segment: Segment) -> None:
    """A span read alone says the same, unless what stood around it had a say."""
    part = text[slice(*segment.span)]
    if segment.count is None or (_raised(text) and not _raised(part)):
        return
    rules = DescriptionRules((), rules_for(text).delimiters)
    again = parse(part, rules)
    if "date" not in {note.code for note in again.notes}:
        read_again = [(s.genre, s.count) for s in again.segments]
        assert read_again == [(segment.genre, segment.count)], (segment, read_again)


def _genre(genre: str) -> None:
    assert genre == collapse(nfkc(genre)) != ""
    assert "\x1e" not in genre
    key = genre_key(genre)
    assert genre_key(key) == key, (genre, key)
    route = _INDEX.resolve(genre)
    owner = f"masters.{route.master}." if route.master else "drop["
    rules = route.rule.split(JOINT)
    assert all(rule.startswith(owner) and _CONFIG.source.place(rule) for rule in rules), route
    assert (route.kind == "unknown") == route.rule.endswith(".catch_all")


def _sums(found: Description) -> None:
    counts = [segment.count for segment in found.segments]
    written = [count for count in counts if count is not None]
    assert found.declared == sum(written)
    assert all(0 <= count <= 9999 for count in written)
    for total in (None, 0, found.declared, found.declared + 1, max(found.declared - 1, 0), 7):
        result = check(found, total)
        assert result.status == _status(found, counts, total), (result, total)
        assert (result.declared, result.total) == (found.declared, total)
        if result.passes:
            assert len(result.counts) == len(counts)
            assert total is None or sum(result.counts) == total
            assert all(
                c in (w, None) or w is None for c, w in zip(result.counts, counts, strict=True)
            )
        else:
            assert result.counts == ()


def _status(found: Description, counts: Sequence[int | None], total: int | None) -> Status:
    """The rule of the design, in its own words."""
    if not counts or found.doubts:
        return "missing-counts"
    declared = sum(count or 0 for count in counts)
    match counts.count(None):
        case 0:
            return "ok" if total in (None, declared) else "mismatch"
        case 1 if len(counts) > 1 and total is not None:
            return "inferred" if total - declared >= 1 else "mismatch"
        case _:
            return "missing-counts"


def _behind_a_sign(text: str, found: Description) -> None:
    """A sign in front moves every span by one and changes nothing."""
    shifted = parse(f"♩{text}", rules_for(text))
    assert [(s.genre, s.count, s.span) for s in shifted.segments] == [
        (s.genre, s.count, (s.span[0] + 1, s.span[1] + 1)) for s in found.segments
    ]


def _normalised(text: str, found: Description) -> None:
    """The normalised text reads alike, where no sign loses its place or its height by that."""
    pieces = [nfkc(char) for char in text]
    normal = "".join(pieces)
    if normal != nfkc(text) or "&" in normal or _raised(text):
        return
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    again = parse(normal, rules_for(text))
    assert [(s.genre, s.count) for s in again.segments] == [
        (s.genre, s.count) for s in found.segments
    ]
    for one, other in zip(found.segments, again.segments, strict=True):
        assert starts[one.span[0]] <= other.span[0] < starts[one.span[0] + 1]
        assert starts[one.span[1] - 1] < other.span[1] <= starts[one.span[1]]


@contextmanager
def _standard_input(data: bytes) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(data), "utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def _on_the_command_line(text: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    found = parse(text, RULES)
    total = found.declared + 1
    with _standard_input(text.encode()), redirect_stdout(out):
        code = aum(["parse", "--format", "json", "--total", str(total)])
    out.seek(0)
    assert code == 0
    value = json.loads(out.read())
    as_json = json.loads(json.dumps([asdict(segment) for segment in found.segments]))
    assert value["segments"] == as_json
    assert value["declared"] == found.declared
    assert value["status"] == check(found, total).status
    assert [note["code"] for note in value["notes"]] == [note.code for note in found.notes]


DESCRIPTIONS = Target(giants(), seeds(), change_text, read, verify, most_steps)
