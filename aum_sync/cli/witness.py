"""What Spotify and earlier applies say of the locks and pins that a bot proposes, for the gate."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from aum_sync.cli.history import past_of
from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.season import CONFIG
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, UnreadableError
from aum_sync.pull.ports import Library
from aum_sync.season.items import Card, Pin, Reading, Slot
from aum_sync.spotify.connect import connect
from aum_sync.spotify.limits import Limits
from aum_sync.store.overlay import is_output

_LOCK = re.compile(r"state/weeks/([0-9]{1,9})(\.held)?\.json")
_ROLLBACK = re.compile(r"rollback (of|to) apply ([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class LiveWitness:
    """Implements ``gate.ports.Witness``: reads the weeks that a bot's pull request locks."""

    root: Path
    origin: Origin
    state_commit: str | None
    onto: str
    _cards: dict[str, Card] = field(default_factory=dict)

    def doubts(self, paths: tuple[str, ...], commit: str) -> tuple[str, ...]:
        """What of these files, as a commit has them, is not as Spotify says, in words."""
        start = f"{self.origin.branch.prefix}/" if self.origin.branch.prefix else ""
        tip = self.origin.at(commit, self.state_commit)
        return tuple(
            doubt
            for path in sorted(path.removeprefix(start) for path in paths)
            if (doubt := self._doubt(path, tip))
        )
