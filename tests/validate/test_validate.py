from __future__ import annotations

import json
from dataclasses import replace

import pytest

from aum_sync.canonical import sha256
from aum_sync.store.state import load_state, save_state
from aum_sync.store.tree import WorkTree
from tests.seasons import MASTERS
from tests.validate.conftest import OnDisk

FINE = {1: ("♩ Rap 2 ♩ Soul 1", "a b c")}
WRONG = {2: ("♩ Rap 3 ♩ Soul 2", "d e f g")}
UNDESCRIBED = {3: ("", "h")}


def row(out: str, week: int) -> list[str]:
    table = out.split("\n\n", maxsplit=1)[0].split("\n")
    (line,) = [line for line in table if line.split()[:1] == [str(week)]]
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def last(out: str) -> str:
    return out.rstrip("\n").split("\n")[-1]


def test_a_week_that_adds_up_is_ok(season: OnDisk) -> None:
    season.write(FINE)
    done = season.validate()
    assert (done.code, done.err) == (0, "")
    assert row(done.out, 1) == ["1", "Aum#1", "ok", "3", "3"]
    assert last(done.out) == "1 week: 1 ok; 49 not read yet."


def test_a_week_that_does_not_add_up_shows_its_text_beside_the_numbers(season: OnDisk) -> None:
    season.write(FINE | WRONG)
    done = season.validate()
    assert done.code == 0
    assert row(done.out, 2) == ["2", "Aum#2", "mismatch, held", "5", "4", "+1"]
    lines = done.out.split("\n")
    at = lines.index("week 2: declares 5 tracks and holds 4: its counts are 1 too high")
    assert lines[at + 1] == "  ♩ Rap 3 ♩ Soul 2"
    assert lines[at + 2] == "    ────3   ─────2"
    assert f'2: {{genres: "…", was: "sha:{sha256("♩ Rap 3 ♩ Soul 2")[:12]}"' in lines[at + 4]
    assert last(done.out) == "2 weeks: 1 ok, 1 mismatch; 1 held; 48 not read yet."


def test_too_few_are_counted_the_other_way(season: OnDisk) -> None:
    season.write({1: ("♩ Rap 1", "a b c")})
    out = season.validate().out
    assert row(out, 1)[-1] == "-2"
    assert "week 1: declares 1 track and holds 3: its counts are 2 too low" in out


def test_the_line_to_paste_makes_the_week_pass(season: OnDisk) -> None:
    season.write(WRONG)
    (line,) = [line for line in season.validate().out.split("\n") if 'genres: "…"' in line]
    filled = line.strip().replace('genres: "…"', 'genres: "Rap 2, Soul 2"')
    season.write(WRONG, more=f"corrections:\n  weeks:\n    {filled}\n")
    done = season.validate("--strict")
    assert done.code == 0
    assert row(done.out, 2) == ["2", "Aum#2", "corrected", "4", "4"]


def test_a_correction_for_another_description_holds_the_week(season: OnDisk) -> None:
    correction = 'corrections: {weeks: {1: {genres: "Rap 3", was: "Rap 9", reason: "x"}}}\n'
    season.write(FINE, more=correction)
    out = season.validate().out
    assert row(out, 1)[2] == "stale correction, held"
    assert "week 1: its correction was written for another description" in out
    assert "→ listen again, then update or remove corrections.weeks.1" in out


def test_a_correction_that_does_not_add_up_is_shown_itself(season: OnDisk) -> None:
    correction = (
        'corrections: {weeks: {2: {genres: "Rap 9", was: "♩ Rap 3 ♩ Soul 2", reason: "x"}}}\n'
    )
    season.write(WRONG, more=correction)
    out = season.validate().out
    assert (
        "week 2: declares 9 tracks and holds 4: its counts are 5 too high\n  Rap 9\n  ────9\n"
        in out
    )


def test_a_single_missing_count_is_inferred(season: OnDisk) -> None:
    season.write({1: ("♩ Rap 2 ♩ Soul", "a b c")})
    done = season.validate("--strict")
    assert done.code == 0
    assert row(done.out, 1) == ["1", "Aum#1", "inferred", "2", "3"]


def test_nothing_left_for_a_missing_count_is_a_mismatch(season: OnDisk) -> None:
    season.write({1: ("♩ Rap 3 ♩ Soul", "a b c")})
    out = season.validate().out
    assert row(out, 1)[2] == "mismatch, held"
    assert "week 1: declares 3 already: nothing is left for the missing count" in out
    assert "────3   ───?" in out


