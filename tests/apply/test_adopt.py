"""What a curator did in the app becomes what the season asks for, and no plan undoes it."""

from __future__ import annotations

import json

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import playlist


def uri(name: str) -> str:
    """The URI of a track by its short name."""
    return f"spotify:track:{name:0>22}"


def yaml(season: Season) -> str:
    """The season's configuration as it stands."""
    return (season.root / "config" / "season.yaml").read_text(encoding="utf-8")


def adopt(season: Season, *arguments: object, code: int = 0) -> dict[str, tuple[str, str]]:
    """Adopt; by master and subject, what became of it and how."""
    done = season.run("adopt", *arguments, "--format", "json", code=code)
    return {
        f"{one['master']}: {one['subject']}": (one["verdict"], one["text"])
        for one in json.loads(done.out)["edits"]
    }


def settled(season: Season) -> None:
    """Push all, and see that git and Spotify agree and an apply has nothing to write."""
    held = {key: season.holds(key) for key in ("rap", "soul", "sort")}
    season.push("adopt")
    assert season.in_sync
    season.run("status", "--detailed-exitcode")
    assert season.writes(lambda: season.run("apply")) == []
    assert held == {key: season.holds(key) for key in ("rap", "soul", "sort")}


def edited(start: Start, config: str = CONFIG, **tracks: str) -> Season:
    """A season that was applied, then edited on Spotify, then pulled."""
    season = start(config=config)
    season.apply()
    for key, names in tracks.items():
        season.edit(key, tracks=names)
    season.run("pull")
    return season


def test_an_added_track_that_no_week_knows_is_kept_where_it_would_leave(start: Start) -> None:
    season = edited(start, CONFIG + "policy: {orphans: remove}\n", rap="a b mine")
    assert adopt(season, "--master", "rap") == {"rap: Song mine": ("written", "masters.rap.keep")}
    assert f"keep: ['{uri('mine')}']" in yaml(season)
    settled(season)


def test_an_added_track_that_stays_anyway_needs_nothing_but_its_snapshot(start: Start) -> None:
    season = edited(start, rap="a x b mine")
    before = yaml(season)
    done = season.run("adopt", uri("mine"))
    assert "nothing is needed" in done.out
    assert "git add state/masters/rap.json && git commit" in done.out
    assert yaml(season) == before
    settled(season)


def test_an_added_track_that_weeks_want_elsewhere_gets_a_second_home(start: Start) -> None:
    config = CONFIG.replace(", excludes: [rap]", "")
    season = edited(start, config, soul="c d e a")
    assert adopt(season, "Song a") == {
        "soul: Song a": ("written", f"corrections.tracks.{uri('a')}: rap, soul")
    }
    line = next(line for line in yaml(season).splitlines() if uri("a") in line)
    assert "{master: [rap, soul], reason: 'adopted from Spotify, apply 1, 20" in line
    settled(season)


def test_a_track_taken_out_stays_out(start: Start) -> None:
    season = edited(start, rap="a x")
    assert adopt(season, "--all") == {
        "rap: Song b": ("written", f"corrections.tracks.{uri('b')}: none")
    }
    settled(season)


def test_a_track_taken_out_of_one_of_its_masters_stays_in_the_other(start: Start) -> None:
    config = CONFIG.replace(", excludes: [rap]", ", also: [{artists: [Artist]}]")
    season = start(config=config, playlists=(*MASTERS, *WEEKS))
    season.apply()
    if season.holds("soul") == "c d e":
        season.configure("  soul:", "  # soul\n  soul:")
    season.edit("rap", tracks="a x")
    season.run("pull")
    assert adopt(season, "Song b")["rap: Song b"][0] == "written"
    settled(season)


def test_a_track_moved_between_masters_moves_in_the_yaml(start: Start) -> None:
    season = edited(start, rap="a x", soul="c d e b")
    given = adopt(season, "--all", "--reason", "sounds like soul")
    text = f"corrections.tracks.{uri('b')}: soul"
    assert given == {"rap: Song b": ("written", text), "soul: Song b": ("written", text)}
    assert ": sounds like soul'" in yaml(season)
    settled(season)


