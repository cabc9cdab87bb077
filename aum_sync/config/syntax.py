"""What is wrong with a file before it is YAML: bytes that are no text, text that is no YAML."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import replace

import regex
import yaml

from aum_sync.errors import ConfigError, Fault, Place
from aum_sync.formats.places import conflict
from aum_sync.text.words import plural

MAX_BYTES = 1 << 20

LINE_END = regex.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What PyYAML counts as the end of a line."""

_MERGED = "keep the lines that are right, and take out the marker lines: <<<<<<< ======= >>>>>>>"
_QUOTE_IT = "put the whole value in single quotes: 'like this'"

_DOCUMENT_END = regex.compile(r"\.\.\.(?:\s|$)")
_CONTENT = regex.compile(r"\s*[^\s#]")
_ODD_BLANK = regex.compile(
    r"""[ ]*(?:-[ ]+)*                             # the indentation
    (?:-|(?:[^\s'"\#\[\]{}]+|'[^']*'|"[^"]*"):)?  # a dash, or a key and its colon
    (?P<odd>(?![ ])\p{Zs})""",
    regex.VERBOSE,
)

_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        r"found character '\\t'",
        "a tab where YAML wants blanks",
        "indent with blanks; YAML knows no tabs",
    ),
    (
        r"found character (.+) that cannot start",
        r"an unquoted value cannot begin with \1",
        _QUOTE_IT,
    ),
    (r"mapping values are not allowed", "a ':' in an unquoted value or key", _QUOTE_IT),
    (
        r"found unknown escape character (.+)",
        r"in double quotes a backslash before \1 means nothing",
        "put regular expressions in single quotes: '\\d+'",
    ),
    (
        r"could not find expected ':'",
        "this line is no 'key: value'",
        "put a ': ' behind the key, or indent the line if it goes on the one before",
    ),
    (
        r"found undefined alias (.+)",
        r"the alias \1 is defined nowhere above",
        "a value that begins with * must be quoted: '*like this*'",
    ),
    (r"found duplicate anchor (.+?);", r"the anchor \1 stands twice", "rename one of them"),
    (
        r"but found another document",
        "a second YAML document begins here",
        "one file holds one season: take the '---' out",
    ),
    (
        r"expected alphabetic or numeric character",
        "an unquoted value cannot begin with '&' or '*'",
        _QUOTE_IT,
    ),
    (
        r"expected <block end>, but found '<scalar>'",
        "text behind the end of a value",
        "quote the whole value; in single quotes an apostrophe is written twice: 'it''s'",
    ),
    (
        r"expected <block end>",
        "the indentation does not fit the lines above",
        "begin the line in the same column as the lines that it belongs to",
    ),
    (
        r"chomping or indentation|a comment or a line break",
        "an unquoted value cannot begin with '|' or '>'",
        _QUOTE_IT,
    ),
    (
        r"expected '<document start>'",
        "a line above stands under no key",
        "begin the file with 'version: 1'; no line may begin with '%'",
    ),
    (
        r"expected the node content",
        "a value is missing here",
        "YAML uses , [ ] { } for lists and mappings: quote a value that contains them",
    ),
)


