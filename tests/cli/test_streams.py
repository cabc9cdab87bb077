"""Streams that are closed, full or read by nobody: the exit code still says what happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.processes import RUN, with_closed, with_reader_gone
from tests.cli.processes import start as begin
from tests.pull.conftest import Season, season, start

__all__ = ["season", "start"]

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


@pytest.fixture
def refused(season: Season) -> Season:
    """A season whose plan breaks a limit."""
    season.pull()
    season.configure("masters:", "expect: [{at_most: {master: rap, tracks: 1}}]\nmasters:")
    return season


def test_a_reader_that_goes_away_is_no_error() -> None:
    assert with_reader_gone("stdout", "schema") == (0, b"")


def test_a_refused_plan_stays_refused_whoever_reads_it(refused: Season) -> None:
    plan = ("plan", "--offline", "--root", refused.root)
    assert with_reader_gone("stdout", *plan) == (4, b"")
    code, out = with_reader_gone("stderr", *plan)
    assert (code, b"rap would hold 3 tracks, more than 1" in out) == (4, True)


def test_an_error_stays_one_where_nobody_reads_it(tmp_path: Path) -> None:
    assert with_reader_gone("stderr", "validate", "--root", tmp_path) == (1, b"")
    assert with_reader_gone("stderr", "plam") == (2, b"")


@pytest.mark.parametrize("descriptor", [1, 2])
def test_a_closed_stream_is_written_to_by_nobody(refused: Season, descriptor: int) -> None:
    plan = ("plan", "--root", refused.root)
    code, written = with_closed(descriptor, *plan)
    assert code == 4
    assert (b"more than 1" in written) == (descriptor == 2)
    assert b"bug" not in written
    assert with_closed(descriptor, "plam")[0] == 2


@pytest.mark.parametrize("verb", [("parse",), ("show", "-")])
def test_a_closed_standard_input_is_an_error(verb: tuple[str, ...]) -> None:
    code, written = with_closed(0, *verb)
    assert code == 1
    assert b"there is no standard input to read" in written


@needs_full
@pytest.mark.parametrize("arguments", [("schema",), ("--help",), ("plan", "--help")])
def test_a_result_that_cannot_be_written_is_an_error(arguments: tuple[str, ...]) -> None:
    with FULL.open("wb") as full, begin(*arguments, stdout=full) as process:
        _, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith(b"error: cannot write the result: No space left on device\n")


@needs_full
def test_messages_that_cannot_be_written_change_nothing(refused: Season) -> None:
    plan = ("plan", "--root", refused.root)
    with FULL.open("wb") as full, begin(*plan, stderr=full) as process:
        out, _ = process.communicate()
    assert process.returncode == 4
    assert b"more than 1" in out


@needs_full
def test_annotations_that_cannot_be_written_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    validate = ("validate", "--root", tmp_path)
    with FULL.open("wb") as full, begin(*validate, stdout=full) as process:
        _, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith(b"error: there is no config/season.yaml here\n")


def test_a_deleted_current_directory_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    code = f"import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); {RUN}"
    with begin("validate", code=code, cwd=tmp_path) as process:
        out, err = process.communicate()
    assert (process.returncode, b"Traceback" in err) == (1, False)
    assert out.startswith(b"::error::there is no config/season.yaml here")