def test_what_an_exclusion_keeps_out_is_explained_and_not_written(start: Start) -> None:
    season = edited(start, soul="c d e a", rap="a x")
    before = yaml(season)
    ((verdict, text),) = adopt(season, "--master", "soul", code=1).values()
    assert verdict == "refused"
    assert text.startswith("masters.soul.excludes[0] keeps it out, since rap holds it")
    assert yaml(season) == before
    given = adopt(season, "--all", code=1)
    assert given["rap: Song b"][0] == "written"


def test_out_of_the_catch_all_a_track_is_sorted_by_hand(start: Start) -> None:
    week = playlist("w3", "Aum#3", "♩ Polka 2", "f g")
    season = start(playlists=(*MASTERS, *WEEKS, week))
    season.apply()
    assert season.holds("sort") == "f g"
    season.edit("rap", tracks="a x b f")
    season.run("pull")
    text = f"corrections.tracks.{uri('f')}: rap"
    assert adopt(season, "--all") == {"rap: Song f": ("written", text)}
    season.push("adopt")
    season.apply()
    assert (season.holds("rap"), season.holds("sort")) == ("a x b f", "g")


def test_a_correction_that_is_there_is_said_otherwise(start: Start) -> None:
    line = f"    {uri('b')}: {{master: soul, reason: an ear}}  # by me"
    corrected = f"corrections:\n  tracks:\n{line}\n"
    season = start(config=CONFIG + corrected)
    season.apply()
    assert season.holds("soul") == "b c d e"
    season.edit("soul", tracks="c d e")
    season.edit("rap", tracks="a x b")
    season.run("pull")
    adopt(season, "--all")
    line = next(line for line in yaml(season).splitlines() if uri("b") in line)
    assert line.startswith(f"    {uri('b')}: {{master: rap, reason: 'an ear; adopted from Spotify")
    assert line.endswith("# by me")
    settled(season)


def test_name_and_description_are_taken_over(start: Start) -> None:
    described = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
    season = start(config=described)
    season.apply()
    season.edit("soul", name="Soul & Funk: “best”", description="mine &amp; yours")
    season.run("pull")
    assert adopt(season, "--master", "soul") == {
        "soul: name": ("written", "masters.soul.name"),
        "soul: description": ("written", "masters.soul.description"),
    }
    assert "description: mine & yours" in yaml(season)
    settled(season)


def test_a_description_that_is_empty_now_is_the_curators_to_take_out(start: Start) -> None:
    described = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
    season = start(config=described)
    season.apply()
    season.edit("soul", description="")
    season.run("pull")
    ((verdict, text),) = adopt(season, "--all", code=1).values()
    assert (verdict, "masters.soul.description" in text) == ("refused", True)


def test_what_the_season_would_not_stand_is_not_written(start: Start) -> None:
    described = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
    season = start(config=described)
    season.apply()
    season.edit("soul", description="{brace", tracks="c d")
    season.run("pull")
    before = yaml(season)
    done = season.run("adopt", "--all", code=1)
    assert "nothing was written" in done.err
    assert "masters.soul.description has a brace" in done.err
    assert yaml(season) == before
    season.run("adopt", "Song e")
    assert uri("e") in yaml(season)


def test_an_expectation_that_would_fail_stops_it(start: Start) -> None:
    contains = f"expect: [{{contains: {{master: rap, track: {uri('b')}}}}}]\n"
    season = edited(start, CONFIG + contains, rap="a x")
    before = yaml(season)
    assert "nothing was written" in season.run("adopt", "--all", code=1).err
    assert yaml(season) == before


