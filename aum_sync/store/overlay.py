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

INPUTS = ("config", "state/weeks", "state/pins", "state/requests")
"""What decides what a plan does."""


def is_output(path: str) -> bool:
    """Whether a file or folder is one that only state commits touch."""
    return any(path == output or path.startswith(f"{output}/") for output in OUTPUTS)


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
