"""Rows that the gate refuses: each is a row that passes, and one fact more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from aum_sync.config.types import Policy
from aum_sync.gate.facts import Made, Opinion, Pushed, Run
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
from tests.gate.rows import ACK, ENTRY, LINE, PASSING, TWICE, says
from tests.gate.rows_of_policy import IN_VAIN

MERGE, LET_IN = "a reviewed merge", "let into an environment"
AUTHOR = "acknowledged by its author"
BEFORE = "a policy weakened by a pull request that was approved"
SHOWN = "another plan, let in after it was shown"
TWO = "two approvals where two are asked for"
BY_A_BOT = "a bot's pull request that is as Spotify says"
BY_BOB = replace(MADE, people=frozenset({2}))
AS_IS = "a plan that was reviewed as it is"
UPDATED = "the reviewer pressed Update branch"
ASKED = "proposed, and the environment will ask"
UNSEEN = "G3 G4 G5 G6"
"""What cannot be judged where nobody knows the pull request."""


@dataclass(frozen=True)
class Row:
    """The rules that refuse, the row that passes, and the one fact that is another in it."""

    rules: str
    like: str
    fact: dict[str, Any]

    @property
    def facts(self) -> Facts:
        return Facts(**(PASSING[self.like] | self.fact))


def run(event: str = "push", branch: str | None = "main", **more: Any) -> dict[str, Any]:
    return {"run_": Run(1, more.get("attempt", 1), event, branch, "tip", more.get("on", True))}


def shown(*effects: Any, digit: str = "b", **more: Any) -> dict[str, Any]:
    """Another plan than what was reviewed."""
    return {"plan": draft(digit, *effects, **more)}


REFUSED: dict[str, Row] = {
    # the run (G1)
    "a scheduled run": Row("G1", MERGE, run("schedule")),
    "a run for a pull request": Row("G1", MERGE, run("pull_request", None)),
    "a run for a pull request of a fork": Row("G1", MERGE, run("pull_request_target")),
    "a dispatch from a branch": Row("G1", "a dispatch", run("workflow_dispatch", "x")),
    "a run of no branch": Row("G1", MERGE, run(branch=None)),
    "a run that is over": Row("G1", MERGE, run(on=False)),
    "another branch": Row("G1", MERGE, {"branch": "side"}),
    "a default branch that is another by now": Row("G1", MERGE, {"default": "next"}),
    "a commit that is no part of the branch": Row(
        "G1", MERGE, {"run_": Run(1, 1, "push", "main", "gone")}
    ),
    "a forced push": Row("G1", MERGE, {"forced_": frozenset({"tip"})}),
    "a forced push, and docs on it": Row("G1", "docs above", {"forced_": frozenset({"tip"})}),
    "a forced push, and a state commit on it": Row(
        "G1", "state commits above", {"forced_": frozenset({"tip"})}
    ),
    "an older commit": Row("superseded", MERGE, {"line": ("root", "base", "tip", "new")}),
    "an old run, run again": Row("superseded", "docs above", run(attempt=2)),
    "GitHub does not answer": Row("G1 G3 G4 G5 G6", MERGE, {"down": True}),
    "GitHub stops answering half-way": Row("G5", MERGE, {"silent": True}),
    # where it comes from (G3)
    "a direct push": Row(UNSEEN, MERGE, {"pulls": {}}),
    "nothing ever": Row(UNSEEN, MERGE, {"landed": ()}),
    "a first commit": Row(UNSEEN, MERGE, {"landed": (landing("tip"),)}),
    "a state commit that changes more": Row(
        UNSEEN,
        "a dispatch on a state commit",
        {"landed": (landing("s", "tip"), *Facts().landed)},
    ),
    "several pull requests": Row(
        UNSEEN, MERGE, {"pulls": {"tip": (PULL, replace(PULL, number=8))}}
    ),
    "one that is merged nowhere": Row(
        UNSEEN, MERGE, {"pulls": {"tip": (replace(PULL, merge=None),)}}
    ),
    "one that was merged before": Row(
        UNSEEN, MERGE, {"pulls": {"tip": (replace(PULL, merge="base"),)}}
    ),
    "one whose merge is no part of the branch": Row(
        UNSEEN,
        "one whose merge is not the branch's, beside one that is",
        {"pulls": {"tip": (replace(PULL, merge="elsewhere"),)}},
    ),
    "data and workflows": Row(
        "G3", "docs and configuration", {"paths": ("config/season.yaml", ".github/a.yml")}
    ),
    "data and tool code": Row(
        "G3", "code alone", {"paths": ("aum_sync/x.py", "state/weeks/1.json")}
    ),
    "data and a script": Row("G3", MERGE, {"paths": ("config/season.yaml", "tools/x.sh")}),
    "data and the action": Row("G3", MERGE, {"paths": ("config/season.yaml", "action.yml")}),
    "data and locks": Row("G3", MERGE, {"paths": ("config/season.yaml", "uv.lock")}),
    "init's pull request with effects": Row("G3", "init's pull request", {"plan": PLAN}),
    # what was merged (G4)
    "a hand-edited merge": Row("G4", MERGE, {"merge": False}),
    "a conflict settled by hand": Row("G4", MERGE, {"merge": None}),
    "a direct push under a rebase": Row("G4", "a rebase of two commits", {"merge": False}),
    # who approved (G5)
    "nobody's review": Row("G5", MERGE, {"said": {}}),
    "the author's own approval": Row("G5", MERGE, says(approval(ALICE))),
    "the approval of an author who let others push": Row(
        "G5", "who committed, pushed and proposed it are three", says(approval(CAROL))
    ),
    "an approval of an older head": Row("G5", MERGE, says(approval(commit="older"))),
    "an approval of a head that is gone": Row("G5", MERGE, says(approval(commit=None))),
    "a reader's approval": Row("G5", MERGE, says(approval(RITA))),
    "an approval by one who may write no more": Row(
        "G5", MERGE, {"writers": frozenset({ALICE, CAROL, BOT})}
    ),
    "a bot's approval": Row("G5", MERGE, says(approval(BOT))),
    "an approval by somebody who is gone": Row("G5", MERGE, says(approval(None))),
    "a dismissed approval": Row("G5", MERGE, says(Opinion(BOB, "dismissed", "", "head"))),
    "an approval, then a change request": Row(
        "G5", MERGE, says(approval(), Opinion(BOB, "changes", "", "head"))
    ),
    "somebody else's change request": Row(
        "G5", MERGE, says(approval(), Opinion(CAROL, "changes", "", "head"))
    ),
    "an approval that another edited": Row("G5", MERGE, says(replace(approval(), tampered=True))),
    "one approval of two": Row("G5", TWO, {"said": {7: (approval(),)}}),
    "two approvals by one": Row("G5", TWO, says(approval(), approval())),
    "an approval by a committer": Row(
        "G5", MERGE, {"made_": (replace(MADE, people=frozenset({2})),)}
    ),
    "an approval by a pusher": Row("G5", MERGE, {"pushed": (PUSHED, Pushed("x", "head", BOB))}),
    "a merge of the base that brings more": Row("G5", UPDATED, {"idle": frozenset()}),
    "a merge of the base and what was pushed with it": Row(
        "G5", UPDATED, {"pushed": (PUSHED, Pushed("0", "m", BOB))}
    ),
    "what its approver pushed under another's name": Row(
        "G5", UPDATED, {"made_": (MADE, Made("m", ("head",), frozenset({1})))}
    ),
    "nobody knows who pushed": Row("G5", MERGE, {"pushed": ()}),
    "nobody knows who pushed, and more than was reviewed": Row(
        "G5 G6", "more effects, named", {"pushed": ()}
    ),
    "a line where a review is asked for": Row("G5", MERGE, says(comment(LINE, ALICE))),
    # who acknowledged (G5)
    "nobody acknowledged": Row("G5", AUTHOR, {"said": {}}),
    "another plan was acknowledged": Row("G5", AUTHOR, says(comment(f"approve {'c' * 16}"))),
    "too few digits": Row("G5", AUTHOR, says(comment(f"approve {'a' * 15}"))),
    "a line with words around it": Row("G5", AUTHOR, says(comment(f"do not {LINE}"))),
    "a line that another wrote": Row(
        "G5", AUTHOR, says(replace(comment(LINE, ALICE), tampered=True))
    ),
    "a line in a review that was dismissed": Row(
        "G5", AUTHOR, says(Opinion(ALICE, "dismissed", LINE, "head"))
    ),
    "a line by a reader": Row("G5", AUTHOR, says(comment(LINE, RITA))),
    "a line by a bot": Row("G5", AUTHOR, says(comment(LINE, BOT))),
    "a line by somebody who is gone": Row("G5", AUTHOR, says(comment(LINE, None))),
    "acknowledged, and changes are asked for": Row(
        "G5", AUTHOR, says(comment(LINE, ALICE), Opinion(BOB, "changes", "", "head"))
    ),
    # who let it in (G5)
    "let in by nobody": Row("G5", LET_IN, {"entered": ()}),
    "let in by somebody who is gone": Row("G5", LET_IN, {"entered": (replace(ENTRY, by=None),)}),
    "let in at an earlier attempt": Row("G5", LET_IN, run(attempt=2)),
    "an environment without reviewers": Row(
        "G5", LET_IN, {"entered": (replace(ENTRY, reviewed=False),)}
    ),
    "an environment that admins pass": Row(
        "G5", LET_IN, {"entered": (replace(ENTRY, bypassed=True),)}
    ),
    "let in, and changes are asked for": Row(
        "G5", LET_IN, says(Opinion(BOB, "changes", "", "head"))
    ),
    # the policy itself (G5)
    "a policy weakened by the same pull request": Row(
        "G5", AUTHOR, {"policies": {"base": Policy(), "tip": ACK}}
    ),
    "fewer approvals by the same pull request": Row(
        "G5", MERGE, {"policies": {"base": Policy(approvals=2), "tip": Policy()}}
    ),
    "a policy made stricter by itself": Row(
        "G5", AUTHOR, {"policies": {"base": ACK, "tip": Policy()}}
    ),
    "a policy weakened before, unreviewed": Row(
        "G5", BEFORE, {"said": {7: (comment(LINE, ALICE),)}}
    ),
    "a policy weakened before, and nobody acknowledged": Row("G5", BEFORE, {"said": {}}),
    "a policy weakened before, by its author's word": Row(
        "G5", BEFORE, {"said": {7: (comment(LINE, ALICE),), 5: (approval(ALICE, "h5"),)}}
    ),
    "approvals weakened before, by too few": Row(
        "G5",
        "fewer approvals by a pull request that had enough",
        {"said": {7: (approval(),), 5: (approval(commit="h5"),)}},
    ),
    "a policy weakened by a direct push": Row("G5", BEFORE, {"pulls": {"tip": (PULL,)}}),
    # what bots propose (G5)
    "a bot's doubtful one with too few approvals": Row(
        "G5", BY_A_BOT, {"doubtful": ("x is not so",)}
    ),
    "a bot's one to which its approver pushed": Row(
        "G5", BY_A_BOT, {"pushed": (PUSHED, Pushed("x", "head", BOB))}
    ),
    "a person's doubtful one to which a bot pushed": Row(
        "G5", "a person's, whatever Spotify says", {"pushed": (PUSHED, Pushed("x", "head", BOT))}
    ),
    "a bot's one that a bot approved": Row("G5", BY_A_BOT, says(approval(BOT))),
    "a bot's doubtful one, approved without its line": Row(
        "G5", "a bot's doubtful one with its line", says(approval())
    ),
    "a bot's doubtful one, approved and not let in": Row(
        "G5", "a bot's doubtful one, let in and approved", {"entered": ()}
    ),
    "a bot's doubtful one, let in only": Row(
        "G5", "a bot's doubtful one, let in and approved", {"said": {}}
    ),
    "proposed, and no environment is there": Row("G5", ASKED, {"seen": ()}),
    "proposed, and admins pass the environment": Row(
        "G5", ASKED, {"seen": (replace(ENTRY, bypassed=True),)}
    ),
    "proposed and not approved": Row("G5", "proposed", {"said": {}}),
    # the plan (G6)
    "more effects": Row("G6", AS_IS, shown(ADD, MORE)),
    "many more effects": Row(
        "G6",
        AS_IS,
        shown(ADD, *(("soul", "pid", "add", f"spotify:track:{n}", "alias") for n in range(5))),
    ),
    "proposed, with more effects than were reviewed": Row(
        "G6", "proposed, and reviewed as it is", shown(ADD, MORE)
    ),
    "a detail more": Row("G6", AS_IS, shown(ADD, ("rap", "pid", "name", "", "R"))),
    "another account": Row("G6", AS_IS, shown(ADD, account="x")),
    "a playlist id changed in state": Row(
        "G6", AS_IS, shown(("rap", "own", "add", "spotify:track:a", "alias"))
    ),
    "another reason": Row(
        "G6", AS_IS, shown(("rap", "pid", "add", "spotify:track:a", "correction"))
    ),
    "more effects, named by their author": Row(
        "G6", "more effects, named", says(approval(), comment(f"approve {'b' * 16}", ALICE))
    ),
    "more effects, and the plan before was named": Row(
        "G6", "more effects, named", says(approval(), comment(LINE))
    ),
    "more than was shown, where the run was let in": Row(
        "G6", SHOWN, {"plans": {"head": draft("a", ADD), "tip": draft("a", ADD)}}
    ),
    "shown, and let in by nobody": Row("G5 G6", SHOWN, {"entered": ()}),
    "what was shown did not fit": Row(
        "G6", SHOWN, {"plans": {"head": draft("a", ADD), "tip": replace(TWICE, fits=False)}}
    ),
    "a pin that is another": Row(
        "G6",
        "a pinned one that was reviewed as it is",
        {"plans": {"head": draft("a", ADD, rap="q")}},
    ),
    "a name beside a reviewed pin": Row(
        "G6",
        "a pinned one that was reviewed as it is",
        shown(("rap", "pid", "name", "", "R"), rap="p"),
    ),
    "more than a review can show": Row("G6", AS_IS, {"plans": {"head": replace(PLAN, fits=False)}}),
    "more than a review can show, named by its author": Row(
        "G6",
        "more than a review can show, and named",
        says(approval(), comment(LINE, ALICE)),
    ),
    **{name: Row("G5", like, fact) for name, (like, fact, _) in IN_VAIN.items()},
}
