"""Editing a YAML text in place: comments, order and layout stay, and only what is asked changes.

Nothing is written anew but the lines of the change. Every edit is read back: where the result does
not say exactly what was asked, the edit is refused, and the curator is told what to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from aum_sync.config.document import Document, load_document
from aum_sync.errors import ConfigError, Fault
from aum_sync.formats.places import dotted

Way = Sequence[str | int]
"""Keys, and numbers of items of lists, from the top of the document to a value."""

_PATH = "config/season.yaml"
_STEP = 2


def put(text: str, way: Way, value: object, *, block: bool = False) -> str:
    """The text in which the mapping at ``way[:-1]`` has this value; what is missing is made.

    ``block``: a new value that is a mapping of texts has a line for each where there is room.
    Raises ConfigError where the layout does not let it be done safely.
    """
    wanted = _data(text)
    _reach(wanted, way[:-1])[str(way[-1])] = value
    nodes = _nodes(text, way)
    rest, last = way[len(nodes) - 1 :], nodes[-1]
    if rest and isinstance(last, MappingNode):
        edited = _added(text, last, rest, value, block=block)
    elif rest and block and _is_open(nodes):
        key = _key_node(nodes, way)
        lines = _block(rest, value, _column(nodes[-2]) + _STEP, block=True)
        edited = _lines_at(text, _line_end(text, key.end_mark.index), lines)
    else:
        shown = f"{{{_pair(rest, value)}}}" if rest else _flow(value)
        edited = _replaced(text, nodes, way, shown)
    return _checked(edited, wanted, way, value)


def begun(data: bytes, way: Way) -> bytes:
    """The file with an empty mapping where a key along ``way`` has no value; else as it is.

    So a season can be read in which :func:`put` is to fill that. What is wrong stays so.
    """
    try:
        document = load_document(data, _PATH)
    except ConfigError:
        return data  # What is wrong in it is told later.
    found: Any = document.value
    for index, step in enumerate(way, 1):
        if document.findings or not isinstance(found, dict) or step not in found:
            break
        found = found[step]
        if found is None:
            return put(data.decode(), way[:index], {}).encode()
    return data


def append(text: str, way: Way, value: object) -> str:
    """The text in which the list at ``way`` ends with this value; without one it is made."""
    nodes = _nodes(text, way)
    found = nodes[-1]
    if len(nodes) <= len(way) or not isinstance(found, SequenceNode):
        return put(text, way, [value])
    wanted = _data(text)
    _reach(wanted, way[:-1])[str(way[-1])].append(value)
    if found.flow_style:
        return _checked(_into_flow(text, found, _flow(value)), wanted, way, value)
    column = found.value[0].start_mark.column
    dash = text.rfind("-", 0, found.value[0].start_mark.index)
    indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
    line = f"{indent}-{' ' * max(column - len(indent) - 1, 1)}{_flow(value)}"
    return _checked(_line_after(text, found, [line]), wanted, way, value)


def drop(text: str, way: Way) -> str:
    """The text without the key at ``way``, and without what holds nothing else."""
    parent = _nodes(text, way)[len(way) - 1]
    assert isinstance(parent, MappingNode), "only keys are dropped"
    if len(parent.value) == 1 and len(way) > 1:
        return drop(text, way[:-1])
    wanted = _data(text)
    del _reach(wanted, way[:-1])[str(way[-1])]
    index = next(n for n, (key, _) in enumerate(parent.value) if key.value == way[-1])
    key, value = parent.value[index]
    start, end = key.start_mark.index, _end(value)
    if not parent.flow_style:
        start, end = text.rfind("\n", 0, start) + 1, _line_end(text, end)
        if end == len(text) and not text.endswith("\n"):
            start = len(text[:start].removesuffix("\n").removesuffix("\r"))
    elif index:
        start = _end(parent.value[index - 1][1])
    else:
        end = parent.value[1][0].start_mark.index
    return _checked(text[:start] + text[end:], wanted, way, None)


def _checked(text: str, wanted: object, way: Way, value: object) -> str:
    """The edited text, where it says what it should."""
    try:
        document = _document(text)
        if document.value == wanted and not document.findings:
            return text
    except ConfigError:
        pass
    path = dotted(tuple(way))
    hint = f"take {path} out by hand" if value is None else f"write it by hand: {path}: "
    raise ConfigError(
        Fault(
            f"{_PATH} is laid out in a way in which {path} cannot be edited safely",
            hint=hint + ("" if value is None else _flow(value)),
        )
    )


def _added(text: str, parent: MappingNode, rest: Way, value: object, *, block: bool) -> str:
    """A key that is not there yet, with the mappings around it."""
    quote = next((key.style for key, _ in parent.value if isinstance(key, ScalarNode)), None)
    if parent.flow_style:
        return _into_flow(text, parent, _pair(rest, value, quote))
    return _line_after(text, parent, _block(rest, value, _column(parent), quote, block=block))


def _block(
    rest: Way, value: object, column: int, quote: str | None = None, *, block: bool
) -> list[str]:
    """The lines of a key with a value, and of the mappings around it; ``block`` as in ``put``."""
    keys = [_key(str(key), None if n else quote) for n, key in enumerate(rest)]
    lines = [f"{' ' * (column + _STEP * n)}{key}:" for n, key in enumerate(keys)]
    if block and isinstance(value, dict):
        indent = " " * (column + _STEP * len(rest))
        lines += [f"{indent}{_key(key)}: {_doubly(one)}" for key, one in value.items()]
    else:
        lines[-1] += f" {_flow(value)}"
    return lines


def _column(node: Node) -> int:
    """Where the keys of a mapping in a block begin."""
    return int(node.value[0][0].start_mark.column)


def _is_open(nodes: Sequence[Node]) -> bool:
    """Whether the last of ``nodes`` is what stands behind a key of a block: nothing."""
    found = nodes[-1]
    return _is_block(nodes[-2]) and found.start_mark.index == found.end_mark.index


def _key_node(nodes: Sequence[Node], way: Way) -> Node:
    """The key that the last of ``nodes`` stands under."""
    parent, found = nodes[-2], nodes[-1]
    assert isinstance(parent, MappingNode), "a value stands under a key"
    key: Node = next(key for key, one in parent.value if one is found and key.value in way)
    return key


def _replaced(text: str, nodes: Sequence[Node], way: Way, shown: str) -> str:
    """Another value, as it is ``shown``, for the key that the last of ``nodes`` stands under."""
    found, key = nodes[-1], _key_node(nodes, way)
    start, end = found.start_mark.index, _end(found)
    if isinstance(found, ScalarNode) and found.style in ("|", ">"):
        end = len(text[:end].rstrip())
    if not _is_block(found) and start < end:
        return text[:start] + shown + text[end:]
    colon = text.index(":", key.end_mark.index) + 1
    if not _is_block(found):
        return f"{text[:colon]} {shown}{text[colon:]}"
    line = text.rfind("\n", 0, start) + 1
    head = f"{text[:colon]} {shown}{text[colon:line]}"
    return head + text[_line_end(text, end) :]


def _pair(keys: Way, value: object, quote: str | None = None) -> str:
    """A key with a value on one line, and with the mappings between them."""
    first, *rest = map(str, keys)
    key = _key(first, quote) if first.isdecimal() else _flow(first)
    return f"{key}: {{{_pair(rest, value)}}}" if rest else f"{key}: {_flow(value)}"


def _into_flow(text: str, node: MappingNode | SequenceNode, item: str) -> str:
    """One more item at the end of a flow collection."""
    if not node.value:
        at = text.index("{" if isinstance(node, MappingNode) else "[", node.start_mark.index) + 1
        return text[:at] + item + text[at:]
    last = node.value[-1]
    at = _end(last[1] if isinstance(node, MappingNode) else last)
    return f"{text[:at]}, {item}{text[at:]}"


def _line_after(text: str, node: Node, lines: Sequence[str]) -> str:
    """The text with lines behind those of ``node``; the last one ends as the text ended."""
    return _lines_at(text, _line_end(text, _end(node)), lines)


def _lines_at(text: str, at: int, lines: Sequence[str]) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    block = line_end.join(lines)
    if text[:at].endswith("\n"):
        return f"{text[:at]}{block}{line_end}{text[at:]}"
    return f"{text}{line_end}{block}"


def _line_end(text: str, at: int) -> int:
    """Where the next line begins; ``at`` itself where a line begins there."""
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _end(node: Node) -> int:
    """Where the last letter of a value is behind: a block's own mark is behind its comments too."""
    if _is_block(node) and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, MappingNode) else last)
    return int(node.end_mark.index)


