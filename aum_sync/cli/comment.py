"""``aum-sync comment``: the review of a pull request, as the one comment on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.descent import GitLineage
from aum_sync.cli.gating import Gatekeeper, Guard
from aum_sync.cli.output import result, say
from aum_sync.cli.posting import run_url, writer
from aum_sync.cli.reviewing import review_of
from aum_sync.cli.suggesting import ways_in
from aum_sync.errors import AumSyncError, ConfigError, DataError, StateError
from aum_sync.gate.findings import Verdict
from aum_sync.git.lineage import merge_base
from aum_sync.git.process import GitError
from aum_sync.github.pulls import Pull
from aum_sync.github.writer import GitHubWriter
from aum_sync.plan.build import build
from aum_sync.report.doubts import NO_DOUBTS
from aum_sync.report.posts import parts
from aum_sync.report.posts.proposed import unreadable
from aum_sync.report.review.render import render
from aum_sync.report.review.types import COMMENT, Review


@click.command("comment")
@options.root
@click.option("--pull", "number", type=click.IntRange(min=1), required=True, metavar="N")
@click.option("--remote", default="origin", metavar="NAME", help="Default: origin.")
@click.option("--branch", metavar="NAME", help="Default: the remote's default branch.")
def command(root: Path, number: int, remote: str, branch: str | None) -> None:
    """Put the review of a pull request on it: one comment, which is updated and not repeated.

    The plan is made anew from the blobs of the pull request's last commit, which is fetched and
    never checked out, with what the gate would say to a merge now. Nothing that others wrote is
    read back. Where its diff shows the place of a correction that is probably right, that is
    suggested there, for one click. GITHUB_TOKEN needs pull-requests: write and contents: read; with
    actions: read the gate sees the settings of an environment too.

    \b
    Examples:
      aum-sync comment --pull 12
    """
    github = writer()
    origin, tip = Guard(root, on=True).open(remote, branch)
    url = post(github, Gatekeeper(root, origin, tip), number)
    if url:
        result(url)


def post(github: GitHubWriter, keeper: Gatekeeper, number: int) -> str | None:
    """Put the review on a pull request; its address. None where there is nothing to review."""
    pull = github.pull(number).pull
    branch = keeper.origin.branch
    if pull.state != "open" or pull.base.ref != branch.name:
        say(f"#{number} is not open, or goes elsewhere than {branch.name}: it has no comment.")
        return None
    GitLineage(branch, keeper.tip.commit).bring(number, pull.head.sha)
    mark = parts.marker("plan", branch.prefix)
    return github.put_comment(number, mark, _text(github, keeper, pull)).url


def _text(github: GitHubWriter, keeper: Gatekeeper, pull: Pull) -> str:
    prefix = keeper.origin.branch.prefix
    try:
        review = _review(keeper, pull)
    except (ConfigError, StateError, DataError, GitError) as error:
        ways_in(github, pull, NO_DOUBTS, prefix)  # What was suggested for another text is gone.
        return unreadable([str(fault) for fault in error.faults], pull.head.sha, prefix)
    review = replace(review, ways=ways_in(github, pull, review.doubts, prefix))
    return f"{parts.marker('plan', prefix)}\n{render(review, COMMENT)}"


def _review(keeper: Gatekeeper, pull: Pull) -> Review:
    """The plan of its last commit, held against where it left the branch."""
    head = keeper.origin.at(pull.head.sha, keeper.tip.state_commit)
    plan = build(head.config, head.state, commit=head.commit, base_from="snapshots")
    against = merge_base(keeper.origin.branch.repository, head.commit, keeper.tip.commit)
    review = review_of(keeper.root, head.tree, head.config, head.state, plan, against=against)
    gate = _preview(keeper, pull.number)
    return replace(review, gate=gate, run_url=run_url(), head=pull.head.sha)


def _preview(keeper: Gatekeeper, number: int) -> Verdict | None:
    """What the gate would say; None where it cannot say."""
    try:
        return keeper.preview(number)
    except AumSyncError as error:
        say(f"The gate cannot say what it would: {error}")
        return None
