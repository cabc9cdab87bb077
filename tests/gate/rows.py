"""Rows that the gate lets through, each a way in which a season is applied."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aum_sync.config.types import Policy
from aum_sync.gate.facts import Entry, Made, Opinion, Pushed, Run
from aum_sync.gate.provenance import Provenance
from tests.gate.facts import (
    ADD,
    ALICE,
    BOB,
    BOT,
    CAROL,
    MADE,
    MORE,
    PLAN,
    PULL,
    PUSHED,
    RITA,
    Facts,
    approval,
    comment,
    draft,
    landing,
)
from tests.gate.rows_of_policy import WEAKENED

ACK = Policy(review="acknowledge")
ENV = Policy(review="environment")
LINE = f"approve {'a' * 16}"
ENTRY = Entry("spotify", ALICE, reviewed=True, bypassed=False)
BY_BOT = {"pulls": {"tip": (replace(PULL, author=BOT),)}}
TWICE = draft("b", ADD, MORE)
PR_LANDED = (landing("tip", "c1"), landing("c1", "base"), landing("base", "root"))
REBASED = {
    "line": ("root", "base", "c1", "tip"),
    "landed": PR_LANDED,
    "pulls": {"tip": (PULL,), "c1": (PULL,)},
}
UPDATED = (MADE, Made("m", ("head", "base"), frozenset({2})))
AFTER_UPDATE = {
    "pulls": {"tip": (replace(PULL, head="m"),)},
    "made_": UPDATED,
    "pushed": (PUSHED, Pushed("head", "m", BOB)),
    "idle": frozenset({"m"}),
    "said": {7: (approval(commit="m"),)},
}
TWO_BEFORE = (landing("tip", "base", "head"), landing("base", "root"), landing("root", "r"))
EARLIER = replace(PULL, number=5, head="h5", merge="base")


def under(policy: Policy, **more: Any) -> dict[str, Any]:
    """Facts under a policy that was there before."""
    return {"policies": {"tip": policy, "base": policy}, **more}


def says(*opinions: Opinion) -> dict[str, Any]:
    return {"said": {7: opinions}}


PASSING: dict[str, dict[str, Any]] = {
    "a reviewed merge": {},
    "a dispatch": {"run_": Run(1, 1, "workflow_dispatch", "main", "tip")},
    "state commits above": {
        "line": ("root", "base", "tip", "s"),
        "landed": (landing("s", "tip", recorded=True), *Facts().landed),
    },
    "a dispatch on a state commit": {
        "line": ("root", "base", "tip", "s"),
        "run_": Run(1, 1, "workflow_dispatch", "main", "s"),
        "landed": (landing("s", "tip", recorded=True), *Facts().landed),
        "asked": "s",
    },
    "docs above": {
        "line": ("root", "base", "tip", "docs"),
        "run_": Run(1, 1, "push", "main", "docs"),
    },
    "a rebase of two commits": REBASED,
    "a squash after other changes": {
        "landed": (landing("tip", "base"), landing("base", "root")),
        "policies": {"tip": Policy(), "base": Policy(), "root": Policy(approvals=2)},
        "applied": "root",
    },
    "a merge of what was built on the merge before": {
        "pulls": {"tip": (PULL,), "base": (PULL,)},
        "policies": {"tip": Policy(), "base": Policy(), "root": Policy(approvals=2)},
    },
    "a rebase onto a branch that had no season": REBASED | {"landed": PR_LANDED[:2]},
    "a rebase whose last commit is about docs": {
        "line": ("root", "base", "c1", "tip"),
        "landed": PR_LANDED[1:],
        "pulls": {"c1": (PULL,)},
    },
    "a commit of two pull requests, one of which it is": {
        "line": ("root", "base", "tip", "later"),
        "run_": Run(1, 1, "push", "main", "later"),
        "asked": "later",
        "pulls": {"tip": (PULL, replace(PULL, number=8, merge="later"))},
    },
    "a commit of a pull request that went elsewhere": {
        "pulls": {"tip": (replace(PULL, number=8, merge="elsewhere"), PULL)}
    },
    "an earlier merge that its head has": {
        "applied": None,
        "inside": frozenset({("head", "base")}),
    },
    "a plan that was reviewed as it is": {"plans": {"head": PLAN}},
    "a pinned one that was reviewed as it is": {
        "plan": draft("b", MORE, rap="p"),
        "plans": {"head": draft("a", ADD, rap="p")},
    },
    "more than a review can show, and named": {
        "plans": {"head": replace(PLAN, fits=False)},
        **says(approval(), comment(LINE)),
    },
    "another plan, let in after it was shown": under(
        ENV,
        entered=(ENTRY,),
        said={},
        plan=TWICE,
        plans={"head": draft("a", ADD), "tip": TWICE},
    ),
    "docs and configuration": {"paths": ("config/season.yaml", "README.md", "docs/a.md")},
    "configuration with a script in its folder": {"paths": ("config/season.yaml", "config/a.py")},
    "code alone": {"paths": ("aum_sync/x.py",)},
    "init's pull request": {
        "paths": ("config/season.yaml", ".github/workflows/apply.yml"),
        "plan": draft("a"),
    },
    "approved, then commented": says(approval(), comment("nice")),
    "changes asked for, then approved": says(Opinion(BOB, "changes", "", "head"), approval()),
    "changes asked for by a reader": says(Opinion(RITA, "changes", "", "head"), approval()),
    "changes asked for by somebody who is gone": says(
        Opinion(None, "changes", "", "head"), approval()
    ),
    "two approvals where two are asked for": under(
        Policy(approvals=2), said={7: (approval(), approval(CAROL))}
    ),
    "the reviewer pressed Update branch": AFTER_UPDATE,
    "who committed, pushed and proposed it are three": {
        "pulls": {"tip": (replace(PULL, author=CAROL),)},
        "pushed": (PUSHED, Pushed("x", "head", ALICE)),
    },
    "an author who is gone": {"pulls": {"tip": (replace(PULL, author=None),)}},
    "a pusher who is gone": {"pushed": (Pushed("", "head", None),)},
    "pushes to a branch of that name, of other times": {
        "pushed": (PUSHED, Pushed("", "other", BOB))
    },
    "acknowledged by its author": under(ACK, **says(comment(LINE, ALICE))),
    "acknowledged with all digits": under(ACK, **says(comment(f"approve {'a' * 64}", ALICE))),
    "acknowledged and said more": under(ACK, **says(comment(f"Fine.\r\n{LINE}\r\nBye", ALICE))),
    "approved where a line would do": under(ACK),
    "let into an environment": under(ENV, entered=(ENTRY,), said={}),
    "let into two environments": under(
        ENV, entered=(replace(ENTRY, bypassed=True), ENTRY), said={}
    ),
    "the commit's whole plan, where the run was let in": under(
        ENV, entered=(ENTRY,), said={}, plan=TWICE, plans={"head": draft("a", ADD)}
    ),
    "fewer effects": {"plans": {"head": TWICE}},
    "more effects, named": {
        "plan": TWICE,
        "plans": {"head": draft("a", ADD)},
        **says(approval(), comment(f"approve {'b' * 16}")),
    },
    "a reviewed pin over other content": {
        "plan": draft("b", MORE, rap="pin"),
        "plans": {"head": draft("a", ADD, rap="pin")},
    },
    "a bot's pull request that is as Spotify says": BY_BOT,
    "a person's, whatever Spotify says": {"doubtful": ("x is not so",)},
    "a bot's doubtful one with one approval more": {
        **BY_BOT,
        "doubtful": ("x is not so",),
        **says(approval(), approval(CAROL)),
    },
    "a bot's doubtful one with its line": under(
        ACK, **BY_BOT, doubtful=("x is not so",), **says(comment(LINE))
    ),
    "a bot's doubtful one, let in and approved": under(
        ENV, **BY_BOT, doubtful=("x is not so",), entered=(ENTRY,)
    ),
    "a policy made stricter": {"policies": {"base": ACK, "tip": Policy()}},
    "a policy weakened by a pull request that was approved": {
        "landed": TWO_BEFORE,
        "policies": {"tip": ACK, "base": ACK, "root": Policy()},
        "pulls": {"tip": (PULL,), "base": (EARLIER,)},
        "said": {7: (comment(LINE, ALICE),), 5: (approval(commit="h5"),)},
    },
    "fewer approvals by a pull request that had enough": {
        "landed": TWO_BEFORE,
        "policies": {"tip": Policy(), "base": Policy(), "root": Policy(approvals=2)},
        "pulls": {"tip": (PULL,), "base": (EARLIER,)},
        "said": {7: (approval(),), 5: (approval(commit="h5"), approval(CAROL, "h5"))},
    },
    "after one that nobody approved, under the same policy": {
        "landed": TWO_BEFORE,
        "policies": {"tip": Policy(), "base": Policy(), "root": Policy()},
        "pulls": {"tip": (PULL,), "base": (EARLIER,)},
    },
    "after a configuration that nobody could read": {
        "landed": TWO_BEFORE,
        "policies": {"tip": Policy(), "base": Policy()},
    },
    "to be resumed, while the tip has more": {
        "line": ("root", "base", "tip", "more"),
        "landed": (landing("more", "tip"), *Facts().landed),
        "run_": Run(1, 1, "push", "main", "more"),
    },
    "one whose merge is not the branch's, beside one that is": {
        "pulls": {"tip": (replace(PULL, merge="elsewhere"), PULL)},
        "inside": frozenset({("elsewhere", "tip")}),
    },
    "proposed": {"proposed": Provenance(PULL, "base")},
    "proposed, and reviewed as it is": {
        "proposed": Provenance(PULL, "base"),
        "plans": {"head": PLAN},
    },
    "proposed, in a run for the pull request": {
        "proposed": Provenance(PULL, "base"),
        "run_": Run(1, 1, "pull_request", None, "gone"),
    },
    "proposed, in a run of an older commit": {
        "proposed": Provenance(PULL, "base"),
        "line": ("root", "base", "tip", "new"),
    },
    "proposed where a run is let in": under(ENV, proposed=Provenance(PULL, "base"), said={}),
    "proposed, and the environment will ask": under(
        ENV, proposed=Provenance(PULL, "base"), said={}, seen=(replace(ENTRY, by=None),)
    ),
    **WEAKENED,
}
