"""``aum-sync propose``: what changed in the work tree, as one pull request."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.comment import post
from aum_sync.cli.gating import Gatekeeper
from aum_sync.cli.origin import Origin, Tip
from aum_sync.cli.output import result, tell
from aum_sync.cli.posting import writer
from aum_sync.cli.proposing import Done, MovedError, Proposal, Words, proposable
from aum_sync.errors import AumSyncError
from aum_sync.git.commit import resolve
from aum_sync.git.lineage import changed
from aum_sync.git.proposal import edited
from aum_sync.git.publish import Files
from aum_sync.git.remote import is_ancestor
from aum_sync.paths import ROOMS
from aum_sync.proposal.decision import Step
from aum_sync.store.tree import WorkTree

_NAME = re.compile(r"aum-sync/[0-9A-Za-z](?:[0-9A-Za-z_-]|\.(?=[0-9A-Za-z])){0,99}")
_ATTEMPTS = 3
_TOLD: dict[Step, str] = {
    "nothing": "Nothing to propose: {base} has all of it.",
    "settled": "#{number} is closed: {base} has all of it by now.",
    "declined": "#{number} asked for the same and was closed: it is left so until that changes. "
    "Open it again there if you want it: {url}",
    "theirs": "#{number} has commits of others, so it is left alone: {url}",
    "unchanged": "#{number} is as it should be: {url}",
    "propose": "#{number} is up to date: {url}",
}


def _checked_name(_: click.Context, __: click.Parameter, name: str) -> str:
    if not _NAME.fullmatch(name) or name.endswith(".lock"):
        raise click.BadParameter("it is like aum-sync/pull: only such branches are ours to force.")
    return name


@click.command("propose")
@options.root
@click.option(
    "--branch", required=True, metavar="NAME", callback=_checked_name, help="Like aum-sync/pull."
)
@click.option("--title", required=True, metavar="T", help="Of the commit and the pull request.")
@click.option(
    "--body-file",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="F",
    help="Plain text for the pull request, shown as it is.",
)
@click.option("--base", metavar="NAME", help="Default: the remote's default branch.")
@click.option("--remote", default="origin", metavar="NAME", help="Default: origin.")
@options.form("json")
def command(
    root: Path,
    branch: str,
    title: str,
    body_file: Path | None,
    base: str | None,
    remote: str,
    form: str,
) -> None:
    """Put what changed under config/ and state/ into one pull request, with its review.

    One commit on the tip of the base, on a branch of ours, made anew whenever the base moves. A
    branch that has somebody else's commits is left alone, which the pull request then says. One
    that was closed unmerged is not opened again before it would ask for something else. Where
    nothing is left to ask for, the open one is closed.
    GITHUB_TOKEN needs pull-requests: write and contents: write.

    \b
    Examples:
      aum-sync propose --branch aum-sync/pull --title "Pull from Spotify"
    """
    if not title.strip():
        raise click.BadParameter("it says nothing.", param_hint="--title")
    github = writer()
    origin = Origin.of(root, remote, base)
    tip = origin.tip()
    body = body_file.read_text("utf-8", "replace") if body_file else ""
    proposal = Proposal(github, origin, tip, branch, _files(root, origin, tip), Words(title, body))
    done = next(filter(None, (proposal.once() for _ in range(_ATTEMPTS))), None)
    if done is None:
        raise MovedError(
            f"{branch} moved {_ATTEMPTS} times while it was made anew",
            hint="run it again when no other run is at it",
        )
    if done.pull and done.step in ("propose", "unchanged"):
        post(github, Gatekeeper(root, origin, tip), done.pull.number)
    _tell(done, origin, form)


def _files(root: Path, origin: Origin, tip: Tip) -> Files:
    """What the work tree has otherwise than HEAD. Raises where the base cannot take it as it is."""
    place = origin.branch
    head = resolve(root, "HEAD")[1]
    if not is_ancestor(place.repository, head, tip.commit):
        raise AumSyncError(
            f"{head[:12]}, which the work tree stands on, is no part of {place.name}",
            hint=f"check {place.name} out, and do it again there",
        )
    start = f"{place.prefix}/" if place.prefix else ""
    tree = WorkTree(root)
    paths = [path.removeprefix(start) for path in edited(root, ROOMS)]
    files = proposable({path: tree.read(path) for path in paths}, tip)
    moved = set(changed(place.repository, head, tip.commit))
    if both := [path for path in files if f"{start}{path}" in moved]:
        raise MovedError(
            f"{place.name} moved on and changed what is changed here: {', '.join(both[:3])}",
            hint=f"bring the work tree to {place.remote}/{place.name}, and do it again there",
        )
    return files


def _tell(done: Done, origin: Origin, form: str) -> None:
    pull = done.pull
    number, url = (pull.number, pull.url) if pull else (None, None)
    if form == "json":
        value = {"step": done.step, "pushed": done.pushed, "pull": number, "url": url}
        result(json.dumps(value, indent=2), json=True)
    else:
        tell(_TOLD[done.step].format(number=number, url=url, base=origin.branch.name))
