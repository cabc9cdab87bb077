"""Where every master stands: changed in git, edited on Spotify, both, or neither."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aum_sync.text.cells import width
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import playlist

DESCRIBED = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")


def status(season: Season, *arguments: object, code: int = 0) -> Any:
    """The status as JSON, with the exit code that is asked for in detail."""
    said = season.run("status", "--format", "json", "--detailed-exitcode", *arguments, code=code)
    return json.loads(said.out)


def states(season: Season, *arguments: object, code: int = 0) -> dict[str, str]:
    """A word per master."""
    masters = status(season, *arguments, code=code)["masters"]
    return {key: one["state"] for key, one in masters.items()}


def edited(plan: Any) -> list[str]:
    """What a plan says of edits."""
    return [
        f"{one['master']}: {one['text']}" for one in plan["problems"] if one["code"] == "edited"
    ]


def plan(season: Season, *arguments: object) -> Any:
    """The plan as JSON."""
    return json.loads(season.run("plan", "--format", "json", *arguments).out)


@pytest.fixture
def applied(start: Start) -> Season:
    """A season after its first apply."""
    season = start(config=DESCRIBED)
    season.apply()
    return season


def test_after_an_apply_all_is_in_sync_offline_too(applied: Season) -> None:
    in_sync = dict.fromkeys(("rap", "soul", "sort"), "in sync")
    assert states(applied) == states(applied, "--offline") == in_sync
    last = status(applied)["applied"]
    assert (last["apply"], last["commit"]) == (1, applied.clone.git("rev-parse", "HEAD~2"))
    assert edited(plan(applied)) == []


def test_what_git_asks_for_is_pending(start: Start) -> None:
    season = start()
    assert states(season, code=10) == {"rap": "pending", "soul": "pending", "sort": "in sync"}
    found = status(season, code=10)
    assert found["masters"]["soul"]["pending"] == {"add": 3, "remove": 0, "move": 0, "detail": 0}
    assert "Nothing was applied yet." in season.run("status").out
    assert season.run("history").out == "Nothing was applied yet.\n"
    assert json.loads(season.run("history", "--format", "json").out) == []


def test_it_costs_the_listing_and_the_masters_that_changed(applied: Season) -> None:
    applied.run("pull")
    before = len(applied.simulator.requests)
    applied.edit("rap", tracks="a x b y")
    applied.run("status")
    sent = [one.path for one in applied.simulator.requests[before:] if "/v1/" in one.path]
    assert sent == ["/v1/me/playlists", "/v1/playlists/0000000000000000000rap/items"]


def test_every_edit_is_told_track_by_track(applied: Season) -> None:
    applied.edit("rap", tracks="x c a mine", name="My Rap")
    found = status(applied, code=5)["masters"]["rap"]
    told = found["edited"]
    assert (found["state"], found["recorded"], told["since"]) == (
        "edited on Spotify",
        False,
        "apply 1",
    )
    assert [(one["name"], one["at"], one["undone"]) for one in told["added"]] == [
        ("Song c", 1, True),
        ("Song mine", 3, False),
    ]
    assert [(one["name"], one["at"], one["undone"]) for one in told["removed"]] == [
        ("Song b", 2, True)
    ]
    assert [(one["name"], one["from"], one["at"]) for one in told["moved"]] == [("Song x", 1, 0)]
    assert told["details"] == {"name": {"old": "Rap", "new": "My Rap", "undone": True}}
    assert found["pending"] == {"add": 0, "remove": 0, "move": 0, "detail": 0}


def test_an_edit_stays_one_until_it_is_undone_or_adopted(applied: Season) -> None:
    applied.edit("rap", tracks="a x")
    for act in (lambda: None, lambda: applied.run("pull"), applied.push):
        act()
        assert states(applied, code=5)["rap"] == "edited on Spotify"
    assert states(applied, "--offline", code=5)["rap"] == "edited on Spotify"
    applied.apply()
    assert states(applied)["rap"] == "in sync"


def test_what_stays_and_is_in_a_commit_is_in_sync(applied: Season) -> None:
    applied.edit("rap", tracks="a x b mine")
    assert states(applied, code=5)["rap"] == "edited on Spotify"
    applied.run("pull")
    assert states(applied, code=5)["rap"] == "edited on Spotify"
    applied.push()
    assert states(applied)["rap"] == "in sync"
    assert "kept from Spotify: +1 since apply 1" in applied.run("status").out


def test_changed_here_and_edited_there_is_both(applied: Season) -> None:
    applied.configure("rap: {name: Rap,", "rap: {name: Rap now,")
    applied.edit("rap", tracks="a x")
    found = status(applied, code=5)["masters"]["rap"]
    assert found["state"] == "both"
    assert found["pending"] == {"add": 0, "remove": 0, "move": 0, "detail": 1}


def test_the_apply_that_is_unfinished_comes_first(start: Start) -> None:
    rule = {"method": "POST", "path": "items", "nth": 2, "do": "quota", "when": "before"}
    season = start(faults={"rules": [{**rule, "retry_after": 86000}]})
    season.run("apply", code=6)
    season.follow()
    found = status(season, code=10)
    assert found["pending"]["apply"] == 1
    assert [one["edited"] for one in found["masters"].values()] == [None] * 3
    assert season.run("status").out.startswith("Apply 1 is unfinished")
    assert "is unfinished" in season.run("adopt", "--all", code=1).err


def test_held_weeks_are_counted(start: Start) -> None:
    season = start(playlists=(*MASTERS, *WEEKS, playlist("w7", "Aum#7", "♩ Rap 5", "f")))
    assert status(season, code=10)["held"] == [7]
    assert "1 week held: 7." in season.run("status").out


def test_a_master_that_cannot_be_read_is_blocked(applied: Season) -> None:
    applied.configure("0000000000000000000rap", "0000000000000000000gap")
    found = status(applied)["masters"]["rap"]
    assert "its playlist 0000000000000000000gap cannot be read" in found["why"]
    said = " ".join(applied.run("status").out.split())
    assert "its playlist 0000000000000000000gap cannot be read" in said
    assert "→ correct masters.rap.playlist in config/season.yaml" in said
    assert states(applied)["rap"] == "blocked"
    assert states(applied, "--offline")["rap"] == "not read"


def test_without_a_repository_the_last_pull_is_all_there_is(start: Start) -> None:
    season = start()
    (season.root / ".git").rename(season.root.parent / "git")
    season.edit("rap", tracks="a x z b")
    found = status(season, code=5)["masters"]["rap"]
    assert found["edited"]["since"] == "the last pull"
    assert [one["name"] for one in found["edited"]["added"]] == ["Song z", "Song b"]


def test_the_plan_says_what_would_be_undone_and_what_stays(applied: Season) -> None:
    applied.edit("rap", tracks="x c a mine")
    undone = "added 'Song c', which the next apply takes out; took out 'Song b', which the next"
    said = [
        f"rap: since apply 1 somebody on Spotify {undone} apply adds again",
        "rap: since apply 1 somebody on Spotify added 'Song mine'; moved 'Song x': that stays",
    ]
    assert edited(plan(applied)) == said
    assert edited(plan(applied, "--offline")) == []
    applied.run("pull")
    assert edited(plan(applied, "--offline")) == said
    applied.push()
    # What stays and is in a commit was reviewed with it; the review itself is of the commit.
    assert edited(plan(applied, "--offline")) == edited(plan(applied)) == said[:1]
    assert edited(plan(applied, "--commit", "HEAD")) == said
    shown = applied.run("plan", "--offline").out
    assert "aum-sync adopt --master rap keeps some of it and says why not all" in shown


def test_details_and_many_tracks_are_told_in_short(applied: Season) -> None:
    applied.edit("soul", tracks="1 2 3 4 5", description="mine", name="Funk", public=False)
    (undone, stays) = edited(plan(applied))
    assert "took out 'Song c', 'Song d' and 'Song e', which the next apply adds again" in undone
    assert "changed its name and description, which the next apply changes back" in undone
    assert "added 5 tracks" in stays
    assert edited(plan(applied, "--master", "soul"))


def test_an_edit_that_an_apply_has_seen_is_no_news_after_it(applied: Season) -> None:
    applied.edit("rap", tracks="a x b mine")
    applied.pull()
    assert len(edited(plan(applied, "--commit", "HEAD"))) == 1
    applied.configure("genres: [Soul]", "genres: [Funk]")
    applied.apply()
    assert edited(plan(applied)) == []
    assert status(applied)["masters"]["rap"]["edited"] is None


def test_hostile_titles_line_up_in_sixty_columns(
    applied: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aum_sync.cli.output._PIPED_CELLS", 60)
    applied.edit("rap", tracks="x c a mine", name="\x1b[31mRap\u202e" + "רוק " * 30)
    said = applied.run("status").out
    assert "\x1b" not in said
    assert "<U+202E>" in said
    assert max(width(line) for line in said.splitlines()) <= 60
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33medited on Spotify\x1b[0m" in applied.run("status").out


def test_what_stays_but_is_in_no_commit_says_how_to_get_there(applied: Season) -> None:
    applied.edit("rap", tracks="a x b mine")
    said = applied.run("status").out
    assert "→ aum-sync pull" in said.replace("in no commit yet: ", "")
    assert "adopt" not in said


def test_what_is_undone_alone_is_told_once(applied: Season) -> None:
    applied.edit("rap", tracks="a x")
    (said,) = edited(plan(applied))
    assert said.endswith("took out 'Song b', which the next apply adds again")


def test_an_apply_that_may_go_on_at_once_names_no_time(start: Start) -> None:
    rule = {"method": "POST", "path": "items", "nth": 2, "do": "quota", "retry_after": 86000}
    season = start(faults={"rules": [rule]})
    season.run("apply", code=6)
    season.follow()
    assert "may be asked again at 20" in season.run("status").out
    path = season.root / "state" / "pending.json"
    value = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**value, "retry_at": None}), "utf-8")
    assert "asked again" not in season.run("status").out


def test_an_apply_that_was_abandoned_is_nobodys_edit(start: Start) -> None:
    rule = {"method": "POST", "path": "soul/items", "nth": 1, "do": "quota", "retry_after": 86000}
    season = start(faults={"rules": [rule]})
    season.run("apply", code=6)
    season.follow()
    (season.root / "state" / "pending.json").unlink()
    season.push("abandon")
    season.pull()
    assert all(one != "both" for one in states(season, code=10).values())
    season.apply()
    assert set(states(season).values()) == {"in sync"}
