"""Probable typos beside a plan: which weeks are told, in which words, at which lines."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.loader import LoadedConfig, load
from aum_sync.errors import Fault
from aum_sync.report.corrections import Change, changed, chosen, fix_of
from aum_sync.report.doubts import NO_DOUBTS, Doubt, Doubts, doubts, planned_weeks, touched
from aum_sync.report.posts.suggested import MOST, suggestible, suggestions
from aum_sync.report.view import EVERYTHING, View
from aum_sync.season.items import State, WeekState
from aum_sync.season.weeks import was_of
from tests.report.plans import add, master, plan, problem, remove
from tests.season.typos.small import MASTERS, season
from tests.seasons import HEAD, config, reading

CANCELLED = ("♩ Rap 5 ♩ Soul 3", "rrrrssss")
WRONG = ("♩ Rap 5 ♩ Soul 4", "rrrrssss")
NEAR = ("Rap 4 ♩ Soul 4", "rrrr.ssss")
HALF = ("Rap 4 ♩ Soul", "rrrrssss")
LOST = ("Rap ♩ Soul ♩ Pop", "rs")
WEEKS = {13: CANCELLED, 14: WRONG, 15: HALF, 16: NEAR, 17: LOST}
PLAIN = f"{HEAD}{MASTERS}"


def loaded(text: str) -> LoadedConfig:
    return load({"config/season.yaml": text.encode()}.get)


@cache
def told(text: str = PLAIN, *weeks: int) -> Doubts:
    return doubts(loaded(text).config, season(WEEKS), weeks or tuple(WEEKS), text)


def with_correction(week: int, genres: str, was: str) -> str:
    entry = f'{{genres: "{genres}", was: "{was}", reason: r}}'
    return f"{PLAIN}corrections:\n  weeks:\n    {week}: {entry}"


# Which weeks


def test_what_has_a_proposal_that_would_change_something_is_told_most_tracks_first() -> None:
    found = [one.week for one in told().found]
    assert sorted(found) == [13, 14, 16]
    assert [one.week for one in told(PLAIN, 13, 1).found] == [13]


def test_weeks_that_the_season_does_not_know_are_not_looked_at() -> None:
    text = PLAIN.replace("weeks: 1-50", "weeks: 1-13")
    assert told(text, 14, 40) is NO_DOUBTS
    assert doubts(config(MASTERS), season(WEEKS), ()) is NO_DOUBTS


def test_a_plan_is_about_the_weeks_that_change_a_master_or_fail() -> None:
    made = plan(
        master("a", add=(add("x", week=3),), remove=(remove("y", week=4), remove("z"))),
        master("b", add=(add("x", week=5),)),
        problems=(
            problem("checksum-mismatch", "", week=6),
            problem("missing-counts", "", week=7),
            problem("stale-correction", "", week=8),
            problem("not-described", "", week=9),
            problem("unknown-genre", "", week=10),
        ),
    )
    assert planned_weeks(made, EVERYTHING) == {3, 4, 5, 6, 7, 8}
    assert planned_weeks(made, View(weeks=frozenset({4, 6, 10}))) == {4, 6}
    assert planned_weeks(made, View(masters=frozenset({"b"}))) == {5, 6, 7, 8}


def test_a_pull_request_touches_a_week_by_its_readings_and_its_correction() -> None:
    cfg = config(MASTERS)
    before = season({13: CANCELLED, 14: WRONG})
    assert touched(None, cfg, before) == set(range(1, 15))
    assert touched((cfg, before), cfg, before) == frozenset()
    weeks = {week.week: week for week in before.weeks}
    assert weeks[13].passed
    again = replace(weeks[13], passed=replace(weeks[13].passed, snapshot="v2", edited=True))
    held = WeekState(1, weeks[1].passed, reading(1, "Rap 9", "a"))
    after = State((*(weeks[n] for n in range(2, 13)), again, held), (), None)
    assert touched((cfg, before), cfg, after) == {1}
    assert touched((cfg, after), cfg, before) == {1, 14}
    assert weeks[2].passed
    shorter = replace(weeks[2].passed, slots=weeks[2].passed.slots[1:])
    cut = State((*(weeks[n] for n in weeks if n != 2), WeekState(2, shorter)), (), None)
    assert touched((cfg, before), cfg, cut) == {2}
    corrected = loaded(with_correction(12, "Rap 14", "x")).config
    assert touched((cfg, before), corrected, before) == {12}
    again_by_ear = replace(corrected.week_corrections[0], reason="by ear")
    other = replace(corrected, week_corrections=(again_by_ear,))
    assert touched((other, before), corrected, before) == frozenset()


# In which words


def of(week: int, text: str = PLAIN) -> Doubt:
    (one,) = told(text, week).found
    return one


def test_what_is_placed_would_move_and_what_is_held_waits() -> None:
    assert of(13).words.startswith("probably: Rap 4, not 5; Soul 4, not 3 (")
    assert of(13).moving == "about 1 track would change master"
    assert of(13).command == "aum-sync fix --week 13"
    assert of(14).moving == "its 8 items wait to be placed"
    near = of(16)
    ways = near.words.removeprefix("one of two things: ").split(", or ")
    assert sorted(one.partition(" (")[0] for one in ways) == ["Rap 5, not 4", "Soul 5, not 4"]
    assert (near.command, near.fix) == ("aum-sync fix --week 16 --choose 1 (or 2)", None)
    assert told().summary == (
        "3 weeks; about 1 track would change master, 17 items of 2 weeks wait to be placed"
    )
    assert told(PLAIN, 14).summary == "1 week; 8 items of 1 week wait to be placed"


def test_what_is_only_suspicious_is_said_so() -> None:
    one = of(13)
    unsure = replace(one, finding=replace(one.finding, verdict="suspicious"))
    assert unsure.words.startswith("perhaps: Rap 4, not 5")
    assert suggestible(replace(told(PLAIN, 13), found=(unsure,))) == ()
    assert suggestible(told(PLAIN, 13)) == (one,)


def test_a_week_with_a_correction_is_not_sent_to_fix_which_would_refuse_it() -> None:
    stale = of(14, with_correction(14, "Rap 8", "another text"))
    wrong = of(14, with_correction(14, "Rap 5 ♩ Soul 4", was_of(WRONG[0])))
    assert stale.command == wrong.command == "aum-sync typos --week 14"
    assert stale.judged.stale_correction
    assert not wrong.judged.stale_correction


def test_what_no_correction_can_say_is_sent_to_the_description() -> None:
    for week, command in ((13, ""), (16, " --choose 1 (or 2)")):
        remedy = replace(of(week).remedy, writes=False)
        assert remedy.command == f"aum-sync fix --week {week} --description{command}"
        assert list(remedy.ways()) == [f"{remedy.command} prints the text to paste into Spotify"]


# At which lines


def test_each_is_told_at_its_correction_or_where_that_is_to_be_written() -> None:
    text = with_correction(14, "Rap 5 ♩ Soul 4", was_of(WRONG[0]))
    source = loaded(text).source
    lines = text.split("\n")
    faults = {fault.message[:7]: fault for fault in told(text).faults(source)}
    at = {week: fault.place and fault.place.line for week, fault in faults.items()}
    assert at == {
        "week 14": len(lines),
        "week 13": lines.index("  weeks:") + 1,
        "week 16": lines.index("  weeks:") + 1,
    }
    assert {fault.level for fault in faults.values()} == {"warning"}
    assert faults["week 13"].hint == "aum-sync fix --week 13"
    (last,) = told(PLAIN, 13).faults(loaded(PLAIN).source)
    assert last.place
    assert last.place.line == len(PLAIN.rstrip().split("\n"))


def test_the_change_is_that_of_fix_and_nothing_more() -> None:
    text = f"{PLAIN}policy: {{approvals: 1}}\n"
    lines = text.split("\n")
    (one,) = told(text, 13).found
    titles = told(text).titles
    change = one.change(text, titles)
    assert change
    assert (change.first, change.last) == (len(lines), len(lines) - 1)
    assert change.lines[:3] == ("corrections:", "  weeks:", "    13:")
    assert change.lines[3] == '      genres: "Rap 4 ♩ Soul 4"'
    assert [line.split()[0] for line in change.lines[4:]] == ["was:", "reason:"]
    assert of(16).change(text, titles) is None
    assert one.change(text + "? [a]\n: b\n", titles) is None


def test_of_a_correction_only_the_genres_change_unless_it_is_stale() -> None:
    wrong = with_correction(14, "Rap 5 ♩ Soul 4", was_of(WRONG[0]))
    last = len(wrong.split("\n"))
    change = of(14, wrong).change(wrong, told(wrong).titles)
    kept = f'was: "{was_of(WRONG[0])}", reason: r}}'
    assert change == Change(last, last, (f"    14: {{genres: Rap 4 ♩ Soul 4, {kept}",))
    stale = with_correction(14, "Rap 8", "another text")
    change = of(14, stale).change(stale, told(stale).titles)
    assert change
    assert was_of(WRONG[0]) in change.lines[0]
    assert "by aum-sync fix" in change.lines[0]


# On a pull request

TEXT = f"{with_correction(12, 'Rap 14', 'x')}\npolicy: {{approvals: 1}}\n"
AT = TEXT.split("\n").index("policy: {approvals: 1}")
"""The line of the last correction, from 1."""


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        ((range(AT, AT + 1),), range(AT, AT + 1)),
        ((range(1, 3), range(AT + 1, AT + 2)), range(AT + 1, AT + 2)),
        ((range(1, AT),), None),
        ((), None),
    ],
)
def test_what_comes_in_takes_a_line_along_that_the_diff_shows(
    shown: tuple[range, ...], lines: range | None
) -> None:
    found = suggestions(told(TEXT, 13), shown, "")
    assert [one.lines for one in found] == ([lines] if lines else [])
    for one in found:
        new = one.body.partition("```suggestion\n")[2].partition("\n```")[0].split("\n")
        text = TEXT.split("\n")
        text[one.lines[0] - 1 : one.lines[-1]] = new
        after = loaded("\n".join(text)).config
        assert [c.week for c in after.week_corrections] == [12, 13]


def test_an_empty_neighbour_is_one_too_and_the_top_has_none_above() -> None:
    one = told(TEXT, 13)
    (first,) = suggestions(replace(one, text="version: 1"), [range(1, 2)], "")
    assert "\n```suggestion\nversion: 1\ncorrections:\n" in first.body
    assert suggestions(replace(one, text="version: 1"), [range(5, 6)], "") == []


def test_what_is_replaced_must_be_shown_as_a_whole_in_one_hunk() -> None:
    text = with_correction(14, "Rap 8", "another text").replace(
        '{genres: "Rap 8", was: "another text", reason: r}',
        "\n      genres: Rap 8\n      was: another text\n      reason: r\n",
    )
    one = told(text, 14)
    change = one.found[0].change(text, one.titles)
    assert change
    assert change.last - change.first == 3
    whole = range(change.first, change.last + 1)
    assert [found.lines for found in suggestions(one, [whole], "")] == [whole]
    halves = [range(change.first, change.last), range(change.last, change.last + 9)]
    assert suggestions(one, halves, "") == []


def test_what_cannot_be_shown_as_it_is_is_not_suggested() -> None:
    everywhere = [range(1, 999)]
    one = told(TEXT, 13)
    assert suggestions(replace(one, text=TEXT.replace("\n", "\r\n")), everywhere, "") == []
    hidden = TEXT.replace("reason: r}", "reason: r} # \u202e")
    assert suggestions(replace(one, text=hidden), everywhere, "") == []
    assert suggestions(replace(one, text="? [a]\n: b\n"), everywhere, "") == []
    assert len(suggestible(replace(one, found=one.found * 12))) == MOST


@given(st.lists(st.sampled_from("ab"), max_size=6), st.lists(st.sampled_from("ab"), max_size=6))
def test_a_change_is_what_makes_one_text_the_other(old: list[str], new: list[str]) -> None:
    change = changed(old, new)
    before, after = old[: change.first - 1], old[change.last :]
    assert [*before, *change.lines, *after] == new
    assert change.last >= change.first - 1


# What is chosen, and what cannot be said


def test_there_are_only_so_many_proposals() -> None:
    finding = of(13).finding
    one = replace(finding, proposals=finding.proposals[:1])
    assert chosen(one, 1) == finding.proposals[0]
    refused = chosen(one, 2)
    assert isinstance(refused, Fault)
    assert refused.message == "week 13 has only 1 proposal"


def test_what_does_not_read_back_as_a_correction_is_not_written_as_one() -> None:
    known = of(13)
    odd = replace(known.finding.proposals[0], counts=(("Rap ♩ Soul", 3),))
    refused = fix_of(known.finding, odd, known.judged, loaded(PLAIN).config)
    assert isinstance(refused, Fault)
    assert refused.message == "week 13: no correction says that with these delimiters"
    assert refused.hint
    assert "each genre with its count, and no other number" in refused.hint
