"""Plays a season through: typos go into some of its weeks, and what is found is compared."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from aum_sync.demo.dice import Dice
from aum_sync.season.genres import GenreIndex
from aum_sync.season.typos.find import find
from aum_sync.season.typos.types import Finding
from aum_sync.season.weeks import judge
from tests.bench_typos.ideal import Homes, Ideal
from tests.bench_typos.kinds import AnyKind
from tests.bench_typos.seasons import Clean, Week, state_of

SHARE = 0.2
"""How many of a season's weeks have a typo."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one week, and what the ideal judge would have found.

    ``kind`` is None for a week without a typo. ``stated`` is the probability of the first
    proposal, ``best`` and ``among`` say whether it, or one of three, is the truth by master.
    ``ideal_best`` and ``ideal_among`` are of the judge who is told the kind, ``odds`` and
    ``blind_best`` of the one who is not.
    """

    season: str
    kind: str | None
    group: str
    verdict: str
    stated: float | None
    best: bool
    among: bool
    odds: float
    blind_best: bool = False
    ideal_best: bool = False
    ideal_among: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """How long ``find`` took for so many weeks, in seconds of this process."""

    weeks: int
    tracks: int
    seconds: float


def play(
    clean: Clean, ideal: Ideal, seed: str, judged: frozenset[int], kinds: Sequence[AnyKind]
) -> tuple[list[Result], Timing]:
    """One run: typos of random kinds in a share of the weeks, of those that are judged alone."""
    dice = Dice(seed)
    weeks = dict(clean.weeks)
    typos: dict[int, AnyKind] = {}
    numbers = sorted(judged)
    for number in dice.shuffled(numbers)[: max(1, round(SHARE * len(weeks)))]:
        kind = dice.pick(kinds)
        typo = drawn(clean, kind, number, dice)
        if typo is not None:
            weeks[number], typos[number] = typo, kind
    began = time.process_time()
    found = find(clean.config, state_of(weeks))
    seconds = time.process_time() - began
    index = clean.genres
    results = [
        _result(clean, index, ideal, typos.get(one.week), weeks[one.week], one)
        for one in found
        if one.week in judged
    ]
    return results, Timing(len(weeks), sum(len(w.slots) for w in weeks.values()), seconds)


def drawn(clean: Clean, kind: AnyKind, number: int, dice: Dice) -> Week | None:
    """A typo that shows: the text reads as it is meant to, and sends some track elsewhere."""
    week = kind.draw(clean.weeks[number], dice)
    if week is None:
        return None
    reading = state_of({number: week}).weeks[0].latest
    description = judge(reading, clean.config).description
    if tuple((one.genre, one.count) for one in description.segments) != week.declared:
        return None
    index = clean.genres
    written = [(genre, count) for genre, count in week.declared if count is not None]
    if len(written) == len(week.declared) and masters(index, written) == masters(index, week.truth):
        return None
    return week


def possible(clean: Clean, kind: AnyKind) -> bool:
    """Whether a season has a week for typos of a kind: of one digit none can be swapped."""
    dice = Dice(f"possible {kind.name}")
    return any(drawn(clean, kind, number, dice) for number in clean.weeks)


def masters(index: GenreIndex, pairs: Sequence[tuple[str, int]]) -> Homes:
    """The master of each track by a reading."""
    return tuple(index.resolve(genre).master for genre, n in pairs for _ in range(n))


def _result(
    clean: Clean, index: GenreIndex, ideal: Ideal, kind: AnyKind | None, week: Week, found: Finding
) -> Result:
    truth = masters(index, week.truth)
    proposed = [masters(index, one.counts) for one in found.proposals]
    stated = found.proposals[0].probability if found.proposals else None
    best, among = proposed[:1] == [truth], truth in proposed
    blind = ideal.blind(found.week, week)
    if kind is None:
        return Result(clean.name, None, "", found.verdict, stated, best, among, blind.odds)
    ranked = ideal.ranking(kind, found.week, week)
    return Result(
        clean.name,
        kind.name,
        kind.group,
        found.verdict,
        stated,
        best,
        among,
        blind.odds,
        blind.best == truth,
        ranked[:1] == [truth],
        truth in ranked[:3],
    )
