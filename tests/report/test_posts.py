"""What is posted on GitHub: of bounded length, and nobody's words act in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from aum_sync.apply.job import Ending, Outcome, Result
from aum_sync.errors import AumSyncError, Fault
from aum_sync.gate.findings import Finding, Verdict
from aum_sync.github.talk import MOST_CHARACTERS
from aum_sync.plan.drift import Drift
from aum_sync.plan.inputs import effects_of
from aum_sync.plan.types import Detail, Plan
from aum_sync.report.drift import Standing, Status
from aum_sync.report.posts import parts, proposed, watched
from aum_sync.report.posts.applied import Done, News, Refused, render
from aum_sync.report.posts.watched import Watched, concerns
from aum_sync.season.items import Pending, State
from tests.report.plans import HOSTILE, add, master, plan, problem

FAULT = Fault(HOSTILE, hint=HOSTILE)
NO = Verdict((Finding("G6", holds=False, found=HOSTILE, way_on=f"say: approve {'a' * 16}"),))
ENDINGS: tuple[Ending, ...] = ("applied", "grown", "drifted", "waits", "unfinished")


def large(masters: int, adds: int) -> Plan:
    """A plan with as many masters, each with a new name and as many tracks."""
    named = Detail("name", "old", HOSTILE, HOSTILE)
    tracks = tuple(add(HOSTILE, HOSTILE, uri=f"spotify:track:{n}") for n in range(adds))
    return plan(
        *(master(f"m{n}", HOSTILE, details=(named,), add=tracks) for n in range(masters)),
        problems=(problem("limit", HOSTILE, level="error", hint=HOSTILE),) * adds,
    )


def outcome(masters: int, faults: int) -> Outcome:
    results = (Result(one, ENDINGS[n % 5]) for n, one in enumerate(large(masters, 2).masters))
    refused = tuple((f"spotify:track:{n}", HOSTILE) for n in range(masters))
    error = AumSyncError(*(FAULT,) * faults) if faults else None
    return Outcome(State(), tuple(results), refused, error=error)


def inert(text: str) -> None:
    """Nothing in it acts: no HTML but our marker, no link but ours, no mention, no hidden sign."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inner = [child for token in tokens for child in (token.children or ())]
    html = [one.content for one in (*tokens, *inner) if one.type in ("html_block", "html_inline")]
    assert len(html) == 1, html
    assert html[0].count("-->") == 1
    assert all(one.attrGet("href") == "https://run" for one in inner if one.type == "link_open")
    prose = "".join(one.content for one in inner if one.type == "text")
    assert "@octocat" not in prose
    assert not {"\u202e", "\x1b", "\u200e"} & set(text)


@pytest.mark.parametrize(
    ("masters", "adds", "faults"), [(0, 0, 0), (1, 1, 1), (2, 40, 40), (40, 1, 0), (30, 30, 30)]
)
def test_the_report_of_an_apply_fits_whatever_there_is_to_tell(
    masters: int, adds: int, faults: int
) -> None:
    made = large(masters, adds)
    done = Done(7, outcome(masters, faults), 12, "2026-11-22T12:00:00Z")
    for verdict in (NO, None):
        refused = Refused(made, verdict, "c" * 40, effects_of(made))
        text = render(News((done,) * 3, refused, (FAULT,) * faults, "https://run"), "a/b")
        assert len(text) <= MOST_CHARACTERS
        inert(text)


def test_the_line_to_paste_is_as_it_must_be() -> None:
    made = large(1, 1)
    text = render(News(refused=Refused(made, NO, "c" * 40, effects_of(made))), "")
    assert f"\napprove {made.digest[:16]}\n" in text
    assert f"`approve {'a' * 16}`" in text
    assert "does 2 things that" in text


