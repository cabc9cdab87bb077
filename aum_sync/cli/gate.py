"""``aum-sync gate``: whether this run may apply, and what a merge would meet."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.gating import Gatekeeper, Guard
from aum_sync.cli.output import result, style_for, tell
from aum_sync.errors import ExitCode
from aum_sync.gate.findings import Verdict
from aum_sync.plan.build import build
from aum_sync.report import gated as report

_PULL = re.compile(r"refs/pull/([0-9]{1,9})/(?:merge|head)")


@click.command("gate")
@options.root
@click.option("--remote", default="origin", metavar="NAME", help="Default: origin.")
@click.option("--branch", metavar="NAME", help="Default: the remote's default branch.")
@click.option("--preview", is_flag=True, help="Judge a pull request before its merge.")
@click.option("--pull", type=int, metavar="N", help="Which one; default: that of the run.")
@click.option("--explain", is_flag=True, help="Say the rules in words; asks nobody.")
@options.form("json")
def command(
    root: Path,
    remote: str,
    branch: str | None,
    preview: bool,
    pull: int | None,
    explain: bool,
    form: str,
) -> int:
    """Say whether the plan of the branch's tip may be applied by this run, rule by rule.

    Exit 0 where it may, where there is nothing to apply, and where a newer commit supersedes this
    one; else 4. With --preview: what the merge of a pull request would meet, and what is still
    needed. Writes nothing anywhere.

    \b
    Examples:
      aum-sync gate --explain
      aum-sync gate --preview --pull 12
      GITHUB_REPOSITORY=me/season GITHUB_TOKEN=$(gh auth token) aum-sync gate --preview --pull 12
    """
    if explain:
        _explain(form)
        return ExitCode.OK
    if pull is not None and not preview:
        raise click.UsageError("--pull goes with --preview.")
    guard = Guard(root, on=True) if preview else Guard.in_ci(root)
    number = (pull or _pull_of_run()) if preview else None
    origin, tip = guard.open(remote, branch)
    if number is not None:
        return _tell(Gatekeeper(root, origin, tip).preview(number), form, proposed=True)
    plan = build(tip.config, tip.state, commit=tip.commit, base_from="snapshots")
    return _tell(guard.judge(origin, tip, plan) if plan.changed else Verdict(()), form)


def _pull_of_run() -> int:
    """The pull request that this run is for. Raises click.UsageError where it is for none."""
    found = _PULL.fullmatch(os.environ.get("GITHUB_REF", ""))
    if not found:
        raise click.UsageError("This is no run for a pull request: name one with --pull N.")
    return int(found[1])


def _explain(form: str) -> None:
    if form == "json":
        result(json.dumps(report.RULES, ensure_ascii=False, indent=2), json=True)
    else:
        tell(report.explain())


def _tell(verdict: Verdict, form: str, *, proposed: bool = False) -> ExitCode:
    if form == "json":
        result(json.dumps(report.as_value(verdict), ensure_ascii=False, indent=2), json=True)
    else:
        tell(report.render(verdict, style_for(sys.stdout), proposed=proposed))
    passes = verdict.opens or verdict.superseded_by is not None
    return ExitCode.OK if passes else ExitCode.REFUSED
