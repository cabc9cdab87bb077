"""The engine: guided by what is new, it finds what chance alone does not."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence

import pytest

from aum_sync.demo.dice import Dice
from tests.fuzz import probes
from tests.fuzz.engine import Report, Target, fuzz

INPUTS = 20_000


def _typed(text: str, _: Sequence[str], dice: Dice) -> str:
    at = dice.between(0, len(text))
    return text[:at] + dice.pick("aemz!bcdfghjklnop") + text[at + dice.between(0, 1) :]


def _anything(_: str, __: object) -> None:
    """Every outcome is fine."""


def target(run: Callable[[str], object], most_steps: int = 1_000) -> Target[str, object]:
    return Target(("a giant",), ("",), _typed, run, _anything, lambda _: most_steps)


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """The maze, loaded with probes."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.delitem(sys.modules, "tests.fuzz.maze", raising=False)
    probes.watch("tests.fuzz.maze")
    module = importlib.import_module("tests.fuzz.maze")
    monkeypatch.delitem(sys.modules, "tests.fuzz.maze")
    found: Callable[[str], int] = module.walk
    return found


def test_what_is_new_is_built_upon_until_the_fault_is_found(walk: Callable[[str], int]) -> None:
    report = fuzz(target(walk), INPUTS, Dice("a"))
    ((place, (shortest, story)),) = report.failures.items()
    assert place.startswith("AssertionError at ")
    assert shortest == "'maze!'"
    assert "the end of the maze" in story


def test_chance_alone_does_not_find_it(walk: Callable[[str], int]) -> None:
    report = fuzz(target(walk), INPUTS, Dice("a"), guided=False)
    assert report.failures == {}
    assert report.inputs == INPUTS


def test_the_same_seed_gives_the_same_report(walk: Callable[[str], int]) -> None:
    one, two, other = (fuzz(target(walk), 500, Dice(seed)) for seed in ("a", "a", "b"))
    assert one == two
    assert isinstance(other, Report)


def test_a_fault_does_not_end_the_run_and_is_told_by_its_shortest_input() -> None:
    report = fuzz(target(lambda text: 1 // ("n" not in text)), 3_000, Dice("a"))
    ((place, (shortest, _)),) = report.failures.items()
    assert (place.split(" at ")[0], shortest, report.inputs) == ("ZeroDivisionError", "'n'", 3_000)


def test_too_many_steps_are_a_fault(walk: Callable[[str], int]) -> None:
    report = fuzz(target(walk, most_steps=1), 2, Dice("a"))
    ((_, story),) = report.failures.values()
    assert "2 steps for 7 characters, not 1" in story


def test_a_module_that_is_there_already_cannot_be_watched() -> None:
    with pytest.raises(AssertionError, match="imported before they could be watched"):
        probes.watch("tests.fuzz.probes")
