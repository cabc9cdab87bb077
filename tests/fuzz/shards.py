"""The work cut into shards: each has a process, a seed and a corpus of its own.

So one seed gives the same inputs and figures, however many processors there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aum_sync.demo.dice import Dice
from tests.fuzz import probes
from tests.fuzz.engine import Report, fuzz

SHARDS = {"documents": 12_500, "descriptions": 112_500}
"""How many inputs of a kind make a shard. A document takes as long as ten descriptions."""

WATCHED = (
    "aum_sync.config",
    "aum_sync.formats",
    "aum_sync.season.checksum",
    "aum_sync.season.descriptions",
    "aum_sync.season.genres",
    "aum_sync.season.letters",
    "aum_sync.text",
)


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the work: so many inputs of a kind; ``seed`` names its dice."""

    kind: str
    inputs: int
    seed: str


def shards(inputs: int, seed: int) -> Iterator[Shard]:
    """All of the work, a tenth of it documents; the slower kind first."""
    documents = inputs // 10
    for kind, wanted in (("documents", documents), ("descriptions", inputs - documents)):
        for start in range(0, wanted, SHARDS[kind]):
            yield Shard(kind, min(SHARDS[kind], wanted - start), f"fuzz {seed} {kind} {start}")


def work(shard: Shard) -> Report:
    """Fuzz one shard. Only for a fresh process, since the modules are loaded with probes."""
    probes.watch(*WATCHED)
    from tests.fuzz.descriptions import DESCRIPTIONS
    from tests.fuzz.documents import DOCUMENTS

    if shard.kind == "documents":
        return fuzz(DOCUMENTS, shard.inputs, Dice(shard.seed))
    return fuzz(DESCRIPTIONS, shard.inputs, Dice(shard.seed))
