"""Every rule of the gate: rows that pass, and rows one fact away from them that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aum_sync.config.types import Policy
from aum_sync.gate.facts import Opinion, Pushed, Run
from aum_sync.gate.provenance import Provenance
from tests.gate.facts import (
    ADD,
    ALICE,
    BOB,
    BOT,
    CAROL,
    MADE,
    MORE,
    PULL,
    PUSHED,
    RITA,
    Facts,
    approval,
    comment,
    draft,
    landing,
)
from tests.gate.rows import (
    ACK,
    AFTER_UPDATE,
    BY_BOT,
    ENTRY,
    ENV,
    LINE,
    PASSING,
    REBASED,
    TWICE,
    says,
    under,
)

REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "a scheduled run": ("G1", {"run_": Run(1, 1, "schedule", "main", "tip")}),
    "a dispatch from a branch": ("G1", {"run_": Run(1, 1, "workflow_dispatch", "x", "tip")}),
    "a run of no branch": ("G1", {"run_": Run(1, 1, "push", None, "tip")}),
    "a run that is over": ("G1", {"run_": Run(1, 1, "push", "main", "tip", running=False)}),
    "another branch": ("G1", {"branch": "side"}),
    "a commit that is no part of the branch": ("G1", {"run_": Run(1, 1, "push", "main", "gone")}),
    "a forced push": ("G1", {"forced_": frozenset({"tip"})}),
    "a forced push, and more on it": (
        "G1",
        {
            "line": ("root", "base", "tip", "docs"),
            "run_": Run(1, 1, "push", "main", "docs"),
            "forced_": frozenset({"tip"}),
        },
    ),
    "a forced push without a pull request": (
        "G1 G3 G4 G5 G6",
        {"forced_": frozenset({"tip"}), "pulls": {}},
    ),
    "GitHub does not answer": ("G1 G3 G4 G5 G6", {"down": True}),
    "a direct push": ("G3 G4 G5 G6", {"pulls": {}}),
    "nothing ever": ("G3 G4 G5 G6", {"landed": ()}),
    "a first commit": ("G3 G4 G5 G6", {"landed": (landing("tip"),)}),
    "several pull requests": (
        "G3 G4 G5 G6",
        {"pulls": {"tip": (PULL, replace(PULL, number=8))}},
    ),
    "one that is merged nowhere": (
        "G3 G4 G5 G6",
        {"pulls": {"tip": (replace(PULL, merge=None),)}},
    ),
    "a direct push under a rebase": (
        "G4",
        {**REBASED, "pulls": {"tip": (PULL,)}, "merge": False},
    ),
    "one whose merge is no part of the branch": (
        "G3 G4 G5 G6",
        {
            "pulls": {"tip": (replace(PULL, merge="elsewhere"),)},
            "inside": frozenset({("elsewhere", "tip")}),
        },
    ),
    "the approval of an author who let others push": (
        "G5",
        {"pulls": {"tip": (replace(PULL, author=CAROL),)}, **says(approval(CAROL))},
    ),
    "data and workflows": ("G3", {"paths": ("config/season.yaml", ".github/workflows/a.yml")}),
    "data and tool code": ("G3", {"paths": ("state/weeks/1.json", "aum_sync/cli/apply.py")}),
    "data and locks": ("G3", {"paths": ("config/season.yaml", "requirements.txt", "uv.lock")}),
    "a hand-edited merge": ("G4", {"merge": False}),
    "a conflict settled by hand": ("G4", {"merge": None}),
    "nobody's review": ("G5", {"said": {}}),
    "the author's own approval": ("G5", says(approval(ALICE))),
    "an approval of an older head": ("G5", says(approval(commit="older"))),
    "an approval of a head that is gone": ("G5", says(approval(commit=None))),
    "a reader's approval": ("G5", says(approval(RITA))),
    "a bot's approval": ("G5", says(approval(BOT))),
    "an approval by somebody who is gone": ("G5", says(approval(None))),
    "a dismissed approval": ("G5", says(Opinion(BOB, "dismissed", "", "head"))),
    "an approval, then a change request": (
        "G5",
        says(approval(), Opinion(BOB, "changes", "", "head")),
    ),
    "somebody else's change request": (
        "G5",
        says(approval(), Opinion(CAROL, "changes", "", "head")),
    ),
    "an approval that another edited": ("G5", says(replace(approval(), tampered=True))),
    "one approval of two": ("G5", under(Policy(approvals=2))),
    "two approvals by one": ("G5", under(Policy(approvals=2), **says(approval(), approval()))),
    "an approval by a committer": ("G5", {"made_": (replace(MADE, people=frozenset({2})),)}),
    "an approval by a pusher": ("G5", {"pushed": (PUSHED, Pushed("x", "head", BOB))}),
    "a merge of the base that brings more": ("G5", {**AFTER_UPDATE, "idle": frozenset()}),
    "a merge of the base and what was pushed with it": (
        "G5",
        {**AFTER_UPDATE, "pushed": (PUSHED, Pushed("0", "m", BOB))},
    ),
    "nobody knows who pushed": (
        "G5 G6",
        {"pushed": (), "plan": TWICE, "plans": {"head": draft("a")}},
    ),
    "nobody acknowledged": ("G5", under(ACK, said={})),
    "another plan was acknowledged": ("G5", under(ACK, **says(comment(f"approve {'c' * 16}")))),
    "too few digits": ("G5", under(ACK, **says(comment(f"approve {'a' * 15}")))),
    "a line that another wrote": (
        "G5",
        under(ACK, **says(replace(comment(LINE), tampered=True))),
    ),
    "a line in a review that was dismissed": (
        "G5",
        under(ACK, **says(Opinion(BOB, "dismissed", LINE, "head"))),
    ),
    "a line by a reader": ("G5", under(ACK, **says(comment(LINE, RITA)))),
    "a line by a bot": ("G5", under(ACK, **says(comment(LINE, BOT)))),
    "a line where a review is asked for": ("G5", says(comment(LINE, ALICE))),
    "let in by nobody": ("G5", under(ENV)),
    "let in by somebody who is gone": ("G5", under(ENV, entered=(replace(ENTRY, by=None),))),
    "let in at an earlier attempt": (
        "G5",
        under(ENV, entered=(ENTRY,), run_=Run(1, 2, "push", "main", "tip")),
    ),
    "an environment without reviewers": (
        "G5",
        under(ENV, entered=(replace(ENTRY, reviewed=False),)),
    ),
    "an environment that admins pass": ("G5", under(ENV, entered=(replace(ENTRY, bypassed=True),))),
    "a policy weakened by the same pull request": (
        "G5",
        {"policies": {"base": Policy(), "tip": ACK}, **says(comment(LINE, ALICE))},
    ),
    "fewer approvals by the same pull request": (
        "G5",
        {"policies": {"base": Policy(approvals=2), "tip": Policy()}},
    ),
    "a policy weakened before, unreviewed": (
        "G5",
        {
            **PASSING["a policy weakened by a pull request that was approved"],
            "said": {7: (approval(),)},
        },
    ),
    "a policy weakened by a direct push": (
        "G5",
        {
            **PASSING["a policy weakened by a pull request that was approved"],
            "pulls": {"tip": (PULL,)},
        },
    ),
    "more effects": ("G6", {"plan": TWICE, "plans": {"head": draft("a", ADD)}}),
    "a detail more": (
        "G6",
        {"plan": draft("b", ("rap", "pid", "name", "", "R")), "plans": {"head": draft("a", ADD)}},
    ),
    "another account": (
        "G6",
        {"plan": draft("b", ADD, account="x"), "plans": {"head": draft("a", ADD)}},
    ),
    "more effects, named by their author": (
        "G6",
        {
            "plan": TWICE,
            "plans": {"head": draft("a", ADD)},
            **says(approval(), comment(f"approve {'b' * 16}", ALICE)),
        },
    ),
    "more than was shown, where the run was let in": (
        "G6",
        under(
            ENV,
            entered=(ENTRY,),
            plan=TWICE,
            plans={"head": draft("a", ADD), "tip": draft("a", ADD)},
        ),
    ),
    "a pin that is another": (
        "G6",
        {"plan": draft("b", MORE, rap="p"), "plans": {"head": draft("a", ADD, rap="q")}},
    ),
    "a bot's doubtful one with too few approvals": ("G5", {**BY_BOT, "doubtful": ("x is so",)}),
    "a bot's doubtful one, approved without its line": (
        "G5",
        under(ACK, **BY_BOT, doubtful=("x is not so",)),
    ),
    "a bot's doubtful one, let in only": (
        "G5",
        under(ENV, **BY_BOT, doubtful=("x is not so",), entered=(ENTRY,), said={}),
    ),
    "proposed and not approved": ("G5", {"proposed": Provenance(PULL, "base"), "said": {}}),
}


@pytest.mark.parametrize("facts", PASSING.values(), ids=PASSING)
def test_the_gate_opens_for(facts: dict[str, Any]) -> None:
    verdict = Facts(**facts).judge()
    assert [one.found for one in verdict.findings if not one.holds] == []
    assert verdict.opens
    assert [one.rule for one in verdict.findings] == ["G1", "G2", "G3", "G4", "G5", "G6"]


@pytest.mark.parametrize(("rules", "facts"), REFUSED.values(), ids=REFUSED)
def test_the_gate_refuses(rules: str, facts: dict[str, Any]) -> None:
    known = Facts(**facts)
    assert known.refused() == rules
    assert not known.judge().opens
    ways = [one.way_on for one in known.judge().findings if not one.holds and "G3" not in one.found]
    assert all(ways)


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
