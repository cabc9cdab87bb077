"""config/season.yaml: valid, complete, and about the season that the demo plays."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from aum_sync.config.loader import LoadedConfig, load
from aum_sync.config.types import Config, DescriptionRules, Policy
from aum_sync.demo.example import CONFIG_FILES, example
from aum_sync.demo.season import DemoSeason
from aum_sync.demo.troubles import TROUBLES
from aum_sync.demo.words import load_homes
from aum_sync.season.items import Reading
from aum_sync.season.weeks import judge
from aum_sync.simulator.world import World
from aum_sync.text.fold import genre_key

TEXT = example("season.yaml").decode()


def loaded(text: str = TEXT) -> LoadedConfig:
    contents = {f"config/{name}": example(name) for name in CONFIG_FILES}
    return load({**contents, "config/season.yaml": text.encode()}.get)


def config() -> Config:
    return loaded().config


def switched_on(first: str, lines: int = 1) -> str:
    """The example with lines that are commented out switched on, from the one with ``first``."""
    all_lines = TEXT.splitlines()
    (at,) = [i for i, line in enumerate(all_lines) if line.strip().startswith(f"# {first}")]
    for index in range(at, at + lines):
        all_lines[index] = all_lines[index].replace("# ", "", 1)
    return "\n".join(all_lines) + "\n"


def reading(season: DemoSeason, number: int) -> Reading:
    week = season.weeks[number]
    return Reading(number, week.playlist, week.name, week.description, None, week.slots)


def test_the_example_loads_without_a_warning() -> None:
    assert loaded().warnings == ()


def keys_of(schema: object) -> set[str]:
    """Every key that the schema of a season names, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(keys_of, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())).union(*map(keys_of, schema.values()))


def test_the_example_shows_every_key_there_is() -> None:
    schema = json.loads(files("aum_sync.config").joinpath("season.schema.json").read_text())
    missing = {key for key in keys_of(schema) if not re.search(rf"(?<![\w-]){key}\b", TEXT)}
    assert missing == set()


def test_what_the_example_calls_defaults_are_the_defaults() -> None:
    assert config().policy == Policy()
    assert config().season.description == DescriptionRules()


@pytest.mark.parametrize(
    ("first", "lines"),
    [("157:", 4), ("tracks:", 2), ("cleanup:", 2), ("was: hip-hop-rap", 1), ("pin:", 1)],
)
def test_what_is_commented_out_is_valid_too(first: str, lines: int) -> None:
    assert loaded(switched_on(first, lines)).config != config()


def test_the_masters_are_those_of_the_invented_account(world: World) -> None:
    names = {playlist.id: playlist.name for playlist in world.playlists if playlist}
    for master in config().masters:
        if master.playlist is None:
            assert master.key == "levant"
        elif master.key == "reggae":
            assert names[master.playlist] != master.name
        else:
            assert names[master.playlist] == master.name


def test_every_genre_that_a_week_was_meant_to_have_leads_to_its_home() -> None:
    aliases = {alias.key: master.key for master in config().masters for alias in master.genres}
    dropped = {alias.key for alias in config().drop}
    for home in load_homes(101).values():
        for genre in home.genres:
            key = genre_key(genre)
            expected = None if home.key in ("unknown", "dropped") else home.key
            assert aliases.get(key) == expected
            assert (key in dropped) == (home.key == "dropped")


def test_the_source_of_the_doubled_week_is_the_week(season: DemoSeason) -> None:
    (doubled,) = (trouble for trouble in TROUBLES if trouble.kind == "two-playlists")
    assert doubled.week is not None
    assert config().season.sources == ((doubled.week, season.weeks[doubled.week].playlist),)


def test_what_is_ignored_is_in_the_account_and_looks_like_a_week(world: World) -> None:
    names = {playlist.name for playlist in world.playlists if playlist}
    assert set(config().season.ignore) <= names
    assert all(re.search(config().season.match, name) for name in config().season.ignore)


def test_the_correction_of_week_131_fits_and_passes(season: DemoSeason) -> None:
    judged = judge(reading(season, 131), config())
    assert judged.correction is not None
    assert judged.passes


def test_the_correction_of_week_157_lets_it_in_once_it_is_switched_on(season: DemoSeason) -> None:
    assert not judge(reading(season, 157), config()).passes
    corrected = loaded(switched_on("157:", 4)).config
    judged = judge(reading(season, 157), corrected)
    assert judged.passes
    assert list(judged.checksum.counts) == [len(part.slots) for part in season.weeks[157].parts]


def test_the_tracks_that_the_example_names_are_in_the_season(season: DemoSeason) -> None:
    named = set(re.findall(r"spotify:track:\w{22}", TEXT))
    known = {slot.uri for week in season.weeks.values() for slot in week.slots}
    known |= {slot.uri for master in season.masters for slot in master.slots}
    assert named <= known
    (homonym,) = (trouble for trouble in TROUBLES if trouble.kind == "homonym")
    assert homonym.week is not None
    assert season.weeks[homonym.week].first(homonym.home).uri in named
