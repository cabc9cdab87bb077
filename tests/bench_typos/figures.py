"""Figures from results: shares with Wilson intervals, and how well probabilities are stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

from tests.bench_typos.play import Result

_Z = 1.959964
_BINS = 10
FALSE_ALARMS = 0.01
"""The share of clean weeks that may be called anything but consistent."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its 95 % interval."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's."""
        if not self.of:
            return 0.0, 1.0
        spread = _Z * sqrt(self.value * (1 - self.value) / self.of + _Z**2 / 4 / self.of**2)
        middle, scale = self.value + _Z**2 / 2 / self.of, 1 + _Z**2 / self.of
        return (middle - spread) / scale, (middle + spread) / scale

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:5.1%} [{low:.1%}, {high:.1%}]"


@dataclass(frozen=True, slots=True)
class Row:
    """What was found of the weeks of one kind; the ceilings are the ideal judge's.

    ``blind_flagged`` and ``blind_best`` are those of the judge who is not told the kind, and may
    call as many clean weeks wrong as we want to, at most.
    """

    kind: str
    flagged: Share
    blind_flagged: Share
    best: Share
    blind_best: Share
    best_ceiling: Share
    among: Share
    among_ceiling: Share


def rows(results: Sequence[Result]) -> list[Row]:
    """One row per kind, and one for all kinds of digit typos together."""
    kinds: defaultdict[str, list[Result]] = defaultdict(list)
    for one in results:
        if one.kind is not None:
            kinds[one.kind].append(one)
            if one.group:
                kinds[f"all {one.group}"].append(one)
    bound = _bound(results)
    return [_row(kind, some, bound) for kind, some in sorted(kinds.items())]


def _bound(results: Sequence[Result]) -> float:
    """The odds above which the blind judge calls at most one clean week in a hundred wrong."""
    odds = sorted((one.odds for one in results if one.kind is None), reverse=True)
    return odds[int(FALSE_ALARMS * len(odds))] if odds else -inf


def _row(kind: str, some: Sequence[Result], bound: float) -> Row:
    def share(holds: Sequence[bool]) -> Share:
        return Share(sum(holds), len(some))

    return Row(
        kind,
        share([one.verdict != "consistent" for one in some]),
        share([one.odds > bound for one in some]),
        share([one.best for one in some]),
        share([one.odds > bound and one.blind_best for one in some]),
        share([one.ideal_best for one in some]),
        share([one.among for one in some]),
        share([one.ideal_among for one in some]),
    )


def false_alarms(results: Sequence[Result]) -> Share:
    """Clean weeks that are not called consistent."""
    clean = [one for one in results if one.kind is None]
    return Share(sum(one.verdict != "consistent" for one in clean), len(clean))


def calibration_error(results: Sequence[Result], most: int = 2000) -> tuple[float, int]:
    """The expected calibration error of first proposals (ten bins), and over how many weeks."""
    stated = [one for one in results if one.stated is not None][:most]
    bins: defaultdict[int, list[float]] = defaultdict(list)
    for one in stated:
        probability = one.stated or 0.0
        bins[min(int(probability * _BINS), _BINS - 1)].append(probability - one.best)
    error = sum(abs(sum(gaps)) for gaps in bins.values()) / max(len(stated), 1)
    return error, len(stated)
