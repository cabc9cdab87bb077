"""What a report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aum_sync.config.types import Config
from aum_sync.plan.stats import Stats
from aum_sync.plan.types import Plan
from aum_sync.report.validation import Validation
from aum_sync.season.genres import GenreIndex
from aum_sync.season.typos.types import Finding

HUES = 12
"""How many colours there are for masters; the thirteenth has the first one's."""


@dataclass(frozen=True, slots=True)
class Report:
    """A season and its plan, with all that is counted and found about them."""

    config: Config
    plan: Plan
    stats: Stats
    checks: Validation
    findings: tuple[Finding, ...]

    @property
    def titles(self) -> Mapping[str, str]:
        """What people call each playlist that is managed, by key, in the order of the plan."""
        return {master.key: master.title for master in self.plan.masters}


@dataclass(frozen=True, slots=True)
class Colours:
    """The colour of every master, the same all over the page, as the name of a class."""

    genres: GenreIndex
    keys: tuple[str, ...]

    def of(self, master: str | None) -> str:
        """Of a master; None is what is dropped."""
        return f"m{self.keys.index(master) % HUES}" if master in self.keys else "none"

    def of_genre(self, genre: str) -> str:
        """Of the master that a genre leads to."""
        return self.of(self.genres.resolve(genre).master)


def colours_of(report: Report) -> Colours:
    """The colours of a report."""
    return Colours(GenreIndex(report.config), tuple(report.titles))