def test_only_weeks_outside_the_season_know_it(start: Start) -> None:
    season = start()
    season.apply()
    season.configure("weeks: 1-20", "weeks: 2-20")
    season.edit("soul", tracks="c d e")
    season.edit("sort", tracks="b")
    season.run("pull")
    given = adopt(season, "--master", "sort", code=1)
    assert "widen season.weeks" in given["sort: Song b"][1]


def test_a_place_that_the_order_decides_is_not_the_curators(start: Start) -> None:
    config = CONFIG.replace("excludes: [rap]", "excludes: [rap], order: oldest-first")
    season = edited(start, config, soul="e c d")
    given = adopt(season, "--all", code=1)
    assert given == {
        "soul: Song e": (
            "refused",
            "masters.soul.order is oldest-first; with append tracks stay where they are put",
        )
    }


def test_a_pinned_master_is_released_first(start: Start) -> None:
    season = start()
    season.apply()
    season.edit("rap", tracks="a x")
    season.pull()
    season.run("rollback", 1, "--pin")
    given = adopt(season, "--all", code=1)
    assert "aum-sync rollback --release --master rap" in given["rap: Song b"][1]


def test_an_orphan_that_policy_moves_there_is_explained(start: Start) -> None:
    season = start()
    season.apply()
    season.configure("catch_all: true}\n", "catch_all: true}\npolicy: {orphans: {move_to: soul}}\n")
    season.apply()
    assert season.holds("soul") == "c d e x"
    season.edit("soul", tracks="c d e")
    season.edit("rap", tracks="a b x")
    season.run("pull")
    given = adopt(season, "--master", "soul", code=1)
    assert "policy.orphans moves it there from rap" in given["soul: Song x"][1]
    assert "masters.rap.keep" in given["soul: Song x"][1]
    assert adopt(season, "--master", "rap")["rap: Song x"] == ("written", "masters.rap.keep")
    settled(season)


def test_what_is_not_pulled_yet_is_pulled_first(start: Start) -> None:
    season = start()
    season.apply()
    season.edit("rap", tracks="a x")
    done = season.run("adopt", "--all", code=1)
    assert "rap was edited on Spotify since the last pull" in done.err
    assert "aum-sync pull" in done.err
    assert "nothing to adopt" in season.run("adopt", "--all", "--offline").out
    assert "nothing to adopt" in season.run("adopt", "--master", "soul").out


def test_what_nobody_edited_and_what_is_not_named_are_errors(start: Start) -> None:
    season = edited(start, rap="a x")
    assert "nobody edited 'Song a'" in season.run("adopt", "Song a", code=1).err
    assert season.aum("adopt", "--root", season.root).code == 2
    assert season.aum("adopt", "--master", "rapp", "--root", season.root).code == 2


def test_comments_and_layout_stay(start: Start) -> None:
    config = CONFIG.replace("masters:", "# all masters\nmasters:  # ours\n")
    season = edited(start, config + "policy: {orphans: remove}  # none stay", rap="a x new")
    before = yaml(season).splitlines()
    adopt(season, "--all")
    after = yaml(season).splitlines()
    touched = [line for line in before if line not in after]
    assert [line.split(":")[0].strip() for line in touched] == ["rap"]
    assert [line.split(":")[0].strip() for line in after if line not in before] == [
        "rap",
        "corrections",
        "tracks",
        "spotify",
    ]


def test_where_nothing_can_be_adopted_no_file_is_named(start: Start) -> None:
    season = edited(start, rap="a x b a")
    done = season.run("adopt", "--all", code=1)
    once = "the same music is in that master already, so the next apply takes it out: a master"
    once = f"{once} holds a track once"
    assert done.out.splitlines() == [
        "! rap: Song a",
        f"    not written: {once}",
    ]


def test_a_file_with_the_line_ends_of_windows_keeps_them(start: Start) -> None:
    season = edited(start, rap="a x")
    path = season.root / "config" / "season.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    adopt(season, "--all")
    after = path.read_bytes()
    assert after.count(b"\r\n") == after.count(b"\n")
    settled(season)
