from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from aum_sync.plan.codec import to_json
from aum_sync.report.table import csv_rows
from aum_sync.report.view import EVERYTHING
from tests.conftest import Aum
from tests.report.golden import FOLDER
from tests.report.plans import FULL, add, master, plan


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_text(to_json(FULL), encoding="utf-8")
    return file


def golden(name: str) -> str:
    return (FOLDER / name).read_bytes().decode()


def test_a_saved_plan_reads_as_it_did_when_it_was_made(aum: Aum, saved: Path) -> None:
    shown = aum("show", saved)
    assert (shown.code, shown.out, shown.err) == (0, golden("full-120.txt"), "")


@pytest.mark.parametrize(("form", "name"), [("markdown", "full.md"), ("csv", "full.csv")])
def test_a_saved_plan_is_rendered_in_other_forms(
    aum: Aum, saved: Path, form: str, name: str
) -> None:
    assert aum("show", saved, "--format", form).out == golden(name)


def test_json_is_the_whole_plan_byte_for_byte(aum: Aum, saved: Path) -> None:
    shown = aum("show", saved, "--format", "json", "--week", "281", "--master", "hip-hop")
    assert shown.out == saved.read_text(encoding="utf-8")


def test_weeks_and_masters_narrow_what_is_shown(aum: Aum, saved: Path) -> None:
    shown = aum("show", saved, "--format", "markdown", "--week", "281", "--master", "hip-hop")
    assert shown.out == golden("one-week.md")
    both = aum("show", saved, "--week", "281", "--week", "282").out
    assert "orphan, moved here" in both
    assert "Shown: week 281, week 282." in both


def test_a_plan_can_come_from_standard_input(
    aum: Aum, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(saved.read_bytes())))
    assert aum("show", "-", "--format", "csv").out == csv_rows(FULL, EVERYTHING)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--week", "288"], "--week 288: no such week; the nearest is 282."),
        (["--master", "hiphop"], "--master 'hiphop': no such master. Did you mean 'hip-hop'?"),
        (["--master", "zzz"], "--master 'zzz': no such master. The masters are: hip-hop, "),
        (["--week", "x"], "'x' is not a valid integer"),
        (["--format", "html"], "'html' is not one of"),
    ],
)
def test_what_the_plan_does_not_have_is_wrong_usage(
    aum: Aum, saved: Path, arguments: list[str], message: str
) -> None:
    shown = aum("show", saved, *arguments)
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err


def test_a_plan_without_any_week_has_no_nearest_one(aum: Aum, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(to_json(plan(master("a"))))
    assert "--week 1: no such week.\n" in aum("show", file, "--week", "1").err


def test_a_file_that_is_not_there_is_wrong_usage(aum: Aum, tmp_path: Path) -> None:
    shown = aum("show", tmp_path / "none.json")
    assert shown.code == 2
    assert "does not exist" in shown.err


def test_a_file_that_cannot_be_read_is_an_error(aum: Aum) -> None:
    unreadable = Path("/proc/self/mem")
    if not unreadable.exists():
        pytest.skip("no file here that exists and cannot be read")
    shown = aum("show", unreadable)
    assert shown.code == 1
    assert f"{unreadable} cannot be read" in shown.err


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"{}", b'{"format": 99}', b"\xff\xfe{", b"[" * 100_000, b"null"],
    ids=["empty", "cut", "list", "bare", "newer", "utf-16", "deep", "null"],
)
def test_a_damaged_plan_is_an_error_that_says_what_to_do(
    aum: Aum, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(data)
    shown = aum("show", file)
    assert (shown.code, shown.out) == (1, "")
    assert "aum-sync plan --format json" in shown.err


def test_a_title_that_is_no_text_at_all_does_no_harm(aum: Aum, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    odd = plan(master("a", add=(add("\ud83d half an emoji"),)))
    file.write_text(to_json(odd), encoding="utf-8", errors="backslashreplace")
    for form in ("text", "json", "markdown", "csv"):
        shown = aum("show", file, "--format", form)
        assert shown.code == 0, shown.err
        assert "half an emoji" in shown.out
    text = aum("show", file, "--format", "json").out
    assert json.loads(text)["masters"]["a"]["add"][0]["name"] == "\ud83d half an emoji"


def test_colour_comes_only_when_it_is_asked_for(
    aum: Aum, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert aum("show", saved).out == golden("full-120-colour.txt")
    monkeypatch.setenv("NO_COLOR", "1")
    assert aum("show", saved).out == golden("full-120.txt")
