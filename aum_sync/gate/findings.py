"""What each rule of the gate found, in words, and what follows from all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rule = Literal["G1", "G2", "G3", "G4", "G5", "G6"]

TITLES: dict[Rule, str] = {
    "G1": "event",
    "G2": "tree",
    "G3": "provenance",
    "G4": "same inputs",
    "G5": "review",
    "G6": "same plan",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found; ``way_on`` says what to do where it does not hold.

    ``judged`` is false where it could not be asked at all: nothing follows from that but a no.
    """

    rule: Rule
    holds: bool
    found: str
    way_on: str | None = None
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says. ``superseded_by`` is a newer commit that a run of its own applies."""

    findings: tuple[Finding, ...]
    superseded_by: str | None = None

    @property
    def opens(self) -> bool:
        """Whether the plan may run."""
        return self.superseded_by is None and all(finding.holds for finding in self.findings)

    @property
    def lapsed(self) -> bool:
        """Whether this run is in order and everything was asked, but the review does not hold."""
        asked = all(finding.judged for finding in self.findings)
        sound = all(finding.holds for finding in self.findings if finding.rule in ("G1", "G2"))
        return self.superseded_by is None and not self.opens and asked and sound
