"""With ``--format json`` standard output is one value of JSON, whatever came of it."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import click
import pytest

from aum_sync.cli.main import VERBS
from tests.conftest import Aum


def of_json() -> list[str]:
    """The verbs that have ``--format json``."""
    found = []
    for verb in VERBS:
        command = importlib.import_module(f"aum_sync.cli.{verb}").command
        kinds = [one.type for one in command.params if one.name == "form"]
        if any(isinstance(kind, click.Choice) and "json" in kind.choices for kind in kinds):
            found.append(verb)
    return found


ARGUMENTS = {
    "explain": ["Song"],
    "overlap": ["rap", "soul"],
    "adopt": ["--all"],
    "rollback": ["1"],
    "propose": ["--branch", "aum-sync/pull", "--title", "Pull"],
    "comment": ["--pull", "1"],
}
"""What a verb needs beside a season."""


def errors(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["errors"]
    return found


def test_the_verbs_with_json_are_those_known() -> None:
    assert {"validate", "pull", "plan", "apply", "status", "adopt", "rollback"} <= set(of_json())


@pytest.mark.parametrize(
    "verb", [verb for verb in of_json() if verb not in ("parse", "show", "doctor")]
)
def test_where_there_is_no_season_the_errors_are_that_value(
    aum: Aum, tmp_path: Path, verb: str
) -> None:
    done = aum(verb, *ARGUMENTS.get(verb, []), "--root", tmp_path, "--format", "json")
    assert done.code != 0
    value = json.loads(done.out)
    assert value["exit"] == done.code
    assert value["errors"]
    assert all(one["message"] for one in value["errors"])
    assert done.err


def test_the_place_and_the_way_on_are_in_it(aum: Aum, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "season.yaml").write_text("version: 1\nseason: {nam: x}\n", "utf-8")
    done = aum("validate", "--root", tmp_path, "--format", "json")
    found = {one["message"]: one for one in errors(done.out)}
    (unknown,) = (one for text, one in found.items() if "nam" in text.split("'"))
    assert unknown["place"].startswith("config/season.yaml:2:")
    assert "name" in unknown["hint"]
    assert unknown["level"] == "error"


def test_wrong_usage_is_that_value_too(aum: Aum, tmp_path: Path) -> None:
    done = aum("adopt", "--root", tmp_path, "--format", "json")
    assert done.code == 2
    assert "aum-sync status lists them" in errors(done.out)[0]["message"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (KeyError("x"), 3, "bug in aum-sync: KeyError"),
        (OSError("x"), 3, "bug in aum-sync: OSError"),
    ],
)
def test_interrupted_and_broken_it_is_that_value_too(
    aum: Aum, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("aum_sync.cli.validate.tree_of", fail)
    done = aum("validate", "--format", "json")
    assert done.code == code
    assert [one["message"] for one in errors(done.out)] == [said]


def test_in_text_nothing_of_it_is_on_standard_output(aum: Aum, tmp_path: Path) -> None:
    assert aum("validate", "--root", tmp_path).out == ""
    assert aum("plan", "--root", tmp_path, "--format", "csv").out == ""
