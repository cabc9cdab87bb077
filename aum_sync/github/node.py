"""A value of GitHub's JSON that says, where it is not what it should be, which one it is.

A field that GitHub may leave out has a default; a field that is there with the wrong kind of value
is a ShapeError, and so is the lack of one that is always there: nothing is decided from a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from aum_sync.github.errors import ShapeError


@dataclass(frozen=True, slots=True)
class Node:
    """A value, the request (method and path) that it answers, and where it is in the answer."""

    request: str
    value: object
    where: str = ""

    def part(self, key: str) -> Node:
        """The object or list under ``key``, which must be there."""
        return self.maybe(key) or self.odd(f"no `{key}`")

    def maybe(self, key: str) -> Node | None:
        """What is under ``key``; None where nothing is, or null."""
        if not isinstance(self.value, dict):
            self.odd("no object")
        found = self.value.get(key)
        return None if found is None else Node(self.request, found, f"{self.where}.{key}")

    def rows(self) -> Iterator[Node]:
        """The values of this list."""
        if not isinstance(self.value, list):
            self.odd("no list")
        for index, value in enumerate(self.value):
            yield Node(self.request, value, f"{self.where}[{index}]")

    def text(self, key: str) -> str:
        """The text under ``key``, which must be there."""
        return self.part(key).as_text()

    def maybe_text(self, key: str) -> str | None:
        """The text under ``key``; None where there is none."""
        found = self.maybe(key)
        return found.as_text() if found else None

    def number(self, key: str) -> int:
        """The whole number under ``key``, which must be there."""
        return self.part(key).as_number()

    def flag(self, key: str) -> bool:
        """The truth under ``key``, which must be there."""
        found = self.maybe_flag(key)
        return found if found is not None else self.odd(f"no `{key}`")

    def maybe_flag(self, key: str) -> bool | None:
        """The truth under ``key``; None where it is left open."""
        found = self.maybe(key)
        if found is not None and not isinstance(found.value, bool):
            found.odd("neither true nor false")
        return None if found is None else found.value is True

    def as_text(self) -> str:
        """This value, which must be text; JSON can carry halves of characters, files cannot."""
        if not isinstance(self.value, str):
            self.odd("no text")
        return self.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def as_number(self) -> int:
        """This value, which must be a whole number, not negative."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 0:
            self.odd("no number")
        return self.value

    def odd(self, what: str) -> NoReturn:
        """Raises ShapeError: ``what`` is here instead of what should be."""
        place = f" at {self.where.removeprefix('.')}" if self.where else ""
        raise ShapeError(
            f"GitHub's answer is not of the expected shape: {self.request} ({what}{place})",
            hint="its API may have changed: update aum_sync or report it",
        )
