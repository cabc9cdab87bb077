"""A remote whose history is written anew while an apply runs: it stops, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.apply.conftest import Start
from tests.apply.test_troubles import DONE, before_write, contents, elsewhere


@pytest.mark.parametrize(("number", "held"), [(1, ("a x b", "")), (2, DONE)])
def test_a_remote_that_is_written_anew_while_it_runs_stops_it(
    start: Start, monkeypatch: pytest.MonkeyPatch, number: int, held: tuple[str, str]
) -> None:
    season = start()
    other = elsewhere(season)

    def rewrite() -> None:
        other.git("commit", "--quiet", "--amend", "--message", "another history")
        other.git("push", "--quiet", "--force", "origin", "main")

    with monkeypatch.context() as wire:
        before_write(wire, number, rewrite)
        said = season.run("apply", code=5).err
    assert "error: " in said
    assert "→" in said
    assert contents(season) == held, "the write that was on its way is the last one"
    season.clone.git("fetch", "--quiet", "origin")
    season.clone.git("reset", "--quiet", "--hard", "origin/main")
    assert season.state.pending is None
    season.apply()
    assert contents(season) == DONE
    assert season.in_sync
