"""A season as it would be with another configuration, before that is written."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.config.loader import DEFAULT_PATH
from aum_sync.store.tree import Tree


@dataclass(frozen=True, slots=True)
class Draft:
    """Implements ``store.tree.Tree``: a season with another ``season.yaml``."""

    tree: Tree
    config: bytes

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self.config if path == DEFAULT_PATH else self.tree.read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files directly inside a folder."""
        return self.tree.names(folder)
