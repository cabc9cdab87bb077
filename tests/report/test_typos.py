"""What is found of weeks, as a curator reads it: the table, one week in full, what was fixed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.report import fixed, typos_data
from aum_sync.report.fixed import Fix, reason
from aum_sync.report.remedies import Remedy
from aum_sync.report.style import Style
from aum_sync.report.typo_words import chance, changes, evidence, expected
from aum_sync.report.typos import render, render_weeks, summary
from aum_sync.season.items import Artist, Slot
from aum_sync.season.typos.types import Clue, Finding, Move, Proposal
from tests.report.hostile_seasons import COLOURS, styles, widest
from tests.seasons import track
from tests.text.hostile import hostile

TITLES = {"rap": "♩ Hip Hop", "soul": "Soul"}
DECLARED = (("Rap", 5), ("Soul", 3))
CLUE = Clue(4, track("x", "Ann", title="Hold On"), "artist", "Ann", "soul", (1, 2, 3), 2.0)
FIRST = Proposal((("Rap", 4), ("Soul", 4)), 0.93, (Move(4, CLUE.slot, "rap", "soul"),))
OTHER = Proposal((("Rap", 3), ("Soul", 5)), 0.004, (Move(3, track("y"), None, "soul"),) * 2)
TYPO = Finding(7, "typo", DECLARED, (FIRST, OTHER), (CLUE,))
LOST = Finding(8, "suspicious", (("Rap", None), ("Soul", None)))
FINE = Finding(9, "consistent", DECLARED)
MISSING = Finding(
    10, "typo", (("Rap", 1), ("Soul", None)), (Proposal((("Rap", 1), ("Soul", 2)), 1.0, ()),)
)


def remedies(*found: Finding) -> dict[int, Remedy]:
    """For each of them all that `fix` can do."""
    return {one.week: Remedy(one) for one in found if one.proposals}


def table(found: list[Finding], held: list[int], style: Style) -> str:
    return render(found, held, remedies(*found), style)


def week(finding: Finding, *held: int) -> str:
    return render_weeks([finding], held, remedies(finding), TITLES, Style(cells=120))


def test_the_table_has_the_weeks_with_most_tracks_first() -> None:
    many = replace(TYPO, week=12, proposals=(replace(FIRST, moves=FIRST.moves * 9), OTHER))
    lines = table([TYPO, LOST, FINE, MISSING, many], [8, 10], Style(cells=90)).split("\n")
    assert lines == [
        "week  verdict           as it may be meant               chance  tracks",
        "  12  typo              Rap 4, not 5; Soul 4, not 3        93 %       8",
        "   7  typo              Rap 4, not 5; Soul 4, not 3        93 %       1",
        "   8  suspicious, held  nothing fits: listen",
        "  10  typo, held        Soul 2, which is not written  over 99 %       0",
        "",
        "→ aum-sync typos --week 12 says why and lists the tracks",
        "→ aum-sync fix --week 12 writes the correction",
        "",
        (
            "5 weeks: 3 probable typos, 1 suspicious, 1 consistent; about 9 tracks would "
            "change master;"
        ),
        "3 items of 1 week wait to be placed.",
    ]


def test_where_it_is_narrow_the_whole_proposal_is_told_in_its_column() -> None:
    assert table([TYPO, MISSING], [10], Style(cells=60)).split("\n")[:5] == [
        "week  verdict     as it may be meant          chance  tracks",
        "   7  typo        Rap 4, not 5; Soul 4,         93 %       1",
        "                  not 3",
        "  10  typo, held  Soul 2, which is not     over 99 %       0",
        "                  written",
    ]


def test_without_findings_there_is_one_line() -> None:
    assert table([FINE], [9], Style()) == "1 week: 1 consistent."
    assert table([], [], Style()) == "0 weeks."
    assert "fix" not in table([LOST], [8], Style())
    assert summary([LOST], []) == "1 week: 1 suspicious; hardly a track would change master."


def test_a_week_has_its_proposals_its_tracks_and_its_evidence() -> None:
    assert week(TYPO).split("\n") == [
        "week 7: typo",
        "  declared: Rap 5 ♩ Soul 3",
        "",
        "  1. 93 %: Rap 4, not 5; Soul 4, not 3",
        "     Rap 4 ♩ Soul 4",
        "     1 track would change master",
        "     5  Hold On  Ann  ♩ Hip Hop → Soul",
        "",
        "  2. under 1 %: Rap 3, not 5; Soul 5, not 3",
        "     Rap 3 ♩ Soul 5",
        "     2 tracks would change master",
        "",
        "  For the first speaks:",
        "    track 5, 'Hold On' by Ann: Ann is Soul in 3 other weeks",
        "",
        "→ aum-sync fix --week 7 writes the first into config/season.yaml (--choose 2: the second)",
        "→ aum-sync fix --week 7 --description prints the text to paste into Spotify",
    ]


def test_where_no_single_track_speaks_for_a_proposal_that_is_said() -> None:
    said = "  For the first no single track speaks: it is how sizes and spelling add up."
    assert said in week(replace(TYPO, evidence=())).split("\n")
    alone = replace(TYPO, evidence=(), proposals=TYPO.proposals[:1])
    assert "no single track" not in week(alone), "there is nothing that it could speak against"


def test_a_week_without_proposals_says_why() -> None:
    assert week(FINE) == "week 9: consistent\n  declared: Rap 5 ♩ Soul 3"
    assert week(LOST, 8).split("\n")[1:] == [
        "  declared: Rap ? ♩ Soul ?",
        "  no likely reading explains its tracks: listen, and correct it by hand",
    ]
    assert "declared: nothing" in week(replace(LOST, declared=()))


def test_where_nothing_moves_it_is_said_whether_it_waits() -> None:
    assert "none of it is placed yet" in week(MISSING, 10)
    assert "no track would change master" in week(MISSING)
    assert "For the first" not in week(MISSING)
    assert "--choose" not in week(MISSING)


def test_tracks_without_a_title_or_a_master_are_named() -> None:
    nameless = replace(track("x", "Ann"), name=" ")
    first = replace(FIRST, moves=(Move(0, nameless, "soul", None),))
    shown = week(replace(TYPO, proposals=(first,)))
    assert f"1  {nameless.uri}  Ann  Soul → no master" in shown


@pytest.mark.parametrize(
    ("declared", "counts", "words"),
    [
        (DECLARED, (("Rap", 5), ("Soul", 4)), "Soul 4, not 3"),
        ((("Rap", 5), ("Soul", None)), (("Rap", 5), ("Soul", 4)), "Soul 4, which is not written"),
        ((("Rap", 5), ("Soull", 3)), (("Rap", 5), ("Soul", 3)), "Soul 3 is meant by Soull"),
        (DECLARED, (("Soul", 3), ("Rap", 5)), "Soul 3 in place of Rap; Rap 5 in place of Soul"),
        (DECLARED, (("Rap", 8),), "Rap 8, not 5; no Soul here"),
        (DECLARED, (("Rap", 5), ("Pop", 1), ("Soul", 2)), "Pop 1 is left out; Soul 2, not 3"),
        (DECLARED, DECLARED, "as it is written"),
    ],
)
def test_what_is_other_than_declared_has_its_words(
    declared: tuple[tuple[str, int | None], ...], counts: tuple[tuple[str, int], ...], words: str
) -> None:
    finding = replace(TYPO, declared=declared)
    assert changes(finding, Proposal(counts, 0.5, ())) == words


@pytest.mark.parametrize(
    ("clue", "words"),
    [
        (replace(CLUE, what="guest", weeks=(4,)), "Ann, who is on it, is Soul in week 4"),
        (replace(CLUE, what="recording", home=None), "the same recording is dropped in 3 other"),
        (
            replace(CLUE, what="script", name="Hebrew", weeks=()),
            "what is written in Hebrew letters",
        ),
        (replace(CLUE, weeks=()), "Ann is Soul elsewhere"),
    ],
)
def test_evidence_has_its_words(clue: Clue, words: str) -> None:
    assert evidence(clue, TITLES).startswith(f"track 5, 'Hold On' by Ann: {words}")


def test_numbers_are_never_surer_than_they_are() -> None:
    assert [chance(p) for p in (0.0, 0.005, 0.01, 0.5, 0.99, 0.995, 1.0)] == [
        "under 1 %",
        "under 1 %",
        "1 %",
        "50 %",
        "99 %",
        "over 99 %",
        "over 99 %",
    ]
    assert [expected(n) for n in (0.2, 1.4, 1200.0)] == [
        "hardly a track",
        "about 1 track",
        "about 1,200 tracks",
    ]


def test_programs_get_every_week_with_positions_from_0() -> None:
    told = json.loads(typos_data.as_json([TYPO, FINE]))["weeks"]
    assert told[0]["declared"] == [["Rap", 5], ["Soul", 3]]
    first = told[0]["proposals"][0]
    assert (first["counts"], first["probability"]) == ([["Rap", 4], ["Soul", 4]], 0.93)
    assert (first["moves"][0]["position"], first["moves"][0]["becomes"]) == (4, "soul")
    assert (told[0]["evidence"][0]["what"], told[0]["evidence"][0]["weeks"]) == (
        "artist",
        [1, 2, 3],
    )
    assert told[0]["forecast"] == 0.938
    assert told[1] == {
        "week": 9,
        "verdict": "consistent",
        "declared": [["Rap", 5], ["Soul", 3]],
        "proposals": [],
        "evidence": [],
        "forecast": 0,
    }


def test_a_reason_has_the_change_the_chance_and_for_the_first_its_evidence() -> None:
    said = "Rap 4, not 5; Soul 4, not 3: 93 % by aum-sync fix"
    by_ann = "track 5, 'Hold On' by Ann: Ann is Soul in 3 other weeks"
    assert reason(TYPO, FIRST, TITLES) == f"{said}; {by_ann}"
    assert reason(replace(TYPO, evidence=()), FIRST, TITLES) == said
    assert "Ann" not in reason(TYPO, OTHER, TITLES)


def test_what_was_fixed_is_told_with_the_way_on() -> None:
    fix = Fix(TYPO, FIRST, "Rap 4 ♩ Soul 4")
    assert fixed.render([fix], 2, Style()).split("\n") == [
        "✓ week 7: Rap 4, not 5; Soul 4, not 3 (93 %)",
        "    corrections.weeks.7: Rap 4 ♩ Soul 4",
        "Not written: 2 weeks. aum-sync typos says how sure each is.",
        "",
        "See what it changes, then put it into a pull request:",
        "  aum-sync plan --week 7",
        "  git add config/season.yaml && git commit",
    ]
    assert fixed.render([], 1, Style()).startswith("Not written: 1 week.")
    assert fixed.render([], 0, Style()).startswith("There is nothing to fix")
    assert "aum-sync" not in fixed.render([fix], 0, Style()).split("\n")[2]
    told = json.loads(fixed.as_json([fix], 1))
    assert told["weeks"][0]["counts"] == [["Rap", 4], ["Soul", 4]]
    assert (told["left"], told["files"]) == (1, ["config/season.yaml"])


_slots = st.builds(
    lambda name, artist: Slot("spotify:track:x", name, (Artist("a", artist),)), hostile, hostile
)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A week in which every text is hostile."""
    genre, slot = draw(hostile), draw(_slots)
    counts = ((genre, draw(st.integers(0, 50))), (draw(hostile), 2))
    moves = (Move(draw(st.integers(0, 99)), slot, "rap", None),) * draw(st.integers(0, 2))
    clue = Clue(3, slot, "artist", draw(hostile), "rap", (1,), 1.0)
    proposals = (Proposal(counts, draw(st.floats(0, 1)), moves),) * draw(st.integers(0, 3))
    return Finding(draw(st.integers(1, 999)), "typo", ((genre, 3),), proposals, (clue,))


@given(st.lists(findings(), min_size=1, max_size=3), styles, hostile)
def test_hostile_text_stays_inside_its_lines(
    found: list[Finding], style: Style, title: str
) -> None:
    titles = {"rap": title}
    shown = [
        table(found, [], style),
        render_weeks(found, [], remedies(*found), titles, style),
        *(
            fixed.render([Fix(one, proposal, one.declared[0][0])], 0, style)
            for one in found
            for proposal in one.proposals[:1]
        ),
    ]
    for text in shown:
        assert widest(text, pasted="  git") <= max(style.cells, 60)
        assert (COLOURS.sub("", text) == text) or style.colour
    for one in found:
        if one.proposals:
            assert "\n" not in reason(one, one.proposals[0], titles)
