"""Every rule of the gate: rows that pass, and rows one fact away from them that do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gate.facts import Facts, draft
from tests.gate.refusals import REFUSED, Row
from tests.gate.rows import PASSING


@pytest.mark.parametrize("facts", PASSING.values(), ids=PASSING)
def test_the_gate_opens_for(facts: dict[str, Any]) -> None:
    verdict = Facts(**facts).judge()
    assert [one.found for one in verdict.findings if not one.holds] == []
    assert verdict.opens
    assert [one.rule for one in verdict.findings] == ["G1", "G2", "G3", "G4", "G5", "G6"]


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_the_gate_refuses(row: Row) -> None:
    known = row.facts
    assert known.refused() == row.rules
    assert not known.judge().opens
    ways = [one.way_on for one in known.judge().findings if not one.holds and "G3" not in one.found]
    assert all(ways)


def test_each_refusal_is_one_fact_away_from_what_passes() -> None:
    assert len(REFUSED) >= 50
    assert len(PASSING) >= 20
    for row in REFUSED.values():
        assert len(row.fact) == 1
        assert Facts(**PASSING[row.like]).judge().opens


def test_a_newer_commit_supersedes_this_one() -> None:
    verdict = Facts(line=("root", "base", "tip", "new"), landed=Facts().landed).judge()
    assert (verdict.superseded_by, verdict.opens, verdict.lapsed) == ("new", False, False)


def test_a_review_that_no_longer_holds_has_lapsed_but_silence_has_not() -> None:
    assert Facts(said={}).judge().lapsed
    assert not Facts().judge().lapsed
    assert not Facts(down=True).judge().lapsed
    assert not Facts(forced_=frozenset({"tip"})).judge().lapsed


def test_what_was_never_applied_is_named() -> None:
    found = Facts(applied=None).judge().findings[2].found
    assert (
        found
        == "#7 by @alice, with what was never applied: base “subject of base” (not in its head)"
    )


def test_what_is_new_is_told_in_words_with_the_line_to_paste() -> None:
    many: tuple[Any, ...] = tuple((f"m{n}", "p", "add", "uri", "alias") for n in range(4))
    finding = (
        Facts(plan=draft("b", *many, ("m9", "p", "name", "", "New")), plans={"head": draft("a")})
        .judge()
        .findings[5]
    )
    assert finding.found == (
        f"plan {'b' * 16} does what that of head does not (5 effects): m0: add uri (alias), "
        "m1: add uri (alias), m2: add uri (alias) and 2 more"
    )
    assert f"approve {'b' * 16};" in str(finding.way_on)
