"""``aum-sync overlap``: what two playlists share, and the cleanup that would part them."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import Progress, result, say, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.config.parse import reference
from aum_sync.config.types import Config, PlaylistRef
from aum_sync.errors import DataError, Fault
from aum_sync.plan.overlap import compare, settle, side_of
from aum_sync.plan.workings import work_out
from aum_sync.pull.beside import read_beside
from aum_sync.report import overlap_data
from aum_sync.report.overlap import render
from aum_sync.season.items import Snapshot, State
from aum_sync.spotify.connect import connect
from aum_sync.spotify.limits import Limits
from aum_sync.text.cells import visible
from aum_sync.text.words import plural

_OR_READ = (
    "; or set AUM_SYNC_READ_CLIENT_ID, AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN"
    " to have it read now"
)
_OR_WITHOUT = "; or leave out --commit to have it read now"


@click.command("overlap")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@options.root
@options.commit
@options.form("json", "csv")
def command(root: Path, first: str, second: str, commit: str | None, form: str) -> None:
    """Compare two playlists: what both hold, and the cleanup that takes it out of one.

    A and B are each a master's key, a week's number, or a playlist's id, URI or URL. A playlist
    that state/ does not know is read from Spotify, where there is access, and kept nowhere.
    Masters are compared as the plan leaves them. Positions count from 1, in JSON from 0.

    \b
    Examples:
      aum-sync overlap country-indie reggae
      aum-sync overlap 281 https://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n
    """
    loaded, state = open_season(tree_of(root, commit)[0])
    config = loaded.config
    refs = [_reference(text, config, state) for text in (first, second)]
    if refs[0] == refs[1]:
        raise click.UsageError(f"A and B are the same playlist: {refs[0].value}.")
    workings = work_out(config, state)
    unknown = [ref for ref in refs if side_of(ref, workings) is None]
    if unknown:
        workings = work_out(config, _read(unknown, config, state, offline=commit is not None))
    one, two = (side for ref in refs if (side := side_of(ref, workings)))
    overlap = compare(one, two, workings, loaded.source)
    if form == "json":
        result(overlap_data.as_json(overlap, loaded.source), json=True)
    elif form == "csv":
        result(overlap_data.as_csv(overlap))
    else:
        result(render(overlap, loaded.source, style_for(sys.stdout)))


def _reference(text: str, config: Config, state: State) -> PlaylistRef:
    ref = settle(reference(text, config.season, config.masters), state)
    keys = [master.key for master in config.masters]
    if ref.kind == "master" and ref.value not in keys:
        what = f"{text!r} is no master's key, no week's number and no playlist."
        raise click.UsageError(what + options.similar(text, keys))
    return ref


def _read(unknown: list[PlaylistRef], config: Config, state: State, *, offline: bool) -> State:
    """The state with the playlists that it does not know, read live.

    Raises DataError where there is no access or none is wanted, or where a week is what is not
    known.
    """
    weeks = [ref for ref in unknown if ref.kind == "week"]
    library = None if weeks or offline else connect(os.environ, Limits(budget=config.policy.budget))
    if library is None:
        way = _OR_WITHOUT if offline else _OR_READ
        raise DataError(*(_not_known(ref, way) for ref in weeks or unknown))
    progress, names = Progress(), []
    try:
        for ref in unknown:
            progress(f"reading {ref.value}")
            playlist = config.master(ref.value).playlist if ref.kind == "master" else ref.value
            assert playlist, "a master without a playlist is known to be empty"
            snapshot = read_beside(ref.value, playlist, library)
            state = _with(state, ref, snapshot)
            names.append(visible(snapshot.name))
    finally:
        progress.clear()
    requests = plural(library.requests, "request")
    say(f"read from Spotify just now, and kept nowhere: {', '.join(names)} ({requests})")
    return state


def _with(state: State, ref: PlaylistRef, snapshot: Snapshot) -> State:
    if ref.kind == "playlist":
        return replace(state, others=(*state.others, snapshot))
    older = tuple(one for one in state.snapshots if one.key != snapshot.key)
    return replace(state, snapshots=(*older, snapshot))


def _not_known(ref: PlaylistRef, or_else: str) -> Fault:
    if ref.kind == "week":
        hint = "run aum-sync pull once a playlist on Spotify bears its number"
        return Fault(f"state/ does not hold week {ref.value}", hint=hint)
    if ref.kind == "master":
        return Fault(f"{ref.value} was never read", hint=f"aum-sync pull{or_else}")
    hint = f"name it in cleanup: in config/season.yaml and run aum-sync pull{or_else}"
    return Fault(f"state/ does not know the playlist {ref.value}", hint=hint)
