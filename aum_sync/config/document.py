"""YAML as plain values with a place for each: no tags, bounded, nothing constructed but scalars.

``yaml.compose`` gives nodes with marks; this module turns them into dicts, lists and scalars and
collects what YAML allows and a season must not: tags, keys that occur twice, merges.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
import yaml

from aum_sync.config.source import Finding, SourceMap, Spot, line_of
from aum_sync.config.syntax import LINE_END, decode, odd_blank, syntax_fault
from aum_sync.errors import ConfigError, Fault, Place
from aum_sync.formats.places import Steps, label
from aum_sync.formats.verdicts import quoted

MAX_NODES = 50_000
MAX_DEPTH = 24

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

_UNFIT = regex.compile(r"[\p{Cs}\p{Cc}--[\t\n\r\x85]]", regex.V1)
"""What no name, genre or pattern may hold; escapes in double quotes bring it in."""
_UNFIT_KEY = regex.compile(r"[\p{Cs}\p{Cc}]")
_TRUE = frozenset({"yes", "true", "on"})


@dataclass(frozen=True, slots=True)
class Document:
    """A document's top-level value, its places, and what is wrong with it as YAML for us.

    ``suspect`` is what is probably behind it where keys or values are not what they should be.
    """

    value: Value
    source: SourceMap
    findings: tuple[Finding, ...]
    suspect: Fault | None = None


class _TooBigError(Exception):
    """A bound was reached; carries the message and the node or event where."""

    def __init__(self, message: str, mark: yaml.Mark) -> None:
        super().__init__(message)
        self.message = message
        self.mark = mark


class _Loader(yaml.SafeLoader):
    """PyYAML's composer, bounded in depth and number of nodes; remembers explicit tags."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.tags: list[tuple[str, yaml.Mark]] = []
        self._nodes = 0
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self._nodes += 1
        self._depth += 1
        if self._nodes > MAX_NODES:
            raise _TooBigError(f"more than {MAX_NODES} values", event.start_mark)
        if self._depth > MAX_DEPTH:
            raise _TooBigError(f"nested deeper than {MAX_DEPTH} levels", event.start_mark)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.tags.append((tag, event.start_mark))
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def load_document(data: bytes, path: str) -> Document:
    """Read the bytes of a YAML file; ``path`` is how messages name it.

    Raises ConfigError where the bytes are no text or no YAML at all, or too much of it.
    """
    text = decode(data, path)
    lines = LINE_END.split(text)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        fault = odd_blank(lines, path) or syntax_fault(error, text, lines, path)
        raise ConfigError(fault) from None
    except _TooBigError as error:
        raise ConfigError(_fault(error.message, _at(error.mark, lines, path))) from None
    builder = _Builder(lines, path)
    for tag, mark in loader.tags:
        builder.findings.append(Finding(None, _tag_fault(tag, _at(mark, lines, path))))
    try:
        value = None if node is None else builder.build(node, (), None)
    except _TooBigError as error:
        raise ConfigError(_fault(error.message, _at(error.mark, lines, path))) from None
    source = SourceMap(path, builder.spots)
    return Document(value, source, tuple(builder.findings), odd_blank(lines, path))


def _fault(message: str, place: Place) -> Fault:
    return Fault(f"{message}: too much for a season", place, "write it flatter and shorter")


def _tag_fault(tag: str, place: Place) -> Fault:
    shown = quoted(tag.replace("tag:yaml.org,2002:", "!!"))
    return Fault(f"the tag {shown} is not allowed here", place, "take the tag out")


def _at(mark: yaml.Mark, lines: list[str], path: str, end: yaml.Mark | None = None) -> Place:
    line = min(mark.line, len(lines) - 1)
    excerpt = lines[line]
    length = 1
    if end is not None:
        length = (end.column if end.line == mark.line else len(excerpt)) - mark.column
    return Place(path, line + 1, mark.column + 1, excerpt, max(length, 1))


@dataclass(slots=True)
class _Builder:
    """Turns nodes into values. Aliases share nodes, so what they repeat is counted again."""

    lines: list[str]
    path: str
    spots: dict[Steps, Spot] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def build(self, node: yaml.Node, path: Steps, key: Place | None) -> Value:
        if len(self.spots) > MAX_NODES:
            raise _TooBigError(f"more than {MAX_NODES} values, aliases followed", node.start_mark)
        if len(path) > MAX_DEPTH:
            raise _TooBigError(f"nested deeper than {MAX_DEPTH} levels", node.start_mark)
        text = node.value if isinstance(node, yaml.ScalarNode) else None
        nothing = node.start_mark.index == node.end_mark.index
        flow = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
        self.spots[path] = Spot(key if key and nothing else self._place(node), key, text, flow)
        if isinstance(node, yaml.MappingNode):
            return {
                name: self.build(value, (*path, name), place)
                for name, place, value in self._pairs(node, path)
            }
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index), None) for index, item in enumerate(node.value)]
        value = _scalar(node)
        if isinstance(value, str) and (found := _UNFIT.search(value)):
            self.findings.append(Finding(path, _unfit(label(path), found[0], self._place(node))))
        return value

    def _pairs(self, node: yaml.MappingNode, path: Steps) -> Iterator[tuple[str, Place, yaml.Node]]:
        """The pairs with usable keys; a key that is none, or occurs again, is a fault."""
        seen: dict[str, Place] = {}
        for key, value in node.value:
            place = self._place(key)
            fault: Fault | None = None
            if not isinstance(key, yaml.ScalarNode):
                fault = Fault("a key must be plain text", place, "write it as 'key: value'")
            elif key.tag == "tag:yaml.org,2002:merge":
                fault = Fault("merging with '<<' is not allowed", place, "write the keys out")
            elif found := _UNFIT_KEY.search(key.value):
                fault = _unfit("a key", found[0], place)
            elif key.value in seen:
                fault = _twice(key.value, path, place, seen[key.value])
            if fault:
                # Where a pair is lost, nobody knows what the mapping lacks.
                self.findings.append(Finding((*path, "lost"), fault))
            else:
                seen[key.value] = place
                yield key.value, place, value

    def _place(self, node: yaml.Node) -> Place:
        return _at(node.start_mark, self.lines, self.path, node.end_mark)


def _twice(key: str, path: Steps, place: Place, first: Place) -> Fault:
    within = f" in {label(path)}" if path else ""
    return Fault(
        f"the key {quoted(key)} stands twice{within}, first at {line_of(first)}",
        place,
        "YAML would silently keep only one of them; merge them or take one out",
    )


def _unfit(what: str, char: str, place: Place) -> Fault:
    kind = "half of a letter" if unicodedata.category(char) == "Cs" else "a control character"
    return Fault(f"{what} has {kind} in it, U+{ord(char):04X}", place, "take it out")


def _scalar(node: yaml.Node) -> Value:
    """None, booleans and decimal numbers as YAML reads them; all else is text as written.

    Dates, hexadecimal and sexagesimal numbers, NaN: nothing in a season is one of these.
    """
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    text = str(node.value)
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in _TRUE
        if kind == "int":
            return int(text)
        if kind == "float" and math.isfinite(float(text)):
            return float(text)
    except ValueError:
        pass
    return text
