"""The kinds of typos: how one is drawn, and what may stand behind a text of its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aum_sync.demo.dice import Dice
from tests.bench_typos import outcomes as made
from tests.bench_typos.outcomes import Outcomes, recount
from tests.bench_typos.seasons import Pairs, Truth, Week

Origins = Callable[[Pairs, int, Sequence[str]], Iterator[Truth]]
"""From declared pairs, the number of tracks and the season's genres to truths behind them."""


class Reading(NamedTuple):
    """What a week may be: the tracks, what the curator meant to put there, and with what
    probability the text then is as it is.
    """

    share: float
    truth: Truth
    meant: Truth


@dataclass(frozen=True)
class Kind:
    """A kind of typo in the text. ``origins`` may be too many: ``outcomes`` decide."""

    name: str
    outcomes: Callable[[Truth], Outcomes]
    origins: Origins
    group: str = ""

    def draw(self, week: Week, dice: Dice) -> Week | None:
        """The week with a typo; None where it can have none of this kind."""
        found = self.outcomes(week.truth)
        if not found:
            return None
        left = sum(share for share, _ in found)
        for share, declared in found[:-1]:
            if dice.chance(share / left):
                return replace(week, declared=declared)
            left -= share
        return replace(week, declared=found[-1][1])

    def readings(self, week: Week, genres: Sequence[str]) -> Iterator[Reading]:
        """What the week may be."""
        for truth in dict.fromkeys(self.origins(week.declared, len(week.slots), genres)):
            if fits(truth, week, genres):
                share = sum(share for share, one in self.outcomes(truth) if one == week.declared)
                if share:
                    yield Reading(share, truth, truth)


@dataclass(frozen=True)
class Misplaced:
    """One track stands where it does not belong; the text is right."""

    name: str = "track misplaced"
    group: str = ""

    def draw(self, week: Week, dice: Dice) -> Week | None:
        """The week with a track out of its place."""
        slots = list(week.slots)
        genres = [genre for genre, count in week.truth for _ in range(count)]
        here, there = (dice.between(0, len(slots) - 1) for _ in range(2))
        slots.insert(there, slots.pop(here))
        genres.insert(there, genres.pop(here))
        truth = runs(genres)
        if truth == runs([genre for genre, count in week.truth for _ in range(count)]):
            return None
        return replace(week, slots=tuple(slots), truth=truth)

    def readings(self, week: Week, genres: Sequence[str]) -> Iterator[Reading]:
        """Every track taken for one of every other segment; the text is what was meant."""
        meant = as_written(week, genres)
        written = [genre for genre, count in meant or () for _ in range(count)]
        found: Counter[Truth] = Counter()
        for here in range(len(written)):
            for there in range(len(written)):
                moved = list(written)
                moved.insert(there, moved.pop(here))
                if moved != written:
                    found[runs(moved)] += 1
        yield from (
            Reading(ways / len(written) ** 2, truth, meant or ()) for truth, ways in found.items()
        )


AnyKind = Kind | Misplaced


def fits(truth: Truth, week: Week, genres: Sequence[str]) -> bool:
    """Whether a week can be so: as many tracks as it has, of genres that the season has."""
    return sum(count for _, count in truth) == len(week.slots) and all(
        count > 0 and genre in genres for genre, count in truth
    )


def as_written(week: Week, genres: Sequence[str]) -> Truth | None:
    """What the text says, if it can be right."""
    truth = tuple((genre, count) for genre, count in week.declared if count is not None)
    return truth if len(truth) == len(week.declared) and fits(truth, week, genres) else None


def runs(genres: Sequence[str]) -> Truth:
    """Neighbours of one genre as one part."""
    found: list[tuple[str, int]] = []
    for genre in genres:
        if found and found[-1][0] == genre:
            found[-1] = (genre, found[-1][1] + 1)
        else:
            found.append((genre, 1))
    return tuple(found)


def _counted(pairs: Pairs) -> Truth:
    return tuple((genre, count) for genre, count in pairs if count is not None)


def _one_count(declared: Pairs, total: int, _: Sequence[str]) -> Iterator[Truth]:
    """One count is another one, so that they add up."""
    written = sum(count or 0 for _, count in declared)
    for at, (_, count) in enumerate(declared):
        true = (count or 0) + total - written
        if true > 0:
            yield _counted(recount(declared, at, true))


def _two_counts(declared: Pairs, _total: int, _: Sequence[str]) -> Iterator[Truth]:
    for high, (_, much) in enumerate(declared):
        for low, (_, little) in enumerate(declared):
            for by in (1, 2):
                if high != low and (much or 0) > by:
                    less = recount(declared, high, (much or 0) - by)
                    yield _counted(recount(less, low, (little or 0) + by))


def _neighbours(declared: Pairs, _total: int, _: Sequence[str]) -> Iterator[Truth]:
    for _share, one in made.exchanged(_counted(declared)):
        yield _counted(one)


def _one_more(declared: Pairs, total: int, genres: Sequence[str]) -> Iterator[Truth]:
    left = total - sum(count or 0 for _, count in declared)
    for at in range(len(declared) + 1):
        for genre in genres:
            yield _counted((*declared[:at], (genre, left), *declared[at:]))


def _one_less(declared: Pairs, total: int, _: Sequence[str]) -> Iterator[Truth]:
    for at in range(len(declared)):
        rest = _counted((*declared[:at], *declared[at + 1 :]))
        if sum(count for _, count in rest) == total:
            yield rest


def _well_spelt(declared: Pairs, _total: int, genres: Sequence[str]) -> Iterator[Truth]:
    for at, (typed, count) in enumerate(declared):
        for genre in genres:
            if abs(len(genre) - len(typed)) <= 1 and typed not in genres:
                yield _counted((*declared[:at], (genre, count), *declared[at + 1 :]))


KINDS: tuple[AnyKind, ...] = (
    Kind("off by one", made.off_by(1), _one_count),
    Kind("off by two", made.off_by(2), _one_count),
    Kind("digits swapped", made.rewritten(made.swapped), _one_count, "digits"),
    Kind("digit dropped", made.rewritten(made.dropped), _one_count, "digits"),
    Kind("digit doubled", made.rewritten(made.doubled), _one_count, "digits"),
    Kind("superscript misread", made.rewritten(made.misread), _one_count, "digits"),
    Kind("count missing", made.missing, _one_count),
    Kind("errors cancel out", made.cancelling, _two_counts),
    Kind("neighbours swapped", made.exchanged, _neighbours),
    Kind("genre left out", made.left_out, _one_more),
    Kind("listed twice", made.twice, _one_less),
    Kind("genre misspelt", made.misspelt, _well_spelt),
    Misplaced(),
)