def _is_block(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style


def _nodes(text: str, way: Way) -> list[Node]:
    """The nodes along ``way`` from the top on, as far as there are any."""
    node: Node | None = yaml.compose(text, yaml.SafeLoader)
    assert node is not None, "a season has a top"
    nodes = [node]
    for step in way:
        node = _below(nodes[-1], step)
        if node is None:
            break
        nodes.append(node)
    return nodes


def _below(node: Node, step: str | int) -> Node | None:
    """What stands under a key, or is the item of this number."""
    if isinstance(node, SequenceNode) and isinstance(step, int):
        item: Node = node.value[step]
        return item
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((value for key, value in pairs if key.value == step), None)


def _document(text: str) -> Document:
    return load_document(text.encode("utf-8", "surrogatepass"), _PATH)


def _data(text: str) -> dict[str, Any]:
    value = _document(text).value
    assert isinstance(value, dict), "a season is a mapping"
    return value


def _reach(data: dict[str, Any], way: Way) -> dict[str, Any]:
    """The mapping at ``way``; made where there is none."""
    found: Any = data
    for step in way:
        if isinstance(step, str) and found.get(step) is None:
            found[step] = {}
        found = found[step]
    reached: dict[str, Any] = found
    return reached


def _flow(value: object) -> str:
    """A value on one line, as it may stand in a list too."""
    text = yaml.safe_dump(
        [value], default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False
    )
    return text.removesuffix("\n")[1:-1]


def _doubly(text: str) -> str:
    """A text in double quotes, in which an apostrophe is one."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10**6).rstrip()


def _key(key: str, quote: str | None = None) -> str:
    """A key as it may begin a line: neither a colon within nor a number needs quotes there.

    ``quote`` is in what its neighbours are: a number is written like them.
    """
    if key.isdecimal():
        return f"{quote}{key}{quote}" if quote else key
    text = yaml.safe_dump(key, allow_unicode=True, width=10**6)
    return text.removesuffix("\n").removesuffix("\n...")
