"""A season on disk, written from readings, to be validated through the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from aum_sync.config.loader import load
from aum_sync.season.items import State
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum, Outcome
from tests.seasons import HEAD, MASTERS, Slots, state

Weeks = Mapping[int, tuple[str, Slots]]


@dataclass(frozen=True)
class OnDisk:
    """A season's root; ``write`` makes its files, ``validate`` runs the verb on it."""

    root: Path
    aum: Aum

    def write(
        self,
        weeks: Weeks,
        *,
        held: Weeks | None = None,
        masters: str = MASTERS,
        more: str = "",
        last: int = 50,
    ) -> None:
        text = HEAD.replace("weeks: 1-50", f"weeks: 1-{last}") + masters + more
        file = self.root / "config" / "season.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        tree = WorkTree(self.root)
        save_state(tree, State(), state(load(tree.read).config, weeks, held=held))

    def validate(self, *arguments: object) -> Outcome:
        return self.aum("validate", "--root", self.root, *arguments)


@pytest.fixture
def season(tmp_path: Path, aum: Aum) -> OnDisk:
    root = tmp_path / "season"
    root.mkdir()
    return OnDisk(root, aum)
