"""`overlap` as a curator calls it: of what state/ knows, and of what must be read first."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import Outcome
from tests.journey.test_plan_verb import git
from tests.pull.conftest import MASTERS, WEEK_1, WEEK_2, Season, Start, pid, playlist

MIX = playlist("mix", "Mix \x1b[2J", tracks="b z")


def overlap(season: Season, one: str, two: str, *arguments: object) -> Outcome:
    return season.aum("overlap", one, two, "--root", season.root, *arguments)


def value(season: Season, one: str, two: str) -> dict[str, Any]:
    outcome = overlap(season, one, two, "--format", "json")
    assert outcome.code == 0, outcome.err
    loaded = json.loads(outcome.out)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def pulled(start: Start) -> Season:
    season = start(*MASTERS, WEEK_1, WEEK_2, MIX)
    season.pull()
    return season


def test_what_state_knows_is_compared_without_asking_spotify(pulled: Season) -> None:
    assert pulled.asked(lambda: overlap(pulled, "rap", "1")) == []
    outcome = overlap(pulled, "rap", "1")
    assert (outcome.code, outcome.err) == (0, "")
    assert "2 recordings are in both as the plan leaves them; 1 now." in outcome.out
    assert "{remove_from: rap, also_in: 1}" in outcome.out


@pytest.mark.parametrize(
    "form", ["{}", "spotify:playlist:{}", "https://open.spotify.com/playlist/{}?si=1"]
)
def test_a_playlist_can_be_named_as_in_cleanup(form: str, pulled: Season) -> None:
    assert value(pulled, form.format(pid("rap")), form.format(pid("w1"))) == (
        value(pulled, "rap", "1")
    )


def test_what_state_does_not_know_is_read_once_and_kept_nowhere(pulled: Season) -> None:
    before = pulled.files()
    asked = pulled.asked(lambda: overlap(pulled, "rap", pid("mix")))
    assert asked == [f"/v1/playlists/{pid('mix')}", f"/v1/playlists/{pid('mix')}/items"]
    outcome = overlap(pulled, "rap", pid("mix"))
    assert outcome.err == (
        "read from Spotify just now, and kept nowhere: Mix <U+001B>[2J (2 requests)\n"
    )
    assert "\x1b" not in outcome.out
    assert [one["name"] for one in value(pulled, pid("mix"), "rap")["after"]] == ["Song b"]
    assert pulled.files() == before


def test_a_master_that_was_never_read_is_read_too(start: Start) -> None:
    season = start(*MASTERS, WEEK_1)
    assert value(season, "rap", "sort")["first"]["now"] == 1
    season.pull()
    season.add(playlist("new", "New", tracks="a"))
    season.configure(pid("rap"), pid("new"))
    assert value(season, "rap", "1")["now"] == [
        {
            "uri": f"spotify:track:{'a':0>22}",
            "name": "Song a",
            "artists": "",
            "first": [0],
            "second": [0],
        }
    ]


def test_without_access_it_says_how_to_get_there(
    pulled: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUM_SYNC_SPOTIFY_URL")
    pulled.path("masters/rap.json").unlink()
    outcome = overlap(pulled, "rap", pid("mix"))
    assert (outcome.code, outcome.out) == (1, "")
    assert "rap was never read" in outcome.err
    assert f"state/ does not know the playlist {pid('mix')}" in outcome.err
    for way in ("name it in cleanup:", "aum-sync pull", "AUM_SYNC_READ_TOKEN"):
        assert way in outcome.err


def test_a_week_that_is_not_locked_is_asked_of_nobody(pulled: Season) -> None:
    codes = []
    assert pulled.asked(lambda: codes.append(overlap(pulled, "19", pid("mix")))) == []
    (outcome,) = codes
    assert outcome.code == 1
    assert "state/ does not hold week 19" in outcome.err
    assert "aum-sync pull" in outcome.err


def test_a_playlist_that_spotify_does_not_show_is_an_error_with_its_hint(pulled: Season) -> None:
    outcome = overlap(pulled, "rap", pid("nobodys"))
    assert outcome.code == 1
    assert f"/v1/playlists/{pid('nobodys')}" in outcome.err


def test_the_playlist_of_somebody_else_is_compared_where_it_is_collaborative(start: Start) -> None:
    season = start(*MASTERS, WEEK_1, replace(MIX, owner="somebody", collaborative=True))
    season.pull()
    assert [one["name"] for one in value(season, "rap", pid("mix"))["after"]] == ["Song b"]
    season.edit("mix", collaborative=False)
    outcome = overlap(season, "rap", pid("mix"))
    assert outcome.code == 1
    assert "neither owner nor collaborator" in outcome.err


@pytest.mark.parametrize(
    ("one", "two", "what"),
    [
        ("rpa", "sort", "'rpa' is no master's key, no week's number and no playlist. Did you"),
        ("rap", "0 1", "'0 1' is no master's key, no week's number and no playlist."),
        ("1", pid("w1"), "A and B are the same playlist: 1."),
        ("rap", pid("rap"), "A and B are the same playlist: rap."),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(one: str, two: str, what: str, pulled: Season) -> None:
    outcome = overlap(pulled, one, two)
    assert (outcome.code, what in outcome.err) == (2, True), outcome.err


def test_the_stanza_that_is_offered_parts_the_two(pulled: Season) -> None:
    pulled.edit("sort", tracks="q")
    pulled.edit("rap", tracks="q")
    pulled.pull()
    offered = overlap(pulled, "sort", "rap").out.split("season.yaml:\n")[1].split("\n\n")[0]
    lines = "\n".join(line[4:] for line in offered.splitlines())
    pulled.configure("masters:", f"{lines}\nmasters:")
    after = value(pulled, "sort", "rap")
    assert (after["after"], len(after["now"])) == ([], 1)
    assert after["rules"][0]["rule"] == "cleanup[0]"


def test_a_commit_is_compared_from_its_blobs_and_spotify_is_not_asked(pulled: Season) -> None:
    git(pulled.root, "init", "-q", "-b", "main")
    git(pulled.root, "add", ".")
    git(pulled.root, "commit", "-q", "-m", "season")
    before = overlap(pulled, "rap", "1").out
    pulled.path("masters/rap.json").unlink()
    pulled.path("weeks/1.json").unlink()
    told: list[Outcome] = []

    def ask(other: str) -> None:
        told.append(overlap(pulled, "rap", other, "--commit", "HEAD"))

    assert pulled.asked(lambda: ask("1")) == []
    assert pulled.asked(lambda: ask(pid("mix"))) == []
    assert (told[0].code, told[0].out) == (0, before)
    assert (told[1].code, told[1].out) == (1, "")
    assert f"state/ does not know the playlist {pid('mix')}" in told[1].err
    assert "or leave out --commit to have it read now" in told[1].err
