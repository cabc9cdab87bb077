"""The loop: an input is changed, run and checked; what takes a new turn is changed further."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from types import TracebackType
from typing import Generic, Self, TypeVar

from aum_sync.demo.dice import Dice
from tests.fuzz.probes import TRAIL

Input = TypeVar("Input", str, bytes)
Outcome = TypeVar("Outcome")

_MOST_TRIES = 400
"""How often a failing input is shortened at most."""

_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Target(Generic[Input, Outcome]):
    """What is fuzzed. ``run`` is what is watched; ``check`` raises AssertionError.

    ``giants`` are run and never changed: they make much work. ``most_steps`` bounds how many
    probes an input may pass: time by size, without a clock.
    """

    giants: Sequence[Input]
    seeds: Sequence[Input]
    change: Callable[[Input, Sequence[Input], Dice], Input]
    run: Callable[[Input], Outcome]
    check: Callable[[Input, Outcome], None]
    most_steps: Callable[[Input], int]

    def once(self, data: Input) -> list[int]:
        """Run and check one input; the probes that it passed. Raises whatever goes wrong."""
        TRAIL.clear()
        outcome = self.run(data)
        trail = TRAIL.copy()
        most = self.most_steps(data)
        assert len(trail) <= most, f"{len(trail)} steps for {len(data)} characters, not {most}"
        self.check(data, outcome)
        return trail


@dataclass(slots=True)
class _Trial:
    """Keeps what a run raises, and where, instead of passing it on."""

    place: str = ""
    story: str = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        if error is None or not isinstance(error, Exception):
            return False
        last = traceback.extract_tb(error.__traceback__)[-1]
        self.place = f"{type(error).__name__} at {last.filename}:{last.lineno}"
        self.story = "".join(traceback.format_exception(error))
        return True


@dataclass(slots=True)
class Report:
    """What came of some inputs: every probe, and each kind of failure with its shortest input."""

    inputs: int = 0
    probes: set[int] = field(default_factory=set)
    failures: dict[str, tuple[str, str]] = field(default_factory=dict)


def fuzz(target: Target[Input, Outcome], inputs: int, dice: Dice, *, guided: bool = True) -> Report:
    """Run so many inputs, those given first. Where ``guided``, what is new is built upon."""
    report = Report()
    turns: set[tuple[int, int]] = set()
    corpus: list[Input] = []
    given = len(target.giants) + len(target.seeds)
    for number, data in enumerate(islice(_inputs(target, corpus, dice), inputs)):
        report.inputs += 1
        trail: list[int] = []
        with _Trial() as trial:
            trail = target.once(data)
        if trial.place and trial.place not in report.failures:
            shortest = _shortened(target, data, trial.place)
            report.failures[trial.place] = (repr(shortest)[:_SHOWN], trial.story[-_SHOWN:])
        report.probes.update(trail)
        found = set(pairwise(trail)) if number >= len(target.giants) else set()
        if found and (number < given or (guided and not found <= turns)):
            corpus.append(data)
        turns |= found
    return report


def _inputs(target: Target[Input, Outcome], corpus: list[Input], dice: Dice) -> Iterator[Input]:
    yield from target.giants
    yield from target.seeds
    while True:
        known = corpus or target.seeds
        yield target.change(_pick(known, dice), known, dice)


def _pick(corpus: Sequence[Input], dice: Dice) -> Input:
    """One of the corpus: the late ones more often, of two the shorter."""
    late = max(len(corpus) - 64, 0)
    low = late if dice.chance(1 / 2) else 0
    return min((corpus[dice.between(low, len(corpus) - 1)] for _ in range(2)), key=len)


def _shortened(target: Target[Input, Outcome], data: Input, place: str) -> Input:
    """``data`` without the parts that the failure at ``place`` does not need."""
    tries, size = _MOST_TRIES, len(data) // 2
    while size and tries:
        start = 0
        while start < len(data) and tries:
            tries -= 1
            shorter = data[:start] + data[start + size :]
            with _Trial() as trial:
                target.once(shorter)
            if trial.place == place:
                data = shorter
            else:
                start += size
        size //= 2
    return data
