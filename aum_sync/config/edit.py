"""Editing a YAML text in place: comments, order and layout stay, and only what is asked changes.

Nothing is written anew but the lines of the change. Every edit is read back: where the result does
not say exactly what was asked, the edit is refused, and the curator is told what to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from aum_sync.errors import ConfigError, Fault

Way = Sequence[str | int]
"""Keys and indices from the top of the document to a value."""

_STEP = 2


def put(text: str, way: Way, value: object) -> str:
    """The text in which the mapping at ``way[:-1]`` has this value; what is missing is made."""
    wanted = _data(text)
    _reach(wanted, way[:-1])[way[-1]] = value
    found = _find(text, way)
    if found is None:
        return _checked(_added(text, way, value), wanted, way, value)
    if _is_block(found) or not text[found.start_mark.index : found.end_mark.index]:
        return put(drop(text, way), way, value)
    start, end = found.start_mark.index, found.end_mark.index
    return _checked(text[:start] + _flow(value) + text[end:], wanted, way, value)


def append(text: str, way: Way, value: object) -> str:
    """The text in which the list at ``way`` ends with this value; without one it is made."""
    found = _find(text, way)
    if not isinstance(found, SequenceNode):
        return put(text, way, [value])
    wanted = _data(text)
    _at(wanted, way).append(value)
    if not found.flow_style:
        column = found.value[0].start_mark.column
        dash = text.rfind("-", 0, found.value[0].start_mark.index)
        indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
        line = f"{indent}-{' ' * max(column - len(indent) - 1, 1)}{_flow(value)}"
        return _checked(_line_after(text, found, line), wanted, way, value)
    return _checked(_into_flow(text, found, _flow(value)), wanted, way, value)


def drop(text: str, way: Way) -> str:
    """The text without the key at ``way``, and without what holds nothing else."""
    parent = _find(text, way[:-1])
    assert isinstance(parent, MappingNode), "only keys are dropped"
    if len(parent.value) == 1 and len(way) > 1:
        return drop(text, way[:-1])
    wanted = _data(text)
    del _at(wanted, way[:-1])[way[-1]]
    index = next(n for n, (key, _) in enumerate(parent.value) if _scalar(key) == way[-1])
    key, value = parent.value[index]
    end = _end(value)
    if parent.flow_style:
        start = key.start_mark.index
        if index:
            start = _end(parent.value[index - 1][1])
        else:
            end = parent.value[1][0].start_mark.index
        return _checked(text[:start] + text[end:], wanted, way, None)
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    return _checked(text[:start] + text[_line_end(text, end) :], wanted, way, None)


def _checked(text: str, wanted: object, way: Way, value: object) -> str:
    """The edited text, where it says what it should."""
    try:
        if _data(text) == wanted:
            return text
    except yaml.YAMLError:
        pass
    path = ".".join(map(str, way))
    raise ConfigError(
        Fault(
            f"config/season.yaml is laid out in a way in which {path} cannot be edited safely",
            hint=f"write it by hand: {path}: {_flow(value)}",
        )
    )


def _added(text: str, way: Way, value: object) -> str:
    """A key that is not there yet, with the mappings around it."""
    depth = next(n for n in range(len(way) - 1, -1, -1) if _is_mapping(_find(text, way[:n])))
    parent = _find(text, way[:depth])
    rest = way[depth:]
    if isinstance(parent, MappingNode) and parent.flow_style:
        nested: object = value
        for key in reversed(rest[1:]):
            nested = {key: nested}
        return _into_flow(text, parent, _flow({rest[0]: nested})[1:-1])
    column = _column(parent)
    empty = _find(text, way[: depth + 1])
    if empty is not None:
        return put(drop(text, way[: depth + 1]), way, value)
    lines = [f"{' ' * (column + _STEP * n)}{_flow(key)}:" for n, key in enumerate(rest)]
    lines[-1] += f" {_flow(value)}"
    return _line_after(text, parent, "\n".join(lines))


def _into_flow(text: str, node: MappingNode | SequenceNode, item: str) -> str:
    """One more item at the end of a flow collection."""
    if not node.value:
        at = node.start_mark.index + 1
        return text[:at] + item + text[at:]
    last = node.value[-1]
    at = _end(last[1] if isinstance(node, MappingNode) else last)
    return f"{text[:at]}, {item}{text[at:]}"


def _line_after(text: str, node: Node | None, line: str) -> str:
    at = _line_end(text, _end(node)) if node is not None else len(text)
    gap = "" if not at or text[at - 1] == "\n" else "\n"
    return f"{text[:at]}{gap}{line}\n{text[at:]}"


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


def _is_mapping(node: Node | None) -> bool:
    return isinstance(node, MappingNode)


def _column(node: Node | None) -> int:
    return int(node.value[0][0].start_mark.column) if isinstance(node, MappingNode) else 0


def _find(text: str, way: Way) -> Node | None:
    node: Node | None = yaml.compose(text, yaml.SafeLoader)
    for step in way:
        node = next(_children(node, step), None)
    return node


def _children(node: Node | None, step: str | int) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        yield from (value for key, value in node.value if _scalar(key) == step)
    elif isinstance(node, SequenceNode) and isinstance(step, int):
        yield from node.value[step : step + 1]


def _scalar(node: Node) -> object:
    return yaml.SafeLoader("").construct_object(node) if isinstance(node, ScalarNode) else None


def _data(text: str) -> Any:
    return yaml.safe_load(text) or {}


def _at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data


def _reach(data: Any, way: Way) -> Any:
    """The mapping at ``way``; made where there is none."""
    for step in way:
        if isinstance(data, dict) and data.get(step) is None:
            data[step] = {}
        data = data[step]
    return data


def _flow(value: object) -> str:
    """A value on one line."""
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")
