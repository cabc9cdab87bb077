"""A review is never longer than GitHub takes, and says first what it had to leave out."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.gate.findings import Finding, Verdict
from aum_sync.plan.types import Plan
from aum_sync.report.review.render import fits, render
from aum_sync.report.review.types import COMMENT, SUMMARY, Edit, Edits, Review
from tests.report.generated import plans
from tests.report.plans import add, master, plan, remove
from tests.report.reviews import sized, troubled


def wide(removals: int) -> Plan:
    """A plan whose removals are as long as a row can be, with six problems."""
    gone = tuple(remove(f"Gone {'@' * 300}", "@" * 300, at=n) for n in range(removals))
    return plan(master("a", remove=gone), problems=troubled(3, 3).problems)


NOTICE = re.compile(r"\*\*Too long to be shown whole\.\*\* Left out: (.*)\. (.*)")


@cache
def widest() -> int:
    """How many such removals fit a summary."""
    return bisect_left(range(1, 400), True, key=lambda size: not fits(wide(size)))


ORDER = ("tracks to add", "diagram", "table", "edits", "removals")
GROWN = master("b", add=tuple(add("New", at=n) for n in range(5_000)))


def lost(text: str) -> str:
    """What the review says first that it leaves out."""
    found = NOTICE.fullmatch(text.split("\n\n")[1])
    return found[1] if found else ""


@pytest.mark.parametrize("limit", [COMMENT, SUMMARY])
@pytest.mark.parametrize("changes", [0, 1, 300, 10_000])
def test_a_plan_of_any_size_is_within_the_limit(changes: int, limit: int) -> None:
    text = render(Review(sized(changes)), limit)
    assert len(text.encode()) <= limit
    whole = render(Review(sized(changes)))
    assert (text == whole) == (len(whole.encode()) <= limit - 2_000)
    assert bool(lost(text)) == (text != whole)


def test_a_small_plan_loses_nothing() -> None:
    assert render(Review(sized(1)), COMMENT) == render(Review(sized(1)))


def test_the_limits_are_those_of_github() -> None:
    assert COMMENT <= 65_536 - 100
    assert SUMMARY <= 2**20


@settings(max_examples=60)
@given(plans, st.integers(10_000, 14_000))
def test_no_plan_is_longer_than_any_limit(shown: Plan, limit: int) -> None:
    text = render(Review(shown), limit)
    assert len(text.encode()) <= limit
    assert text.count("<details>") == text.count("</details>")
    assert text.count("```") % 2 == 0


def test_what_is_sacrificed_goes_in_one_order() -> None:
    whole = sized(900, removals=0.2)
    edits = Edits("c" * 40, tuple(Edit(f"edit {n}") for n in range(300)))
    review = Review(whole, edits=edits)
    seen = [lost(render(review, limit)) for limit in range(150_000, 10_000, -5_000)]
    firsts: dict[str, int] = {}
    for step, text in enumerate(seen):
        for part in ORDER:
            if part in text:
                firsts.setdefault(part, step)
    assert tuple(firsts) == ORDER
    assert list(firsts.values()) == sorted(firsts.values())


def test_removals_of_a_summary_are_all_there_however_much_is_added() -> None:
    gone = tuple(remove(f"Gone {n}", at=n) for n in range(1_000))
    come = tuple(add(f"New {n}", at=n) for n in range(20_000))
    shown = plan(master("a", add=come, remove=gone))
    text = render(Review(shown), SUMMARY)
    assert fits(shown)
    assert text.count("Gone ") == 1_000
    assert 0 < text.count("New ") < 20_000
    assert lost(text) == f"{20_000 - text.count('New '):,} of 20,000 tracks to add or move"
    assert f"*… and {20_000 - text.count('New '):,} more*" in text


def test_removals_that_do_not_fit_a_comment_are_counted_first() -> None:
    shown = plan(master("a", remove=tuple(remove(f"Gone {n}", at=n) for n in range(2_000))))
    review = Review(shown)
    text = render(review, COMMENT)
    left = 2_000 - text.count("Gone ")
    assert f"{left:,} of 2,000 removals" in lost(text)
    assert "The job summary has more." in text
    assert "approve" not in text
    assert "| a | `a` |" in text
    url = "https://github.com/o/r/actions/runs/7"
    assert f"[job summary]({url})" in render(replace(review, run_url=url), COMMENT)
    hostile = replace(review, run_url="javascript:alert(1)")
    assert "javascript" not in render(hostile, COMMENT)


@pytest.mark.parametrize(
    "large",
    [
        wide(400),
        troubled(12_000, 0),
        troubled(0, 12_000),
    ],
    ids=["removals", "errors", "warnings"],
)
def test_a_plan_that_no_summary_has_room_for_needs_an_approve_line(large: Plan) -> None:
    assert not fits(large)
    for limit in (COMMENT, SUMMARY):
        text = render(Review(large), limit)
        assert len(text.encode()) <= limit
        assert lost(text)
        assert f"a review needs the line `approve {large.digest[:16]}`" in text


def test_what_fits_a_summary_is_shown_there_in_full() -> None:
    most = widest()
    for size in (most - 1, most, most + 1, most + 20):
        shown = wide(size)
        text = render(Review(replace(shown, masters=(*shown.masters, GROWN))), SUMMARY)
        assert len(text.encode()) <= SUMMARY
        assert fits(shown) == (size <= most)
        assert ("a review needs the line" in text) == (size > most)
        if size <= most:
            assert text.count("Gone") == size
            assert text.count("declares 36") == 6


def test_a_long_verdict_of_the_gate_does_not_break_the_limit() -> None:
    verdict = Verdict(tuple(Finding("G5", holds=False, found="@" * 9_000) for _ in range(6)))
    text = render(Review(sized(300), gate=verdict), 10_000)
    assert len(text.encode()) <= 10_000
    assert "of 6 findings of the gate" in lost(text)
    large = render(Review(wide(widest()), gate=verdict), SUMMARY)
    assert lost(large) == ""
    assert large.count("**refused**") == 6
