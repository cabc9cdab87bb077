"""A season whose outputs live on a branch of their own."""

from __future__ import annotations

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


def is_output(path: str) -> bool:
    """Whether a file or folder is one that only state commits touch."""
    return any(path == output or path.startswith(f"{output}/") for output in OUTPUTS)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Implements ``store.tree.Tree``: inputs from one tree, outputs from another, if any."""

    inputs: Tree
    outputs: Tree | None

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        tree = self.outputs if is_output(path) else self.inputs
        return tree.read(path) if tree else None

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files directly inside a folder."""
        tree = self.outputs if is_output(folder) else self.inputs
        return tree.names(folder) if tree else ()
