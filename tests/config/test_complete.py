"""A season that uses every key there is, and what becomes of each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from aum_sync.config.loader import LoadedConfig
from aum_sync.config.types import (
    Acknowledgement,
    Alias,
    ArtistsRule,
    AtMost,
    Cleanup,
    Config,
    Contains,
    DescriptionRules,
    Disjoint,
    Master,
    MaxRemovals,
    MoveTo,
    NeverEmpty,
    PlaylistRef,
    Policy,
    ScriptRule,
    Season,
    TrackCorrection,
    WeekCorrection,
)
from aum_sync.text.fold import genre_key
from tests.config.seasons import SMALLEST, load_files, load_text

COMPLETE = Path(__file__).with_name("complete.yaml").read_bytes()
ARTISTS = (
    "\ufeff# the singers\n\nSotiria Bellou\n  spotify:artist:ArtistArtistArtistAr02\n".encode()
)
SURF_URL = "corrections.tracks.https://open.spotify.com/track/TrackTrackTrackTrack01?si=1"


@pytest.fixture(scope="module")
def loaded() -> LoadedConfig:
    return load_files({"config/season.yaml": COMPLETE, "config/greek-artists.txt": ARTISTS})


def test_the_season(loaded: LoadedConfig) -> None:
    assert loaded.config.season == Season(
        name="Harbour Nights 2",
        first_week=40,
        last_week=59,
        match=r"(?:Night|Hbr)#\s*(?P<week>\d+)",
        ignore=("Night#44 extended", "IgnoredIgnoredIgnored1"),
        sources=((41, "HarbourWeekFortyOne000"), (57, "HarbourWeekFiftySeven0")),
        description=DescriptionRules(strip=(r"^tonight:\s*",), delimiters="♩|,", ranges=True),
    )


def test_a_master_with_all_details(loaded: LoadedConfig) -> None:
    assert loaded.config.master("surf-rock") == Master(
        key="surf-rock",
        name="♩ Surf, Rock ",
        playlist="SurfRockSurfRockSurf01",
        description="{tracks} tracks · {season} · {first_week} to {last_week} ({weeks})",
        public=False,
        genres=(
            Alias("Surf Rock", "surf rock", "masters.surf-rock.genres[0]"),
            Alias("Surf, Rock", "surf,rock", "masters.surf-rock.genres[1]"),
            Alias("Garage", "garage", "masters.surf-rock.genres[3]"),
        ),
        excludes=("fado", "rebetiko", "fado"),
        order="oldest-first",
        keep=(
            "spotify:track:KeptKeptKeptKeptKept01",
            "spotify:track:KeptKeptKeptKeptKept02",
            "spotify:track:KeptKeptKeptKeptKept01",
        ),
        was="surf",
    )


def test_a_master_with_second_homes(loaded: LoadedConfig) -> None:
    assert loaded.config.master("rebetiko") == Master(
        key="rebetiko",
        public=True,
        genres=(
            Alias("Rebetiko", "rebetiko", "masters.rebetiko.genres[0]"),
            Alias("R&B of Piraeus", "r & b of piraeus", "masters.rebetiko.genres[1]"),
        ),
        also=(
            ScriptRule("Greek", review=False, path="masters.rebetiko.also[0]"),
            ArtistsRule(
                names=frozenset({"roza eskenazi", "twentytwolettersinname"}),
                ids=frozenset({"ArtistArtistArtistAr01", "TwentyTwoLettersInName"}),
                review=True,
                path="masters.rebetiko.also[1]",
            ),
            ArtistsRule(
                names=frozenset({"sotiria bellou"}),
                ids=frozenset({"ArtistArtistArtistAr02"}),
                review=False,
                path="masters.rebetiko.also[2]",
            ),
        ),
        pin="state/pins/rebetiko.json",
        rewrite=True,
    )


def test_the_other_masters_and_their_order(loaded: LoadedConfig) -> None:
    config = loaded.config
    assert [master.key for master in config.masters] == ["fado", "rebetiko", "rest", "surf-rock"]
    assert config.catch_all is config.master("rest")
    assert config.master("fado") == Master(
        key="fado", playlist="FadoFadoFadoFadoFado00", order="newest-first"
    )
    assert config.drop == (
        Alias("Spoken Word", "spoken word", "drop[0]"),
        Alias("1990", "1990", "drop[2]"),
    )


def test_corrections_are_sorted_by_week_and_track(loaded: LoadedConfig) -> None:
    assert loaded.config.week_corrections == (
        WeekCorrection(43, "Fado 9", "Fado 8", "typo", "corrections.weeks.43"),
        WeekCorrection(
            44, "Fado 2, Garage 7", "sha:0123456789ab", "counted again", "corrections.weeks.44"
        ),
    )
    track = "spotify:track:TrackTrackTrackTrack0"
    assert loaded.config.track_corrections == (
        TrackCorrection(f"{track}1", ("fado",), "sung in Lisbon", SURF_URL),
        TrackCorrection(
            f"{track}2",
            ("fado", "rebetiko"),
            "a duet",
            "corrections.tracks.TrackTrackTrackTrack02",
        ),
        TrackCorrection(f"{track}3", (), "a jingle", f"corrections.tracks.{track}3"),
    )


def test_cleanup_knows_masters_and_weeks_by_their_playlists(loaded: LoadedConfig) -> None:
    assert loaded.config.cleanup == (
        Cleanup(
            PlaylistRef("master", "surf-rock"),
            PlaylistRef("week", "57"),
            ("spotify:track:KeptKeptKeptKeptKept01",),
            "cleanup[0]",
        ),
        Cleanup(
            PlaylistRef("playlist", "OtherOtherOtherOther01"),
            PlaylistRef("master", "fado"),
            (),
            "cleanup[1]",
        ),
        Cleanup(PlaylistRef("week", "44"), PlaylistRef("week", "41"), (), "cleanup[2]"),
    )


def test_expectations_and_policy(loaded: LoadedConfig) -> None:
    assert loaded.config.expect == (
        NeverEmpty(("fado", "surf-rock"), "expect[0]"),
        Disjoint(("fado", "rebetiko"), "expect[1]"),
        AtMost("rest", 40, "expect[2]"),
        Contains("fado", "spotify:track:TrackTrackTrackTrack01", "expect[3]"),
    )
    assert loaded.config.policy == Policy(
        on_mismatch="triage",
        duplicates="uri",
        orphans=MoveTo("rest"),
        max_removals=MaxRemovals(percent=7.5, tracks=30),
        acknowledge=(Acknowledgement("fado", 12, "moved to rebetiko", "policy.acknowledge[0]"),),
        budget=500,
        review="environment",
        approvals=2,
        state_branch="aum-state",
    )


def test_a_valid_season_has_no_warnings(loaded: LoadedConfig) -> None:
    assert loaded.warnings == ()


def test_what_is_not_written_has_its_default() -> None:
    season = Season("Test", 10, 19, r"Week#(?P<week>\d+)")
    assert load_text(SMALLEST).config == Config(season, (Master("rest", catch_all=True),))


def test_one_number_is_a_season_of_one_week() -> None:
    season = load_text(SMALLEST.replace("10-19", "12")).config.season
    assert (season.first_week, season.last_week) == (12, 12)


def _written_at(loaded: LoadedConfig, path: str) -> str:
    place = loaded.source.place(path)
    assert place, path
    assert place.excerpt == COMPLETE.decode().split("\n")[place.line - 1]
    return place.excerpt[place.column - 1 : place.column - 1 + place.length]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("masters.surf-rock.genres[1]", '"Surf, Rock"'),
        ("masters.surf-rock", "surf-rock"),
        ("masters.surf-rock.excludes[1]", "rebetiko"),
        ("masters.rebetiko.also[1]", "artists: [Roza  Eskenazi, 'spotify:artist:"),
        ("masters.rebetiko.also[2].artists_file", "config/greek-artists.txt"),
        ("drop[2]", '"1990"'),
        ("corrections.weeks.43", "43"),
        (SURF_URL, SURF_URL.removeprefix("corrections.tracks.")),
        ("cleanup[1]", "{remove_from: OtherOtherOtherOther01, also_in: FadoFadoFadoFadoFado00}"),
        ("policy.orphans.move_to", "rest"),
        ("policy.on_mismatch", "triage"),
        ("version", "1"),
    ],
)
def test_a_rule_path_leads_to_its_place(loaded: LoadedConfig, path: str, text: str) -> None:
    assert _written_at(loaded, path).startswith(text)


def test_a_rule_that_is_a_default_has_no_place() -> None:
    source = load_text(SMALLEST).source
    assert source.place("policy.orphans") is None
    assert source.at_rule("masters.rest.genres[4]") == source.place("masters.rest")
    assert source.at_rule("policy.orphans").line == 1


def test_a_real_season_loads(shared: Path) -> None:
    root = shared / "data" / "season-201-250"
    names = ("config/season.yaml", "config/israeli-artists.txt")
    config = load_files({name: (root / name).read_bytes() for name in names}).config
    assert (config.season.first_week, config.season.last_week) == (201, 250)
    assert len(config.masters) == 11
    assert config.catch_all.key == "triage"
    # "Uk Dnb" and "UK DnB" are one spelling
    assert len(config.drop) == 6
    written = yaml.safe_load((root / names[0]).read_bytes())["masters"]
    for key, master in written.items():
        keys = [alias.key for alias in config.master(key).genres]
        assert keys == list(dict.fromkeys(map(genre_key, master["genres"])))
    (rule,) = (rule for rule in config.master("israeli-music").also if rule.review)
    assert isinstance(rule, ArtistsRule)
    assert len(rule.names) > 350
    assert {"2t", "שי", "il"} & rule.names
