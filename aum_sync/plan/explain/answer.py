"""The answer to "why is this track where it is?", for every recording and item of a season."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from aum_sync.config.source import SourceMap
from aum_sync.plan.explain.appearances import Appearances
from aum_sync.plan.explain.holdings import Holdings
from aum_sync.plan.explain.lookup import Lookup
from aum_sync.plan.explain.members import members_of
from aum_sync.plan.explain.nearest import NearestRules
from aum_sync.plan.explain.rules import RuleBook
from aum_sync.plan.explain.sightings import Sighting, Sightings
from aum_sync.plan.explain.types import Candidate, Explanation, Named, SlotPlace
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import Workings
from aum_sync.season.items import Reading, Snapshot


@dataclass(frozen=True)
class Explainer:
    """Explains a plan from what it was worked out from.

    ``source`` knows the lines of the configuration, ``place`` those of the files under ``state/``.
    """

    workings: Workings
    plan: Plan
    source: SourceMap
    place: SlotPlace

    def find(self, question: str) -> tuple[str, ...]:
        """The names of what a question may mean; raises DataError where it means nothing."""
        return Lookup(self._sightings).find(question)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that can be explained, those in weeks first."""
        return tuple(self._sightings.by_name)

    def explain(self, name: str) -> Explanation:
        """Why the recording or item of this name is where it is."""
        sightings = self._sightings.by_name[name]
        first = sightings[0]
        place = self.place(first.file, first.position)
        appearances = self._appearances.of(sightings)
        holdings = self._holdings.of(name, sightings, place)
        duplicates = self.workings.config.policy.duplicates
        return Explanation(
            ask=name,
            title=first.slot.name,
            artists=first.slot.byline,
            appearances=appearances,
            members=members_of((one.slot for one in sightings), duplicates),
            holdings=holdings,
            nearest=self._nearest.of(first.slot, place, appearances, holdings),
        )

    def candidate(self, name: str) -> Candidate:
        """The recording of this name as one of several that may be meant."""
        sightings = self._sightings.by_name[name]
        slot = sightings[0].slot
        snapshots = [one.file for one in sightings if isinstance(one.file, Snapshot)]
        masters = (self._masters.get(one.playlist) for one in snapshots)
        beside = (one for one in snapshots if one.playlist not in self._masters)
        return Candidate(
            name,
            slot.name,
            slot.byline,
            _weeks(sightings),
            tuple(dict.fromkeys(key for key in masters if key)),
            tuple(dict.fromkeys(Named(one.playlist, one.name) for one in beside)),
        )

    @cached_property
    def _masters(self) -> Mapping[str, str]:
        """The keys of masters whose content is known, by their playlists."""
        bases = self.workings.bases
        return {base.playlist: key for key, base in bases.items() if base}

    @cached_property
    def _sightings(self) -> Sightings:
        return Sightings(self.workings)

    @cached_property
    def _book(self) -> RuleBook:
        return RuleBook(self.workings.config, self.source)

    @cached_property
    def _appearances(self) -> Appearances:
        return Appearances(self.workings, self.plan, self._book, self.place)

    @cached_property
    def _holdings(self) -> Holdings:
        return Holdings(self.workings, self._book, self.place)

    @cached_property
    def _nearest(self) -> NearestRules:
        return NearestRules(self._book, self.workings.wanted)


def _weeks(sightings: Iterable[Sighting]) -> tuple[int, ...]:
    weeks = (one.file.week for one in sightings if isinstance(one.file, Reading))
    return tuple(dict.fromkeys(weeks))
