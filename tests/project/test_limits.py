"""The project's own limits: how long code may be, how often a rule may be waived."""

from __future__ import annotations

import ast
import importlib
import io
import re
import tokenize
from collections import Counter
from functools import cache
from pathlib import Path

import click
import pytest

from aum_sync.cli.main import VERBS
from tests.project.places import ROOT, files

MODULE_LINES = 300
FUNCTION_LINES = 50

WAIVERS = {"pragma: no cover": 0, "noqa": 22, "type: ignore": 8, "print(": 0}
"""How often each may occur in all. Lower a number whenever you can; raising one needs a reason."""

MACHINE = re.compile(r"(?<![\w.~])/(?:home|root|work|Users)/")
INDEX = re.compile(r"pythonhosted\.|(?:test\.)?pypi\.org|index-url|find-links|trusted-host")


@cache
def _modules() -> dict[str, bytes]:
    """Every Python file of the project, by its path from the root."""
    return {str(path.relative_to(ROOT)): path.read_bytes() for path in files("*.py")}


@cache
def _trees() -> dict[str, ast.Module]:
    return {name: ast.parse(source) for name, source in _modules().items()}


@cache
def _waived() -> dict[str, Counter[str]]:
    """How often each module waives which rule: in a comment, or by calling ``print``."""
    found = {name: Counter[str]() for name in _modules()}
    for name, source in _modules().items():
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type == tokenize.COMMENT:
                found[name].update(waiver for waiver in WAIVERS if waiver in token.string)
        for node in ast.walk(_trees()[name]):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
                found[name]["print("] += 1
    return found


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {name: len(source.splitlines()) for name, source in _modules().items()}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    lengths = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {place: lines for place, lines in lengths.items() if lines > FUNCTION_LINES} == {}


@pytest.mark.parametrize("waiver", WAIVERS)
def test_rules_are_waived_no_more_often_than_agreed(waiver: str) -> None:
    places = {name: found[waiver] for name, found in _waived().items() if found[waiver]}
    assert sum(places.values()) <= WAIVERS[waiver], places


@pytest.mark.parametrize("pattern", [MACHINE, INDEX], ids=["machine", "index"])
def test_no_file_names_a_machine_or_a_package_index(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_module(verb: str) -> None:
    assert isinstance(importlib.import_module(f"aum_sync.cli.{verb}").command, click.Command)


def test_every_module_with_a_command_is_a_verb() -> None:
    modules = {path.stem for path in (ROOT / "aum_sync" / "cli").glob("*.py")}
    commands = {
        name
        for name in modules - {"__init__"}
        if hasattr(importlib.import_module(f"aum_sync.cli.{name}"), "command")
    }
    assert commands - set(VERBS) == set()


def test_the_changelog_has_room_for_the_next_release() -> None:
    assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
