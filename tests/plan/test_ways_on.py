"""Every problem names the week or the master that it is about, and a way on."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.canonical import sha256
from aum_sync.plan.types import Plan, Problem
from aum_sync.season.items import Account, Pin
from tests.seasons import MASTERS, Slots, config, plan, state, track, uri


def planned(
    yaml: str, weeks: dict[int, tuple[str, Slots]], bases: dict[str, Slots] | None = None
) -> Plan:
    cfg = config(yaml)
    return plan(cfg, state(cfg, weeks, bases))


def only(made: Plan, code: str) -> Problem:
    """The one problem of this code."""
    (found,) = (problem for problem in made.problems if problem.code == code)
    return found


def test_a_broken_promise_names_its_master_and_the_line_of_the_promise() -> None:
    yaml = MASTERS + "expect: [{never_empty: [rap]}, {never_empty: [soul]}]"
    problem = only(planned(yaml, {1: ("Rap 1", "a")}), "expect")
    assert (problem.level, problem.master) == ("error", "soul")
    assert problem.hint is not None
    assert problem.hint.startswith("expect[1] ")


def test_too_many_removals_offer_the_line_that_acknowledges_them() -> None:
    yaml = MASTERS + "policy: {max_removals: {percent: 50, tracks: 1}}"
    weeks: dict[int, tuple[str, Slots]] = {1: ("Soul 3", "a b c")}
    problem = only(planned(yaml, weeks, {"rap": "a b c x y"}), "max-removals")
    assert (problem.level, problem.master) == ("error", "rap")
    assert problem.text == "'rap' would lose 3 of 5 tracks; policy.max_removals allows 2"
    assert "add to policy.acknowledge: {master: rap, removals: 3, reason: …}" in str(problem.hint)


def test_a_track_that_would_be_lost_is_named_with_its_uri() -> None:
    made = planned(MASTERS, {51: ("Rap 1", "a")}, {"rap": "a"})
    problem = only(made, "unexplained")
    assert (problem.level, problem.master) == ("error", "rap")
    assert "'Song a'" in problem.text
    assert "(out-of-range)" in problem.text
    assert str(problem.hint).endswith(f"corrections.tracks: {uri('a')}")


def test_a_plan_beyond_the_budget_says_what_to_raise() -> None:
    problem = only(planned(MASTERS + "policy: {budget: 2}", {1: ("Rap 1", "a")}), "budget")
    assert problem.level == "error"
    assert "policy.budget" in str(problem.hint)


def test_a_stale_correction_offers_the_line_for_the_description_as_it_is_now() -> None:
    yaml = MASTERS + 'corrections: {weeks: {7: {genres: Rap 1, was: "Rap 9", reason: ear}}}'
    problem = only(planned(yaml, {7: ("Soul 1", "a")}), "stale-correction")
    assert (problem.level, problem.week) == ("warning", 7)
    hint = str(problem.hint)
    assert "update or remove corrections.weeks.7:" in hint
    line = f'7: {{genres: "…", was: "sha:{sha256("Soul 1")[:12]}", reason: "…"}}'
    assert hint.endswith(line)


def test_a_failing_week_says_where_to_look_and_one_without_text_what_to_write() -> None:
    made = planned(MASTERS, {3: ("", "c"), 4: ("Rap 9", "d"), 5: ("Rap 1, Soul", "e f")})
    found = {p.week: (p.level, p.code, str(p.hint)) for p in made.problems}
    level, code, hint = found[3]
    assert (level, code) == ("warning", "not-described")
    assert "description on Spotify" in hint
    assert found[4] == ("warning", "checksum-mismatch", "aum-sync validate --week 4")
    assert found[5] == ("warning", "inferred-count", "aum-sync validate --week 5")


def test_a_pin_file_that_is_not_there_is_named_with_its_line() -> None:
    yaml = MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json")
    problem = only(planned(yaml, {1: ("Soul 1", "s")}), "no-pin")
    assert (problem.level, problem.master) == ("error", "rap")
    assert problem.text.startswith("state/pins/rap.json is not there")
    assert str(problem.hint).endswith("take out masters.rap.pin")


def test_a_pin_says_how_to_return_and_on_which_master_it_is() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json"))
    pin = Pin("state/pins/rap.json", "2026-11-22", "rolled back", (track("a"),))
    st = replace(state(cfg, {1: ("Rap 1", "a")}), pins=(pin,))
    problem = only(plan(cfg, st), "pinned")
    assert (problem.level, problem.master) == ("warning", "rap")
    assert "rollback --release --master rap returns" in str(problem.hint)


def test_a_master_whose_name_is_taken_is_offered_the_id_on_its_own_line() -> None:
    cfg = config(MASTERS.replace('{playlist: "0000000000000000000rap"', "{name: Rap!"))
    st = replace(state(cfg, {1: ("Rap 1", "a")}), account=Account("curator", (("2" * 22, "Rap!"),)))
    problem = only(plan(cfg, st), "namesake")
    assert (problem.level, problem.master) == ("error", "rap")
    assert "'Rap!'" in problem.text
    assert f"add playlist: {'2' * 22} to masters.rap" in str(problem.hint)


def test_a_master_with_an_id_is_not_asked_whether_its_name_is_taken() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], name: Rap!, pin: state/pins/rap.json"))
    st = replace(state(cfg, {1: ("Rap 1", "a")}), account=Account("curator", (("2" * 22, "Rap!"),)))
    assert "namesake" not in [problem.code for problem in plan(cfg, st).problems]


def test_an_idle_correction_has_its_code_and_names_the_week_that_has_the_music() -> None:
    yaml = MASTERS + f"corrections: {{tracks: {{{uri('a')}: {{master: soul, reason: heard}}}}}}"
    problem = only(planned(yaml, {1: ("Rap 1", "b")}), "idle-correction")
    assert (problem.level, problem.week) == ("warning", None)
    in_week, in_master = track("b", isrc="GBAYE0601498"), track("a", isrc="GBAYE0601498")
    made = planned(yaml, {3: ("Rap 1", (in_week,))}, {"rap": (in_master,)})
    problem = only(made, "idle-correction")
    assert (problem.level, problem.week) == ("error", 3)


def test_an_unread_master_an_unknown_genre_and_a_released_one_say_what_they_are_about() -> None:
    cfg = config()
    st = state(cfg, {1: ("Polka 1", "a")}, {"rap": "x"})
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "rap"))
    problem = only(plan(cfg, unread), "unread")
    assert (problem.level, problem.master, problem.hint) == ("warning", "rap", "aum-sync pull")
    problem = only(plan(cfg, st), "unknown-genre")
    assert (problem.level, problem.week) == ("warning", 1)
    assert problem.hint == "add it to a master's genres, or to drop, in config/season.yaml"
    gone = config("\n".join(line for line in MASTERS.splitlines() if "rap" not in line))
    problem = only(plan(gone, st), "released")
    assert (problem.level, problem.master) == ("warning", "rap")


def test_an_edited_lock_names_the_command_that_shows_the_edit() -> None:
    cfg = config()
    st = state(cfg, {6: ("Rap 1", "a")})
    (week,) = st.weeks
    assert week.passed is not None
    edited = replace(week, passed=replace(week.passed, edited=True))
    problem = only(plan(cfg, replace(st, weeks=(edited,))), "edited-lock")
    assert (problem.level, problem.week) == ("warning", 6)
    assert str(problem.hint).endswith("state/weeks/6.json")


def test_an_overlap_names_the_track_as_its_first_week_has_it() -> None:
    first, second = (
        track("a", title="One", isrc="GBAYE0601498"),
        track("b", title="Other", isrc="GBAYE0601498"),
    )
    problem = only(planned(MASTERS, {4: ("Rap 1, Soul 1", (first, second))}), "overlap")
    assert (problem.level, problem.master) == ("warning", "rap")
    assert problem.text == "rap and soul are both asked to hold 'One' (week 4)"
