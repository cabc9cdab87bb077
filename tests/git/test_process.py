"""What git says no to, in words that lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from aum_sync.git import process
from aum_sync.git.commit import resolve
from aum_sync.git.process import GitError
from tests.conftest import Aum
from tests.git.repository import Repository


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a commit that git takes for another user's from now on."""
    repository = Repository.make(tmp_path / "the repository")
    repository.commit(season__config__season_yaml="version: 1\n")
    # What git's own tests set; who owns a file only root can change.
    monkeypatch.setitem(process._FIXED, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    return repository


def test_a_repository_of_another_user_is_said_so_with_the_line_that_trusts_it(
    foreign: Repository,
) -> None:
    with pytest.raises(GitError) as caught:
        resolve(foreign.root / "season", "HEAD")
    (fault,) = caught.value.faults
    top = foreign.root.resolve()
    assert fault.message == (
        f"git reads nothing in {top}: the repository belongs to another user (dubious ownership)"
    )
    assert fault.hint == (f"if you trust it: git config --global --add safe.directory '{top}'")


def test_a_plan_of_its_commit_ends_with_that_error(foreign: Repository, aum: Aum) -> None:
    outcome = aum("plan", "--root", foreign.root / "season", "--commit", "HEAD")
    assert (outcome.code, outcome.out) == (1, "")
    assert "dubious ownership" in outcome.err
    assert "not inside a git work tree" not in outcome.err


def test_trusting_it_helps(foreign: Repository) -> None:
    foreign.git("config", "--global", "--add", "safe.directory", str(foreign.root.resolve()))
    assert resolve(foreign.root / "season", "HEAD")[2] == "season"