def test_of_the_new_plan_only_what_is_new_is_shown() -> None:
    made = large(2, 3)
    new = frozenset(one for one in effects_of(made) if one[0] == "m1" and one[2] == "add")
    rows = [
        line
        for line in render(News(refused=Refused(made, NO, "c" * 40, new)), "").splitlines()
        if line.startswith(("| + ", "| ~ "))
    ]
    assert len(rows) == 3
    assert all("`m1`" in row for row in rows)


def test_a_plan_with_errors_names_them_alone() -> None:
    made = plan(problems=(problem("a", "one", level="error"), problem("b", "two")))
    text = render(News(refused=Refused(made)), "")
    assert "`a`: one" in text
    assert "two" not in text


def test_what_failed_and_what_was_refused_by_spotify() -> None:
    text = render(News((Done(7, Outcome(State(), refused=(("spotify:track:x", "no"),)), 1),)), "")
    assert "- `spotify:track:x`: no" in text or "spotify:track:x" in text
    assert "the run failed" in render(News(failed=(FAULT,)), "")


@given(st.text(max_size=300), st.text(max_size=200))
def test_words_for_a_pull_request_stay_in_their_block(text: str, title: str) -> None:
    shown = proposed.body(f"{text}{HOSTILE}", "main", "")
    inert(shown)
    assert len(shown) <= MOST_CHARACTERS
    assert "\n" not in proposed.title(title)


@pytest.mark.parametrize("text", ["x" * 100_000, "x\n" * 50_000, "`" * 100_000, "", " \n"])
def test_long_words_are_cut(text: str) -> None:
    shown = proposed.body(text, "main", "")
    assert len(shown) <= MOST_CHARACTERS
    assert ("```" in shown) is bool(text.strip())


def test_the_other_words_are_inert_too() -> None:
    inert(proposed.theirs("aum-sync/pull", ["a" * 40] * 9, "x -->"))
    assert "and 4 more" in proposed.theirs("aum-sync/pull", ["a" * 40] * 9, "")
    assert "more)" not in proposed.theirs("aum-sync/pull", ["a" * 40] * 5, "")
    inert(proposed.settled("main", ""))
    shown = proposed.unreadable([HOSTILE] * 5000, "c" * 40, "")
    inert(shown)
    assert len(shown) <= MOST_CHARACTERS


def status(*standings: Standing, pending: Pending | None = None) -> Status:
    return Status(standings, pending, None, (), live=True)


def test_the_issue_fits_and_nothing_in_it_acts() -> None:
    drift = Drift("m", "apply 1", (), (), (), ())
    edited = [Standing(one, drift, recorded=False) for one in large(400, 1).masters]
    seen = Watched(
        status(*edited),
        authorized=("2026-01-01", -3),
        silent=((HOSTILE, None), (HOSTILE, "2026-01-01T00:00:00Z")),
        asleep=(HOSTILE,) * 500,
    )
    found = concerns(seen)
    assert {one.code for one in found} == {
        *("unapplied", "edited", "authorization", "disabled", "silent"),
    }
    text = watched.render(found, "")
    assert len(text) <= MOST_CHARACTERS
    inert(text)
    assert "has ended" in watched.words(found)


def test_an_unfinished_apply_is_all_there_is_to_say_of_what_was_not_applied() -> None:
    pending = Pending("c" * 40, "d" * 64, 9, "run", retry_at="2026-11-22T12:00:00Z")
    seen = status(Standing(large(1, 1).masters[0]), pending=pending)
    (one,) = concerns(Watched(seen))
    assert one.code == "unfinished"
    assert "2026-11-22 12:00 UTC" in one.text
    assert concerns(Watched(seen, applying=True)) == concerns(Watched(seen, waiting=True)) == ()


def test_lists_say_how_much_is_left_out() -> None:
    assert parts.fitting(["aaa", "bbb"], 8, "row") == "aaa\nbbb"
    assert parts.fitting(["aaa", "bbb", "ccc"], 8, "row") == "aaa\nbbb\n\n… and 1 more row."
    assert parts.fitting(["aaa"], 1, "row") == "\n… and 1 more row."
