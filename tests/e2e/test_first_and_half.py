"""How a season begins, and how an apply that Spotify stopped half-way comes to its end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.stage import Stage
from tests.pull.conftest import pid

PENDING = "state/pending.json"
EARLIER = "2026-01-01T00:00:00Z"


class TestBeginning:
    @pytest.fixture
    def begun(self) -> bool:
        return False

    def test_the_first_pull_is_the_first_thing_that_is_reviewed(self, stage: Stage) -> None:
        stage.run("apply", "push").succeeded("show")
        stage.run("pull", "workflow_dispatch").succeeded("pull")
        [first] = stage.pulls("aum-sync/pull")
        [plan] = stage.comments(first, "plan")
        assert "Song b" in plan
        assert stage.holds("rap") == "a x"
        stage.land(first)
        stage.run("apply", "push").succeeded("show", "apply")
        assert [stage.holds(key) for key in ("rap", "soul", "sort")] == ["a x b", "c d e", "f g"]
        assert stage.snapshot("main", "soul") == "c d e"
        assert stage.leaks() == []


class TestMissing:
    @pytest.fixture
    def begun(self) -> bool:
        return False

    @pytest.fixture
    def faults(self) -> dict[str, Any]:
        return {"rules": [{"method": "GET", "path": f"{pid('w2')}/items", "do": "404"}]}

    def test_what_could_be_read_is_proposed_where_something_could_not(self, stage: Stage) -> None:
        stage.run("pull", "schedule").ended(pull="failure")
        [first] = stage.pulls("aum-sync/pull")
        found = stage.fake.remote.git("ls-tree", "-r", "--name-only", first.head, "state/weeks/")
        assert found.split() == ["state/weeks/1.json", "state/weeks/3.json"]


class TestStopping:
    @pytest.fixture
    def faults(self) -> dict[str, Any]:
        rule = {"method": "DELETE", "path": "items", "nth": 1, "do": "quota", "times": 1}
        return {"rules": [rule]}

    def test_it_is_said_since_when_it_may_go_on_and_then_it_does(self, stage: Stage) -> None:
        pull = stage.propose("alice", "genres: [Rap]", "genres: [Rap, Trap]")
        stage.land(pull)
        ran = stage.run("apply", "push").ended(show="success", apply="failure")
        assert "Stopped half-way" in ran.said
        assert [stage.holds(key) for key in ("rap", "sort")] == ["a x b f g", "f g"]
        pending = json.loads(stage.fake.remote.git("show", f"refs/heads/main:{PENDING}"))
        assert pending["retry_at"] > EARLIER
        [comment] = stage.comments(pull, "apply")
        assert pending["retry_at"][:10] in comment

        # Too early nothing is asked; later the workflow drift says that somebody has to come.
        requests = len(stage.simulator.requests)
        stage.run("apply", "workflow_dispatch").ended(show="success", apply="failure")
        assert len(stage.simulator.requests) == requests
        later = json.dumps(pending | {"retry_at": EARLIER})
        stage.fake.commit("main", {PENDING: f"{later}\n"}, "alice")
        stage.run("drift", "schedule").succeeded("watch")
        assert len(stage.issues()) == 1

        stage.run("apply", "workflow_dispatch").succeeded("show", "apply")
        assert [stage.holds(key) for key in ("rap", "sort")] == ["a x b f g", ""]
        assert PENDING not in stage.fake.remote.git("ls-tree", "-r", "--name-only", "main")
        stage.run("drift", "schedule").succeeded("watch")
        assert stage.issues() == []
        assert len(stage.comments(pull, "apply")) == 1
