"""The invented season: the same everywhere, as large and as varied as a real one."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from aum_sync.demo.dice import Dice, identifier
from aum_sync.demo.season import CURATOR, DemoSeason
from aum_sync.demo.styles import STYLES, describe, escaped, style_of, styled
from aum_sync.demo.troubles import TROUBLES
from aum_sync.demo.weeks import WEEKS
from aum_sync.demo.words import load_homes
from aum_sync.season.items import Slot
from aum_sync.simulator.world import World
from aum_sync.text.fold import fold, nfkc

_HASH = """
import hashlib
from aum_sync.demo.season import demo_season, world_of
print(hashlib.sha256(world_of(demo_season()).to_json().encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_world_has_the_same_bytes_whatever_the_hash_seed(seed: str, world: World) -> None:
    here = hashlib.sha256(world.to_json().encode()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    made = subprocess.run(
        [sys.executable, "-c", _HASH], env=environment, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == here


def test_the_world_is_a_world_file(world: World) -> None:
    assert World.from_json(world.to_json(), "world.json") == world


def test_it_has_a_hundred_weeks_and_about_three_thousand_tracks(season: DemoSeason) -> None:
    assert list(season.weeks) == list(WEEKS) == list(range(101, 201))
    assert 2_900 <= sum(len(week.slots) for week in season.weeks.values()) <= 3_200
    assert all(8 <= len(week.slots) <= 60 for week in season.weeks.values())


def test_no_artist_has_two_songs_of_one_title_but_for_the_pairs_that_are_meant(
    season: DemoSeason,
) -> None:
    songs = Counter(
        (fold(slot.name), slot.artists[0].id) for slot in _slots(season) if slot.state == "track"
    )
    meant = {"same-uri", "same-title", "relinked"}
    doubled = sum(number > 1 for number in songs.values())
    assert doubled == sum(trouble.kind in meant for trouble in TROUBLES)


def test_no_isrc_names_two_recordings(season: DemoSeason) -> None:
    recordings: dict[str, set[str]] = {}
    for slot in _slots(season):
        if slot.isrc:
            recordings.setdefault(slot.isrc, set()).add(slot.uri or "")
    doubled = [isrc for isrc, uris in recordings.items() if len(uris) > 1]
    assert len(doubled) == sum(trouble.kind == "same-isrc" for trouble in TROUBLES)


@pytest.mark.parametrize("script", ["LATIN", "HEBREW", "ARABIC", "CJK", "HIRAGANA", "HANGUL"])
def test_titles_come_in_every_script(script: str, season: DemoSeason) -> None:
    assert script in _scripts(slot.name for slot in _slots(season))


@pytest.mark.parametrize("script", ["LATIN", "HEBREW", "ARABIC", "CJK", "KATAKANA", "HANGUL"])
def test_artists_come_in_every_script(script: str, season: DemoSeason) -> None:
    assert script in _scripts(artist.name for slot in _slots(season) for artist in slot.artists)


def test_there_are_accents_emoji_and_styled_letters(season: DemoSeason) -> None:
    titles = "".join(slot.name for slot in _slots(season))
    artists = "".join(artist.name for slot in _slots(season) for artist in slot.artists)
    assert {"é", "ñ", "ã", "ọ", "🔥", "🌊"} <= set(titles)
    assert artists != nfkc(artists)


def test_every_style_of_description_occurs(season: DemoSeason) -> None:
    texts = [week.description for week in season.weeks.values()]
    for pattern in (
        r"♩ Indie Pop \d",  # plain
        r"\U0001d43c\U0001d45b\U0001d451",  # serif italics
        r"\U0001d610\U0001d62f\U0001d625",  # sans italics
        r"[⁰¹²³⁴⁵⁶⁷⁸⁹]",
        r"^[^♩]+\d, [^♩]+\d \|",  # commas, no note
        r"♩ [^♩]+[⁰-⁹¹²³], [^♩]+[⁰-⁹¹²³] ♩",  # several pairs behind one note
        r"&amp;",
        r"&#x2F;",
        r"^\d\d?-\d\d?&#x2F;\d\d&#x2F;\d{4} ♩",  # a date with digits in front
        r"^\w+ \d+ - \w+ \d+ \| ♩",  # a date without "Releases"
        r"Releases\s+\|",
        r"Created by IG",
        r"[⁰-⁹¹²³]\. ♩",  # a stray dot
        r"\t",
        r"[^ ]  [^ ]",
        r"[⁰-⁹¹²³]♩",
    ):
        assert any(re.search(pattern, text) for text in texts), pattern


def test_styling_is_undone_by_normalising() -> None:
    text = "Hip Hop, R&B / The Hush 21"
    assert styled(text, "serif") != text != styled(text, "sans")
    assert nfkc(styled(text, "serif")) == nfkc(styled(text, "sans")) == text


def test_descriptions_are_escaped_like_spotifys() -> None:
    assert escaped('R&B / "x" it\'s <b>') == "R&amp;B &#x2F; &quot;x&quot; it&#x27;s &lt;b&gt;"


def test_the_first_weeks_show_one_style_each() -> None:
    assert [style_of(week) for week in WEEKS[: len(STYLES)]] == list(STYLES)


def test_a_short_description_can_be_untidy_too() -> None:
    untidy = replace(STYLES[0], untidy=True, front="none", tail=False)
    assert describe(101, [("Rap", 1)], untidy) == "♩ Rap 1"
    assert describe(101, [("Rap", 1), ("Dub", 2)], untidy) == "♩ Rap 1. ♩\tDub 2"


def test_dice_fall_by_their_name_alone() -> None:
    throws = [Dice("one").between(1, 6) for _ in range(3)]
    assert len(set(throws)) == 1
    dice = Dice("six")
    assert {dice.between(1, 6) for _ in range(200)} == set(range(1, 7))
    assert sorted(Dice("cards").shuffled(range(52))) == list(range(52))


def test_ids_look_like_spotifys() -> None:
    assert re.fullmatch(r"[0-9A-Za-z]{22}", identifier("anything"))
    assert identifier("a") != identifier("b")


def test_an_artist_plays_in_one_home() -> None:
    named: dict[str, set[str]] = {}
    for home in load_homes(101).values():
        for name in home.artists:
            named.setdefault(fold(name), set()).add(home.key)
    assert [name for name, homes in named.items() if len(homes) > 1] == []


def test_the_account_holds_more_than_weeks_and_masters(world: World, season: DemoSeason) -> None:
    playlists = [playlist for playlist in world.playlists if playlist]
    known = {week.playlist for week in season.weeks.values()}
    known |= {master.home.playlist for master in season.masters}
    others = [playlist for playlist in playlists if playlist.id not in known]
    assert len(playlists) == len(known) + len(others)
    assert {playlist.owner for playlist in others} > {CURATOR.id, "spotify"}
    assert any(playlist.collaborative for playlist in others)


def _slots(season: DemoSeason) -> list[Slot]:
    return [slot for week in season.weeks.values() for slot in week.slots]


def _scripts(texts: Iterable[str]) -> set[str]:
    letters = {char for text in texts for char in text if char.isalpha()}
    return {unicodedata.name(char).split()[0] for char in letters}