def decode(data: bytes, path: str) -> str:
    """The text of a UTF-8 file, without a byte order mark. Raises ConfigError.

    Conflict markers are refused here: in a list of artists they would be names.
    """
    if len(data) > MAX_BYTES:
        raise ConfigError(
            f"{path} has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read",
            hint="see whether it is the right file; a season takes some 10,000",
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ConfigError(_encoding(path, "this file is UTF-16, not UTF-8", Place(path, 1, 1)))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = LINE_END.split(data[: error.start].decode("utf-8"))
        place = Place(path, len(before), len(before[-1]) + 1, before[-1])
        byte = f"0x{data[error.start]:02x}"
        raise ConfigError(_encoding(path, f"the byte {byte} is no UTF-8", place)) from None
    if merge := conflict(LINE_END.sub("\n", text), path):
        raise ConfigError(replace(merge, hint=_MERGED))
    return text


def _encoding(path: str, message: str, place: Place) -> Fault:
    return Fault(message, place, f"save {path} as UTF-8")


def syntax_fault(error: Exception, text: str, lines: list[str], path: str) -> Fault:
    """A failure of the YAML reader in our words, where it can be mended."""
    if isinstance(error, yaml.reader.ReaderError):
        return _unprintable(error.position, text, lines, path)
    if not isinstance(error, yaml.MarkedYAMLError):
        # PyYAML converts numbers of escapes and directives without looking at their size.
        return Fault("an escape or directive with a number that is too large", Place(path, 1, 1))
    said = f"{error.context or ''}; {error.problem or ''}"
    if (opened := error.context_mark) and (fault := _unclosed(error, _place(opened, lines, path))):
        return fault
    place = _place(error.problem_mark, lines, path)
    if fault := _behind_the_end(said, place, lines) or _too_deep(said, place, lines):
        return fault
    for pattern, message, hint in _KNOWN:
        if found := regex.search(pattern, said):
            return Fault(found.expand(message), place, hint)
    return Fault(f"this is no YAML: {error.problem}", place, "quote the value, or mend the line")


def _unclosed(error: yaml.MarkedYAMLError, opened: Place) -> Fault | None:
    """The fault of a quote or bracket that opens at ``opened``, if that is the trouble."""
    if error.context == "while scanning a quoted scalar" and "end of stream" in str(error.problem):
        return Fault("the quote that opens here is never closed", opened, "close it")
    found = regex.match(r"expected ',' or '([\]}])', but got '(.+)'", str(error.problem))
    if not found or error.problem_mark is None:
        return None
    reached = f"line {error.problem_mark.line + 1}, column {error.problem_mark.column + 1}"
    return Fault(
        f"the bracket that opens here lacks a ',' or its {found[1]!r} by {reached}",
        opened,
        f"close it with {found[1]!r}; quote values that contain , : [ ] {{ }} or quotes",
    )


def _behind_the_end(said: str, place: Place, lines: list[str]) -> Fault | None:
    """The fault of a line ``...`` with something behind it."""
    if not regex.search("expected '<document start>'|found another document", said):
        return None
    ends = (n for n, line in enumerate(lines[: place.line], 1) if _DOCUMENT_END.match(line))
    line = next(ends, None)
    if line is None:
        return None
    end = Place(place.path, line, 1, lines[line - 1], len("..."))
    return Fault("'...' ends the document, and more stands behind it", end, "take the '...' out")


def _too_deep(said: str, place: Place, lines: list[str]) -> Fault | None:
    """The fault of a key that is indented deeper than the 'key: value' above it."""
    if not regex.search("mapping values are not allowed|found '<block mapping start>'", said):
        return None
    above = [line for line in lines[: place.line - 1] if _CONTENT.match(line)]
    column = _column(place.excerpt)
    key = place.excerpt[: place.column - 1]
    if not above or column <= _column(above[-1]) or regex.search(r":\s", key):
        return None
    begin = Place(place.path, place.line, column, place.excerpt, max(len(key.strip()), 1))
    return Fault(
        "this line is indented deeper than the one above",
        begin,
        f"begin it in column {_column(above[-1])} too; or quote a value that goes on over lines",
    )


def _column(line: str) -> int:
    """Where a line begins, behind its indentation."""
    return len(line) - len(line.lstrip(" ")) + 1


def odd_blank(lines: list[str], path: str) -> Fault | None:
    """The fault of blanks that YAML takes for letters, in an indentation or behind a mark.

    Such a blank may well stand in a value: ask only once something is wrong.
    """
    found = [(n, hit) for n, line in enumerate(lines, 1) if (hit := _ODD_BLANK.match(line))]
    if not found:
        return None
    line, hit = found[0]
    char = hit["odd"]
    name = f"U+{ord(char):04X} ({unicodedata.name(char).lower()})"
    more = f", here and in {plural(len(found) - 1, 'more line')}" if len(found) > 1 else ""
    return Fault(
        f"the blank {name} stands where YAML wants a plain one{more}",
        Place(path, line, hit.start("odd") + 1, lines[line - 1]),
        "type a plain blank in its place; it often comes with a copied text",
    )


def _place(mark: yaml.Mark | None, lines: list[str], path: str) -> Place:
    assert mark is not None, "PyYAML marks what its scanner, parser and composer find"
    line = min(mark.line, len(lines) - 1)
    return Place(path, line + 1, mark.column + 1, lines[line])


def _unprintable(position: int, text: str, lines: list[str], path: str) -> Fault:
    before = LINE_END.split(text[:position])
    char = text[position]
    name = unicodedata.name(char, "a control character")
    return Fault(
        f"the character U+{ord(char):04X} ({name.lower()}) may not stand in YAML",
        Place(path, len(before), len(before[-1]) + 1, lines[len(before) - 1]),
        "take it out",
    )
