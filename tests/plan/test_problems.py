"""What a reviewer is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.plan.problems import master_problems
from aum_sync.plan.types import InsertStep, MasterPlan, Problem, RemoveStep, Step
from aum_sync.season.items import Account, Pin, Slot, Snapshot
from tests.seasons import EPISODE, LOCAL, MASTERS, NULL, config, plan, slots, state, track, uri


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
        (
            1,
            "checksum-mismatch",
            "declares 1 track and holds 2: its counts are 1 too low; nothing of it is placed",
        ),
        (2, "inferred-count", "one count is missing and was inferred: Rap 2"),
        (3, "not-described", "is not described yet; it holds 1 item; nothing of it is placed"),
        (
            4,
            "missing-counts",
            "has no count for Rap, Soul; it declares 0 tracks and holds 2; nothing of it is placed",
        ),
    ]


def test_a_week_without_a_text_is_told_what_it_lacks_and_others_how_to_look() -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: ("", "a"), 2: ("Rap 1", "a b")}))
    assert [p.hint for p in made.problems] == [
        "write its genres and counts into its description on Spotify",
        "aum-sync validate --week 2",
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
    text = "'Suol' is no master's genre: 3 tracks in weeks 1, 3; nearest: 'Soul'"
    assert found == (None, "unknown-genre", text)
    (found,) = problems({1: ("Xylophone 1", "a")})
    assert found[2] == "'Xylophone' is no master's genre: 1 track in week 1"


def test_items_that_cannot_be_placed_are_named_by_position() -> None:
    cfg = config()
    odd = replace(track("a"), uri="spotify:track:a")
    made = plan(cfg, state(cfg, {1: ("Rap 4", (LOCAL, NULL, EPISODE, odd))}))
    assert [(p.code, p.text) for p in made.problems] == [
        ("local-file", "'My file' (position 1) is a local file; the API cannot add it"),
        ("null-item", "an item (position 2) is unavailable on Spotify; it keeps its position"),
        ("episode", "'A talk' (position 3) is an episode; episodes are not placed"),
        ("odd-uri", "'Song a' (position 4) is no track by its URI; it is not placed"),
    ]


def test_a_lock_edited_by_hand_is_said() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"})
    (week,) = st.weeks
    assert week.passed is not None
    edited = replace(st, weeks=(replace(week, passed=replace(week.passed, edited=True)),))
    text = "its lock was edited by hand since it was pulled"
    hint = "git log -p -- state/weeks/1.json"
    assert plan(cfg, edited).problems == (Problem("warning", "edited-lock", text, 1, hint=hint),)


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
    cfg = config(MASTERS + "expect: [{never_empty: [rap]}]")
    st = state(cfg, {1: ("Soul 1", "a")})
    made = plan(cfg, replace(st, snapshots=st.snapshots[:1]))
    assert [p.code for p in made.problems] == ["expect", "unread", "unread"]


CORRECTION = "corrections: {{tracks: {{{uri}: {{master: soul, reason: heard}}{more}}}}}"


def corrected(content: tuple[Slot, ...], base: tuple[Slot, ...], more: str = "") -> list[str]:
    """The problems of a season that corrects the track a to soul."""
    cfg = config(MASTERS + CORRECTION.format(uri=uri("a"), more=more))
    made = plan(cfg, state(cfg, {1: (f"Rap {len(content)}", content)}, {"rap": base}))
    return [f"{p.level} {p.code}: {p.text} → {p.hint}" for p in made.problems]


def test_a_correction_of_a_track_that_no_week_holds_is_said() -> None:
    (found,) = corrected((track("b"),), (track("b"),))
    assert found == (
        f"warning idle-correction: corrections.tracks.{uri('a')} corrects nothing:"
        " no week holds that track"
        f" → take corrections.tracks.{uri('a')} out"
    )


def test_a_correction_by_the_id_of_a_masters_copy_names_the_id_to_correct() -> None:
    in_week, in_master = track("b", isrc="GBAYE0601498"), track("a", isrc="GBAYE0601498")
    (found,) = corrected((in_week,), (in_master,))
    assert found.startswith("error ")
    assert "week 1 has the same music under another id" in found
    assert found.endswith(f"→ correct {uri('b')} instead")


def test_two_corrections_of_one_recording_must_agree() -> None:
    twins = (track("a", isrc="GBAYE0601498"), track("b", isrc="GBAYE0601498"))
    other = f", {uri('b')}: {{master: rap, reason: heard}}"
    (found,) = corrected(twins, (), other)
    assert found == (
        f"error corrections-disagree: corrections.tracks.{uri('a')}"
        f" and corrections.tracks.{uri('b')} say different things of one recording"
        " → keep one of the two"
    )
    assert corrected(twins, (), other.replace("rap", "soul")) == []


def test_a_number_that_may_be_a_count_is_named() -> None:
    (found,) = problems({1: ("5 Rap 3", "a b c")})
    assert found[1] == "missing-counts"
    assert (
        "is the number in front of '5 Rap' its count?; it declares 3 tracks and holds 3" in found[2]
    )


def test_a_pin_that_is_not_there_is_an_error_and_where_it_is_named() -> None:
    cleanup = "cleanup: [{remove_from: 7, also_in: soul, pin: state/pins/seven.json}]"
    cfg = config(MASTERS.replace("[Soul]", "[Soul], pin: state/pins/soul.json") + cleanup)
    week = Snapshot(f"{7:0>22}", f"{7:0>22}", "Aum#7", "", None, "v", None, slots("a"))
    st = replace(state(cfg, {7: ("Rap 1", "a")}, {"rap": "a"}), others=(week,))
    missing = "is not there, so nothing is planned"
    assert [p for p in plan(cfg, st).problems if p.code == "no-pin"] == [
        Problem(
            "error",
            "no-pin",
            f"state/pins/{name}.json {missing}",
            master=key,
            hint=f"bring the file back, or take out {path}.pin",
        )
        for key, name, path in (
            ("soul", "soul", "masters.soul"),
            (week.key, "seven", "cleanup[0]"),
        )
    ]


def test_a_master_that_cannot_be_made_for_its_name_does_not_miss_the_pin_that_it_has() -> None:
    cfg = config(MASTERS.replace('playlist: "0000000000000000000rap"', "pin: state/pins/rap.json"))
    pin = Pin("state/pins/rap.json", "2026-11-22", "why", slots("a"))
    account = Account("curator", namesakes=(("owned", "rap"),))
    st = replace(state(cfg, {1: ("Rap 1", "a")}), pins=(pin,), account=account)
    assert [p.code for p in plan(cfg, st).problems if p.level == "error"] == ["namesake"]


def test_an_overlap_names_its_tracks_up_to_three() -> None:
    cfg = config()
    weeks = {1: ("Rap 4", "a b c d"), 2: ("Soul 4", "a b c d")}
    (problem,) = plan(cfg, state(cfg, weeks)).problems
    assert problem.text == (
        "rap and soul are both asked to hold 'Song a' (weeks 1-2), 'Song b' (weeks 1-2), "
        "'Song c' (weeks 1-2) and 1 more"
    )


def test_an_overlap_of_three_names_them_all() -> None:
    cfg = config()
    (problem,) = plan(cfg, state(cfg, {1: ("Rap 3", "a b c"), 2: ("Soul 3", "a b c")})).problems
    assert problem.text.endswith("'Song b' (weeks 1-2), 'Song c' (weeks 1-2)")


def long(size: tuple[int, int], *grown: int) -> Problem | None:
    """What is said of a master that goes from one size to another, by inserts of so many."""
    uris = [tuple(uri(f"{at}x{n}") for n in range(number)) for at, number in enumerate(grown)]
    grow: list[Step] = [InsertStep(0, one, "grow") for one in uris]
    steps = (*grow, RemoveStep(("x",) * 9), InsertStep(0, ("x",) * 9, "shrink"))
    rap = MasterPlan("rap", "Rap ♩", None, "managed", (), (), (), (), "", "", size, steps)
    cfg = config()
    return next(master_problems(cfg, state(cfg, {}), (rap,)), None)


def test_a_master_may_end_at_ten_thousand_items_and_not_beyond() -> None:
    assert long((9_000, 10_000), 999) is None
    assert long((9_000, 10_001), 1_001) == Problem(
        "error",
        "too-long",
        "'Rap ♩' would hold 10,001 items; Spotify stops at 10,000",
        master="rap",
        hint="split the genres of masters.rap over two masters",
    )


def test_nor_may_it_pass_them_before_anything_leaves() -> None:
    assert long((9_990, 9_990), 6, 4) is None
    assert long((9_990, 9_989), 6, 5) == Problem(
        "error",
        "too-long",
        "'Rap ♩' would hold 10,001 items before anything leaves it; Spotify stops at 10,000",
        master="rap",
        hint="all enters before anything leaves: merge and apply what leaves first",
    )


def test_one_that_is_longer_already_may_shrink() -> None:
    assert long((10_500, 10_000)) is None


@pytest.mark.parametrize(("public", "word"), [(True, "public"), (False, "private")])
def test_a_playlist_that_does_not_stay_public_or_private_is_said_once_it_was_tried(
    public: bool, word: str
) -> None:
    cfg = config(MASTERS.replace("[Soul]", f"[Soul], name: R&B, public: {str(public).lower()}"))

    def told(seen: bool, tried: bool | None) -> list[Problem]:
        st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"})
        shown = tuple(replace(one, public=seen, tried_public=tried) for one in st.snapshots)
        return list(plan(cfg, replace(st, snapshots=shown)).problems)

    assert told(not public, public) == [
        Problem(
            "warning",
            "public",
            f"'R&B' was made {word} by an apply, and Spotify shows otherwise",
            master="soul",
            hint="change it in the app, or take out masters.soul.public: it is not tried again",
        )
    ]
    assert told(public, public) == told(not public, None) == told(not public, not public) == []
