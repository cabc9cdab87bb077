"""Every rule of the design is held by a test that is there, and every example holds a rule."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from tests.rules.page import ROOT, rules

TABLE = Path(__file__).with_name("sentences.md")
_ROW = re.compile(r"\| (\d+)\.(\d+) \| (.+) \| (.+) \|")


@cache
def _rows() -> dict[tuple[int, int], tuple[str, list[str]]]:
    """Per number: the rule in short words, and the tests that hold it."""
    found = map(_ROW.fullmatch, TABLE.read_text("utf-8").splitlines())
    return {
        (int(row[1]), int(row[2])): (row[3], re.findall("`([^`]+)`", row[4]))
        for row in found
        if row
    }


@cache
def _functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_bytes())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    page, _, anchor = test.partition("#")
    if anchor:
        return page == "docs/rules.md" and anchor in {rule.anchor for rule in rules()}
    if not (ROOT / path).is_file():
        return False
    return name in _functions(path) if name else path.startswith("tests/config/broken/")


def _tests() -> list[str]:
    return [test for _, tests in _rows().values() for test in tests]


def test_every_test_that_is_named_is_there() -> None:
    assert [test for test in _tests() if not _is_there(test)] == []


def test_every_rule_is_held_by_a_test() -> None:
    assert [number for number, (_, tests) in _rows().items() if not tests] == []


def test_the_sections_are_numbered_without_a_gap() -> None:
    for section in range(4, 9):
        numbers = [number for one, number in _rows() if one == section]
        assert numbers == list(range(1, len(numbers) + 1)), f"section {section}"
    lines = TABLE.read_text("utf-8").splitlines()
    assert sum(line.startswith("| ") and line[2].isdigit() for line in lines) == len(_rows())


def test_every_example_holds_a_rule() -> None:
    named = {test.partition("#")[2] for test in _tests()}
    assert [rule.anchor for rule in rules() if rule.anchor not in named] == []


def test_no_two_rules_of_the_page_share_an_anchor() -> None:
    anchors = [rule.anchor for rule in rules()]
    assert len(anchors) == len(set(anchors))
