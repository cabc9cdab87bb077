"""``aum-sync report``: where the page is written, of what, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.season import write_season
from tests.conftest import Aum
from tests.git.repository import Repository


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return write_season(tmp_path / "season")


def test_the_page_is_a_file_and_nothing_else_is_said(
    aum: Aum, season: Path, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    done = aum("report", "--root", season, "--offline", "--output", file)
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1] == f"{file}: {file.stat().st_size // 1000} kB"
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>\n<html")


def test_without_a_name_it_is_report_html_here_and_a_dash_is_standard_output(
    aum: Aum, season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert aum("report", "--root", season, "--offline").code == 0
    page = (tmp_path / "report.html").read_text("utf-8")
    assert aum("report", "--root", season, "--offline", "--output", "-").out == page


def test_a_page_that_cannot_be_written_is_an_error_with_the_way_on(
    aum: Aum, season: Path, tmp_path: Path
) -> None:
    done = aum("report", "--root", season, "--offline", "--output", tmp_path / "no" / "page.html")
    assert done.code == 1
    assert "cannot be written: No such file or directory" in done.err
    assert "--output" in done.err


def test_a_commit_is_reported_from_its_blobs_whatever_lies_in_the_work_tree(
    aum: Aum, tmp_path: Path
) -> None:
    clone = Repository.make(tmp_path / "clone")
    write_season(clone.root)
    clone.git("add", "--all")
    clone.git("commit", "--quiet", "--message", "begin")
    head = clone.git("rev-parse", "HEAD").strip()
    (clone.root / "config" / "season.yaml").write_text("broken: [", "utf-8")
    assert aum("report", "--root", clone.root, "--output", "-").code == 1
    page = aum("report", "--root", clone.root, "--commit", "HEAD", "--output", "-")
    assert page.code == 0
    assert f"plan of commit {head[:12]}" in page.out
