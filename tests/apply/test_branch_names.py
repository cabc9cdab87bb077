"""Names of branches and remotes as people type them."""

from __future__ import annotations

import pytest

from tests.apply.conftest import Start
from tests.apply.test_troubles import DONE, contents


def test_the_full_name_of_a_branch_is_that_branch(start: Start) -> None:
    season = start()
    season.run("apply", "--branch", "refs/heads/main")
    assert contents(season) == DONE


@pytest.mark.parametrize("name", ["", "refs/heads/", "ma*", "a..b", "with blanks"])
def test_what_is_no_name_of_a_branch_is_wrong_usage(start: Start, name: str) -> None:
    said = start(pulled=False).run("apply", "--branch", name, code=2).err
    assert f"--branch {name!r}: that is no name of a branch." in said


@pytest.mark.parametrize("name", ["mian", "a'b", "--upload-pack=x"])
def test_a_branch_that_is_not_there_is_named_with_how_to_list_them(start: Start, name: str) -> None:
    said = start(pulled=False).run("apply", f"--branch={name}", code=1).err
    assert f"origin has no branch {name!r}" in said
    assert "git ls-remote --heads origin lists those there are" in said


def test_a_remote_that_looks_like_an_option_is_a_remote(start: Start) -> None:
    said = start(pulled=False).run("apply", "--remote=--all", "--branch=main", code=1).err
    assert "the remote --all cannot be asked for main" in said
