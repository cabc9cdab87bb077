"""A gate whose every fact a test can turn: one merged, approved pull request that passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aum_sync.config.types import Policy
from aum_sync.errors import AumSyncError
from aum_sync.gate.facts import (
    Draft,
    Entry,
    Landing,
    Made,
    Opinion,
    Person,
    PullRequest,
    Pushed,
    Run,
)
from aum_sync.gate.findings import Verdict
from aum_sync.gate.gate import Case, Gate
from aum_sync.gate.provenance import Provenance
from aum_sync.plan.inputs import Effect

ALICE, BOB, CAROL = Person(1, "alice"), Person(2, "bob"), Person(3, "carol")
RITA = Person(4, "rita")
BOT = Person(9, "github-actions[bot]", bot=True)
ADD: Effect = ("rap", "pid", "add", "spotify:track:a", "alias")
MORE: Effect = ("rap", "pid", "add", "spotify:track:b", "alias")


def draft(digit: str, *effects: Effect, account: str | None = "aum", **pins: str) -> Draft:
    """A plan whose digest is one digit over and over."""
    known = {key: ("pid", value) for key, value in pins.items()}
    return Draft(digit * 64, account, frozenset(effects), known)


def landing(commit: str, *parents: str, recorded: bool = False) -> Landing:
    return Landing(commit, parents, f"subject of {commit}", recorded)


def approval(by: Person | None = BOB, commit: str | None = "head", text: str = "") -> Opinion:
    return Opinion(by, "approved", text, commit)


def comment(text: str, by: Person | None = BOB) -> Opinion:
    return Opinion(by, "comment", text, "head")


PULL = PullRequest(7, "https://github.com/pull/7", ALICE, "head", "tip", "topic", "aum/season")
RUN = Run(1, 1, "push", "main", "tip")
PLAN = draft("a", ADD)
PUSHED = Pushed("0" * 40, "head", ALICE)
MADE = Made("head", ("base",), frozenset({1}))


@dataclass
class Facts:
    """Implements all ports of the gate. ``line`` are the commits below the tip, oldest first."""

    line: tuple[str, ...] = ("root", "base", "tip")
    landed: tuple[Landing, ...] = (landing("tip", "base", "head"), landing("base", "root"))
    run_: Run = RUN
    branch: str = "main"
    default: str = "main"
    forced_: frozenset[str] = frozenset()
    pulls: Mapping[str, tuple[PullRequest, ...]] = field(default_factory=lambda: {"tip": (PULL,)})
    said: Mapping[int, tuple[Opinion, ...]] = field(default_factory=lambda: {7: (approval(),)})
    made_: tuple[Made, ...] = (MADE,)
    pushed: tuple[Pushed, ...] = (PUSHED,)
    writers: frozenset[Person] = frozenset({ALICE, BOB, CAROL, BOT})
    entered: tuple[Entry, ...] = ()
    merge: bool | None = True
    paths: tuple[str, ...] = ("config/season.yaml",)
    idle: frozenset[str] = frozenset()
    inside: frozenset[tuple[str, str]] = frozenset()
    """Which commits contain which others, beside those on the line."""
    policies: Mapping[str, Policy] = field(default_factory=dict)
    plans: Mapping[str, Draft] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()
    unasked_: tuple[str, ...] = ()
    seen: tuple[Entry, ...] | None = None
    """The environment before a merge."""
    plan: Draft = PLAN
    applied: str | None = "base"
    down: bool = False
    lost: frozenset[str] = frozenset()
    """Commits whose pull requests GitHub does not tell."""
    silent: bool = False
    """Whether GitHub stops answering before it tells of reviews."""
    asked: str = "tip"
    proposed: Provenance | None = None

    @property
    def tip(self) -> str:
        return self.line[-1]

    def judge(self) -> Verdict:
        gate = Gate(self, self, self, self)
        return gate.judge(Case(self.asked, self.plan, self.applied, self.proposed))

    def refused(self) -> str:
        """The rules that refuse, or that a newer commit counts."""
        verdict = self.judge()
        rules = " ".join(one.rule for one in verdict.findings if not one.holds)
        return "superseded" if verdict.superseded_by else rules

    def default_branch(self) -> str:
        return self.default

    def run(self) -> Run:
        if self.down:
            raise AumSyncError("GitHub gave no answer", hint="run it again")
        return self.run_

    def forced(self) -> frozenset[str]:
        return self.forced_

    def merged(self, commit: str) -> tuple[PullRequest, ...]:
        if self.down or commit in self.lost:
            raise AumSyncError("GitHub gave no answer", hint="run it again")
        return self.pulls.get(commit, ())

    def opinions(self, pull: PullRequest) -> tuple[Opinion, ...]:
        if self.silent:
            raise AumSyncError("GitHub gave no answer", hint="run it again")
        return self.said.get(pull.number, ())

    def made(self, pull: PullRequest) -> tuple[Made, ...]:
        return self.made_ if pull.number == PULL.number else (Made(pull.head, (), frozenset()),)

    def pushes(self, pull: PullRequest) -> tuple[Pushed, ...]:
        return self.pushed if pull.number == PULL.number else (Pushed("", pull.head, None),)

    def may_write(self, person: Person) -> bool:
        return person in self.writers

    def entries(self) -> tuple[Entry, ...]:
        assert any(one.review == "environment" for one in self.policies.values())
        return self.entered

    def foreseen(self) -> tuple[Entry, ...] | None:
        assert self.proposed
        assert any(one.review == "environment" for one in self.policies.values())
        return self.seen

    def landings(self, commit: str) -> tuple[Landing, ...]:
        if commit not in self.line:
            return self.landed
        upto = self.line[: self.line.index(commit) + 1]
        return tuple(one for one in self.landed if one.commit in upto)

    def above(self, commit: str) -> tuple[Landing, ...] | None:
        if commit not in self.line:
            return None
        known = {one.commit: one for one in self.landed}
        after = self.line[self.line.index(commit) + 1 :]
        return tuple(known.get(one, landing(one, "x")) for one in reversed(after))

    def contains(self, commit: str, part: str) -> bool:
        assert commit
        assert part
        on_line = commit in self.line and part in self.line[: self.line.index(commit) + 1]
        return on_line or (commit, part) in self.inside

    def merges_to(self, onto: str, head: str, result: str) -> bool | None:
        assert (onto, head, result) != ("", "", "")
        return self.merge

    def brought(self, onto: str, head: str) -> tuple[str, ...]:
        assert onto != head
        return self.paths

    def is_input(self, path: str) -> bool:
        return path.startswith(("config/", "state/"))

    def only_merges(self, commit: str, onto: str) -> bool:
        assert onto == "base"
        return commit in self.idle

    def policy(self, commit: str) -> Policy | None:
        return self.policies.get(commit)

    def draft(self, commit: str) -> Draft:
        return self.plans.get(commit, self.plan)

    def doubts(self, paths: tuple[str, ...], onto: str, commit: str) -> tuple[str, ...]:
        assert all(map(self.is_input, paths))
        assert (onto, commit) != ("", "")
        return self.doubtful

    def unasked(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        assert all(map(self.is_input, paths))
        return self.unasked_
