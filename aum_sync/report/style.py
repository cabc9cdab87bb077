"""Colour that means something: red leaves or fails, green comes or is well, yellow needs an ear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How to write for one output: with or without colour, and how many cells wide."""

    colour: bool = False
    cells: int = 100

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def bold(self, text: str) -> str:
        """A heading."""
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        """What may be skipped."""
        return self._paint("2", text)

    def red(self, text: str) -> str:
        """A removal, an error."""
        return self._paint("31", text)

    def green(self, text: str) -> str:
        """An addition, something that is well."""
        return self._paint("32", text)

    def yellow(self, text: str) -> str:
        """A warning, a change of details."""
        return self._paint("33", text)

    def cyan(self, text: str) -> str:
        """The way on."""
        return self._paint("36", text)