def test_several_missing_counts_are_marked(season: OnDisk) -> None:
    season.write({1: ("♩ Rap ♩ Soul ♩ Hip Hop 2", "a b c")})
    out = season.validate().out
    assert row(out, 1)[2] == "missing counts, held"
    assert "week 1: has no count for Rap, Soul; it declares 2 tracks and holds 3" in out
    assert "    ──?   ───?   ────────2" in out


def test_an_undescribed_week_is_said_kindly(season: OnDisk) -> None:
    season.write(UNDESCRIBED)
    out = season.validate().out
    assert "week 3: is not described yet; it holds 1 item" in out
    assert "declares no genre" not in out


def test_what_the_reader_passed_over_stands_below_a_week_that_fails(season: OnDisk) -> None:
    season.write({1: ("04.05.2022 ♩ Rap 3", "a")})
    assert "note: passed over the date" in season.validate().out


def test_a_newer_reading_that_fails_leaves_the_older_in_use(season: OnDisk) -> None:
    season.write(FINE, held={1: ("♩ Rap 9", "a b c")})
    done = season.validate()
    assert row(done.out, 1)[2] == "mismatch, on an older reading"
    assert "1 week: 1 mismatch; 1 on an older reading; 49 not read yet." in done.out
    assert season.validate("--strict").code == 1


def test_under_triage_a_failing_week_says_where_it_goes(season: OnDisk) -> None:
    season.write(WRONG, more="policy: {on_mismatch: triage}\n")
    assert row(season.validate().out, 2)[2] == "mismatch, to triage"


def test_under_fail_a_failing_week_is_an_error(season: OnDisk) -> None:
    season.write(WRONG, more="policy: {on_mismatch: fail}\n")
    assert season.validate().code == 1
    season.write(FINE, more="policy: {on_mismatch: fail}\n")


@pytest.mark.parametrize("arguments", [[], ["--format", "json"]])
def test_strict_makes_held_weeks_an_error(season: OnDisk, arguments: list[str]) -> None:
    season.write(FINE | WRONG)
    assert season.validate(*arguments).code == 0
    assert season.validate("--strict", *arguments).code == 1
    assert season.validate("--strict", "--week", "1", *arguments).code == 0


def test_unknown_genres_come_with_weeks_tracks_and_the_nearest_aliases(season: OnDisk) -> None:
    season.write({1: ("♩ Hip Hopp 2 ♩ Zydeco 1", "a b c"), 2: ("♩ Hip Hopp 1", "d")})
    done = season.validate()
    assert (
        "'Hip Hopp' is no master's genre: 3 tracks in weeks 1-2; nearest: 'Hip Hop'\n" in done.out
    )
    assert "'Zydeco' is no master's genre: 1 track in week 1\n" in done.out
    assert done.code == 0
    assert season.validate("--strict").code == 1
    assert "Zydeco" not in season.validate("--week", "2").out


def test_weeks_that_were_not_read_are_one_line_of_ranges(season: OnDisk) -> None:
    season.write(FINE | {4: ("♩ Rap 1", "x")})
    assert "\n2-3, 5-50 not read yet\n" in season.validate().out
    assert "\n5 not read yet\n" in "\n" + season.validate("--week", "5").out


def test_locks_outside_the_range_are_named(season: OnDisk) -> None:
    season.write(FINE | {77: ("♩ Rap 1", "x")})
    done = season.validate()
    assert "77 outside season.weeks: known, placed nowhere" in done.out
    assert done.code == 0


def test_a_season_that_was_never_pulled_is_valid(season: OnDisk) -> None:
    season.write({})
    done = season.validate("--strict")
    assert (done.code, done.out) == (0, "1-50 not read yet\n\n0 weeks; 50 not read yet.\n")


def test_a_week_outside_of_everything_is_wrong_usage(season: OnDisk) -> None:
    season.write(FINE)
    done = season.validate("--week", "99")
    assert (done.code, done.out) == (2, "")
    assert "--week 99: no such week; the nearest is 50." in done.err


def test_json_says_the_same_to_programs(season: OnDisk) -> None:
    season.write(FINE | WRONG | {4: ("♩ Zydeco 1", "x")})
    done = season.validate("--format", "json")
    value = json.loads(done.out)
    assert [(w["week"], w["status"], w["use"], w["difference"]) for w in value["weeks"]] == [
        (1, "ok", "placed", 0),
        (2, "mismatch", "held", 1),
        (4, "ok", "placed", 0),
    ]
    assert value["unknown_genres"] == [
        {"genre": "Zydeco", "weeks": [4], "tracks": 1, "nearest": []}
    ]
    assert value["not_read"] == "3, 5-50"


