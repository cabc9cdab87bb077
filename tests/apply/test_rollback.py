"""Earlier states of the masters come back, exactly, through pins in a pull request."""

from __future__ import annotations

import json

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import playlist

MASTER_KEYS = ("rap", "soul", "sort")
Master = tuple[str, str | None, str]
"""Name, description and content."""

DESCRIBED = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")


def everything(season: Season) -> list[Master]:
    """Name, description and content of every master on Spotify."""
    found = [(season.playlist(key), season.holds(key)) for key in MASTER_KEYS]
    return [(one.name, one.description, content) for one, content in found]


@pytest.fixture
def three(start: Start) -> tuple[Season, list[list[Master]]]:
    """A season after three applies, and what the masters were after each."""
    season = start(config=DESCRIBED)
    seen = []
    for number, edit in enumerate(({}, {"w2": "♩ Rap 2"}, {"w1": "♩ Soul 1 ♩ Polka 2"})):
        for key, text in edit.items():
            season.edit(key, description=text)
        season.pull()
        assert season.apply()["apply"] == number + 1
        seen.append(everything(season))
    return season, seen


def test_rolling_back_to_any_apply_restores_content_order_and_details(
    three: tuple[Season, list[list[Master]]],
) -> None:
    season, seen = three
    for number in (1, 2, 3, 1):
        season.run("rollback", number, "--pin")
        season.push("rollback")
        season.apply()
        assert everything(season) == seen[number - 1]
        assert season.in_sync


def test_history_names_every_apply_and_what_it_changed(
    three: tuple[Season, list[list[Master]]],
) -> None:
    season, _ = three
    value = json.loads(season.run("history", "--format", "json").out)
    assert [one["apply"] for one in value] == [3, 2, 1]
    assert value[2]["changes"] == {"add": 4, "description": 1}
    assert value[0]["after"] == season.clone.git("rev-parse", "HEAD")
    author = season.clone.git("log", "-1", "--format=%an", value[2]["commit"])
    assert [(one["author"], one["pull_requests"]) for one in value] == [(author, [])] * 3
    lines = season.run("history").out.splitlines()
    assert author in lines[3]
    assert lines[0].split() == ["apply", "when", "plan", "of", "by", "what"]
    assert lines[3].split()[-3:] == ["+4", "1", "detail"]


def test_undoing_an_apply_brings_back_what_was_there_before_it(
    three: tuple[Season, list[list[Master]]],
) -> None:
    season, seen = three
    said = season.run("rollback", "--undo", 2, "--pin")
    assert "what apply 3 changed" in said.err
    season.push("undo")
    season.apply()
    assert season.holds("soul") == seen[0][1][2]
    assert season.holds("rap") == seen[0][0][2]


def test_where_the_configuration_of_then_would_do_no_pin_is_made(start: Start) -> None:
    season = start()
    season.apply()
    season.configure("genres: [Soul]", "genres: [Funk]")
    season.apply()
    assert season.holds("sort") == "c d e"
    done = season.run("rollback", 1)
    assert "git restore --source=" in done.out
    assert season.clone.git("status", "--porcelain") == ""
    command = next(line for line in done.out.splitlines() if "git restore" in line).split()
    season.clone.git(*command[1:])
    season.push("revert")
    season.apply()
    assert season.holds("soul") == "c d e"


def test_released_from_its_pin_a_master_returns_to_what_the_season_asks_for(
    three: tuple[Season, list[list[Master]]],
) -> None:
    season, seen = three
    before = (season.root / "config" / "season.yaml").read_text("utf-8")
    season.run("rollback", 1, "--pin")
    season.push("rollback")
    season.apply()
    season.run("rollback", "--release")
    assert (season.root / "config" / "season.yaml").read_text("utf-8") == before
    assert not list((season.root / "state" / "pins").glob("*"))
    season.push("release")
    season.apply()
    assert everything(season) == seen[2]


@pytest.mark.parametrize("said", ["", ", acknowledge: [{master: rap, removals: 7, reason: r}]"])
def test_what_is_released_is_acknowledged_where_much_leaves(start: Start, said: str) -> None:
    names = " ".join(f"o{number}" for number in range(40))
    limits = "max_removals: {percent: 1, tracks: 3}"
    season = start(
        config=CONFIG + f"policy: {{orphans: remove, {limits}{said}}}\n",
        playlists=(playlist("rap", "Rap", tracks=names), *MASTERS[1:], *WEEKS),
    )
    season.run("plan", "--offline", code=4)
    season.configure("remove, max", "keep, max")
    season.apply()
    season.edit("rap", tracks=f"{names} a b extra")
    season.pull()
    assert "extra" in season.run("rollback", 1, "--pin", code=4).err.casefold()
    season.run("rollback", 1, "--pin", "--lose", 1)
    season.configure("keep, max", "remove, max")
    season.apply()
    done = season.run("rollback", "--release")
    assert "acknowledged: rap loses 40 tracks" in done.out
    season.push("release")
    season.apply()
    assert season.holds("rap") == "a b"


def test_what_cannot_come_back_is_named(start: Start) -> None:
    season = start(playlists=(playlist("rap", "Rap", tracks="a -"), *MASTERS[1:], *WEEKS))
    season.apply()
    season.edit("rap", tracks="a b")
    season.pull()
    done = season.run("rollback", 1, "--pin")
    assert "cannot come back by the API" in done.out


@pytest.mark.parametrize("wrong", [(), (1, "--release"), ("--undo", "--release")])
def test_a_number_or_release_is_asked_for_and_not_both(
    start: Start, wrong: tuple[object, ...]
) -> None:
    season = start(pulled=False)
    assert season.aum("rollback", *wrong, "--root", season.root).code == 2


def test_an_apply_that_never_was_is_an_error_with_those_there_are(start: Start) -> None:
    season = start()
    assert "nothing was applied yet" in season.run("rollback", 7, code=1).err
    season.apply()
    assert "those there are: 1" in season.run("rollback", 7, code=1).err


def test_there_may_be_nothing_to_bring_back(start: Start) -> None:
    season = start()
    season.apply()
    assert "nothing to bring back" in season.run("rollback", 1).err
    assert "No playlist is pinned" in season.run("rollback", "--release").err
    assert season.run("history").out.count("\n") == 2


def test_a_configuration_that_gives_the_tracks_but_not_the_details_is_not_offered(
    start: Start,
) -> None:
    season = start(config=CONFIG.replace("name: Rap, ", ""))
    season.apply()
    before = everything(season)
    season.configure("rap: {", "rap: {name: New, ")
    season.apply()
    assert season.playlist("rap").name == "New"
    done = season.run("rollback", 1)
    assert "rap: pinned to 3 tracks" in done.out
    season.push("rollback")
    season.apply()
    assert everything(season) == before


def test_a_configuration_that_would_change_other_masters_is_not_offered(start: Start) -> None:
    season = start()
    season.apply()
    season.configure("genres: [Soul]", "genres: [Funk]")
    season.apply()
    assert "git restore" in season.run("rollback", 1).out
    assert "sort: pinned" in season.run("rollback", 1, "--master", "sort").out
