"""`orphans` and `stats` as a curator calls them: of the work tree, of a commit, narrowed, piped."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.journey.conftest import RealSeason
from tests.journey.test_plan_verb import git
from tests.pull.conftest import Season, pid

VERBS = ("orphans", "stats")


def run(season: Season, verb: str, *arguments: object) -> Outcome:
    outcome = season.aum(verb, "--root", season.root, *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome


@pytest.fixture
def pulled(season: Season) -> Season:
    season.edit("rap", tracks="a x - y")
    season.pull()
    return season


def test_orphans_are_listed_with_what_becomes_of_them(pulled: Season) -> None:
    pulled.configure("masters:", "policy: {orphans: remove}\nmasters:")
    lines = run(pulled, "orphans").out.splitlines()
    assert lines[0].split("  ") == ["Rap", "rap", "2 of 4 tracks"]
    assert lines[1].strip() == "leave, by policy.orphans (config/season.yaml:7)"
    assert [line.split()[:3] for line in lines[2:4]] == [["2", "Song", "x"], ["4", "Song", "y"]]
    assert lines[-1] == "2 orphans in 1 of 2 masters: 2 leave."
    plan = json.loads(pulled.aum("plan", "--root", pulled.root, "--format", "json").out)
    assert [gone["at"] for gone in plan["masters"]["rap"]["remove"]] == [1, 3]
    value = json.loads(run(pulled, "orphans", "--format", "json").out)
    assert [orphan["position"] for orphan in value["orphans"]] == [1, 3]


def test_the_stanza_that_is_offered_keeps_the_orphan(pulled: Season) -> None:
    pulled.configure("masters:", "policy: {orphans: remove}\nmasters:")
    offered = run(pulled, "orphans").out.split("keep: [")[1]
    pulled.configure("genres: [Rap]", f"genres: [Rap], keep: [{offered.split(']')[0]}]")
    value = json.loads(run(pulled, "orphans", "--format", "json").out)
    assert [(one["fate"], one["rule"]) for one in value["orphans"]] == [
        ("kept", "masters.rap.keep[0]"),
        ("removed", "policy.orphans"),
    ]


def test_orphans_of_one_master_alone(pulled: Season) -> None:
    assert run(pulled, "orphans", "--master", "sort").out == (
        "Orphans are tracks of a master that no week holds.\nNo orphans in 1 master.\n"
    )
    for wrong, hint in (("rpa", "Did you mean 'rap'?"), ("x", "The masters are: rap, sort.")):
        missed = pulled.aum("orphans", "--root", pulled.root, "--master", wrong)
        assert (missed.code, hint in missed.err) == (2, True)


@pytest.mark.parametrize("verb", VERBS)
def test_a_commit_is_read_from_its_blobs_and_spotify_is_not_asked(
    verb: str, pulled: Season
) -> None:
    git(pulled.root, "init", "-q", "-b", "main")
    git(pulled.root, "add", ".")
    git(pulled.root, "commit", "-q", "-m", "season")
    before = run(pulled, verb).out
    pulled.path("masters/rap.json").unlink()
    assert run(pulled, verb).out != before
    asked = pulled.asked(lambda: run(pulled, verb, "--commit", "HEAD"))
    assert (asked, run(pulled, verb, "--commit", "HEAD").out) == ([], before)


@pytest.mark.parametrize("verb", VERBS)
def test_the_table_is_for_spreadsheets(verb: str, pulled: Season) -> None:
    out = run(pulled, verb, "--format", "csv").out
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1


@pytest.mark.parametrize("verb", VERBS)
def test_a_season_that_was_never_pulled_has_figures_too(verb: str, season: Season) -> None:
    for form in ("text", "json", "csv"):
        run(season, verb, "--format", form)


@pytest.mark.parametrize("verb", [*VERBS, "overlap"])
def test_where_weeks_must_pass_a_failing_one_stops_it(verb: str, pulled: Season) -> None:
    pulled.configure("masters:", "policy: {on_mismatch: fail}\nmasters:")
    pulled.edit("w1", description="♩ Rap 9")
    pulled.pull()
    sides = ("rap", "sort") if verb == "overlap" else ()
    outcome = pulled.aum(verb, *sides, "--root", pulled.root)
    assert outcome.code == 1
    assert "aum-sync validate --week 1 shows why" in outcome.err


def test_the_figures_are_those_of_validate_and_of_the_plan(pulled: Season) -> None:
    pulled.edit("w2", description="♩ Polka 1")
    pulled.pull()
    out = run(pulled, "stats").out
    for verb in ("validate", "plan"):
        shown = pulled.aum(verb, "--root", pulled.root).out.splitlines()
        line = next(one for one in shown if one.startswith(("2 weeks:", "3 items:")))
        assert line.rstrip(".") in out


@pytest.mark.parametrize("real", ["season-201-250-odd"], indirect=True)
def test_the_real_seasons_figures_add_up(real: RealSeason) -> None:
    value = json.loads(real.run("stats", "--format", "json").out)
    items = value["items"]
    assert sum(items["fates"].values()) == items["all"]
    assert sum(g["tracks"] for g in value["genres"]) + items["without_genre"] == items["all"]
    assert sum(value["weeks"]["status"].values()) + len(value["weeks"]["not_read"]) == 50
    plan = real.plan()
    assert {m["key"]: [m["now"], m["after"]] for m in value["masters"]} == {
        key: master["size"] for key, master in plan["masters"].items()
    }
    assert len(plan["fates"]) == items["all"]


@pytest.mark.parametrize("real", ["season-201-250"], indirect=True)
def test_the_real_seasons_orphans_are_those_that_no_week_has(
    real: RealSeason, shared: Path
) -> None:
    value = json.loads(real.run("orphans", "--format", "json").out)
    world = json.loads((shared / "data" / "season-201-250" / "world.json").read_text("utf-8"))
    guests = {
        track["name"]
        for playlist in world["playlists"]
        if playlist["name"].startswith("♩")
        for track in playlist["tracks"]
        if track["artists"][0]["name"].startswith("Old Guest")
    }
    assert {orphan["name"] for orphan in value["orphans"]} == guests
    assert {orphan["fate"] for orphan in value["orphans"]} == {"kept"}
    assert pid("rap") not in value["masters"]
