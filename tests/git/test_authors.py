"""Who made a commit, and by which pull requests it came, told from the commits alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from aum_sync.git.authors import Origin, origin_of
from tests.git.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.make(tmp_path / "repository")


def told(repository: Repository, subject: str) -> str:
    repository.git("commit", "--quiet", "--allow-empty", "--message", subject)
    return repository.git("rev-parse", "HEAD")


def test_merges_and_squashes_since_the_plan_before(repository: Repository) -> None:
    told(repository, "Add the season (#3)")
    before = told(repository, "Merge pull request #4 from me/weeks")
    told(repository, "Merge pull request #12 from me/soul")
    told(repository, "Apply 1: it is over")
    repository.git("switch", "--quiet", "--create", "side")
    told(repository, "On a side of its own (#99)")
    repository.git("switch", "--quiet", "-")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge it", "side")
    commit = told(repository, "Sort rap (#11)")
    author = repository.git("log", "-1", "--format=%an")
    assert origin_of(repository.root, commit, before) == Origin(author, (11, 12))
    assert origin_of(repository.root, before, None) == Origin(author, (4, 3))
    assert origin_of(repository.root, commit, commit) == Origin(author, ())


@pytest.mark.parametrize(
    "subject", ["Mend #7", "As (#7) said", "Say Merge pull request #7 from x", "(#7", "(#x)"]
)
def test_a_number_elsewhere_is_no_pull_request(subject: str, repository: Repository) -> None:
    assert origin_of(repository.root, told(repository, subject), None).pulls == ()


def test_a_commit_that_is_not_here_has_no_author(repository: Repository) -> None:
    here = told(repository, "x")
    assert origin_of(repository.root, "5" * 40, None) == Origin(None, ())
    assert origin_of(repository.root, here, "5" * 40) == Origin(None, ())
