"""What docs/apply.md says of abandoning an apply, done as it stands there."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.apply.conftest import Season, Start
from tests.apply.test_troubles import DONE, QUOTA, contents, cut

DOCS = Path(__file__).resolve().parents[2] / "docs" / "apply.md"


def commands() -> str:
    """The commands of the section on abandoning."""
    section = DOCS.read_text("utf-8").split("### Abandon it\n", 1)[1].split("\n## ", 1)[0]
    return "\n".join(line.strip() for line in re.findall(r"(?m)^    (\S.*)$", section))


@pytest.fixture
def abandoned(start: Start) -> Season:
    """A season whose first apply was cut off after its first write, then abandoned by the docs."""
    season = start(faults=QUOTA)
    cut(season)
    assert contents(season) == ("a x b", "")
    for name in ("user.name", "user.email"):
        season.clone.git("config", name, "a@b.c")
    season.clone.git("branch", "--set-upstream-to=origin/main")
    subprocess.run(["sh", "-ec", commands()], cwd=season.root, check=True, capture_output=True)
    assert season.state.pending is None
    return season


def test_the_next_apply_goes_on_from_where_live_stands(abandoned: Season) -> None:
    writes = abandoned.writes(lambda: abandoned.run("apply"))
    abandoned.follow()
    assert [one.split()[0] for one in writes] == ["POST"], "what is written is not written again"
    assert contents(abandoned) == DONE
    assert abandoned.in_sync


def test_where_the_season_wants_something_else_it_counts_as_an_edit(abandoned: Season) -> None:
    abandoned.configure("genres: [Rap]", "genres: [Funk]")
    report = abandoned.apply(code=5)
    assert report["masters"]["rap"]["ending"] == "drifted"
    abandoned.pull()
    abandoned.apply()
    assert abandoned.in_sync
    assert "b" not in abandoned.holds("rap").split()
    assert json.loads(abandoned.run("status", "--format", "json").out)["pending"] is None


def test_a_damaged_pending_says_that_deleting_it_abandons(start: Start) -> None:
    season = start(faults=QUOTA)
    cut(season)
    (season.root / "state" / "pending.json").write_text("{", encoding="utf-8")
    season.push("damage")
    said = season.run("apply", code=1).err
    assert "git checkout" in said
    assert "or abandon the apply that it names by deleting it: git rm state/pending.json" in said


def test_a_pending_of_a_commit_that_is_gone_does_not_wait_for_its_time(start: Start) -> None:
    season = start(faults=QUOTA)
    pending = cut(season)
    path = season.root / "state" / "pending.json"
    text = path.read_text("utf-8").replace(pending.commit, "0" * 40)
    path.write_text(re.sub(r"20\d\d-\d\d-\d\dT", "2099-01-01T", text), encoding="utf-8")
    season.push("rewritten history")
    said = season.run("apply", code=5).err
    assert "names 000000000000, which is no part of main" in said
    assert "abandon that apply by a pull request that deletes state/pending.json" in said
