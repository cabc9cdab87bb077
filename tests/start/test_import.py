"""``aum-sync import``: what an account suggests, and what an older tool saved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.season.items import Card
from aum_sync.simulator.server import Simulator
from aum_sync.start.draft import Draft, proposal, skeleton
from aum_sync.start.survey import part, survey
from aum_sync.text.cells import visible
from tests.conftest import Aum
from tests.simulator_fixture import serve
from tests.start.conftest import TOOL, WORLD, playlist

SEASON = "config/season.yaml"
DRAFT = Draft("Low Tide", "1-100", r"#\s*(?P<week>\d+)", "environment")


def config_of(text: str) -> Config:
    return load({SEASON: text.encode()}.get).config


def proposed(out: str) -> Any:
    config_of(out)
    return yaml.safe_load(out)


def genres(found: Any) -> dict[str, Any]:
    return {key: one.get("genres") for key, one in found["masters"].items()}


@pytest.fixture
def season(begun: Path, tmp_path: Path) -> Path:
    """A season that was pulled."""
    shutil.copytree(begun, tmp_path / "season")
    return tmp_path / "season"


def test_names_alone_say_weeks_masters_and_genres(
    spotify: Simulator, tmp_path: Path, aum: Aum
) -> None:
    done = aum("import", "--root", tmp_path)
    assert done.code == 0
    found = proposed(done.out)
    assert found["season"]["weeks"] == "1-3"
    assert found["season"]["match"] == r"\b(?:Tape|Week)\s*#\s*(?P<week>\d+)"
    assert genres(found) == {"hip-hop": ["Hip Hop", "Hip Hopp"], "soul": ["Soul"], "to-sort": None}
    assert "3 tracks in 2 weeks; it is called so" in done.out
    assert "1 track in 1 week; spelt nearly like it" in done.out
    assert "UG Rap" in done.out.partition("# Genres without a home")[2]
    assert "Gabber" in done.out.partition("# Genres without a home")[2]
    assert f"{'gym':0>22}" in done.out.partition("# Playlists of yours")[2]
    assert f"{'them':0>22}" not in done.out
    assert {one.path for one in spotify.requests} == {"/api/token", "/v1/me/", "/v1/me/playlists"}
    assert not (tmp_path / "config").exists()


def test_what_playlists_hold_says_more(spotify: Simulator, tmp_path: Path, aum: Aum) -> None:
    likely = [*WORLD["playlists"], playlist("rap2", "Rap", names="q")]
    with serve({**WORLD, "playlists": likely}) as simulator:
        spotify.edit(lambda _: simulator.world)
    done = aum("import", "--root", tmp_path, "--read")
    assert genres(proposed(done.out))["hip-hop"] == ["Hip Hop", "UG Rap", "Hip Hopp"]
    assert "2 tracks in 1 week; 2 of 2 are in it" in done.out


@pytest.mark.parametrize(("signs", "managed"), [(100, True), (101, False)])
def test_a_name_that_spotify_would_not_take_is_left_to_the_app(
    signs: int, managed: bool, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"Rap {'♩' * (signs - 4)}"
    lists = [playlist("w1", "Tape#1", "Rap 2", "a b"), playlist("rap", name, names="a b")]
    with serve({"playlists": [*lists, playlist("w2", "Tape#2", "Rap 1", "c")]}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path)
    rap = proposed(done.out)["masters"]["rap"]
    assert (rap["genres"], rap["playlist"]) == (["Rap"], f"{'rap':0>22}")
    assert rap.get("name") == (name if managed else None)


def test_a_number_far_from_the_weeks_is_told_and_left_outside(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = (*range(201, 207), 20)
    lists = [playlist(f"w{number}", f"Tape#{number}", "Rap 1", "a") for number in numbers]
    with serve({"playlists": lists}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path)
    assert proposed(done.out)["season"]["weeks"] == "201-206"
    assert "  # Bear such a number, too, and are outside: 20\n" in done.out


def test_a_week_that_does_not_add_up_says_nothing_of_its_tracks(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = [
        playlist("w1", "Tape#1", "♩ Mood 2 ♩ Rap 1", "a b c"),
        playlist("w2", "Tape#2", "♩ Mood 3 ♩ Rap 1", "d e"),
        playlist("rap", "Rap mood", names="a b d e"),
        playlist("r", "Rap", names="c"),
    ]
    with serve({"playlists": lists}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path, "--read")
    assert genres(proposed(done.out))["rap-mood"] == ["Mood"]
    assert "5 tracks in 2 weeks; 2 of 2 are in it" in done.out


def test_written_only_where_nobody_edited(spotify: Simulator, season: Path, aum: Aum) -> None:
    assert spotify.requests == ()
    refused = aum("import", "--root", season, "--write")
    assert refused.code == 1
    assert "not as init wrote it" in refused.err
    assert spotify.requests == ()
    (season / SEASON).write_text(skeleton(DRAFT), "utf-8")
    assert aum("import", "--root", season, "--write").code == 0
    text = (season / SEASON).read_text("utf-8")
    assert config_of(text).season.name == "Low Tide"
    assert config_of(text).policy.review == "environment"
    assert aum("import", "--root", season, "--write").code == 1


def test_a_budget_that_does_not_reach_is_told_before_it_is_spent(
    spotify: Simulator, season: Path, aum: Aum
) -> None:
    path = season / SEASON
    path.write_text(path.read_text("utf-8").replace("{review:", "{budget: 4, review:"), "utf-8")
    done = aum("import", "--root", season, "--read")
    assert done.code == 4
    assert "requests, and the budget leaves 2" in done.err
    assert len([one for one in spotify.requests if one.path.startswith("/v1")]) == 2


def test_an_account_without_weeks_gets_a_season_to_fill_in(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve({"playlists": [playlist("a", "Gym"), playlist("b", "To  SORT")]}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path)
    found = proposed(done.out)
    assert "No pattern in the names of 2 playlists" in done.out
    assert found["masters"]["to-sort"]["playlist"] == f"{'b':0>22}"


def test_an_account_with_nothing_gets_nothing(
    home: Path, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.is_dir()
    root = tmp_path / "s"
    aum("init", "--root", root, "--kind", "public", "--tool", TOOL)
    before = (root / SEASON).read_bytes()
    lists = [playlist("a", "Gym")]
    for owned, more in (([], ()), ([], ("--write",)), (lists, ("--write",))):
        with serve({"playlists": owned}) as simulator:
            monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
            done = aum("import", "--root", root, *more)
        assert (done.code, done.out) == (1, "")
        assert f"owns {'1' if owned else 'no'} playlist, and no two are named like" in done.err
        assert (root / SEASON).read_bytes() == before


def test_keys_are_latin_words_of_the_name_or_of_a_genre_that_leads_there(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "♩ Mizrahi 2 ♩ מוזיקה 1 ♩ רוק 1 ♩ Reggaetón 1 ♩ מזרחית 1"
    held = "a{0} b{0} c{0} d{0} e{0} f{0}"
    lists = [playlist(f"w{n}", f"Tape#{n}", text, held.format(n)) for n in (1, 2)]
    lists += [
        playlist("m", "♩ מזרחית", names="a1 b1 a2 b2"),
        playlist("i", "♩ מוזיקה", names="c1 c2"),
        playlist("r", "רוק", names="d1 d2"),
        playlist("t", "Reggaetón", names="e1"),
    ]
    with serve({"playlists": lists}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path, "--read")
    found = proposed(done.out)["masters"]
    names = {key: one["name"] for key, one in found.items()}
    assert names == {
        "mizrahi": "♩ מזרחית",
        "master-1": "♩ מוזיקה",
        "master-2": "רוק",
        "reggaeton": "Reggaetón",
        "to-sort": "To sort",
    }


def test_a_genre_that_names_several_goes_where_all_of_them_lead(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = [playlist(f"w{n}", f"Tape#{n}", "♩ Drill, Rap 2 ♩ Rap, Soul 1") for n in (1, 2)]
    lists += [playlist("a", "Rap, Drill"), playlist("b", "Soul")]
    with serve({"playlists": lists}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path)
    assert genres(proposed(done.out)) == {"rap-drill": ["Drill, Rap"], "to-sort": None}
    assert "its parts lead there" in done.out


def test_two_playlists_of_one_week_are_named(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = [playlist(f"w{n}", f"Tape#{min(n, 3)}", "♩ Soul 1") for n in (1, 2, 3, 4)]
    with serve({"playlists": lists}) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path)
    proposed(done.out)
    assert "Week 3 waits until one is chosen: sources: {3: ID}" in done.out
    assert done.out.count("0000w3  Tape#3") == done.out.count("0000w4  Tape#3") == 1


def test_without_access_it_says_how_to_get_some(tmp_path: Path, aum: Aum) -> None:
    done = aum("import", "--root", tmp_path)
    assert done.code == 1
    assert "aum-sync login" in done.err


@given(
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=30), st.integers(0, 3)), max_size=8)
)
def test_whatever_the_account_holds_the_proposal_can_be_loaded(
    lists: list[tuple[str, str, int]],
) -> None:
    cards = [
        Card(f"{n:0>22}", name, f"♩ {text} {count} ♩ {name} 2", "me", total=count)
        for n, (name, text, count) in enumerate(lists)
    ]
    weeks = [
        Card(f"{n:W>22}", f"Tape#{n}", f"♩ {c.name} 2 ♩ {c.description}", "me")
        for n, c in enumerate(cards)
    ]
    found = survey(part([*cards, *weeks], "me"), config_of(skeleton(DRAFT)), {})
    text = proposal(DRAFT, found)
    config = config_of(text)
    assert {one.key for one in config.masters} >= {"to-sort"}
    assert [line for line in text.split("\n") if visible(line) != line] == []
    led = {genre.key for home in found.homes for genre in home.genres}
    assert {alias.key for master in config.masters for alias in master.genres} == led


def test_the_real_account_leads_its_genres_where_its_curator_does(
    shared: Path, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shared / "data" / "season-201-250"
    real = load({SEASON: (folder / SEASON).read_bytes(), **artists(folder)}.get).config
    with serve(json.loads((folder / "world.json").read_text("utf-8"))) as simulator:
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        done = aum("import", "--root", tmp_path, "--read")
    found = config_of(done.out)
    assert (found.season.first_week, found.season.last_week) == (201, 250)
    ours = {alias.key: one.playlist for one in found.masters for alias in one.genres}
    theirs = {alias.key: one.playlist for one in real.masters for alias in one.genres}
    assert len(ours) >= 70
    assert {key: ours[key] for key in ours.keys() & theirs.keys() if ours[key] != theirs[key]} == {}
    assert set(ours.values()) <= {one.playlist for one in real.masters}


def artists(folder: Path) -> dict[str, bytes]:
    path = "config/israeli-artists.txt"
    return {path: (folder / path).read_bytes()}


def test_wrong_usage(season: Path, aum: Aum) -> None:
    assert aum("import", "--root", season, "--backup", "x.json", "--write").code == 2
    assert aum("import", "--root", season, "--master", "soul").code == 2
    assert aum("import", "--root", season, "--backup", "no-such.json").code == 1
    assert aum("import", "--root", season, "--backup", "x", "--master", "sool").code == 2
