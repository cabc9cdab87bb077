"""GitHub: whether its settings let happen what was reviewed, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aum_sync.cli.forge import ENVIRONMENT
from aum_sync.cli.watch import asleep, silent
from aum_sync.config.types import Policy
from aum_sync.errors import AumSyncError
from aum_sync.github.actions import Environment
from aum_sync.github.client import GitHub
from aum_sync.github.errors import DeniedError, GitHubError, NotFoundError
from aum_sync.github.people import Repository
from aum_sync.report.checkup import Found, fail, ok, warn
from aum_sync.spotify.apps import READING, WRITING
from aum_sync.text.words import plural

SETUP = "docs/setup.md of aum_sync"
_SILENT_S = 14 * 86_400.0


@dataclass(frozen=True, slots=True)
class GitHubCheckup:
    """One look at a repository, for a season with this policy; None: nobody knows which."""

    github: GitHub
    known: Policy | None

    def run(self) -> Iterator[Found]:
        """Everything about GitHub; what this token may not see is said and passed over."""
        try:
            about = self.github.about()
        except GitHubError as error:
            yield fail("github", str(error), error.faults[0].hint or "")
            return
        for name, look in self._parts():
            try:
                yield from tuple(look(about))
            except DeniedError as error:
                needs = f", which needs {error.permission}" if error.permission else ""
                text = f"this token may not look at the {name}{needs}"
                yield warn(
                    f"{name}-unseen", text, "run it with yours: GITHUB_TOKEN=$(gh auth token)"
                )
            except GitHubError as error:
                yield fail(name, str(error), error.faults[0].hint or "")

    def _parts(self) -> Iterator[tuple[str, Callable[[Repository], Iterator[Found]]]]:
        if self.known:
            yield "people", self._review
            yield "environment", self._environment
            yield "secrets", self._secrets
            yield "rules", self._rules
        yield "workflow-rights", self._rights
        yield "runs", self._runs

    @property
    def policy(self) -> Policy:
        """The policy, where it is known."""
        assert self.known is not None, "who asks has looked"
        return self.known

    def days(self) -> dict[str, str]:
        """The variables of the repository; none where this token may not see them."""
        try:
            return self.github.variables()
        except AumSyncError:
            return {}

    @property
    def _gated(self) -> bool:
        """Whether an environment keeps the write token."""
        return self.policy.review != "acknowledge"

    def _review(self, about: Repository) -> Iterator[Found]:
        people, review = len(self.github.writers()), self.policy.review
        who = f"{about.visibility}, {plural(people, 'person').replace('persons', 'people')}"
        if review == "pull-request" and people <= 1:
            yield fail(
                "review",
                f"{who}: nobody but you can approve, and your own approval counts nothing",
                "policy: {review: environment}, or acknowledge in a private repository",
            )
        elif review == "environment" and about.visibility != "public":
            yield fail(
                "review",
                f"{who}: environments ask nobody in private repositories on a free plan",
                "policy: {review: acknowledge}, or pull-request where several may write",
            )
        elif review == "acknowledge" and people > 1:
            yield warn(
                "review",
                f"{who}: everybody who may write can say yes to their own change",
                "policy: {review: pull-request}",
            )
        else:
            yield ok("review", f"{who}: policy.review is {review}")

    def _environment(self, about: Repository) -> Iterator[Found]:
        if not self._gated:
            return
        try:
            found = self.github.environment(ENVIRONMENT)
        except NotFoundError:
            yield fail(
                "environment",
                f"there is no environment {ENVIRONMENT}: the first run would make one that lets "
                "everybody in",
                f"make it as {SETUP} says",
            )
            return
        wrong = [*self._lets_in(found, about), *self._asks(found)]
        yield from wrong or [ok("environment", f"the environment {ENVIRONMENT} is guarded")]

    def _lets_in(self, found: Environment, about: Repository) -> Iterator[Found]:
        allowed = set()
        if found.branches == "listed":
            allowed = {one.name for one in self.github.branch_policies(ENVIRONMENT)}
        if allowed != {about.default_branch}:
            named = ", ".join(sorted(allowed)) or found.branches
            yield fail(
                "environment-branches",
                f"the environment {ENVIRONMENT} lets in {named}, so a branch gets the write token",
                f"let it take {about.default_branch} alone: {SETUP}",
            )

    def _asks(self, found: Environment) -> Iterator[Found]:
        if self.policy.review != "environment":
            return
        if not found.reviewers:
            yield fail(
                "environment-reviewers",
                f"the environment {ENVIRONMENT} asks nobody",
                f"Settings → Environments → {ENVIRONMENT} → Required reviewers: you",
            )
        if found.admins_bypass is not False:
            yield fail(
                "environment-bypass",
                f"administrators may pass the environment {ENVIRONMENT} unasked",
                f"Settings → Environments → {ENVIRONMENT}: untick “Allow administrators to bypass”",
            )
        if found.prevents_self_review and len(self.github.writers()) <= 1:
            yield fail(
                "environment-self",
                "whoever started a run may not let it in, and nobody else may write",
                f"Settings → Environments → {ENVIRONMENT}: untick “Prevent self-review”",
            )

    def _secrets(self, _about: Repository) -> Iterator[Found]:
        here = self.github.secrets()
        if missing := [name for name in READING.variables if name not in here]:
            text = f"the repository lacks {', '.join(missing)}"
            yield fail("secrets-reading", text, "aum-sync login reading")
        misplaced = [name for name in WRITING.variables if name in here] if self._gated else []
        if misplaced:
            yield fail(
                "secrets-place",
                f"every workflow on every branch gets {', '.join(misplaced)}: they are secrets of "
                "the repository",
                f"gh secret delete {misplaced[0]} (and the others); aum-sync login writing",
            )
        inside = self._inside() if self._gated else here
        if missing := [name for name in WRITING.variables if name not in inside]:
            place = f"environment {ENVIRONMENT}" if self._gated else "repository"
            text = f"the {place} lacks {', '.join(missing)}"
            yield fail("secrets-writing", text, "aum-sync login writing")
        elif not misplaced and here.issuperset(READING.variables):
            yield ok("secrets", "all secrets are where they belong")

    def _inside(self) -> frozenset[str]:
        try:
            return self.github.secrets(ENVIRONMENT)
        except NotFoundError:
            return frozenset()

    def _rights(self, _about: Repository) -> Iterator[Found]:
        rights = self.github.workflow_rights()
        if not rights.open_pulls:
            yield fail(
                "workflow-pulls",
                "workflows may open no pull requests, so pull and rollback fail",
                "Settings → Actions → General: tick “Allow GitHub Actions to create and approve "
                "pull requests”",
            )
        if rights.write:
            yield warn(
                "workflow-write",
                "a workflow that asks for no rights gets all to write",
                "Settings → Actions → General: “Read repository contents”",
            )
        if rights.open_pulls and not rights.write:
            yield ok("workflow-rights", "workflows may read, and open pull requests")

    def _rules(self, about: Repository) -> Iterator[Found]:
        branch = about.default_branch
        rules = self.github.branch_rules(branch)
        kinds = {rule.kind for rule in rules}
        if "pull_request" in kinds and self.policy.state_branch is None:
            yield fail(
                "rules-state",
                f"a rule keeps pushes from {branch}, so apply cannot record what it does",
                "policy: {state_branch: aum-state}",
            )
        if missing := {"non_fast_forward", "deletion"} - kinds:
            words = {"non_fast_forward": "forced", "deletion": "deleted"}
            done = " and ".join(sorted(words[one] for one in missing))
            way = "Settings → Rules: block force pushes, restrict deletions"
            yield warn("rules-force", f"{branch} may be {done}, and its history is the record", way)
        owners = any(rule.pull and rule.pull.code_owners for rule in rules)
        if self.policy.review == "pull-request" and not owners:
            yield warn(
                "rules-owners",
                "who may write may change .github/ unseen, and so take the write token",
                f"“Guard the workflows” in {SETUP}",
            )
        if not missing and (owners or self.policy.review != "pull-request"):
            yield ok("rules", f"{branch} is neither forced nor deleted")

    def _runs(self, _about: Repository) -> Iterator[Found]:
        flows = {one.path: one.state for one in self.github.workflows()}
        off = sorted({path for path, state in flows.items() if state != "active"})
        if off:
            names = ", ".join(path.rpartition("/")[2] for path in off)
            text = f"GitHub runs no more: {names}" if asleep(self.github) else f"disabled: {names}"
            yield fail("workflow-disabled", text, f"gh workflow enable {names.split(',')[0]}")
        quiet = silent(self.github, ("pull.yml", "drift.yml"), time.time() - _SILENT_S)
        for name, last in quiet:
            when = f"since {last[:10]}" if last else "in any of its last runs"
            text = f"{name} has not ended well {when}"
            yield warn("workflow-silent", text, f"gh run list --workflow {name}")
        if not off and not quiet:
            yield ok("runs", "no workflow is disabled or silent")
