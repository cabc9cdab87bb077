"""Every example of ``docs/rules.md`` comes out as the page says."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pytest

from tests.conftest import Aum
from tests.pull.conftest import Start, start
from tests.rules import notation, planning, pulling
from tests.rules.page import Rule, rules

__all__ = ["start"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.anchor)
def test_the_examples_of_a_rule_come_out_as_the_page_says(
    rule: Rule, aum: Aum, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rule.examples, "a rule without an example"
    root = tmp_path / "none"
    for number, example in enumerate(rule.examples):
        if example.language == "console":
            expected, found = _typed(aum, root, example.season, example.text, monkeypatch)
        elif pulling.is_pull(example.text):
            expected, found = pulling.told(start, example.season, example.text)
        else:
            assert example.language == "diff", f"line {example.line}: no example"
            root = tmp_path / f"example-{number}"
            given = notation.read(example.text)
            planning.write(root, example.season, given)
            expected, found = given.outcome, planning.told(aum, root, given)
        assert found == expected, f"docs/rules.md:{example.line}"


def _typed(
    aum: Aum, root: Path, season: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[str]]:
    """A console's lines, and those of typing its commands in the season of the example above."""
    if not root.is_dir():
        (root / "config").mkdir(parents=True)
        (root / "config" / "season.yaml").write_text(season, encoding="utf-8")
    monkeypatch.chdir(root)
    lines = [line.rstrip() for line in text.splitlines()]
    found: list[str] = []
    for command in (line for line in lines if line.startswith("$ ")):
        words = shlex.split(command.removeprefix("$ "))
        if words[0] == "echo":
            typed = io.TextIOWrapper(io.BytesIO(f"{words[1]}\n".encode()), "utf-8")
            monkeypatch.setattr("sys.stdin", typed)
            words = words[3:]
        assert words.pop(0) == "aum-sync", command
        outcome = aum(*words)
        found += [command, *(outcome.out + outcome.err).splitlines()]
    return lines, [line.rstrip() for line in found]
