"""The seeded part of ``make fuzz``."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys

import pytest
import regex

from aum_sync.config.patterns import pattern_trouble
from tests.fuzz.descriptions import ROOT

MODULES = (
    "config.checks.details",
    "config.document",
    "config.ids",
    "config.syntax",
    "season.descriptions",
    "season.letters",
    "text.cells",
    "text.fold",
)


def test_some_thousand_inputs_guided_by_coverage_break_nothing() -> None:
    # Coverage would trace what is watched already, and such luck is not to be counted.
    environment = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--inputs", "6000"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.fullmatch(
        r"inputs=6000 descriptions=5400 documents=600 branches=(\d+) failures=0 seed=281",
        done.stdout.splitlines()[-1],
    )
    assert found
    assert int(found[1]) > 700


def _own_patterns() -> list[str]:
    """The expressions by which the tool reads what people write, with their flags inside."""
    found = []
    for module in MODULES:
        for value in vars(importlib.import_module(f"aum_sync.{module}")).values():
            if isinstance(value, regex.Pattern):
                signs = {"x": regex.VERBOSE, "V1": regex.VERSION1}
                flags = "".join(f"(?{sign})" for sign, flag in signs.items() if value.flags & flag)
                found.append(flags + value.pattern)
    return sorted(set(found))


@pytest.mark.parametrize("pattern", _own_patterns())
def test_the_own_patterns_pass_the_trial_that_those_of_users_must_pass(pattern: str) -> None:
    assert pattern_trouble(pattern) is None
