"""What came of an apply, told on the pull requests that it was about: one comment on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from aum_sync.apply.job import Job, Outcome
from aum_sync.cli.descent import GitLineage, Plans, draft_of
from aum_sync.cli.forge import GitHubForge
from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.output import annotate, say
from aum_sync.cli.posting import run_url, writer
from aum_sync.errors import AumSyncError, Fault, StoppedError
from aum_sync.gate.facts import PullRequest
from aum_sync.gate.findings import Verdict
from aum_sync.gate.provenance import provenance
from aum_sync.gate.sameness import beyond
from aum_sync.git.publish import OvertakenError
from aum_sync.github.writer import GitHubWriter
from aum_sync.plan.inputs import Effect
from aum_sync.plan.types import Plan
from aum_sync.report.annotations import Annotator
from aum_sync.report.posts import parts
from aum_sync.report.posts.applied import Done, News, Refused, render
from aum_sync.times import moment

_Place = tuple[str, str | None]
"""A commit whose plan this is about, and the state commit that it was made with."""


@dataclass(slots=True)
class Report:
    """What one run of apply has to tell. ``on``: whether it runs where pull requests are."""

    origin: Origin
    tip: Tip
    on: bool
    _news: dict[_Place, News] = field(default_factory=dict)

    def done(self, job: Job, outcome: Outcome, requests: int) -> None:
        """An apply came to an end, its own or not."""
        if isinstance(outcome.error, OvertakenError):
            return  # It is another run's to tell.
        error, pending = outcome.error, job.pending
        retry_at = error.retry_at if isinstance(error, StoppedError) else None
        when = None if retry_at is None else moment(retry_at)
        place = (pending.commit, pending.state_commit)
        news = self._news.get(place, News())
        one = Done(pending.number, outcome, requests, when)
        self._news[place] = replace(news, done=(*news.done, one))

    def refused(self, plan: Plan, at: _Place, verdict: Verdict | None = None) -> None:
        """A plan was refused, by the gate or for its problems."""
        if verdict is None or verdict.findings:
            news = self._news.get(at, News())
            self._news[at] = replace(news, refused=Refused(plan, verdict))

    def failed(self, error: AumSyncError) -> None:
        """The run ended with an error. One that ended an apply half-way is told as such."""
        half_way = any(one.outcome.error for news in self._news.values() for one in news.done)
        if not (half_way or isinstance(error, OvertakenError)):
            place = (self.tip.commit, self.tip.state_commit)
            news = self._news.get(place, News())
            self._news[place] = replace(news, failed=error.faults)

    def post(self) -> None:
        """Tell it. What was applied is applied, whether that can be told or not: a warning then."""
        if not (self.on and self._news):
            return
        try:
            github = writer()
            for pull, news in self._by_pull(github).items():
                mark = parts.marker("apply", self.origin.branch.prefix)
                text = render(replace(news, run_url=run_url()), self.origin.branch.prefix)
                github.put_comment(pull, mark, text)
        except AumSyncError as error:
            message = f"what came of this could not be told on its pull request: {error}"
            fault = Fault(message, hint=error.faults[0].hint, level="warning")
            say(f"warning: {message}")
            annotate(Annotator().commands(faults=[fault]), machine=True)

    def _by_pull(self, github: GitHubWriter) -> dict[int, News]:
        """What there is to tell, by the number of the pull request."""
        found: dict[int, News] = {}
        for place, news in self._news.items():
            pull = self._pull(github, place)
            known = found.get(pull.number, News())
            found[pull.number] = News(
                (*known.done, *news.done),
                self._against(news.refused, pull, place) or known.refused,
                news.failed or known.failed,
            )
        return found

    def _pull(self, github: GitHubWriter, place: _Place) -> PullRequest:
        """The merged pull request that the inputs of a commit come from."""
        lineage = GitLineage(self.origin.branch, place[0])
        forge = GitHubForge(github, None, lineage.bring)
        return provenance(place[0], None, forge, lineage).pull

    def _against(self, refused: Refused | None, pull: PullRequest, place: _Place) -> Refused | None:
        """A refusal by G6 with what is new in the plan."""
        if refused is None or not any(_by_plan(refused.verdict)):
            return refused
        new = self._new(refused.plan, pull, place)
        return replace(refused, head=pull.head, new=frozenset(new))

    def _new(self, plan: Plan, pull: PullRequest, place: _Place) -> tuple[Effect, ...]:
        reviewed = Plans(self.origin, place[1]).draft(pull.head)
        return beyond(draft_of(plan, self.origin.at(*place)), reviewed)


def _by_plan(verdict: Verdict | None) -> Iterator[bool]:
    for finding in verdict.findings if verdict else ():
        yield finding.rule == "G6" and not finding.holds and finding.judged
