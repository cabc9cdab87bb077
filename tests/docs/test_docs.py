"""The documents say what the tool does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from aum_sync.cli.main import VERBS, run

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def test_the_command_line_reference_is_what_help_says() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "cli_reference.py"))["reference"]()
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == made, "run make docs"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_no_stray_backslash(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, "--help"]) == 0
    text = capsys.readouterr().out
    assert "\\b" not in text
    assert len(text.splitlines()) > 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), f"{page.name}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_named_exist(page: Path) -> None:
    for verb in re.findall(r"`?aum-sync ([a-z]+)", page.read_text("utf-8")):
        assert verb in VERBS, f"{page.name}: aum-sync {verb}"


def words(text: str) -> str:
    """A line without what only aligns it: blanks and marks of direction."""
    return " ".join(text.replace("\u200e", "").split())


@pytest.mark.parametrize("name", ["README.md", "docs/lifecycle.md"])
def test_the_plans_that_are_shown_are_the_demos(
    name: str, pulled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for view in (("--week", "123", "--week", "164"), ("--master", "israeli-music")):
        assert run(["plan", "--offline", "--root", str(pulled), *view]) == 0
    plan = {words(line) for line in capsys.readouterr().out.splitlines()}
    text = (ROOT / name).read_text("utf-8")
    shown = [words(line) for line in text.splitlines() if re.match(r"\s*[-+~] \S.*  |Plan: ", line)]
    assert len(shown) >= 2
    assert [line for line in shown if line not in plan] == []
