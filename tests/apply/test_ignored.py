"""Writes that Spotify says it made and did not make: found out, and made good by the same run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.apply.course import Course, locate
from aum_sync.plan.rehearsal import MisplannedError, Playlist
from aum_sync.season.items import Slot
from aum_sync.simulator.faults import Faults, Injector
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.apply.test_course import course, slot
from tests.apply.test_resume import cut_off
from tests.apply.test_walk import contents, rules, several
from tests.pull.conftest import playlist
from tests.seasons import uri

TWICE = (playlist("rap", "Rap", tracks="a x a y y b"), *MASTERS[1:], *WEEKS)
DONE = ("a x y b", "c d e")
REMOVAL = {"method": "DELETE", "do": "ignored"}

names = st.lists(st.sampled_from("abcdefgh"), max_size=7).map("".join)
ways = st.builds(course, names, st.lists(st.sampled_from("abcdefghij"), unique=True).map("".join))


def spoil(season: Season, *faults: dict[str, Any]) -> None:
    """Let these faults be the only ones from now on."""
    season.simulator._injector = Injector(Faults.from_json(json.dumps(rules(*faults)), "faults"))


def live_where_one_is_ignored(way: Course, number: int, end: int) -> Sequence[Slot]:
    """What a playlist holds after some steps of which one was not made; no more than can be."""
    paper = Playlist([one.written_uri for one in way.base])
    for at, step in enumerate(way.steps[:end]):
        if at != number:
            try:
                paper.play(step)
            except MisplannedError:
                break
    uris = [paper.uris[cell] for cell in paper.cells]
    return tuple(slot(str(uri)[-1]) for uri in uris)


@given(ways, st.data())
def test_from_any_step_that_was_not_made_a_way_leads_to_the_target(
    way: Course, data: st.DataObject
) -> None:
    if not way.steps:
        return
    number = data.draw(st.integers(0, len(way.steps) - 1))
    end = data.draw(st.sampled_from([way.end_of(way.steps[number].phase), len(way.steps)]))
    live = live_where_one_is_ignored(way, number, end)
    found = [one for one in (way, *way.ignoring()) if locate(one, live)]
    assert found
    assert [one.uri for one in list(found[0].contents())[-1]] == [one.uri for one in way.target]
    phases = [one.phase for one in found[0].steps]
    assert phases == sorted(phases, key=("grow", "shrink").index)


@pytest.mark.parametrize("numbers", [(1,), (2,), (1, 3)])
def test_a_track_held_twice_is_there_once_though_its_removal_was_ignored(
    start: Start, numbers: tuple[int, ...]
) -> None:
    season = start(playlists=TWICE, faults=several(REMOVAL, *numbers))
    season.apply()
    assert contents(season) == DONE
    assert season.in_sync


def parted(start: Start, rap: str, *faults: dict[str, Any]) -> Season:
    """A season in which two tracks enter rap, by two requests."""
    return start(
        config=CONFIG.replace("genres: [Rap]", "genres: [Rap], order: newest-first"),
        playlists=(
            playlist("rap", "Rap", tracks=rap),
            *MASTERS[1:],
            playlist("w1", "Aum#1", "♩ Rap 3 ♩ Soul 1", "a b g c"),
            playlist("w2", "Aum#2", "♩ Soul 1 ♩ Rap 1", "d e"),
        ),
        faults=rules(*faults),
    )


IGNORED = {"method": "POST", "path": "rap/items", "nth": 1, "do": "ignored"}


def test_an_ignored_addition_is_made_good_behind_the_others(start: Start) -> None:
    season = parted(start, "a g", IGNORED)
    season.apply()
    assert contents(season) == ("e a b g", "c d")
    assert season.in_sync


def test_where_an_addition_was_ignored_the_next_track_is_not_to_blame(start: Start) -> None:
    season = parted(start, "a", IGNORED)
    assert season.apply(code=6)["refused"] == {}
    season.apply()
    assert contents(season) == ("e a b g", "c d")
    assert season.in_sync


def test_cut_off_while_it_is_made_good_it_goes_on(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = start(playlists=TWICE)
    number, world = 1, season.simulator.world
    before = season.clone.git("rev-parse", "HEAD")
    while True:
        spoil(season, REMOVAL | {"nth": 1})
        if not cut_off(season, monkeypatch, number, answered=True):
            break
        spoil(season)
        season.apply()
        assert contents(season) == DONE, number
        assert season.in_sync
        season.simulator.edit(lambda _: world)
        season.clone.git("reset", "--quiet", "--hard", before)
        season.clone.git("push", "--quiet", "--force", "origin", "main")
        number += 1
    assert number > 14


def test_a_track_that_cannot_be_put_back_is_named(start: Start) -> None:
    refused = {"method": "POST", "body": '0y"', "do": "400"}
    season = start(playlists=TWICE, faults=rules(refused))
    report = season.apply(code=1)
    assert [uri[-1] for uri in report["refused"]] == ["y"]
    assert contents(season) == ("a x b", "c d e")


def test_what_is_refused_is_left_out_of_what_makes_good_an_ignored_addition_too() -> None:
    way = course("ag", "eabg")
    astray = next(way.ignoring())
    less = astray.without([uri("b")])
    assert [one.uri for one in less.target] == [uri(name) for name in "eag"]
    assert list(less.contents()) == [way.base, less.target]
