"""Where a season is looked for and is not: the place that is named is the one that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.seasons import SMALLEST
from tests.conftest import Aum
from tests.git.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One with an empty commit, and a season that was not committed yet."""
    repository = Repository.make(tmp_path / "season")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "begin")
    (repository.root / "config").mkdir()
    (repository.root / "config" / "season.yaml").write_text(SMALLEST, "utf-8")
    return repository


def test_a_commit_without_the_season_is_named(repository: Repository, aum: Aum) -> None:
    assert aum("plan", "--offline", "--root", repository.root).code == 0
    commit = repository.git("rev-parse", "HEAD").strip()
    outcome = aum("plan", "--commit", "HEAD", "--root", repository.root)
    assert outcome.code == 1
    assert f"error: there is no config/season.yaml in commit {commit[:12]}\n" in outcome.err
    assert "→ commit the season: git add config state && git commit" in outcome.err
    repository.commit()
    assert aum("plan", "--commit", "HEAD", "--root", repository.root).code == 0


@pytest.mark.parametrize("bare", [True, False])
def test_what_is_gits_own_is_not_to_be_moved_away(
    repository: Repository, bare: bool, tmp_path: Path, aum: Aum
) -> None:
    repository.commit()
    root = repository.root / ".git"
    if bare:
        root = tmp_path / "bare"
        repository.git("clone", "--quiet", "--bare", ".", str(root))
    outcome = aum("typos", "--root", root)
    assert outcome.code == 1
    assert "this is a bare repository (or a .git): no work tree\n" in outcome.err
    assert "→ leave config where it is, and run aum-sync in a clone: git clone" in outcome.err
    assert "move it away" not in outcome.err


def test_a_file_of_another_kind_is_to_be_moved_away(tmp_path: Path, aum: Aum) -> None:
    (tmp_path / "config").write_text("", "utf-8")
    (tmp_path / "HEAD").write_text("", "utf-8")
    assert "→ move it away: a season keeps a folder at config" in (
        aum("typos", "--root", tmp_path).err
    )
