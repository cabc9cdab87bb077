"""``aum-sync request``: a file that asks for the review of a plan."""

from __future__ import annotations

import json
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.asking import StateBranch
from aum_sync.cli.output import result, tell
from aum_sync.cli.season import open_season, tree_of
from aum_sync.errors import DataError
from aum_sync.store.files import master_path
from aum_sync.store.requests import Request, load_requests
from aum_sync.store.tree import WorkTree
from aum_sync.text.words import plural


@click.command("request")
@options.root
@click.option("--reason", required=True, metavar="TEXT", help="Why the plan is to be reviewed.")
@options.masters_option("Name this master only; repeatable.")
@options.form("json")
def command(root: Path, reason: str, masters: tuple[str, ...], form: str) -> None:
    """Write state/requests/N.json, for a pull request where nothing else would differ.

    A plan needs a review and no diff shows it, as after an edit on Spotify or a refusal: commit the
    file and open a pull request with it. With policy.state_branch it names, by content, the
    snapshots there that nobody has reviewed (or those of --master); the plan of a commit counts
    with these, and with nothing that was seen later.

    \b
    Examples:
      aum-sync request --reason "the plan of #12 was refused"
      aum-sync request --reason "keep what I moved in the app" --master hip-hop
    """
    reason = " ".join(reason.split())
    if not reason:
        raise click.UsageError("--reason is empty: say why the plan is to be reviewed.")
    loaded, _ = open_season(tree_of(root, None)[0])
    keys = options.known_masters(masters, [one.key for one in loaded.config.masters])
    outputs = StateBranch.of(root, loaded.config)
    if keys and outputs is None:
        raise click.UsageError("--master goes with policy.state_branch, and with a first apply.")
    files = WorkTree(root)
    numbers = [one.number for one in load_requests(files)]
    numbers += [outputs.next_number() - 1] if outputs else []
    request = Request(max(numbers, default=0) + 1, reason, _named(outputs, keys))
    files.write(request.path, request.encode())
    if form == "json":
        named = [{"path": path, "blob": blob} for path, blob in request.snapshots]
        value = {"file": request.path, "reason": reason, "snapshots": named}
        result(json.dumps(value, ensure_ascii=False, indent=2), json=True)
    else:
        tell(_told(request, apart=outputs is not None))


def _named(outputs: StateBranch | None, keys: frozenset[str]) -> tuple[tuple[str, str], ...]:
    if outputs is None:
        return ()
    if not keys:
        return outputs.named(outputs.unreviewed())
    found = outputs.named([master_path(key) for key in keys])
    missing = {master_path(key) for key in keys} - {path for path, _ in found}
    if missing:
        raise DataError(
            f"the state branch has no {', '.join(sorted(missing))}",
            hint="aum-sync pull reads masters and records them there",
        )
    return found


def _told(request: Request, *, apart: bool) -> str:
    lines = [f"Wrote {request.path}: commit it, and open a pull request with it."]
    if request.snapshots:
        lines.append(f"It names {plural(len(request.snapshots), 'snapshot')}:")
        lines += [f"  {path}  {blob[:12]}" for path, blob in request.snapshots]
    elif apart:
        lines.append("It names no snapshot: all that was seen on Spotify is reviewed.")
    return "\n".join(lines)
