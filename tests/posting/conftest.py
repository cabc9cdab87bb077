"""A season on a fake GitHub that the verbs write to, and what is on it then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import Outcome
from tests.gate.conftest import Stage, ready, stage
from tests.github.fake import FakeGitHub
from tests.github.fake_http import Fault
from tests.github.fake_model import BOT, Comment, Pull
from tests.github.spec import problems, request_problems

__all__ = ["ready", "stage"]

BRANCH = "aum-sync/pull"
PLAN, APPLY, PROPOSAL, WATCH = (
    f"<!-- aum-sync:{kind}:. -->\n" for kind in ("plan", "apply", "proposal", "watch")
)


class Meanwhile(Fault):
    """No fault at all: what somebody else does between two requests of ours."""

    def __init__(self, path: str, act: Callable[[], object], times: int) -> None:
        super().__init__("error", "GET", path, times)
        self.act = act

    def strikes(self, method: str, path: str) -> bool:
        if super().strikes(method, path):
            self.act()
        return False


@dataclass
class Forge:
    """The stage, asked for what was posted."""

    stage: Stage

    @property
    def fake(self) -> FakeGitHub:
        return self.stage.fake

    def run(self, *arguments: object, code: int = 0) -> Outcome:
        return self.stage.run(*arguments, code=code)

    def comments(self, number: int, start: str = "", by: str | None = BOT) -> list[Comment]:
        return [
            one
            for one in self.fake.world.comments
            if (one.number, one.author) == (number, by) and one.body.startswith(start)
        ]

    def comment(self, number: int, start: str) -> str:
        """The text of our one comment that begins so."""
        (one,) = self.comments(number, start)
        return one.body

    def pulled(self, **edit: Any) -> None:
        """Edit week 2 on Spotify, and read that into the work tree."""
        self.stage.season.edit("w2", **edit)
        self.run("pull")

    def propose(self, *options: str, code: int = 0, title: str = "Pull from Spotify") -> Any:
        """Propose what is in the work tree; what was done, or the error."""
        given = ("--branch", BRANCH, "--title", title, *options, "--format", "json")
        done = self.run("propose", *given, code=code)
        return json.loads(done.out) if code == 0 else done.err

    def proposed(self, **edit: Any) -> Pull:
        """A pull request of ours with an edit of week 2."""
        self.pulled(**edit or {"tracks": "d f"})
        return self.fake.world.pulls[self.propose()["pull"]]

    def signed_on(self, parent: str) -> str:
        """A commit that bears our name, whoever made it."""
        who = (("NAME", "aum_sync"), ("EMAIL", "aum-sync@users.noreply.github.com"))
        names = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who}
        tree = self.fake.remote.git("rev-parse", f"{parent}^{{tree}}")
        return self.fake.remote.git("commit-tree", tree, "-p", parent, "-m", "x", variables=names)

    def meanwhile(self, path: str, act: Callable[[], object], times: int = 1) -> None:
        """Let somebody act just when a request for ``path`` comes in."""
        self.fake.faults.append(Meanwhile(path, act, times))

    def clean(self) -> None:
        """Begin the next run: a work tree as the remote's main has it."""
        clone = self.stage.season.clone
        clone.git("checkout", "--quiet", "--force", "main")
        clone.git("clean", "--quiet", "--force", "-d")
        clone.git("fetch", "--quiet", "origin", "main")
        clone.git("reset", "--quiet", "--hard", "FETCH_HEAD")

    @property
    def branch(self) -> str | None:
        return self.fake.remote.tip(f"refs/heads/{BRANCH}")


@pytest.fixture
def forge(stage: Stage) -> Iterator[Forge]:
    """Whatever is asked of it, and what it answers, is as GitHub describes it."""
    stage.ci()
    yield Forge(stage)
    for one in stage.fake.exchanges:
        if one.operation.startswith(("GET /repos/", "POST /repos/", "PATCH /repos/")):
            assert request_problems(one.operation, one.query, one.body) == []
            if one.status and one.status < 300:
                assert problems(one.operation, one.status, one.answer) == []
