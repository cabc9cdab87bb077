"""A plan becomes fact: what enters, what leaves, what is recorded, and what is left alone."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from aum_sync.season.items import content_digest
from aum_sync.simulator.world import Item
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.pull.conftest import pid, playlist


def endings(report: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    """How it ended for each master."""
    return {key: one["ending"] for key, one in report["masters"].items()}


def test_a_week_is_applied_and_the_next_plan_is_empty(start: Start) -> None:
    season = start()
    report = season.apply()
    assert report["apply"] == 1
    assert endings(report) == {"rap": "applied", "soul": "applied"}
    assert (season.holds("rap"), season.holds("soul")) == ("a x b", "c d e")
    assert season.in_sync
    assert season.writes(lambda: season.run("apply")) == []


def test_a_week_that_only_adds_costs_one_question_and_a_write_and_two_readings_per_master(
    start: Start,
) -> None:
    season = start()
    planned = season.plan()["requests"]
    before = len(season.simulator.requests)
    season.apply()
    sent = [f"{r.method} {r.path}" for r in season.simulator.requests[before:] if "/v1/" in r.path]
    rap, soul = (
        "/v1/playlists/0000000000000000000rap/items",
        ("/v1/playlists/000000000000000000soul/items"),
    )
    changed = [f"GET {rap}"] * 2 + [f"GET {soul}"] * 2 + [f"POST {rap}", f"POST {soul}"]
    assert sorted(sent) == sorted(["GET /v1/me/library/contains", *changed])
    assert len(sent) == planned["read"] + planned["write"]


def test_what_enters_is_there_before_anything_leaves(start: Start) -> None:
    soul_then_rap = (*MASTERS[:1], playlist("soul", "Soul", tracks="a b c"), MASTERS[2])
    season = start(playlists=(*soul_then_rap, *WEEKS))
    writes = season.writes(season.apply)
    assert (season.holds("rap"), season.holds("soul")) == ("a x b", "c d e")
    assert [one.split()[0] for one in writes] == ["POST", "POST", "DELETE"]
    assert season.in_sync


def test_state_records_what_was_before_and_what_is_now(start: Start) -> None:
    season = start()
    season.apply()
    subjects = season.clone.git("log", "--format=%s").splitlines()
    assert subjects[:2] == ["Apply 1: done", "Apply 1: what the masters hold before it"]
    state = season.state
    assert state.pending is None
    assert state.applied is not None
    assert state.applied.number == 1
    assert state.applied.before == season.clone.git("rev-parse", "HEAD~1")
    assert state.applied.commit == season.clone.git("rev-parse", "HEAD~2")
    rap = state.snapshot("rap")
    assert rap is not None
    assert rap.applied == content_digest(rap.slots)
    assert rap.snapshot is None
    assert state.account is not None
    assert sum(sent for _, sent in state.account.requests) == len(
        [one for one in season.simulator.requests if "/v1/" in one.path]
    )


def test_state_commits_touch_outputs_alone_and_no_work_tree(start: Start) -> None:
    season = start()
    (season.root / "config" / "draft.txt").write_text("mine")
    season.run("apply")
    assert season.clone.git("status", "--porcelain") == "?? config/draft.txt"
    season.follow()
    names = season.clone.git("diff", "--name-only", "HEAD~2", "HEAD").splitlines()
    assert all(name.startswith(("state/masters/", "state/audit/", "state/a")) for name in names), (
        names
    )


def test_the_audit_has_a_row_per_effect_and_per_new_fate(start: Start) -> None:
    season = start()
    season.apply()
    (path,) = (season.root / "state" / "audit").iterdir()
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [(r["what"], r["master"], r["track"]) for r in rows if r["what"] == "add"] == [
        ("add", "rap", "Song b"),
        ("add", "soul", "Song c"),
        ("add", "soul", "Song d"),
        ("add", "soul", "Song e"),
    ]
    assert sum(r["what"] == "fate" for r in rows) == 5
    season.edit("w2", description="♩ Rap 1 ♩ Soul 1")
    season.pull()
    season.apply()
    more = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert more[: len(rows)] == rows
    news = [(r["what"], r["master"], r["track"]) for r in more[len(rows) :]]
    assert news == [
        ("add", "rap", "Song d"),
        ("remove", "soul", "Song d"),
        ("fate", "rap", "Song d"),
    ]


def test_a_master_without_an_id_is_created_once(start: Start) -> None:
    config = CONFIG.replace("playlist: 000000000000000000soul, ", "")
    season = start(config=config, playlists=(MASTERS[0], MASTERS[2], *WEEKS))
    report = season.apply()
    assert endings(report) == {"rap": "applied", "soul": "applied"}
    soul = season.state.snapshot("soul")
    assert soul is not None
    made = [one for one in season.simulator.world.playlists if one and one.name == "Soul"]
    assert [one.id for one in made] == [soul.playlist]
    assert season.in_sync
    assert "edited on Spotify" not in season.run("pull").out
    season.push("pull")
    assert season.in_sync
    assert season.apply() is None


def test_an_edit_between_plan_and_apply_leaves_that_master_alone(start: Start) -> None:
    season = start()
    season.edit("rap", tracks="a x y")
    report = season.apply(code=5)
    assert endings(report) == {"rap": "drifted", "soul": "applied"}
    assert (season.holds("rap"), season.holds("soul")) == ("a x y", "c d e")
    assert season.state.pending is None
    season.pull()
    assert endings(season.apply()) == {"rap": "applied"}
    assert season.holds("rap") == "a x y b"


def test_a_null_at_first_contact_is_not_taken_for_what_is_to_be_written(start: Start) -> None:
    weeks = (playlist("w1", "Aum#1", "♩ Rap 1", "b"),)
    season = start(
        config=CONFIG + "policy: {orphans: remove}\n",
        playlists=(playlist("rap", "Rap", tracks="x"), *MASTERS[1:], *weeks),
    )
    hidden = Item("spotify:track:000000000000000000000x", "Song x", readable=False)
    season.simulator.edit(
        lambda world: world.changed(pid("rap"), lambda one: replace(one, tracks=(hidden,)))
    )
    season.apply()
    assert season.holds("rap") == "b"


def test_nothing_leaves_for_a_master_that_was_edited(start: Start) -> None:
    soul_then_rap = (*MASTERS[:1], playlist("soul", "Soul", tracks="a b c"), MASTERS[2])
    season = start(playlists=(*soul_then_rap, *WEEKS))
    season.edit("rap", tracks="x a")
    report = season.apply(code=5)
    assert endings(report) == {"rap": "drifted", "soul": "waits"}
    assert season.holds("soul") == "a b c"
    assert not (season.root / "state" / "audit").exists()
    assert season.state.applied is None
    assert "→ aum-sync pull" in season.run("apply", code=5).out
    assert "Apply" not in season.clone.git("log", "--format=%s")


def test_a_plan_with_errors_is_not_applied(start: Start) -> None:
    season = start(config=CONFIG + "expect: [{never_empty: [sort]}]\n")
    done = season.run("apply", code=4)
    assert "Refused" in done.err
    assert season.holds("rap") == "a x"


def test_details_are_written_before_items(start: Start) -> None:
    config = CONFIG.replace("genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'")
    season = start(config=config)
    writes = season.writes(season.apply)
    assert [one.split()[0] for one in writes] == ["PUT", "POST", "POST"]
    assert season.playlist("soul").description == "3 tracks"
    assert season.in_sync
    season.pull()
    assert season.in_sync


def test_public_is_tried_once_and_then_only_told(start: Start) -> None:
    config = CONFIG.replace("genres: [Soul]", "genres: [Soul], public: false")
    season = start(config=config)
    writes = season.writes(season.apply)
    assert [one.split()[0] for one in writes] == ["PUT", "POST", "POST"]
    assert season.playlist("soul").public is True
    season.pull()
    assert season.in_sync
    (problem,) = (p for p in season.plan()["problems"] if p["code"] == "public")
    assert "made private by an apply" in problem["text"]
    season.configure("public: false", "public: true")
    assert season.in_sync
    assert "public" not in {p["code"] for p in season.plan()["problems"]}


def test_tracks_that_spotify_refuses_are_named_and_all_others_enter(start: Start) -> None:
    faults = {"rules": [{"method": "POST", "path": "items", "body": '0d"', "do": "400"}]}
    season = start(faults=faults)
    report = season.apply(code=1)
    assert list(report["refused"]) == ["spotify:track:000000000000000000000d"]
    assert season.holds("soul") == "c e"
    assert season.state.pending is None


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "do", ["429", "500", "502", "504", "drop", "truncate", "html", "401", "400"]
)
@pytest.mark.parametrize("nth", [1, 2])
def test_any_fault_of_a_write_ends_at_the_target(
    start: Start, do: str, when: str, nth: int
) -> None:
    rule = {"method": "POST", "path": "items", "nth": nth, "do": do, "when": when, "retry_after": 1}
    season = start(faults={"rules": [rule]})
    finish(season)
    assert (season.holds("rap"), season.holds("soul")) == ("a x b", "c d e")


def finish(season: Season) -> int:
    """Apply until that is done; how many runs it took."""
    for runs in range(1, 6):
        code = season.aum("apply", "--root", season.root).code
        season.follow()
        if code == 0:
            return runs
    raise AssertionError(code)
