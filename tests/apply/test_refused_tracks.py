"""What an apply says of tracks that Spotify does not take, and that following it ends there."""

from __future__ import annotations

import re

import yaml

from tests.apply.conftest import CONFIG, WEEKS, Season, Start
from tests.apply.test_adopt import uri
from tests.apply.test_ignored import spoil
from tests.pull.conftest import playlist

REFUSED = {"method": "POST", "path": "items", "body": '0b"', "do": "400"}
OUT_OF_SOUL = (
    playlist("rap", "Rap", tracks="x"),
    playlist("soul", "Soul", tracks="b"),
    playlist("sort", "To sort"),
    *WEEKS,
)


def apply(season: Season, code: int) -> str:
    """Apply, without what b would need; what was said."""
    spoil(season, REFUSED)
    said = season.run("apply", code=code).out
    season.follow()
    return said


def pasted(season: Season, said: str) -> None:
    """Put what is offered at the end of season.yaml, and push that."""
    (offer,) = re.findall(r"→ (corrections: .*)", said)
    assert list(yaml.safe_load(offer)["corrections"]["tracks"]) == [uri("b")]
    path = season.root / "config" / "season.yaml"
    path.write_text(path.read_text("utf-8") + offer + "\n", "utf-8")
    season.push("as it says")


def test_one_that_a_master_holds_stays_there(start: Start) -> None:
    season = start(playlists=OUT_OF_SOUL)
    said = apply(season, 5)
    assert "{master: soul, reason: Spotify does not take it}" in said
    pasted(season, said)
    season.apply()
    assert "b" in season.holds("soul").split()
    assert season.in_sync


def test_one_that_two_masters_hold_stays_in_both(start: Start) -> None:
    config = CONFIG.replace(", excludes: [rap]", "")
    also = "  funk: {name: Funk, playlist: 000000000000000000funk, genres: [Funk]}\n"
    config += also
    funk = playlist("funk", "Funk", tracks="b")
    season = start(config=config, playlists=(*OUT_OF_SOUL, funk))
    said = apply(season, 5)
    assert "{master: [funk, soul], reason: " in said
    pasted(season, said)
    season.apply()
    assert ("b" in season.holds("soul"), "b" in season.holds("funk")) == (True, True)


def test_one_that_no_master_holds_is_asked_for_no_more(start: Start) -> None:
    season = start()
    said = apply(season, 1)
    assert "{master: none, reason: " in said
    pasted(season, said)
    assert season.in_sync


def test_only_what_entered_is_counted(start: Start) -> None:
    season = start()
    assert "✓ Soul: 3 added" in apply(season, 1)
    assert "✓ Rap: nothing added" in apply(season, 1)
    season.edit("rap", tracks="x")
    season.pull()
    assert "✓ Rap: 1 added" in apply(season, 1)
