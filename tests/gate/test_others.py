"""A playlist that is no master and is cleaned: its rollbacks count as those of masters do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apply.test_resume import cut_off
from tests.apply.test_rollback_of_others import CLEANUPS, MIX
from tests.conftest import Aum
from tests.gate.conftest import RENAMED, SEASON, Ready, Stage, prepare, staged
from tests.pull.conftest import playlist

BOT = "github-actions[bot]"


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A season of which the first apply took two tracks out of a playlist that is no master."""
    mix = playlist("mix", "Mix", tracks="a z b q")
    return prepare(tmp_path_factory.mktemp("ready"), policy=CLEANUPS["block"], beside=(mix,))


@pytest.fixture
def mixed(
    cleaned: Ready, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    with staged(cleaned, tmp_path, aum, monkeypatch) as stage:
        assert stage.season.holds("mix") == "z q"
        yield stage


def rolled_back(stage: Stage) -> dict[str, str | None]:
    """What a rollback of the first apply changes of that playlist's files."""
    stage.run("rollback", "--undo", "1", "--master", MIX)
    files = stage.taken()
    assert sorted(files) == [SEASON, f"state/pins/{MIX}.json"]
    return files


def test_a_bots_rollback_of_it_takes_one_approval(mixed: Stage) -> None:
    pull = mixed.fake.propose(BOT, rolled_back(mixed), "aum-sync/rollback")
    mixed.fake.review(pull, "bob")
    mixed.fake.merge(pull)
    mixed.ci()
    mixed.apply()
    assert mixed.season.holds("mix") == "a z b q"


def test_a_bot_that_pins_what_no_apply_found_is_doubted(mixed: Stage) -> None:
    files = rolled_back(mixed)
    path = f"state/pins/{MIX}.json"
    files[path] = str(files[path]).replace("rollback of apply 1", "rollback of apply 7")
    pull = mixed.fake.propose(BOT, files, "aum-sync/rollback")
    mixed.fake.review(pull, "bob")
    mixed.fake.merge(pull)
    mixed.ci()
    assert mixed.refused() == {"G5"}


def test_what_was_begun_is_not_finished_before_a_rollback_of_it(
    mixed: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed.approved(change=RENAMED)
    mixed.ci()
    with monkeypatch.context() as inner:
        assert cut_off(mixed.season, inner, 3, answered=False)
    assert mixed.state.pending
    pull = mixed.fake.propose("alice", rolled_back(mixed))
    mixed.fake.review(pull, "bob")
    mixed.fake.merge(pull)
    mixed.ci()
    applies = mixed.apply()["applies"]
    assert len(applies) == 1
    assert mixed.season.holds("mix") == "a z b q"
