"""Sections that can be made shorter, and the order in which that is done to fit a limit.

Sizes are bytes of UTF-8: never fewer than the characters that GitHub counts in a comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_AROUND = 40
"""Bytes around the blocks of a section that was cut: empty lines, and the word that it was."""


def size_of(text: str) -> int:
    """How many bytes a text takes; a lone surrogate is written out as ``\\ud83d``."""
    return len(text.encode("utf-8", "backslashreplace"))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one head; without any row nothing of it is shown. ``foot`` closes a fold."""

    rows: tuple[str, ...]
    head: str = ""
    foot: str = ""

    @property
    def text(self) -> str:
        """All of it, or nothing."""
        if not self.rows:
            return ""
        body = "\n".join(self.rows)
        return f"{self.head}\n{body}{self.foot}" if self.head else f"{body}{self.foot}"

    def within(self, room: int) -> Block:
        """As many of its first rows as there is room for."""
        room -= size_of(self.head) + size_of(self.foot)
        kept = 0
        for row in self.rows:
            room -= size_of(row) + 1
            if room < 0:
                break
            kept += 1
        return replace(self, rows=self.rows[:kept])


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under one title. ``noun`` is what its rows are called, or the one row that it has.

    Those of the lowest ``rank`` are sacrificed first.
    """

    noun: str
    rank: int
    blocks: tuple[Block, ...]
    title: str = ""
    missing: int = 0
    """How many rows were left out for want of room."""

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(len(block.rows) for block in self.blocks)

    @property
    def text(self) -> str:
        """Its blocks, parted by empty lines; empty where it has no row."""
        parts = [block.text for block in self.blocks if block.rows]
        if parts and self.missing:
            parts.append(f"*… and {self.missing:,} more*")
        return "\n\n".join([self.title, *parts] if self.title and parts else parts)

    @property
    def size(self) -> int:
        """How many bytes it takes, with the empty line that follows."""
        return size_of(self.text) + 2

    def within(self, room: int) -> Section:
        """As many of its first rows as there is room for."""
        room -= size_of(self.title) + _AROUND
        blocks = []
        for block in self.blocks:
            part = block.within(room - 2)
            room = room - 2 - size_of(part.text) if part.rows == block.rows else 0
            blocks.append(part)
        kept = sum(len(block.rows) for block in blocks)
        return replace(self, blocks=tuple(blocks), missing=self.rows - kept)

    @property
    def lost(self) -> str:
        """What was left out of it: ``12 of 400 additions``."""
        whole = self.rows + self.missing
        if whole == 1:
            return f"the {self.noun}"
        return (
            f"{self.missing:,} of {whole:,} {self.noun}"
            if self.rows
            else f"all {whole:,} {self.noun}"
        )


def fitted(sections: Sequence[Section], room: int) -> tuple[list[Section], list[str]]:
    """The sections in at most ``room`` bytes, and in words what was sacrificed for that."""
    fitting, lost = list(sections), []
    over = sum(section.size for section in sections) - room
    for index in sorted(range(len(sections)), key=lambda index: sections[index].rank):
        if over <= 0:
            break
        whole = sections[index]
        part = whole.within(whole.size - over)
        over -= whole.size - part.size
        if part.missing:
            fitting[index] = part
            lost.append(part.lost)
    return fitting, lost
