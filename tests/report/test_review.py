"""What a review says beside the tables: its verdict, its cost, and what happens on merge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aum_sync.config.types import Policy
from aum_sync.gate.findings import Finding, Verdict
from aum_sync.plan.inputs import effects_of
from aum_sync.plan.types import Plan
from aum_sync.report.review.flow import MOST_EDGES, edges_of
from aum_sync.report.review.render import render
from aum_sync.report.review.types import Review
from aum_sync.report.validation import validate
from aum_sync.report.view import EVERYTHING
from tests.report.plans import FULL, NOTHING, add, fate, master, plan, problem, remove
from tests.report.reviews import sized
from tests.seasons import config, state

CHANGED = plan(
    master("rap", add=(add("New"),), remove=(remove("Old"), remove("Gone", at=1, uri="spotify:g")))
)


def section(text: str, title: str) -> str:
    """What stands under a title."""
    return text.split(f"#### {title}\n\n")[1].split("\n\n####", maxsplit=1)[0]


def on_merge(shown: Plan, **more: Any) -> str:
    return section(render(Review(shown, **more)), "On merge").split("\n\nDigest")[0]


@pytest.mark.parametrize(
    ("shown", "heading"),
    [
        (NOTHING, "Nothing changes on Spotify"),
        (CHANGED, "This changes 1 master on Spotify"),
        (sized(300), "This changes 12 masters on Spotify"),
        (FULL, "Refused: 1 error to solve before anything is written"),
    ],
)
def test_the_verdict_is_the_heading(shown: Plan, heading: str) -> None:
    assert render(Review(shown)).split("\n")[0] == f"### {heading}"


def test_it_is_said_where_nothing_leaves() -> None:
    assert "No track leaves a master." in render(Review(plan(master("a", add=(add("A"),)))))
    assert "No track leaves a master." not in render(Review(CHANGED))
    assert "No track leaves a master." not in render(Review(NOTHING))


def test_what_was_merged_before_is_told_from_what_is_new() -> None:
    effects = effects_of(CHANGED)
    assert sorted(effect[2] for effect in effects) == ["add", "remove", "remove"]
    text = render(Review(CHANGED, earlier=frozenset(e for e in effects if e[2] == "remove")))
    assert "\n\nMerged before and not applied yet: 2 of 3 effects; new: 1.\n\n" in text
    assert "Merged before" not in render(Review(CHANGED))


def test_a_removal_that_was_merged_before_is_marked() -> None:
    both = replace(CHANGED.masters[0], remove=(remove("Old"), remove("Now", at=1, uri="spotify:x")))
    shown = plan(both)
    earlier = frozenset(e for e in effects_of(shown) if e[3] == "spotify:x")
    rows = section(render(Review(shown, earlier=earlier)), "Removals").split("\n")
    assert [row.endswith("(merged before) |") for row in rows[2:4]] == [False, True]


def test_the_first_contact_with_a_playlist_that_somebody_filled_has_its_own_section() -> None:
    gone = (remove("Old"),)
    filled = master("rap", "Rap", first=True, remove=gone, size=(912, 911))
    still = master("soul", first=True, size=(5, 5))
    known = master("sort", remove=gone, size=(3, 2))
    text = section(render(Review(plan(filled, still, known))), "First contact")
    assert "No apply has ever written to these playlists; they hold tracks." in text
    assert [line for line in text.split("\n") if line.startswith("| ")][2:] == [
        "| Rap | `rap` | 912 | 911 | 1 |"
    ]
    assert "First contact" not in render(Review(plan(known)))


def test_checksums_are_text() -> None:
    season = config()
    weeks = {n: ("Rap 1", f"t{n}") for n in range(1, 8)} | {3: ("Rap 2", "x"), 5: ("Rap", "a b")}
    checks = validate(season, state(season, weeks))
    text = render(Review(NOTHING, checks=checks))
    expected = "Checksums: 5 ok; mismatch: 3; missing counts: 5; not read yet: 8-50."
    assert expected in text
    assert "Checksums" not in render(Review(NOTHING))
    few = replace(checks, weeks=(), not_read=())
    assert "Checksums" not in render(Review(NOTHING, checks=few))
    assert "Checksums: mismatch: 3." in render(
        Review(NOTHING, checks=replace(few, weeks=checks.weeks[2:3]))
    )


def test_requests_are_counted_beside_the_budget() -> None:
    text = render(Review(CHANGED, policy=Policy(budget=1_200)))
    assert "Applying takes 11 requests: 4 read, 7 write; policy.budget allows 1,200." in text
    assert "Applying takes 11 requests: 4 read, 7 write.\n" in render(Review(CHANGED))
    assert "Applying" not in render(Review(NOTHING))


def test_what_happens_on_merge_follows_from_the_policy() -> None:
    assert on_merge(NOTHING) == "Nothing is written to Spotify."
    assert "as long as there are errors" in on_merge(FULL)
    assert "aum-sync gate --explain" in on_merge(CHANGED)
    people = on_merge(CHANGED, policy=Policy(approvals=2))
    assert "if 2 people with write access approved the last commit" in people
    assert "if somebody with write access approved" in on_merge(CHANGED, policy=Policy())
    assert "waits until a reviewer" in on_merge(CHANGED, policy=Policy(review="environment"))
    named = on_merge(CHANGED, policy=Policy(review="acknowledge"))
    assert f"with the line `approve {CHANGED.digest[:16]}`" in named


def test_what_the_gate_says_beats_the_words_of_the_policy() -> None:
    way_on = "name it in a review: approve 1a2b3c4d5e6f7890"
    findings = (
        Finding("G1", holds=True, found="a push to main", way_on="never said"),
        Finding("G5", holds=False, found="nobody approved <b>it</b>", way_on=way_on),
        Finding("G6", holds=False, found="another plan"),
    )
    text = on_merge(CHANGED, policy=Policy(), gate=Verdict(findings))
    assert "which would refuse it now:" in text
    assert "- G1 event: holds. a push to main\n" in text
    assert (
        f"- G5 review: **refused**. nobody approved &#60;b&#62;it&#60;/b&#62; → {way_on}\n" in text
    )
    assert text.endswith("- G6 same plan: **refused**. another plan")
    assert "would open for it now" in on_merge(CHANGED, gate=Verdict(findings[:1]))
    assert "G1" not in on_merge(NOTHING, gate=Verdict(findings))


def test_the_digest_can_be_copied_whole() -> None:
    text = render(Review(CHANGED))
    assert f"Digest of the effects: `{CHANGED.digest}`\n" in text
    assert f"digest `{CHANGED.digest[:16]}`." in text


def test_genres_flow_to_masters_or_to_what_became_of_them() -> None:
    fates = (
        *(fate("placed", 1, n, genre="Rap", masters=("rap", "soul")) for n in range(3)),
        fate("held", 1, 9, genre="Rap"),
        fate("dropped", 1, 10, genre=None),
    )
    shown = plan(master("rap", "The Rap"), master("soul"), fates=fates)
    assert [(e.genre, e.master, e.tracks) for e in edges_of(shown, EVERYTHING)] == [
        ("Rap", "The Rap", 3),
        ("Rap", "soul", 3),
        ("(no genre)", "(dropped)", 1),
        ("Rap", "(held)", 1),
    ]
    text = render(Review(shown))
    assert 'g0["Rap"]' in text
    assert "  g0 -- 3 --> m0\n  g0 -- 3 --> m1\n  g1 -- 1 --> m2\n  g0 -- 1 --> m3\n```" in text
    assert "title: Where each genre goes\n" in text


def test_of_many_ways_forty_are_drawn_and_the_last_is_all_the_others() -> None:
    shown = sized(300)
    edges = edges_of(shown, EVERYTHING)
    assert len(edges) == MOST_EDGES
    assert sum(edge.tracks for edge in edges) == 300
    assert edges[-1].genre.startswith("other: ")
    text = render(Review(shown))
    assert text.count(" --> m") == MOST_EDGES
    rows = text.split("| Genre as typed |")[1].split("\n\n")[0].count("\n| ") - 1
    assert rows == MOST_EDGES


def test_without_any_item_nothing_is_drawn() -> None:
    text = render(Review(plan(master("a"))))
    assert "mermaid" not in text
    assert "Genre as typed" not in text


def test_a_name_of_blanks_is_still_a_label_and_a_name() -> None:
    shown = plan(master("a", "   "), fates=(fate("placed", genre=" ", masters=("a",)),))
    assert 'g0["#40;no name#41;"]' in render(Review(shown))


def test_many_warnings_beside_an_error_are_folded_below_it() -> None:
    found = [problem("e", "bad", level="error"), *(problem("w", f"w{n}") for n in range(11))]
    text = render(Review(plan(problems=tuple(found))))
    assert text.index("**1 error, 11 warnings**") < text.index("bad") < text.index("<details>")
