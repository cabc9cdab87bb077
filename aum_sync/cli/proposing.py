"""One proposal: a commit of ours on the base's tip, its branch, and the pull request from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aum_sync.cli.descent import GitLineage
from aum_sync.cli.origin import Origin, Tip
from aum_sync.errors import AumSyncError, ExitCode
from aum_sync.git.commit import CommitTree
from aum_sync.git.lineage import changed, merge_base
from aum_sync.git.proposal import Signed, parents, signatures
from aum_sync.git.publish import Branch as Remote
from aum_sync.git.publish import Files
from aum_sync.github.errors import NoAnswerError, RejectedError
from aum_sync.github.pulls import Pull
from aum_sync.github.talk import ACTIONS_BOT
from aum_sync.github.writer import GitHubWriter
from aum_sync.paths import ROOMS
from aum_sync.proposal import decision
from aum_sync.proposal.decision import Step
from aum_sync.proposal.essence import Essences, beyond, essence
from aum_sync.report.posts import parts, proposed
from aum_sync.store.overlay import is_output


class TheirsError(AumSyncError):
    """A branch of ours has commits of others, and no pull request on which to say so."""


class MovedError(AumSyncError):
    """The branches moved while something was proposed."""

    exit_code = ExitCode.STALE


@dataclass(frozen=True, slots=True)
class Words:
    """What the commit and the pull request say."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and with which pull request. ``pushed``: the branch was made anew."""

    step: Step
    pull: Pull | None = None
    pushed: bool = False


@dataclass(frozen=True)
class Proposal:
    """Files for the tip of a base, and the branch ``name`` on which they are proposed."""

    github: GitHubWriter
    origin: Origin
    tip: Tip
    name: str
    files: Files
    words: Words

    def once(self) -> Done | None:
        """Bring branch and pull request to where they should be.

        None where somebody else moved the branch first: what to do must be decided anew.
        """
        there, pull = self._branch.fetch(), self._newest()
        foreign = self._foreign(there) if there else ()
        step = decision.decide(
            self._standing(there, foreign), self._past(pull, there), asks=self.asks
        )
        if step == "blocked":
            raise TheirsError(
                f"{self.name} has commits that are not aum_sync's, and no open pull request: "
                f"{', '.join(one.commit[:12] for one in foreign[:3])}",
                hint=f"open a pull request from it, or delete it: "
                f"git push {self._branch.remote} --delete {self.name}",
            )
        if step == "theirs" and pull:
            text = proposed.theirs(self.name, [one.commit for one in foreign], self._root)
            self.github.put_comment(pull.number, self._marker, text)
        if step == "settled" and pull:
            text = proposed.settled(self.origin.branch.name, self._root)
            self.github.put_comment(pull.number, self._marker, text)
            pull = self.github.update_pull(pull.number, state="closed")
        if step == "propose" and not self._branch.replace(there, self._commit):
            return None
        if step in ("propose", "unchanged"):
            pull = self._opened(pull if pull and pull.state == "open" else None)
        return Done(step, pull, pushed=step == "propose")

    @property
    def asks(self) -> bool:
        """Whether the files say anything that the base's tip does not."""
        return bool(self._asked)

    # -- what is there

    def _newest(self) -> Pull | None:
        pulls = self.github.pulls_from(self.name, "all")
        return next((one for one in pulls if one.base.ref == self.origin.branch.name), None)

    def _foreign(self, there: str) -> tuple[Signed, ...]:
        """The commits of the branch that are not ours: by their names, and by who pushed them.

        Merges of the base that bring nothing else are nobody's work ("Update branch").
        """
        base, here = self.tip.commit, self._branch.repository
        lineage = GitLineage(self.origin.branch, base)
        pushes = self.github.pushes(self.name)
        pushed = {one.after for one in pushes if one.actor and one.actor.login == ACTIONS_BOT}
        return tuple(
            one
            for one in signatures(here, base, there)
            if not (one.ours and one.commit in pushed)
            and not (len(one.parents) > 1 and lineage.only_merges(one.commit, base))
        )

    def _standing(self, there: str | None, foreign: tuple[Signed, ...]) -> decision.Branch | None:
        if there is None:
            return None
        on_tip = parents(self._branch.repository, there) == (self.tip.commit,)
        same = on_tip and self._asks(there, self.tip.commit) == self._asked
        return decision.Branch(bool(foreign), same)

    def _past(self, pull: Pull | None, there: str | None) -> decision.Pull | None:
        if pull is None:
            return None
        if pull.merged_at:
            return decision.Pull("merged", kept=pull.head.sha == there)
        if pull.state == "open":
            return decision.Pull("open")
        by_us = self.github.closed_by_us(pull.number)
        GitLineage(self.origin.branch, self.tip.commit).bring(pull.number, pull.head.sha)
        onto = merge_base(self._branch.repository, pull.head.sha, self.tip.commit)
        same = onto is not None and self._asks(pull.head.sha, onto) == self._asked
        return decision.Pull("closed", by_us, same)

    # -- what is proposed

    @cached_property
    def _commit(self) -> str:
        message = f"{proposed.title(self.words.title)}\n"
        return self.origin.branch.commit(self.tip.commit, self.files, message)

    @cached_property
    def _asked(self) -> Essences:
        return self._asks(self._commit, self.tip.commit)

    def _asks(self, commit: str, onto: str) -> Essences:
        """What a commit says in the season's files that the one below it does not."""
        branch = self.origin.branch
        start = f"{branch.prefix}/" if branch.prefix else ""
        paths = [
            path.removeprefix(start)
            for path in changed(branch.repository, onto, commit)
            if path.startswith(tuple(f"{start}{room}/" for room in ROOMS))
        ]
        said, before = (_said(branch, one, paths) for one in (commit, onto))
        return beyond(said, before)

    def _opened(self, pull: Pull | None) -> Pull:
        """The open pull request with our words; one that a person opened keeps theirs."""
        title = proposed.title(self.words.title)
        body = proposed.body(self.words.body, self.origin.branch.name, self._root)
        if pull is None:
            return self._open(title, body)
        ours = pull.author is not None and pull.author.login == ACTIONS_BOT
        if not ours or (pull.title, pull.body) == (title, body):
            return pull
        return self.github.update_pull(pull.number, title=title, body=body)

    def _open(self, title: str, body: str) -> Pull:
        try:
            return self.github.open_pull(self.name, self.origin.branch.name, title, body)
        except (RejectedError, NoAnswerError):
            # Another run may have opened it, or this one has and was not told.
            found = self._newest()
            if found is None or found.state != "open":
                raise
            return found

    @property
    def _branch(self) -> Remote:
        base = self.origin.branch
        return Remote(base.repository, base.prefix, base.remote, self.name)

    @property
    def _root(self) -> str:
        return self.origin.branch.prefix

    @property
    def _marker(self) -> str:
        return parts.marker("proposal", self._root)


def _said(branch: Remote, commit: str, paths: list[str]) -> Essences:
    tree = CommitTree(branch.repository, commit, branch.prefix)
    return {path: essence(path, tree.read(path)) for path in paths}


def proposable(files: Mapping[str, bytes | None], tip: Tip) -> Files:
    """Those of some files that a pull request carries: with a state branch, no outputs."""
    apart = tip.config.policy.state_branch is not None
    return {path: data for path, data in files.items() if not (apart and is_output(path))}
