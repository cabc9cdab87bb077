"""How a week with a proposal can be put right: nothing is advised that would be refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aum_sync.config.types import Config
from aum_sync.report.corrections import by_hand, fix_of, undecided
from aum_sync.report.fixed import Fix
from aum_sync.season.rewriting import description
from aum_sync.season.typos.types import Finding
from aum_sync.season.weeks import Judged


@dataclass(frozen=True, slots=True)
class Remedy:
    """Whether ``aum-sync fix`` writes the correction of a week, and prints its description.

    ``otherwise`` is what to do where it does neither.
    """

    finding: Finding
    writes: bool = True
    prints: bool = True
    otherwise: str = ""

    @property
    def command(self) -> str:
        """What puts the week right; where nothing does, what says why and how to go on."""
        if self.writes:
            return f"{self._fix}{self._choose}"
        if self.prints:
            return f"{self._fix} --description{self._choose}"
        return f"aum-sync typos --week {self.finding.week}"

    def ways(self) -> Iterator[str]:
        """Every way, in words."""
        if self.writes:
            near, several = undecided(self.finding), self.finding.proposals[1:]
            which = "it" if near else "the first"
            other = " (--choose 2: the second)" if several and not near else ""
            yield f"{self._fix}{self._choose} writes {which} into config/season.yaml{other}"
        if self.prints:
            yield f"{self._fix} --description{self._choose} prints the text to paste into Spotify"
        if not (self.writes or self.prints):
            yield self.otherwise

    @property
    def _fix(self) -> str:
        return f"aum-sync fix --week {self.finding.week}"

    @property
    def _choose(self) -> str:
        return " --choose 1 (or 2)" if undecided(self.finding) else ""


def remedy_of(finding: Finding, judged: Judged, config: Config) -> Remedy:
    """The remedy for a week that has a proposal; ``judged`` is its latest reading."""
    if judged.correction:
        hint = f"listen again, then update corrections.weeks.{finding.week} in config/season.yaml"
        return Remedy(finding, writes=False, prints=False, otherwise=hint)
    first, *_ = taken = finding.proposals[: 2 if undecided(finding) else 1]
    text, rules = judged.reading.description, config.season.description
    return Remedy(
        finding,
        writes=all(isinstance(fix_of(finding, one, judged, config), Fix) for one in taken),
        prints=all(description(text, one.counts, rules) is not None for one in taken),
        otherwise=by_hand(first, config),
    )
