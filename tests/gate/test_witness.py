"""What a bot locks is held against Spotify by the apply itself, with what its workflow gives it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from aum_sync.spotify import connect
from aum_sync.spotify.access import Access, find_access
from aum_sync.spotify.apps import WRITING, App
from tests.gate.conftest import Stage
from tests.github.fake_model import BOT, Pull
from tests.pull.conftest import pid

LOCK = "state/weeks/1.json"


@pytest.fixture(autouse=True)
def _as_apply_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A simulator stands for the apps whose variables are there, as Spotify would."""

    def access(environ: Mapping[str, str], app: App) -> Access | None:
        given = all(environ.get(name) for name in app.variables)
        return find_access(environ, app) if given else None

    monkeypatch.setattr(connect, "find_access", access)
    for name in WRITING.variables:
        monkeypatch.setenv(name, "x" * 20)


def locked(stage: Stage, *, forged: bool = False, **edit: str) -> Pull:
    """A pull request of the bot with the lock of week 1, as Spotify has it or not."""
    name, description = "Aum#1", "♩ Rap 2 ♩ Soul 1"
    stage.season.edit("w1", **edit)
    text = json.loads(stage.text(LOCK))
    text |= {"name": edit.get("name", name), "description": edit.get("description", description)}
    if forged:
        text["slots"].reverse()
    files: dict[str, str | None] = {LOCK: json.dumps(text)}
    return stage.fake.propose(BOT, files, "aum-sync/pull")


def land(stage: Stage, pull: Pull) -> None:
    stage.fake.review(pull, "bob")
    stage.fake.merge(pull)
    stage.ci()


def asked(stage: Stage, part: str) -> int:
    """How many requests to Spotify had this in their path."""
    return sum(part in one.path for one in stage.simulator.requests)


def test_a_lock_that_is_so_passes_and_is_read_on_the_way_that_apply_writes_by(
    stage: Stage,
) -> None:
    land(stage, locked(stage, description="♩ Rap 3"))
    stage.apply()
    assert stage.season.holds("rap") == "a x b c"
    assert (asked(stage, "/api/token"), asked(stage, f"{pid('w1')}/items")) == (1, 1)


@pytest.mark.parametrize("what", ["slots", "name", "description"])
def test_a_lock_that_is_not_so_takes_one_approval_more(stage: Stage, what: str) -> None:
    pull = locked(stage, forged=what == "slots", description="♩ Rap 3")
    if what != "slots":
        stage.season.edit("w1", **{what: "Aum#1 ♩ Rap 1"})
    land(stage, pull)
    assert stage.refused() == {"G5"}
    assert f"{LOCK} is not what Spotify has now" in stage.run("apply", code=4).err
    stage.fake.review(pull, "aum")
    stage.apply()


def test_a_playlist_that_cannot_be_read_is_doubted(stage: Stage) -> None:
    land(stage, locked(stage, description="♩ Rap 3"))
    stage.simulator.edit(
        lambda world: replace(
            world, playlists=tuple(one for one in world.playlists if one and one.id != pid("w1"))
        )
    )
    assert stage.refused() == {"G5"}
    assert f"{LOCK} could not be held against Spotify" in stage.run("apply", code=4).err


def test_a_lock_that_is_gone_is_doubted_and_asks_nothing(stage: Stage) -> None:
    other = "state/weeks/2.json"
    files = {LOCK: None, other: stage.text(other).replace("Soul 2", "Rap 2")}
    land(stage, stage.fake.propose(BOT, files, "aum-sync/pull"))
    assert f"{LOCK} is gone" in stage.run("apply", code=4).err
    assert asked(stage, pid("w1")) == 0


def test_what_the_plan_needs_of_the_budget_is_left_to_it(stage: Stage) -> None:
    stage.policy("{budget: 8}")
    pull = locked(stage, description="♩ Rap 3")
    land(stage, pull)
    said = stage.run("apply", code=4).err
    assert (
        "to hold 1 lock against Spotify takes 2 requests, of which policy.budget leaves 1" in said
    )
    assert asked(stage, pid("w1")) == 0
    stage.fake.review(pull, "aum")
    stage.apply()
    assert stage.season.holds("rap") == "a x b c"


@pytest.mark.parametrize("forged", [False, True])
def test_before_the_merge_nothing_is_asked_and_it_is_said_when_it_will_be(
    stage: Stage, *, forged: bool
) -> None:
    pull = locked(stage, forged=forged, description="♩ Rap 3")
    stage.fake.review(pull, "bob")
    stage.ci()
    said = stage.run("gate", "--preview", "--pull", pull.number).out
    assert "1 lock of this bot will be held against Spotify when it is applied" in said
    assert "Merged now, it would be applied." in said
    stage.fake.merge(pull)
    stage.ci()
    assert "will be held against Spotify" in stage.run("gate").out
    assert stage.simulator.requests == ()
