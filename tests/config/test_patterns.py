"""Regular expressions are tried before they are trusted."""

from __future__ import annotations

import pytest

from aum_sync.config.patterns import pattern_trouble
from aum_sync.config.types import DEFAULT_STRIP

SOUND = [
    *DEFAULT_STRIP,
    r"(?:Week|Aum)#\s*(?P<week>\d+)",
    r"^\W*\d{1,2}\.\d{1,2}\.\s*[-–]\s*",
    r"\s*(?:curated|mixed) by\s+[\p{L}_. ]+$",
    r"[[a-z]&&[^x]]",
]
RUNNING = [
    r"(a|aa)+$",
    r"(\w|\w\w)+:",
    r"(?:by )(x|xx)+y",
    r"week (?P<week>(1|11)+)!",
    r"(?R)",
]


@pytest.mark.parametrize("pattern", SOUND)
def test_a_sound_pattern_has_no_trouble(pattern: str) -> None:
    assert pattern_trouble(pattern) is None


@pytest.mark.parametrize("pattern", RUNNING)
def test_a_pattern_that_runs_away_is_found(pattern: str) -> None:
    trouble = pattern_trouble(pattern)
    assert trouble
    assert "runs for more than" in trouble[0]


@pytest.mark.parametrize("pattern", ["(", "a**", r"\p{Foo}", r"\L<x>", "a{99999999999}"])
def test_a_pattern_that_does_not_compile_says_why(pattern: str) -> None:
    trouble = pattern_trouble(pattern)
    assert trouble
    assert trouble[0].startswith("is no regular expression: ")


def test_a_pattern_nested_beyond_reason_is_refused() -> None:
    trouble = pattern_trouble("(" * 5000 + ")" * 5000)
    assert trouble == ("is nested too deep", "write it simpler")


def test_a_group_that_is_asked_for_must_be_there() -> None:
    assert pattern_trouble(r"(?P<week>\d+)", group="week") is None
    trouble = pattern_trouble(r"(\d+)", group="week")
    assert trouble
    assert trouble[0] == "has no group called 'week'"
