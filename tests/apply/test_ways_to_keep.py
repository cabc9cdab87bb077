"""What plan and status offer for an edit is what adopt then does; whose edit it is they know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.apply.test_adopt import adopt, edited, uri
from tests.apply.test_status import plan, states
from tests.pull.conftest import items, pid, playlist

CLEANED = CONFIG + f"cleanup: [{{remove_from: {pid('mix')}, also_in: rap}}]\n"
WITH_MIX = (*MASTERS, *WEEKS, playlist("mix", "Mix", tracks="z"))


def ways(season: Season) -> dict[str, str]:
    """What the plan offers, by master, and status the same."""
    found = {
        one["master"]: one["hint"]
        for one in plan(season, "--offline")["problems"]
        if one["code"] == "edited" and one.get("hint")
    }
    said = " ".join(season.run("status", "--offline").out.split())
    for way in found.values():
        assert f"→ {way}" in said
    return found


def test_what_adopt_would_write_is_offered(start: Start) -> None:
    season = edited(start, rap="a x")
    assert ways(season) == {"rap": "aum-sync adopt --master rap keeps it"}
    adopt(season, "--master", "rap")
    assert ways(season) == {}


def test_a_track_added_to_the_catch_all_is_moved_there_by_both_edits(start: Start) -> None:
    season = edited(start, sort="c")
    (way,) = ways(season).values()
    assert "aum-sync adopt --master" not in way
    assert "so the next apply takes it out; to keep it there: take it out of soul on" in way
    ((verdict, text),) = adopt(season, "--all", code=1).values()
    assert (verdict, text) == ("refused", way)
    season.edit("soul", tracks="d e")
    season.run("pull")
    assert ways(season)["sort"] == "aum-sync adopt --all keeps it"
    assert {verdict for verdict, _ in adopt(season, "--all").values()} == {"written"}
    season.push("adopt")
    assert season.in_sync
    assert season.holds("sort") == "c"


def test_of_a_second_copy_it_is_said_that_it_goes(start: Start) -> None:
    season = edited(start, rap="a x b a")
    (way,) = ways(season).values()
    assert "so the next apply takes it out: a master holds a track once" in way
    ((_, text),) = adopt(season, "--all", code=1).values()
    assert text == way


def test_the_same_music_under_another_address_stays_by_keep(start: Start) -> None:
    first, second = (replace(one, isrc="X1") for one in items("a q") if one)
    week = replace(playlist("w1", "Aum#1", "♩ Rap 1"), tracks=(first,))
    season = start(playlists=(playlist("rap", "Rap"), *MASTERS[1:], week))
    season.apply()
    both = (first, second)
    season.simulator.edit(lambda w: w.changed(pid("rap"), lambda one: replace(one, tracks=both)))
    season.run("pull")
    (way,) = ways(season).values()
    assert way.endswith(f"to keep it in place of the other: put {uri('q')} into masters.rap.keep")
    season.configure("genres: [Rap]", f"genres: [Rap], keep: ['{uri('q')}']")
    season.apply()
    assert season.holds("rap") == "q"


def test_what_can_be_kept_in_part_is_offered_as_that(start: Start) -> None:
    season = edited(start, rap="a x a")
    assert ways(season) == {
        "rap": "aum-sync adopt --master rap keeps some of it and says why not all"
    }
    assert {verdict for verdict, _ in adopt(season, "--all", code=1).values()} == {
        "written",
        "refused",
    }


def test_many_reasons_are_left_to_adopt(start: Start) -> None:
    config = CONFIG.replace("excludes: [rap]", "excludes: [rap], order: oldest-first")
    described = config.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
    season = start(config=described)
    season.apply()
    season.configure("weeks: 1-20", "weeks: 1-20 ")
    season.edit("soul", tracks="e c d e a", description="", name="\x07")
    season.run("pull")
    assert ways(season) == {"soul": "aum-sync adopt --master soul says of each track what keeps it"}


def test_an_edit_of_a_playlist_that_is_cleaned_is_one(start: Start) -> None:
    season = start(config=CLEANED, playlists=WITH_MIX)
    season.apply()
    season.edit("mix", tracks="z b")
    assert states(season, code=5)[pid("mix")] == "edited on Spotify"
    season.pull()
    assert states(season, code=5)[pid("mix")] == "edited on Spotify"
    assert ways(season) == {pid("mix"): "to keep it there: put it into cleanup[0].keep"}
    season.configure("also_in: rap", f"also_in: rap, keep: ['{uri('b')}']")
    assert states(season)[pid("mix")] == "in sync"


def test_an_edit_of_one_that_is_pinned_waits_for_the_pins_release(start: Start) -> None:
    season = start(config=CLEANED, playlists=(*WITH_MIX[:-1], playlist("mix", "Mix", tracks="z b")))
    season.apply()
    season.run("rollback", "--undo", 1, "--master", pid("mix"))
    season.push("undo")
    season.apply()
    season.edit("mix", tracks="z b q")
    season.run("pull")
    (way,) = ways(season).values()
    assert way.startswith("it is pinned: aum-sync rollback --release --master")
    season.run("rollback", "--release", "--master", pid("mix"))
    assert ways(season) == {}


@pytest.mark.parametrize("verb", ["pull", "status"])
def test_a_master_under_another_key_is_edited_too(start: Start, verb: str) -> None:
    season = start()
    season.apply()
    season.configure("  soul: {", "  souls: {was: soul, ")
    season.edit("soul", tracks="c d e a")
    season.run(verb)
    assert states(season, code=5)["souls"] == "edited on Spotify"
    assert "aum-sync pull brings it into one" in season.run("status").out
    season.pull()
    assert states(season, code=5)["souls"] == "edited on Spotify"
    assert "brings it into one" not in season.run("status").out


def test_a_master_is_edited_before_its_first_apply_too(start: Start) -> None:
    season = start()
    season.edit("sort", tracks="a")
    assert states(season, code=5)["sort"] == "edited on Spotify"


def test_a_reason_is_one_plain_line(start: Start) -> None:
    season = edited(start, rap="a x")
    before = (season.root / "config" / "season.yaml").read_bytes()
    for reason in ("a\x1b[1m", "two\nlines", "two\u2028lines", "a\ttab"):
        said = season.run("adopt", "--all", "--reason", reason, code=2).err
        assert "--reason has a control character or a line break" in said
    assert (season.root / "config" / "season.yaml").read_bytes() == before


def test_a_control_character_is_written_in_one_way(start: Start) -> None:
    week = playlist("w3", "Aum#3", "♩ Ṡoul\x07 1", "f")
    season = start(playlists=(*MASTERS, *WEEKS, week))
    said = season.run("plan", "--offline").out
    assert "'Ṡoul<U+0007>' is no master's genre" in said
    assert "x07" not in said
    assert "nearest: 'Soul'" in said
    assert "Did you mean 'rap'?" in season.run("plan", "--master", "ṙáp", code=2).err
