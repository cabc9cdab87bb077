"""The ``fields`` filter: ``total,items(added_at,item(name,album(!images)))``.

A name that is not there selects nothing and is no error, so a filter written for the old names
yields empty objects with 200, as Spotify does (SPOTIFY.md 3.2). What Spotify says to a filter
that does not parse is not known to us: here it is 400.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aum_sync.simulator.wire import RefusedError, error

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[(),.!]|(?P<other>\S)")
_DEEPEST = 50


@dataclass(slots=True)
class _Group:
    """What one pair of parentheses asks for: names with their own groups (None: all of it)."""

    wanted: dict[str, _Group | None] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)

    def part(self, name: str) -> _Group:
        """The group of a name that is asked for in part; a name once wanted whole stays so."""
        if name in self.wanted:
            return self.wanted[name] or _Group()
        self.wanted[name] = group = _Group()
        return group


def select(value: object, fields: str) -> object:
    """What ``fields`` leaves of an answer; all of it where there is no filter."""
    if not fields:
        return value
    return _selected(value, _Parser(fields).parse())


def _selected(value: object, group: _Group | None) -> object:
    if group is None:
        return value
    if isinstance(value, list):
        return [_selected(one, group) for one in value]
    if not isinstance(value, dict):
        return value
    chosen: dict[str, Any] = {}
    for name, inner in value.items():
        if name in group.excluded:
            continue
        if name in group.wanted:
            chosen[name] = _selected(inner, group.wanted[name])
        elif group.excluded:
            chosen[name] = inner
    return chosen


class _Parser:
    """list = name {"," name}; name = ["!"] word {"." word} ["(" list ")"]."""

    def __init__(self, text: str) -> None:
        matches = list(_TOKEN.finditer(text))
        if any(match["other"] for match in matches) or text.count("(") > _DEEPEST:
            raise _invalid()
        self._tokens: Iterator[str] = iter([match[0] for match in matches])
        self._token = next(self._tokens, "")

    def parse(self) -> _Group:
        group = self._list(_Group())
        if self._token:
            raise _invalid()
        return group

    def _take(self, *expected: str) -> bool:
        if self._token not in expected:
            return False
        self._token = next(self._tokens, "")
        return True

    def _word(self) -> str:
        word = self._token
        if not word or word in "(),.!":
            raise _invalid()
        self._take(word)
        return word

    def _list(self, group: _Group) -> _Group:
        self._name(group)
        while self._take(","):
            self._name(group)
        return group

    def _name(self, group: _Group) -> None:
        excluded = self._take("!")
        word = self._word()
        while self._take("."):
            group, word = group.part(word), self._word()
        if excluded:
            group.excluded.add(word)
        elif self._take("("):
            self._list(group.part(word))
            if not self._take(")"):
                raise _invalid()
        else:
            group.wanted[word] = None


def _invalid() -> RefusedError:
    return RefusedError(error(400, "Invalid fields"))
