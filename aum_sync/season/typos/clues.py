"""What the rest of the season says about a track: of which class it is likely, and by what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from math import exp, log
from operator import mul, sub

from aum_sync.season.items import Slot
from aum_sync.season.typos.traits import Key, Portraits, Side, Trait
from aum_sync.season.typos.types import What

_SAYS: Mapping[str, tuple[float, float | None]] = {
    "artist": (1.0, None),
    "guest": (0.4, None),
    "recording": (0.5, None),
    "word": (0.5, 3.0),
    "name": (0.3, 5.0),
}
"""How loudly a trait speaks, and the weight of what was never seen where the season has no say."""
_COMMON: Mapping[str, tuple[float, float]] = {
    "script": (3.0, 0.1),
    "title": (3.0, 0.1),
    "album": (3.0, 0.1),
    "accents": (20.0, 0.0),
    "length": (60.0, 0.0),
    "voices": (20.0, 0.0),
    "strangers": (10.0, 0.0),
}
"""What is shared by many tracks: by how much it is smoothed, and how far it is not trusted."""
_LITTLE = 1e-6
_NEVER: Mapping[int, float] = {}
_NOTHING: Mapping[Key, Mapping[int, float]] = {}
_RATHER_THAN_NOT = 0.5
_UNKNOWNS = (0.02, 0.05, 0.1, 0.2, 0.4)
_STRAYS = (0.01, 0.03, 0.06, 0.1)

Shares = Sequence[tuple[int, float]]
"""Classes with how much of a track is of them."""
Weights = list[float]
"""Logs of how much likelier each class is than others."""


@dataclass(frozen=True, slots=True)
class Smoothing:
    """What the season itself teaches about how far to trust it.

    ``unknown`` is the weight of what was never seen against one appearance of an artist;
    ``strays`` the share of tracks that are not what their artists are elsewhere.
    """

    unknown: float = 0.05
    strays: float = 0.01


class Clues:
    """Counts of traits by class, from which the week that is judged is always left out."""

    def __init__(self, classes: int, portraits: Portraits, unlisted: int | None) -> None:
        """``unlisted`` is the class of genres that have nothing in common: none speaks for it."""
        self._classes = classes
        self._unlisted = unlisted
        self._portraits = portraits
        self._whole: defaultdict[Key, dict[int, float]] = defaultdict(dict)
        self._by_week: dict[int, Mapping[Key, dict[int, float]]] = {}
        self._elsewhere: defaultdict[Key, dict[int, Mapping[int, float]]] = defaultdict(dict)
        self._total = [0.0] * classes
        self._own_total: defaultdict[int, list[float]] = defaultdict(lambda: [0.0] * classes)
        self.smoothing = Smoothing()
        self._found: dict[int, tuple[Sequence[Slot], float, list[list[float]]]] = {}

    def learn(self, week: int, slots: Sequence[Slot], shares: Iterable[Shares]) -> None:
        """Count the tracks of a week, each for the classes that it is of, in place of before."""
        self._found.clear()
        self._count(week, -1.0)
        own: defaultdict[Key, dict[int, float]] = defaultdict(dict)
        totals = [0.0] * self._classes
        for slot, some in zip(slots, shares, strict=True):
            listed = [(kind, share) for kind, share in some if kind != self._unlisted]
            for kind, share in listed:
                totals[kind] += share
            for trait in self._portraits[slot].all:
                counts = own[trait.key]
                for kind, share in listed:
                    counts[kind] = counts.get(kind, 0.0) + share
        self._by_week[week], self._own_total[week] = own, totals
        self._count(week, 1.0)

    def _count(self, week: int, times: float) -> None:
        """Add what is learned of a week to the whole, or take it away."""
        self._total = [
            total + times * own
            for total, own in zip(self._total, self._own_total[week], strict=True)
        ]
        for key, counts in self._by_week.get(week, _NOTHING).items():
            self._elsewhere.pop(key, None)
            whole = self._whole[key]
            for kind, share in counts.items():
                whole[kind] = whole.get(kind, 0.0) + times * share

    def named(self, slot: Slot) -> Iterator[tuple[What, Trait]]:
        """What can be named of a track, of what is met in other weeks too."""
        for trait in self._portraits[slot].all:
            if trait.what:
                yield trait.what, trait

    @property
    def priors(self) -> list[float]:
        """The share of each class in the season."""
        whole = sum(self._total) + self._classes
        return [(total + 1) / whole for total in self._total]

    def is_met(self, week: int, kind: int) -> bool:
        """Whether another week has a class: of one that none has nothing is known."""
        return self._total[kind] - self._own_total[week][kind] > _LITTLE

    def elsewhere(self, week: int, key: Key) -> Mapping[int, float]:
        """How often a trait is of which class in other weeks."""
        found = self._elsewhere[key]
        if week not in found:
            own = self._by_week.get(week, _NOTHING).get(key, _NEVER)
            found[week] = {
                kind: left
                for kind, count in self._whole.get(key, _NEVER).items()
                if (left := count - own.get(kind, 0.0)) > _LITTLE
            }
        return found[week]

    def weeks(self, week: int, key: Key, kind: int) -> tuple[int, ...]:
        """The other weeks in which a trait is of a class."""
        return tuple(
            sorted(
                other
                for other, counts in self._by_week.items()
                if other != week and counts.get(key, {}).get(kind, 0.0) >= _RATHER_THAN_NOT
            )
        )

    def rows(self, week: int, slots: Sequence[Slot]) -> list[list[float]]:
        """Per track and class the log of how much likelier the class is by all that is known.

        A stray is as long as tracks of its class are, and called like them, whoever it is by.
        """
        priors, strays = self.priors, self.smoothing.strays
        rows: list[list[float]] = []
        summed = self._summing(week, priors)
        for slot, ratios in zip(slots, self._found_ratios(week, slots, priors), strict=True):
            own = summed(self._portraits[slot].own)
            pairs = zip(ratios, own, strict=True)
            row = [log((1 - strays) * ratio + strays) + weight for ratio, weight in pairs]
            if self._unlisted is not None:
                row[self._unlisted] = own[self._unlisted]
            rows.append(row)
        return rows

    def ratios(
        self, week: int, slots: Sequence[Slot], kinds: Sequence[int], priors: Sequence[float]
    ) -> Iterator[float]:
        """How much likelier than before the class of each track is, were there no strays."""
        for kind, ratios in zip(kinds, self._found_ratios(week, slots, priors), strict=True):
            if kind != self._unlisted:
                yield ratios[kind]

    def _found_ratios(
        self, week: int, slots: Sequence[Slot], priors: Sequence[float]
    ) -> list[list[float]]:
        """The ratios of a week: fitting has found those that judging asks for."""
        known, unknown, ratios = self._found.get(week, (None, None, []))
        if known is not slots or unknown != self.smoothing.unknown:
            ratios = list(self._ratios(week, slots, priors))
            self._found[week] = slots, self.smoothing.unknown, ratios
        return ratios

    def _ratios(
        self, week: int, slots: Sequence[Slot], priors: Sequence[float]
    ) -> Iterator[list[float]]:
        summed = self._summing(week, priors)
        for slot in slots:
            row = summed(self._portraits[slot].artists)
            top = max(row)
            ratios = [exp(weight - top) for weight in row]
            mean = sum(map(mul, priors, ratios))
            yield [ratio / mean for ratio in ratios]

    def weights(self, week: int, trait: Trait, priors: Sequence[float]) -> Weights:
        """What one trait says for classes."""
        if trait.often:
            return self._common(week, trait.key)
        row = [0.0] * self._classes
        self._say(week, trait, priors, row)
        return row

    def _say(self, week: int, trait: Trait, priors: Sequence[float], row: Weights) -> None:
        """Add what a trait says; for what nobody listed as much as on average."""
        counts = self.elsewhere(week, trait.key)
        if not counts:
            return
        strength, unknown = _SAYS[trait.what or trait.key[0]]
        unknown = unknown or self.smoothing.unknown
        for kind, count in counts.items():
            row[kind] += strength * log(1 + count / (priors[kind] * unknown))
        if self._unlisted is not None:
            row[self._unlisted] += strength * log(1 + sum(counts.values()) / unknown)

    def _common(self, week: int, key: Key) -> Weights:
        """What a script says: never all, since anybody may give a song a foreign name."""
        counts = self.elsewhere(week, key)
        totals = list(map(sub, self._total, self._own_total[week]))
        share = sum(counts.values()) / max(sum(totals), 1.0)
        if not share:
            return [0.0] * self._classes
        smoothing, doubt = _COMMON[key[0]]
        sure, usual = (1 - doubt) / share, smoothing * share
        return [
            log(sure * (counts.get(kind, 0.0) + usual) / (total + smoothing) + doubt)
            for kind, total in enumerate(totals)
        ]

    def _summing(self, week: int, priors: Sequence[float]) -> Callable[[Side], Weights]:
        """What sums the weights of traits by class, for the tracks of one week."""
        common = cache(partial(self._common, week))

        @cache
        def of_many(keys: tuple[Key, ...]) -> Weights:
            nothing = [0.0] * self._classes
            return [sum(some) for some in zip(nothing, *map(common, keys), strict=True)]

        def summed(side: Side) -> Weights:
            row = of_many(side.often).copy()
            for trait in side.seldom:
                self._say(week, trait, priors, row)
            return row

        return summed


Known = Sequence[tuple[int, Sequence[Slot], Sequence[int]]]
"""Weeks with their tracks and the class of each."""


def fit(clues: Clues, known: Known) -> Smoothing:
    """The smoothing under which known weeks are likeliest by what the others say.

    First how far to trust one appearance, by the first artists; then how many tracks are strays,
    by all that is known of them.
    """
    clues.smoothing = max(_artists(clues, known), key=lambda found: found[0])[1]
    return max(_strays(clues, known), key=lambda found: found[0])[1]


def _artists(clues: Clues, known: Known) -> Iterator[tuple[float, Smoothing]]:
    priors = clues.priors
    seen: Counter[tuple[float, float]] = Counter()
    for week, slots, kinds in known:
        for slot, kind in zip(slots, kinds, strict=True):
            trait = next((one for what, one in clues.named(slot) if what == "artist"), None)
            counts = clues.elsewhere(week, trait.key) if trait else {}
            if counts:
                seen[counts.get(kind, 0.0) / priors[kind], sum(counts.values())] += 1
    for unknown, strays in product(_UNKNOWNS, _STRAYS):
        likelihood = sum(
            times * log((1 - strays) * (ratio + unknown) / (whole + unknown) + strays)
            for (ratio, whole), times in seen.items()
        )
        yield likelihood, Smoothing(unknown)


def _strays(clues: Clues, known: Known) -> Iterator[tuple[float, Smoothing]]:
    priors = clues.priors
    ratios = [
        ratio for week, slots, kinds in known for ratio in clues.ratios(week, slots, kinds, priors)
    ]
    for strays in _STRAYS:
        likelihood = sum(log((1 - strays) * ratio + strays) for ratio in ratios)
        yield likelihood, Smoothing(clues.smoothing.unknown, strays)
