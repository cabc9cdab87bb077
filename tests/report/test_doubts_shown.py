"""Probable typos as they are shown: on a terminal, and in a review that fits."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from aum_sync.report import terminal
from aum_sync.report.doubts import Doubt, Doubts, doubts
from aum_sync.report.remedies import Remedy
from aum_sync.report.review.render import fits, render
from aum_sync.report.review.types import COMMENT, Review, Ways
from aum_sync.report.style import Style
from aum_sync.report.view import EVERYTHING, View
from aum_sync.season.items import Slot
from aum_sync.season.typos.cases import MOST_SEARCHED
from aum_sync.season.typos.find import find
from aum_sync.season.typos.types import Finding, Move, Proposal
from aum_sync.season.weeks import judge, was_of
from tests.report.hostile_seasons import styles, widest
from tests.report.plans import plan, problem
from tests.report.reviews import sized
from tests.report.test_doubts import (
    AT,
    CANCELLED,
    PLAIN,
    TEXT,
    WEEKS,
    WRONG,
    loaded,
    told,
    with_correction,
)
from tests.report.test_typos import CLUE, FIRST, OTHER, TITLES, TYPO
from tests.season.typos.small import season
from tests.seasons import config, reading, track
from tests.text.hostile import hostile


def listed(found: Doubts, cells: int = 120) -> list[str]:
    text = terminal.render(plan(), EVERYTHING, Style(cells=cells), found)
    return text.split("\n\n")[0].split("\n")


def test_a_terminal_has_the_strongest_reason_and_the_command() -> None:
    lines = listed(told(PLAIN, 13))
    assert lines[0] == "probably a typo: 1 week; about 1 track would change master"
    assert lines[1].startswith("  week 13, probably: Rap 4, not 5; Soul 4, not 3 (")
    assert lines[2].startswith("    track 5, 'Song 13x4' by s2: s2 is soul in ")
    assert lines[3] == "  → aum-sync fix --week 13"
    beside = told(PLAIN, 13).more
    wrong = [
        one for one in find(loaded(PLAIN).config, season(WEEKS)) if one.verdict != "consistent"
    ]
    assert beside == len(wrong) - 1 > 0
    assert lines[4:] == [f"  {beside} more weeks: aum-sync typos"]
    many = replace(told(PLAIN, 13), found=told(PLAIN, 13).found * 12)
    assert listed(many)[-1] == f"  {beside + 2} more weeks: aum-sync typos"
    alone = terminal.render(plan(), View(weeks=frozenset({13})), Style(), told(PLAIN, 13))
    assert "more week" not in alone
    review = render(Review(plan(), doubts=told(PLAIN, 13)))
    assert f"{beside} more weeks of the season look wrong too: `aum-sync typos`." in review
    assert "probably a typo" not in terminal.render(plan(), EVERYTHING, Style())


def test_a_season_of_very_many_weeks_is_not_searched_beside_a_plan() -> None:
    many = season(dict.fromkeys(range(1, MOST_SEARCHED + 2), WEEKS[13]))
    cfg = loaded(PLAIN.replace("weeks: 1-50", "weeks: 1-9999")).config
    found = doubts(cfg, many, {1})
    words = f"{found.aside}: "
    assert words == "501 weeks are too many to look for typos here: "
    assert listed(found) == [f"{words}aum-sync typos"]
    assert f"\n{words}`aum-sync typos`.\n" in render(Review(plan(), doubts=found))


def hand(one: Finding, slots: tuple[Slot, ...] = ()) -> Doubt:
    judged = judge(reading(one.week, "Rap 5 | Soul 3", slots or "a b c d e f g h"), config())
    return Doubt(one, judged, Remedy(one))


def test_a_review_shows_both_ways_the_moves_and_how_many_more_there_are() -> None:
    near = replace(FIRST, probability=0.5, moves=FIRST.moves * 31)
    also = replace(OTHER, probability=0.4)
    found = Doubts((hand(replace(TYPO, proposals=(near, also))),), TITLES)
    text = render(Review(plan(), doubts=found))
    assert "**Week 7**, one of two things: Rap 4, not 5; Soul 4, not 3 (50 %), or " in text
    assert "- 50 %: Rap 4 ♩ Soul 4\n- 40 %: Rap 3 ♩ Soul 5\n" in text
    assert text.count("| 5 | Hold On | Ann | ♩ Hip Hop | Soul |") == 30
    assert "… and 1 more track." in text
    assert "<summary>What it moves</summary>" in text
    assert "```yaml" not in text


def test_a_week_of_which_nothing_moves_has_no_fold() -> None:
    still = replace(TYPO, proposals=(replace(FIRST, moves=()),))
    text = render(Review(plan(), doubts=Doubts((hand(still),), TITLES)))
    assert "**Week 7**" in text
    assert "<details><summary>What" not in text


def test_tracks_without_a_title_or_a_master_are_named() -> None:
    move = Move(0, replace(track("x", "Ann"), name=" "), "soul", None)
    one = hand(replace(TYPO, proposals=(replace(FIRST, moves=(move,)),)))
    text = render(Review(plan(), doubts=Doubts((one,), TITLES)))
    assert f"| 1 | {track('x').uri} | Ann | Soul | no master |" in text


def test_where_the_correction_goes_is_said_with_a_link_that_is_one() -> None:
    one = told(TEXT, 13)
    where = f"The correction, behind line {AT} of"
    assert f"{where} `config/season.yaml`:\n\n```yaml\n    13:\n" in render(
        Review(plan(), doubts=one)
    )
    url = "https://github.com/a/b/edit/topic/config/season.yaml"
    assert f"{where} [`config/season.yaml`]({url}):" in render(
        Review(plan(), doubts=one, ways=Ways(url))
    )
    evil = Ways("https://github.com/a/b/edit/x) [y](javascript:z")
    assert f"{where} `config/season.yaml`:" in render(Review(plan(), doubts=one, ways=evil))
    suggested = render(Review(plan(), doubts=one, ways=Ways(url, frozenset({13}))))
    assert "the suggested change in *Files changed* commits the correction" in suggested
    wrong = with_correction(14, "Rap 5 ♩ Soul 4", was_of(WRONG[0]))
    last = len(wrong.split("\n"))
    text = render(Review(plan(), doubts=told(wrong, 14)))
    assert f"The correction, in place of line {last} of" in text
    assert "its correction does not hold; `aum-sync typos --week 14` says more" in text
    block = wrong.replace("Rap 5 ♩ Soul 4", "Rap 5 ♩\n        Soul 4")
    assert f"in place of lines {last} to {last + 1} of" in render(
        Review(plan(), doubts=told(block, 14))
    )


def test_a_line_that_hides_something_is_not_shown_to_be_pasted() -> None:
    content = tuple(
        replace(slot, name="\u202e ##[x") for slot in season(WEEKS).weeks[12].latest.slots
    )
    state = season({13: (CANCELLED[0], content)})
    found = doubts(loaded(PLAIN).config, state, (13,), PLAIN)
    text = render(Review(plan(), doubts=found))
    assert "**Week 13**" in text
    assert "```yaml" not in text
    assert "\u202e" not in text


def test_probable_typos_go_before_warnings_and_after_details_where_room_is_short() -> None:
    clue = replace(CLUE, slot=replace(CLUE.slot, name="@" * 300))
    finding = replace(TYPO, evidence=(clue,) * 9)
    many = Doubts((hand(finding),) * 60, TITLES)
    big = replace(sized(10_000), problems=(problem("w", "text"),))
    review = Review(big, doubts=many)
    text = render(review, COMMENT)
    assert len(text.encode()) <= COMMENT
    notice = text.split("\n\n")[1]
    order = ("tracks to add", "weeks with a probable typo", "warnings", "removals")
    assert sorted(order, key=notice.index) == list(order)
    assert fits(replace(big, masters=())) == fits(plan())
    few = render(Review(plan(problems=big.problems), doubts=many), COMMENT)
    assert 0 < few.count("**Week 7**") < 60
    assert "Left out: " in few


@given(hostile, hostile, hostile, styles)
def test_hostile_text_stays_words(title: str, name: str, genre: str, style: Style) -> None:
    slot = replace(track("x", "Ann"), name=title)
    clue = replace(CLUE, slot=slot, name=name)
    move = Move(4, slot, "rap", "soul")
    first = Proposal(((genre, 4), ("Soul", 4)), 0.93, (move,))
    finding = Finding(7, "typo", ((genre, 5), ("Soul", 3)), (first,), (clue,))
    found = Doubts((hand(finding),), {"rap": title, "soul": name})
    assert widest(terminal.render(plan(), EVERYTHING, style, found)) <= style.cells
    text = render(Review(plan(), doubts=found))
    assert "<!--" not in text
    assert "](" not in text
