"""A season whose outputs live on a branch of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aum_sync.store.tree import Tree

OUTPUTS = (
    "state/masters",
    "state/others",
    "state/audit",
    "state/pending.json",
    "state/applied.json",
    "state/account.json",
)
"""What the tool observes and records; everything else decides."""

BASE = OUTPUTS[:2] + OUTPUTS[-1:]
"""Of the outputs, what a plan starts from."""

INPUTS = ("config", "state/weeks", "state/pins", "state/requests")
"""What decides what a plan does."""


def is_output(path: str) -> bool:
    """Whether a file or folder is one that only state commits touch."""
    return _is_in(path, OUTPUTS)


def _is_in(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Implements ``store.tree.Tree``: inputs from one tree, outputs from another."""

    inputs: Tree
    outputs: Tree

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self.of(path).read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files directly inside a folder."""
        return self.of(folder).names(folder)

    def of(self, path: str) -> Tree:
        """The tree that a file or folder comes from."""
        return self.outputs if is_output(path) else self.inputs


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Implements ``store.tree.Tree``: outputs of which the base is only what a commit vouches for.

    That is what the last apply left, and the files that the commit's requests name, by content.
    """

    newest: Tree
    left: Tree
    named: Mapping[str, bytes]

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self.named[path] if path in self.named else self.of(path).read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files directly inside a folder."""
        start = f"{folder}/"
        named = (path.removeprefix(start) for path in self.named if path.startswith(start))
        return tuple(sorted({*self.of(folder).names(folder), *named}))

    def of(self, path: str) -> Tree:
        """The tree that a file or folder comes from, unless a request names its content."""
        return self.left if _is_in(path, BASE) else self.newest
