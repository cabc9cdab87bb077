"""A GitHub on loopback: real HTTP, a real bare repository, and a world that a test sets up.

    with FakeGitHub.make(tmp_path / "github") as fake:
        pull = fake.propose("alice", {"config/season.yaml": "version: 1\\n"})
        fake.review(pull, "bob")
        landed = fake.merge(pull, how="squash", by="bob")
        github = connect(fake.environ(contents="read", pull_requests="read"), spotify_loopback=True)

``alice`` and ``bob`` may write, ``rita`` may read; ``fake.world`` is all state, free to be changed.
Behaviour: GITHUB.md 11, items 1 to 6, 8, 10 and 11 (aum_sync reads no checks and no artifacts).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.github.fake_door import answer
from tests.github.fake_git import FakeRemote
from tests.github.fake_http import Exchange, Fault, Server, Trouble
from tests.github.fake_model import (
    BOT,
    EVERYTHING,
    Account,
    How,
    Pull,
    Review,
    Run,
    Token,
    Workflow,
    World,
)


@dataclass
class FakeGitHub:
    """The server and the acts of people; ``exchanges`` is every request with its answer."""

    remote: FakeRemote
    world: World = field(default_factory=World)
    url: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    @contextmanager
    def make(cls, folder: Path) -> Iterator[FakeGitHub]:
        """A served GitHub with one commit on ``main``, a few people and the usual workflows."""
        fake = cls(FakeRemote.make(folder))
        for login in ("aum", "alice", "bob"):
            fake.account(login, "admin" if login == "aum" else "write")
        fake.account("rita", None)
        fake.account("web-flow", None)
        fake.world.accounts[BOT] = Account(41898282, BOT, "Bot")
        for name in ("plan", "apply", "pull", "drift", "rollback"):
            fake.world.workflows.append(Workflow(fake.world.new_id(), name, f"{name}.yml"))
        server = Server(partial(answer, fake))
        fake.url = server.url
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
            server.server_close()

    def environ(self, login: str = BOT, **permissions: str) -> dict[str, str]:
        """What a runner sets, with a new token; it may do all where nothing is granted by name."""
        granted = {"metadata": "read", **permissions} if permissions else EVERYTHING
        token = f"ghs_{len(self.world.tokens):04}fakefakefakefakefakefakefakefake"
        self.world.tokens[token] = Token(login, granted)
        return {
            "GITHUB_API_URL": self.url,
            "GITHUB_REPOSITORY": self.world.repository,
            "GITHUB_TOKEN": token,
        }

    def account(self, login: str, level: str | None = "write") -> Account:
        """Somebody who is ``admin``, or may ``maintain``, ``write``, ``triage`` or ``read``."""
        made = Account(1000 + len(self.world.accounts), login)
        self.world.accounts[login] = made
        if level:
            self.world.levels[login] = level
        return made

    def fault(self, do: Trouble, path: str = ".*", **how: Any) -> None:
        """Let the next request whose path matches go wrong (see ``Fault``)."""
        self.faults.append(Fault(do, path=path, **how))

    def commit(
        self,
        branch: str,
        files: Mapping[str, str | None],
        by: str,
        *,
        author: str | None = None,
        fork: str | None = None,
    ) -> str:
        """Push a commit to a branch, a new one from ``main``; anybody can be named its author."""
        kept = f"refs/forks/{fork}/{branch}" if fork else f"refs/heads/{branch}"
        tip = self.remote.tip(kept) or self.remote.tip(f"refs/heads/{self.world.default_branch}")
        who = self.world.accounts[author or by]
        sha = self.remote.write([tip] if tip else [], files, who, self.world.tick())
        self.push(branch, sha, by, fork=fork)
        return sha

    def push(self, branch: str, sha: str, by: str, *, fork: str | None = None) -> None:
        """Set a branch to a commit, as a push by somebody; its open pull request follows."""
        self.remote.move(branch, sha, by, fork=fork)
        for pull in self.world.pulls.values():
            if (pull.state, pull.branch, pull.fork) == ("open", branch, fork):
                self.remote.git("update-ref", pull.ref, sha)

    def propose(
        self, author: str, files: Mapping[str, str | None], branch: str = "", **how: Any
    ) -> Pull:
        """A pull request with one commit; ``fork="rita/season"``, ``base`` and so on go along."""
        branch = branch or f"{author}-{len(self.world.pulls) + 1}"
        self.commit(branch, files, author, fork=how.get("fork"))
        return self.open_pull(author, branch, **how)

    def open_pull(
        self,
        author: str,
        branch: str,
        base: str = "main",
        *,
        title: str = "Change",
        body: str = "",
        fork: str | None = None,
    ) -> Pull:
        """A pull request from a branch that is there."""
        head = self.remote.tip(f"refs/forks/{fork}/{branch}" if fork else f"refs/heads/{branch}")
        base_sha = self.remote.tip(f"refs/heads/{base}")
        assert head, branch
        assert base_sha, base
        number = self.world.new_number()
        pull = Pull(
            number, author, title, body, base, base_sha, branch, head, self.world.tick(), fork
        )
        self.world.pulls[number] = pull
        self.remote.git("update-ref", pull.ref, head)
        if not fork:
            self.remote.git("config", f"pull.{branch}.ref", pull.ref)
        self.refresh()
        return pull

    def review(
        self, pull: Pull, by: str | None, state: str = "APPROVED", body: str = "", **how: Any
    ) -> Review:
        """Review the last commit, or ``commit``; ``by`` None: the account is gone since."""
        self.refresh()
        commit = how.get("commit", pull.head)
        made = Review(self.world.new_id(), by, state, body, commit, self.world.tick())
        pull.reviews.append(made)
        return made

    def edit(self, review: Review, by: str | None, body: str) -> None:
        """Change a review's text, as anybody with write may."""
        review.body, review.editor, review.edited_at = body, by, self.world.tick()

    def update_branch(self, pull: Pull, by: str) -> str:
        """Press "Update branch": merge the base into the head."""
        self.refresh()
        base = self.remote.tip(f"refs/heads/{pull.base}")
        assert base, pull.base
        who, at = self.world.accounts[by], self.world.tick()
        sha = self.remote.merge(pull.head, base, who, f"Merge branch '{pull.base}'", at)
        self.push(pull.branch, sha, by, fork=pull.fork)
        return sha

    def merge(self, pull: Pull, how: How = "merge", by: str = "aum") -> str:
        """Merge; the commit that the base is at then. The head stays where it is from now on."""
        self.refresh()
        base = self.remote.tip(f"refs/heads/{pull.base}")
        assert base, pull.base
        at, who = self.world.tick(), self.world.accounts[by]
        if how == "rebase":
            pull.landed = self.remote.rebase(base, pull.head, at)
        elif how == "squash":
            pull.landed = [self.remote.squash(base, pull.head, who, pull.title, at)]
        else:
            message = f"Merge pull request #{pull.number}"
            pull.landed = [self.remote.merge(base, pull.head, who, message, at)]
        pull.merge_sha, pull.merged_at, pull.merged_by = pull.landed[-1], at, by
        self.close(pull, by)
        self.remote.move(pull.base, pull.merge_sha, by, "pr_merge")
        return pull.merge_sha

    def close(self, pull: Pull, by: str = "aum") -> None:
        """Close; without merging, where it was not merged."""
        pull.state, pull.closed_by = "closed", by
        if not pull.fork:
            self.remote.git("config", "--unset", f"pull.{pull.branch}.ref")

    def run(self, workflow: str, event: str, commit: str, **how: Any) -> Run:
        """A run of a workflow on ``main``, by ``aum``, unless told otherwise."""
        known = {"branch": "main", "actor": "aum", "at": self.world.tick(), **how}
        made = Run(self.world.new_id(), workflow, event, commit=commit, **known)
        self.world.runs[made.id] = made
        return made

    def refresh(self) -> None:
        """Bring open pull requests to what was pushed since.

        Their base stays the commit that it was then: what lands later does not shorten them.
        """
        for pull in self.world.pulls.values():
            head = self.remote.tip(pull.ref)
            if pull.state == "open" and head and (head != pull.head or not pull.commits):
                pull.head = head
                pull.base_sha = self.remote.tip(f"refs/heads/{pull.base}") or pull.base_sha
                pull.commits = self.remote.between(pull.base_sha, pull.head)
