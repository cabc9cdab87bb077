"""Two applies at once, or one that is abandoned while it runs: one goes on, and none doubles."""

from __future__ import annotations

from typing import Any

import pytest

from aum_sync.cli.journal import GitJournal
from aum_sync.git.publish import Branch
from tests.apply.conftest import Start
from tests.apply.test_troubles import (
    DONE,
    GH006,
    apply,
    before_write,
    contents,
    elsewhere,
    refuse,
)


def test_of_two_that_begin_at_once_one_goes_on(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = start()
    other = elsewhere(season)
    codes: list[int] = []
    # The other run comes and goes between our look at the branch and our first state commit.
    publish, seen = Branch.publish, 0

    def publishing(self: Branch, *rest: Any) -> str:
        nonlocal seen
        seen += 1
        if seen == 1:
            codes.append(season.aum("apply", "--root", other.root).code)
        return publish(self, *rest)

    monkeypatch.setattr(Branch, "publish", publishing)
    done = season.run("apply", code=5)
    assert codes == [0]
    assert "another run was first: an apply outside GitHub" in done.err
    assert "has finished apply 1" in done.err
    assert "git pull brings what it did" in done.err
    assert contents(season) == DONE
    season.follow()
    assert season.in_sync


@pytest.mark.parametrize("number", [1, 2])
def test_a_run_stops_where_another_goes_on_with_its_apply(
    start: Start, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    season = start()
    other = elsewhere(season)
    codes: list[int] = []
    real, seen = GitJournal.check, 0

    def checking(self: GitJournal) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            codes.append(season.aum("apply", "--root", other.root).code)
        real(self)

    monkeypatch.setattr(GitJournal, "check", checking)
    done = season.run("apply", code=5)
    assert codes == [0]
    assert "another run was first: an apply outside GitHub" in done.err
    assert "has finished apply 1" in done.err
    assert contents(season) == DONE
    season.follow()
    assert season.state.pending is None
    assert season.in_sync


def test_the_loser_says_that_another_apply_runs(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = start()
    other = elsewhere(season)
    publish, seen = Branch.publish, 0

    def publishing(self: Branch, *rest: Any) -> str:
        """The other run records that it begins, just before we do, and is at its first write."""
        nonlocal seen
        seen += 1
        if seen == 1:
            hook = refuse(season, GH006, after=1)
            assert season.aum("apply", "--root", other.root).code == 6
            hook.unlink()
        return publish(self, *rest)

    monkeypatch.setattr(Branch, "publish", publishing)
    done = season.run("apply", code=5)
    assert "apply 1 runs elsewhere: an apply outside GitHub" in done.err
    assert "goes on with it, so this run stops" in done.err
    assert "→ let it end, then run again" in done.err


def test_an_apply_that_is_abandoned_while_it_runs_stops(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = start()

    def abandon() -> None:
        other = elsewhere(season)
        other.git("rm", "--quiet", "state/pending.json")
        other.git("commit", "--quiet", "--message", "abandon")
        other.git("push", "--quiet", "origin", "main")

    before_write(monkeypatch, 1, abandon)
    assert "apply 1 was abandoned while it ran" in apply(season, code=5).err
    assert contents(season) == ("a x b", "")
    assert season.state.pending is None
    apply(season, code=0)  # What was done by then is where the plan of the tip leads to.
    assert contents(season) == DONE
