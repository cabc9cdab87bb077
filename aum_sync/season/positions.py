"""Ranges in a description: ``Soul 1-9 · Jazz 10-12`` says which positions are which genre.

A range says more than a count does, so it is held to that: the first begins at 1, each goes on
where the one before ended. A number alone, beside ranges, is one position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from aum_sync.season.letters import Letter

_JOINT = regex.compile(r"\s?[-–—−]\s?")
_RANGE = regex.compile(rf"(\d+){_JOINT.pattern}(\d+)$")

Run = tuple[int, int]
"""Digits that belong together: the first, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The positions from ``first`` to ``last``, from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def joined(letters: Sequence[Letter], runs: Iterable[Run]) -> list[Run]:
    """The runs of digits, the two of a range made one; of ``1-9-12`` nothing is sure."""
    found: list[Run] = []
    free = False
    for first, last in runs:
        free = not (free and _is_joint(letters, found[-1], first))
        if free:
            found.append((first, last))
        else:
            found[-1] = (found[-1][0], last)
    return found


def _is_joint(letters: Sequence[Letter], before: Run, first: int) -> bool:
    between = "".join(letter.char for letter in letters[before[1] : first])
    same = letters[before[0]].raised == letters[first].raised
    return same and _JOINT.fullmatch(between) is not None


def range_at_end(letters: Sequence[Letter]) -> Stretch | None:
    """The range that a segment ends with; None where it ends otherwise."""
    found = _RANGE.search("".join(letter.char for letter in letters))
    if found is None or letters[found.start(1)].raised != letters[found.start(2)].raised:
        return None
    return Stretch(int(found[1]), int(found[2]))


def lengths(stretches: Iterable[Stretch | None]) -> Iterator[tuple[int | None, str | None]]:
    """How many positions each has, and what is wrong with where it begins or ends."""
    due = 1
    for one in stretches:
        if one is None:
            yield None, None
        elif one.last < one.first:
            yield None, f"the range {one} ends before it begins"
        else:
            trouble = None if one.first == due else f"{one} should begin at position {due}"
            yield one.last - one.first + 1, trouble
            due = one.last + 1
