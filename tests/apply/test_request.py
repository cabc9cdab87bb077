"""``aum-sync request``: a file that asks for a review, and names what was seen by its content."""

from __future__ import annotations

import json

import pytest

from tests.apply.conftest import MASTERS, WEEKS, Start
from tests.apply.test_state_branch import BRANCHED
from tests.pull.conftest import playlist

RAP, SOUL = "state/masters/rap.json", "state/masters/soul.json"


def test_beside_the_configuration_it_names_nothing_and_says_why(start: Start) -> None:
    season = start()
    said = season.run("request", "--reason", "  the plan of #12\n was refused ").out
    assert said == "Wrote state/requests/1.json: commit it, and open a pull request with it.\n"
    assert json.loads((season.root / "state/requests/1.json").read_text("utf-8")) == {
        "format": 1,
        "reason": "the plan of #12 was refused",
        "snapshots": [],
    }
    season.run("request", "--reason", "again")
    season.push()
    assert len(list((season.root / "state/requests").iterdir())) == 2
    season.apply()


def test_of_the_state_branch_it_names_what_nobody_reviewed(start: Start) -> None:
    season = start(config=BRANCHED)
    season.run("request", "--reason", "before the first apply")
    season.push()
    season.apply()
    assert "It names no snapshot" in season.run("request", "--reason", "so").out
    season.push()
    season.edit("soul", tracks="c e")
    season.run("pull")
    (season.root / "state/requests/3.json").unlink()
    found = json.loads(season.run("request", "--reason", "so", "--format", "json").out)
    blob = season.origin.git("rev-parse", f"aum-state:{SOUL}")
    assert found == {
        "file": "state/requests/3.json",
        "reason": "so",
        "snapshots": [{"path": SOUL, "blob": blob}],
    }
    assert season.plan()["masters"]["soul"]["add"] == []
    season.push()
    assert len(season.plan()["masters"]["soul"]["add"]) == 1
    season.apply()
    assert season.holds("soul") == "c e d"


def test_it_names_the_masters_that_are_asked_for(start: Start) -> None:
    season = start(config=BRANCHED)
    season.apply()
    said = season.run("request", "--reason", "so", "--master", "rap", "--master", "soul").out
    assert [line.split()[0] for line in said.splitlines()[2:]] == [RAP, SOUL]


def test_a_master_that_was_never_seen_cannot_be_named(start: Start) -> None:
    season = start(config=BRANCHED)
    season.apply()
    season.configure("masters:", "masters:\n  funk: {name: Funk, genres: [Funk]}")
    said = season.run("request", "--reason", "so", "--master", "funk", code=1).err
    assert "the state branch has no state/masters/funk.json" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--reason"),
        (["--reason", " \n"], "--reason is empty"),
        (["--reason", "so", "--master", "rap"], "--master goes with policy.state_branch"),
        (["--reason", "so", "--master", "rapp"], "no such master"),
    ],
)
def test_wrong_usage(start: Start, arguments: list[str], said: str) -> None:
    assert said in start().run("request", *arguments, code=2).err


def test_a_pull_asks_for_all_that_it_saw_for_the_first_time(start: Start) -> None:
    other, funk, new = (playlist(key, key.title(), tracks=key[0]) for key in ("other", "funk", "n"))
    config = f"{BRANCHED}cleanup: [{{remove_from: {other.id}, also_in: rap}}]\n"
    season = start(config=config, playlists=(*MASTERS, *WEEKS, other, funk, new))
    season.apply()
    masters = f"funk: {{name: Funk}}\n  new: {{name: N, playlist: {new.id}}}"
    season.configure("masters:", f"masters:\n  {masters}")
    season.edit("other", tracks="m")
    season.run("pull")
    found = json.loads((season.root / "state/requests/1.json").read_text("utf-8"))
    assert [one["path"] for one in found["snapshots"]] == [
        "state/account.json",  # There is a playlist that bears the name of the new master.
        "state/masters/new.json",
        f"state/others/{other.id}.json",
    ]
    assert found["reason"] == f"seen on Spotify: new, {other.id}, account"


@pytest.mark.parametrize("name", ["README.md", "07.json", "x.json"])
def test_other_files_are_left_alone(start: Start, name: str) -> None:
    season = start()
    (season.root / "state/requests").mkdir()
    (season.root / "state/requests" / name).write_text("{", encoding="utf-8")
    season.run("validate")


def test_a_damaged_one_names_the_commit_that_had_it_whole(start: Start) -> None:
    season = start()
    season.run("request", "--reason", "so")
    good = season.push()[:12]
    (season.root / "state/requests/1.json").write_text("{", encoding="utf-8")
    for verb in (["validate"], ["plan", "--offline"]):
        said = season.run(*verb, code=1).err
        assert f"git checkout {good} -- state/requests/1.json" in said