def test_a_hostile_name_does_not_reach_the_terminal(season: OnDisk) -> None:
    season.write({1: ("\x1b[2J\u202e ♩ Rap\x07 9", "a")})
    out = season.validate().out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_genres_of_the_configuration_that_no_week_uses_are_one_counted_line(
    season: OnDisk,
) -> None:
    season.write({1: ("♩ Rap, Hip Hop 2 ♩ Zydeco 1", "a b c")})
    done = season.validate()
    assert "1 of 3 genres occur in none of these weeks: config/season.yaml:" in done.out
    assert "occur in none" not in season.validate("--week", "1").out


def test_rules_that_do_nothing_are_named_by_their_lines(season: OnDisk) -> None:
    idle = "genres: [Soul], excludes: [rap]"
    season.write(FINE, masters=MASTERS.replace("genres: [Soul]", idle))
    line = next(
        n
        for n, text in enumerate(
            (season.root / "config" / "season.yaml").read_text().splitlines(), start=1
        )
        if "excludes" in text
    )
    assert (
        f"1 of 1 exclusions exclude nothing: config/season.yaml:{line}\n" in season.validate().out
    )
    value = json.loads(season.validate("--format", "json").out)
    assert value["idle"]["exclusions"] == ["masters.soul.excludes[0]"]


def test_many_idle_rules_are_counted_and_a_policy_of_failing_hides_none(season: OnDisk) -> None:
    many = "genres: [Rap, B, C, D, E, F, G]"
    season.write(
        FINE | WRONG,
        masters=MASTERS.replace("genres: [Rap, Hip Hop]", many),
        more="policy: {on_mismatch: fail}\n",
    )
    out = season.validate().out
    assert "genres occur in none of these weeks (validate --format json names them)" in out


def test_warnings_of_the_configuration_are_shown_and_strict_makes_them_an_error(
    season: OnDisk,
) -> None:
    also = "genres: [Soul], also: [{artists_file: config/nobody.txt}]"
    (season.root / "config").mkdir()
    (season.root / "config" / "nobody.txt").write_text("# nobody yet\n")
    season.write(FINE, masters=MASTERS.replace("genres: [Soul]", also))
    done = season.validate()
    assert done.code == 0
    assert "warning: config/nobody.txt names no artist" in done.err
    assert season.validate("--strict").code == 1


def test_a_damaged_lock_and_a_broken_configuration_are_shown_together(season: OnDisk) -> None:
    season.write(FINE)
    (season.root / "state" / "weeks" / "1.json").write_text("{")
    file = season.root / "config" / "season.yaml"
    file.write_text(file.read_text().replace("match:", "mach:"))
    done = season.validate()
    assert (done.code, done.out) == (1, "")
    assert "state/weeks/1.json" in done.err
    assert "config/season.yaml:6:3" in done.err


def test_a_lock_edited_by_hand_is_marked(season: OnDisk) -> None:
    season.write(FINE)
    tree = WorkTree(season.root)
    before = load_state(tree)
    week = before.weeks[0]
    assert week.passed
    edited = replace(week, passed=replace(week.passed, edited=True))
    save_state(tree, before, replace(before, weeks=(edited,)))
    assert row(season.validate().out, 1)[2] == "ok, edited by hand"


def test_an_endless_description_is_shown_by_its_beginning(season: OnDisk) -> None:
    genre = "g" * 3000
    season.write({1: (f"♩ Rap 2 ♩ {genre} 1 ♩ Soul 9", "a b c"), 2: (f"♩ {genre} 1", "d")})
    done = season.validate()
    assert done.code == 0
    assert "  ♩ Rap 2 ♩\n" in done.out
    assert "week 1: declares 12 tracks and holds 3: its counts are 9 too high" in done.out
    assert "is no master's genre: 1 track in week 2" in "".join(done.out.split("\n")).replace(
        "  ", " "
    )
    assert done.out.count("g") < 1500


def test_an_empty_week_that_is_held_is_held_for_the_plan_too(season: OnDisk) -> None:
    season.write(FINE | WRONG | {4: ("", "")})
    assert "; 2 held;" in last(season.validate().out)
    plan = season.aum("plan", "--offline", "--root", season.root)
    assert "; 2 weeks held" in last(plan.out)
