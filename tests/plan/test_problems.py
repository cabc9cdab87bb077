"""What a reviewer is told."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.types import Problem
from tests.seasons import EPISODE, LOCAL, MASTERS, NULL, config, plan, state


def problems(
    weeks: dict[int, tuple[str, str]], yaml: str = MASTERS
) -> list[tuple[int | None, str, str]]:
    cfg = config(yaml)
    return [(p.week, p.code, p.text) for p in plan(cfg, state(cfg, weeks)).problems]


def test_weeks_in_order_each_with_what_is_wrong() -> None:
    assert problems(
        {
            4: ("♩ Rap ♩ Soul", "a b"),
            3: ("", "c"),
            2: ("♩ Rap ♩ Soul 1", "d e f"),
            1: ("Rap 1", "g h"),
        }
    ) == [
        (1, "checksum-mismatch", "declares 1 and holds 2: 1 too few; nothing of it is placed"),
        (2, "inferred-count", "one count is missing and was inferred: Rap 2"),
        (3, "not-described", "is not described yet; it holds 1 item; nothing of it is placed"),
        (
            4,
            "missing-counts",
            "has no count for Rap, Soul; it declares 0 and holds 2; nothing of it is placed",
        ),
    ]


def test_a_failing_week_in_triage_says_where_it_goes() -> None:
    found = problems({1: ("Rap 1", "a b")}, MASTERS + "policy: {on_mismatch: triage}")
    assert found[0][2].endswith("; all of it goes to the catch-all")


def test_a_newer_reading_that_fails_says_that_the_older_still_serves() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"}, held={1: ("Rap 2", "a")})
    (problem,) = plan(cfg, st).problems
    assert problem.text.endswith("; the reading before it still places its tracks")


def test_a_stale_correction_shows_both_descriptions() -> None:
    yaml = MASTERS + 'corrections: {weeks: {1: {genres: Rap 1, was: "Rap 9", reason: ear}}}'
    (found,) = problems({1: ("Soul 1", "a")}, yaml)
    assert found[1] == "stale-correction"
    assert "was: Rap 9; now: Soul 1" in found[2]


def test_an_unknown_genre_is_named_once_with_its_weeks_and_neighbours() -> None:
    (found,) = problems({1: ("Suol 1, Rap 1", "a b"), 3: ("Suol 2", "c d")})
    text = "'Suol' is no alias: 3 tracks in weeks 1, 3; nearest: 'Soul'"
    assert found == (None, "unknown-genre", text)
    (found,) = problems({1: ("Xylophone 1", "a")})
    assert found[2] == "'Xylophone' is no alias: 1 track in week 1"


def test_items_that_cannot_be_placed_are_named_by_position() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("Rap 3", (LOCAL, NULL, EPISODE))}))
    assert [(p.code, p.text.split(" is ")[0]) for p in made.problems] == [
        ("local-file", "'My file' (position 1)"),
        ("null-item", "an item (position 2)"),
        ("episode", "'A talk' (position 3)"),
    ]


def test_a_lock_edited_by_hand_is_said() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"})
    (week,) = st.weeks
    assert week.passed is not None
    edited = replace(st, weeks=(replace(week, passed=replace(week.passed, edited=True)),))
    assert [p.code for p in plan(cfg, edited).problems] == ["edited-lock"]


def test_a_state_without_weeks_says_how_to_get_some() -> None:
    cfg = config()
    (problem,) = plan(cfg, state(cfg, {})).problems
    assert problem == Problem(
        "warning",
        "no-weeks",
        "state/ holds no week of 1-50, so nothing is asked for",
        hint="aum-sync pull",
    )


def test_errors_come_first() -> None:
    cfg = config(MASTERS + "expect: [{never_empty: [soul]}]")
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a b")}))
    assert [p.level for p in made.problems] == ["error", "warning"]
