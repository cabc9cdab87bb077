"""A damaged file of a season in git: the message names the commit that has it whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from aum_sync.cli.season import open_season
from aum_sync.errors import AumSyncError
from aum_sync.git.commit import CommitTree, resolve
from aum_sync.season.items import Reading, Slot
from aum_sync.store.files import encode
from aum_sync.store.tree import Tree, WorkTree
from tests.git.repository import Repository

CONFIG = """
version: 1
season: {name: Test, weeks: 1-9, match: 'Aum#(?P<week>[0-9]+)'}
masters: {sort: {name: Sort, catch_all: true}}
"""
LOCK = encode(Reading(1, "w", "Aum#1", "Rap 1", "v", (Slot("spotify:track:a"),)))


def hints(tree: Tree) -> set[str | None]:
    """The ways on that opening a damaged season shows."""
    with pytest.raises(AumSyncError) as caught:
        open_season(tree)
    return {fault.hint for fault in caught.value.faults}


@pytest.mark.parametrize("below", ["", "seasons/3"])
def test_the_commit_to_restore_from_is_the_last_one_that_is_whole(
    tmp_path: Path, below: str
) -> None:
    repository = Repository.make(tmp_path / "r")
    start = f"{below.replace('/', '__')}__" if below else ""
    lock, config = f"{start}state__weeks__1_json", f"{start}config__season_yaml"
    good = repository.commit(**{lock: LOCK, config: CONFIG.encode()})
    repository.commit(**{lock: LOCK[:50]})
    root = repository.root / below
    wanted = {f"restore it: git checkout {good[:12]} -- state/weeks/1.json"}
    assert hints(WorkTree(root)) == wanted
    assert hints(CommitTree(*resolve(root, "HEAD"))) == wanted
    repository.git("-C", str(root), "checkout", good[:12], "--", "state/weeks/1.json")
    assert len(open_season(WorkTree(root))[1].weeks) == 1


def test_faults_of_configuration_and_state_come_together(tmp_path: Path) -> None:
    repository = Repository.make(tmp_path / "r")
    repository.commit(state__weeks__1_json=b"{", config__season_yaml="version: 2\n")
    with pytest.raises(AumSyncError) as caught:
        open_season(WorkTree(repository.root))
    paths = {fault.place.path for fault in caught.value.faults if fault.place}
    assert paths == {"config/season.yaml", "state/weeks/1.json"}


def test_what_is_wrong_with_a_commit_is_said_once(tmp_path: Path) -> None:
    repository = Repository.make(tmp_path / "r")
    repository.commit(config__season_yaml=CONFIG)
    (repository.root / "state").symlink_to("config")
    repository.commit()
    with pytest.raises(AumSyncError) as caught:
        open_season(CommitTree(*resolve(repository.root, "HEAD")))
    assert len(caught.value.faults) == 1


def test_a_commit_gives_the_same_season_as_the_work_tree_it_was_made_of(tmp_path: Path) -> None:
    repository = Repository.make(tmp_path / "r")
    repository.commit(state__weeks__1_json=LOCK, config__season_yaml=CONFIG)
    here = open_season(WorkTree(repository.root))
    there = open_season(CommitTree(*resolve(repository.root, "HEAD")))
    assert here[1] == there[1]
    assert here[0].config == there[0].config


def test_a_tree_without_a_history_gets_the_general_hint() -> None:
    class Shelf:
        def read(self, path: str) -> bytes | None:
            return {"config/season.yaml": CONFIG.encode(), "state/account.json": b"{"}.get(path)

        def names(self, folder: str) -> tuple[str, ...]:
            assert folder.startswith("state/")
            return ()

    (hint,) = hints(Shelf())
    assert hint is not None
    assert "git checkout COMMIT -- state/account.json" in hint
