"""The parts of a campaign, each small enough that several processes share them out evenly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from typing import Protocol

from tests.campaign.play import Play, Score
from tests.campaign.scenarios import RESUMED, SCENARIOS
from tests.campaign.seasons import season
from tests.campaign.stories import Story, story
from tests.campaign.troubles import DOUBTS, TROUBLES, Trouble
from tests.campaign.workshop import Prepared, Workshop

STORIES = 7
"""Runs per random season: to prepare one takes as long as to apply it."""
_MOST_REQUESTS = 100
_CHUNK = 6
"""How many requests one job kills at."""


class Job(Protocol):
    """Some runs that have a season in common; their names begin with that of the job."""

    @property
    def name(self) -> str:
        """What the names of its runs begin with."""
        ...

    def holds(self, run: str) -> bool:
        """Whether the run of this name is one of its own."""
        ...

    def runs(self, shop: Workshop, only: str | None = None) -> Iterator[Score]:
        """Do them, or only the one of this name."""
        ...


@dataclass(frozen=True, slots=True)
class _Named:
    """A job by its name."""

    name: str

    def holds(self, run: str) -> bool:
        """Whether the run of this name is one of its own."""
        return run.startswith(f"{self.name}/")


@dataclass(frozen=True, slots=True)
class RandomRuns(_Named):
    """One random season, through random stories."""

    stories: int

    def runs(self, shop: Workshop, only: str | None = None) -> Iterator[Score]:
        """Do them, or only the one of this name."""
        prepared = self._prepared(shop)
        uris = [add.uri for master in prepared.planned.plan.masters for add in master.add]
        for number in range(self.stories):
            run = f"{self.name}/{number}"
            if only in (None, run):
                yield Play(shop, prepared, run).through(story(run, uris))

    def _prepared(self, shop: Workshop) -> Prepared:
        """The first season of the name that has something to apply and that no limit refuses."""
        drawn = (shop.prepare(season(f"{self.name}/{n}")) for n in count())
        return next(one for one in drawn if one.planned.plan.changed and not one.planned.refused)


@dataclass(frozen=True, slots=True)
class Sweep(_Named):
    """One scenario through one kind of trouble, at every request in turn."""

    scenario: str
    trouble: Trouble

    def runs(self, shop: Workshop, only: str | None = None) -> Iterator[Score]:
        """Do them, or only the one of this name."""
        prepared = SCENARIOS[self.scenario](shop)
        for number in range(1, _MOST_REQUESTS):
            run = f"{self.name}/{number}"
            if only in (None, run):
                play = Play(shop, prepared, run)
                score = play.through(Story(run, self.trouble.at(number)))
                yield score
                if not score.faults:
                    break


@dataclass(frozen=True, slots=True)
class Kills(_Named):
    """One scenario, killed at some requests; ``cut`` is where it was cut off before."""

    scenario: str
    cut: int | None
    numbers: range

    def runs(self, shop: Workshop, only: str | None = None) -> Iterator[Score]:
        """Do them, or only the one of this name."""
        prepared = SCENARIOS[self.scenario](shop)
        for number, after in product(self.numbers, (False, True)):
            run = f"{self.name}/{number}/{'after' if after else 'before'}"
            if only in (None, run):
                play = Play(shop, prepared, run)
                if self.cut is not None:
                    play.killed(self.cut, after=True)
                if not play.killed(number, after=after):
                    if play.watch.wrong:  # It did not come that far, for another reason.
                        yield play.ended()
                    break
                yield play.finish()


def random_runs(seed: int, runs: int) -> Iterator[Job]:
    """So many runs through random seasons."""
    for number, first in enumerate(range(0, runs, STORIES)):
        yield RandomRuns(f"{seed}.{number}", min(STORIES, runs - first))


def sweeps() -> Iterator[Job]:
    """Every kind of trouble at every request."""
    for trouble in TROUBLES:
        yield Sweep(f"first/{trouble.name}", "first", trouble)
    for trouble in DOUBTS:
        for scenario in SCENARIOS:
            yield Sweep(f"{scenario}/{trouble.name}", scenario, trouble)


def kills(most: int = 36) -> Iterator[Job]:
    """Every kill point: of each scenario, and of some that were cut off already."""
    cuts = [(name, None) for name in SCENARIOS]
    for scenario, cut in (*cuts, *RESUMED):
        name = scenario if cut is None else f"{scenario}, cut off at {cut}"
        for first in range(1, most + 1, _CHUNK):
            numbers = range(first, first + _CHUNK)
            yield Kills(f"{name}/from {first}", scenario, cut, numbers)
