"""Weeks as they are looked at: what is declared, what is there, and what is known for sure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aum_sync.config.types import Config
from aum_sync.season.items import Slot, State
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.parts import Declared
from aum_sync.season.weeks import Judged, judge
from aum_sync.text.fold import genre_key

MOST_SEARCHED = 500
"""Weeks of a season that is searched beside other work: more take longer than that work itself."""


@dataclass(frozen=True, slots=True)
class Case:
    """One week's latest reading."""

    week: int
    judged: Judged

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The tracks."""
        return self.judged.reading.slots

    @property
    def pairs(self) -> tuple[tuple[str, int | None], ...]:
        """Genres as typed, with the counts that are written."""
        return tuple((one.genre, one.count) for one in self.judged.description.segments)

    @property
    def adds_up(self) -> bool:
        """Whether all counts are written and their sum is the number of tracks."""
        return self.judged.checksum.status == "ok"

    @property
    def corrected(self) -> bool:
        """Whether a person has said what the week holds, and it can be so."""
        return self.judged.correction is not None and self.judged.passes

    @property
    def trusted(self) -> bool:
        """Whether the others may learn from it before anything is known of it."""
        return self.corrected or (self.adds_up and not self.judged.stale_correction)

    def declared(self, kinds: Kinds) -> list[Declared]:
        """The segments, for a lattice."""
        typed = Counter(genre_key(genre) for genre, _ in self.pairs)
        return [
            Declared(kinds.options(genre), count, typed[genre_key(genre)] > 1)
            for genre, count in self.pairs
        ]

    def track_kinds(self, kinds: Kinds) -> list[int]:
        """The class of every track by what is declared, where that is known of all."""
        return [kind for kind, count in self.runs(kinds) for _ in range(count)]

    def runs(self, kinds: Kinds) -> list[tuple[int, int]]:
        """The class and the size of every segment, where that is known of all."""
        counts = self.judged.checksum.counts
        return [
            (kinds.of(genre), count) for (genre, _), count in zip(self.pairs, counts, strict=True)
        ]


def too_many(config: Config, state: State) -> str:
    """What is said of a season that is searched on demand alone; nothing of all others."""
    weeks = sum(week.week in config.season for week in state.weeks)
    return f"{weeks:,} weeks are too many to look for typos here" if weeks > MOST_SEARCHED else ""


def cases_of(config: Config, state: State) -> list[Case]:
    """The weeks of the season's range, in order."""
    return [
        Case(week.week, judge(week.latest, config))
        for week in sorted(state.weeks, key=lambda one: one.week)
        if week.week in config.season
    ]
