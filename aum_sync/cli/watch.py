"""``aum-sync watch``: what needs somebody, as one issue that opens, updates and closes itself."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result
from aum_sync.cli.posting import writer
from aum_sync.cli.status import survey
from aum_sync.errors import AumSyncError
from aum_sync.git.commit import resolve
from aum_sync.github.actions import Run
from aum_sync.github.client import GitHub
from aum_sync.github.errors import NotFoundError
from aum_sync.github.talk import Issue
from aum_sync.github.writer import GitHubWriter
from aum_sync.report.posts import parts, watched
from aum_sync.report.posts.watched import Concern, Watched
from aum_sync.season.items import Pending
from aum_sync.spotify.apps import READING, WRITING
from aum_sync.times import seconds_of

AUTHORIZED = ("AUM_SYNC_AUTHORIZED", READING.authorized, WRITING.authorized)
"""The days of the logins: of both apps, where one day is theirs, and of each."""

_HOLDS_DAYS = 180
"""Six months, counted short: Spotify ends what was authorized then (SPOTIFY.md 2)."""
_DAY_S = 86_400
_RUN = re.compile(r"/actions/runs/([0-9]{1,18})(?:/|\Z)")


@click.command("watch")
@options.root
@click.option(
    "--workflow",
    "workflows",
    multiple=True,
    default=("pull.yml",),
    metavar="FILE",
    help="A scheduled workflow; repeatable. Default: pull.yml.",
)
@click.option(
    "--silent-days",
    type=click.IntRange(min=1),
    default=14,
    metavar="N",
    help="How long a workflow may go without a good end. Default: 14.",
)
@options.form("json")
def command(root: Path, workflows: tuple[str, ...], silent_days: int, form: str) -> None:
    """Look for what needs somebody, and keep one issue about it.

    An apply that stopped half-way and may go on, what was merged and never applied, edits made on
    Spotify, an authorization that ends soon (AUM_SYNC_READ_AUTHORIZED and
    AUM_SYNC_WRITE_AUTHORIZED, the days of the logins, like 2026-11-22; AUM_SYNC_AUTHORIZED where
    one day is that of both), workflows that are disabled or did not end well for long. The issue
    is opened where there is something, changed where that changed, closed where nothing is left;
    one that a person closed stays closed until something changes. Exit 0 in all of these cases.
    GITHUB_TOKEN needs issues: write and actions: read.
    """
    github = writer()
    now = time.time()
    status = survey(root, offline=False)
    found = watched.concerns(
        Watched(
            status,
            applying=_is_applying(github, status.pending),
            waiting=_is_waiting(status.pending, now),
            authorized=authorized(os.environ, now),
            silent=silent(github, workflows, now - silent_days * _DAY_S),
            asleep=asleep(github),
        )
    )
    issue = _keep(github, found, resolve(root, "HEAD")[2])
    url = issue.url if issue and issue.state == "open" else None
    if form == "json":
        result(watched.as_json(found, url), json=True)
    else:
        result("\n".join([watched.words(found), *filter(None, [url])]))


def _keep(github: GitHubWriter, found: Sequence[Concern], prefix: str) -> Issue | None:
    """The one issue, as it should be; None where there is none."""
    mark = parts.marker("watch", prefix)
    body = watched.render(found, prefix)
    known = github.issue_with(mark)
    if known is None:
        before = github.closed_issue_with(mark) if found else None
        if before and before.body == body and not github.closed_by_us(before.number):
            return before
        return github.open_issue(watched.TITLE, body) if found else None
    if not found:
        return github.update_issue(known.number, state="closed")
    return known if known.body == body else github.update_issue(known.number, body=body)


def authorized(days: Mapping[str, str], now: float) -> tuple[str, int] | None:
    """The first day of an authorization, and how many days it holds still. Raises AumSyncError.

    ``days`` has the variables of the environment, or of the repository.
    """
    known = [_day(name, text) for name in AUTHORIZED if (text := days.get(name, "").strip())]
    if not known:
        return None
    began = min(known)
    gone = datetime.fromtimestamp(now, UTC).date() - began
    return began.isoformat(), _HOLDS_DAYS - gone.days


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise AumSyncError(f"{name} is no day", hint="set it like 2026-11-22") from error


def _is_applying(github: GitHubWriter, pending: Pending | None) -> bool:
    """Whether the run that began an apply is at it still."""
    found = _RUN.search(pending.run) if pending else None
    try:
        return found is not None and github.run(int(found[1])).status != "completed"
    except NotFoundError:
        return False


def _is_waiting(pending: Pending | None, now: float) -> bool:
    until = seconds_of(pending.retry_at) if pending and pending.retry_at else None
    return until is not None and now < until


def asleep(github: GitHub) -> tuple[str, ...]:
    """The workflows that GitHub disabled; what a person disabled is meant to be."""
    flows = github.workflows()
    return tuple(sorted(one.path for one in flows if one.state == "disabled_inactivity"))


def silent(
    github: GitHub, names: Sequence[str], since: float
) -> tuple[tuple[str, str | None], ...]:
    """The workflows without a good end since a time, with their last one; unknown ones aside."""
    found = []
    for name in dict.fromkeys(names):
        runs = _runs(github, name)
        good = max((run.created_at for run in runs if run.conclusion == "success"), default=None)
        known = seconds_of(good) if good else None
        if runs and (known is None or known < since):
            found.append((name, good))
    return tuple(found)


def _runs(github: GitHub, name: str) -> tuple[Run, ...]:
    try:
        return github.last_runs(name)
    except NotFoundError:
        return ()
