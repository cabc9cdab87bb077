"""``aum-sync rollback``: pins for a pull request that bring back what the masters held."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.history import past_of
from aum_sync.cli.output import result, say, tell
from aum_sync.cli.season import CONFIG, open_season, tree_of
from aum_sync.cli.wish import Wish
from aum_sync.config import edit
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, DataError, ExitCode
from aum_sync.plan.build import build
from aum_sync.plan.rollback import (
    Return,
    nowhere,
    pins_of,
    repinned,
    returns,
)
from aum_sync.report.rolled_back import (
    RolledBack,
    as_json,
    left_behind,
    remarks,
    render,
    without_a_home,
)
from aum_sync.season.cleaning import others_of
from aum_sync.season.items import State
from aum_sync.store.files import encode
from aum_sync.store.tree import WorkTree

_NOTHING = "There is nothing to bring back: all playlists that count here hold that already."


class LosingError(AumSyncError):
    """A rollback would leave tracks in no playlist, and nobody has said that they may go."""

    exit_code = ExitCode.REFUSED


@click.command("rollback")
@click.argument("number", type=int, metavar="N", required=False)
@options.root
@click.option("--undo", is_flag=True, help="What was there before apply N, of what N changed.")
@click.option("--release", is_flag=True, help="Take the pins out again, and acknowledge what goes.")
@click.option("--pin", is_flag=True, help="Pin even where the configuration of then would do.")
@options.masters_option(
    "Bring back (or release) this one alone: a master, or the id of a playlist that `cleanup` "
    "takes tracks from; repeatable."
)
@click.option(
    "--lose",
    type=click.IntRange(min=1),
    metavar="TRACKS",
    help="Let exactly so many tracks end in no playlist at all.",
)
@options.form("json")
def command(
    number: int | None,
    root: Path,
    masters: tuple[str, ...],
    lose: int | None,
    form: str,
    **flags: bool,
) -> None:
    """Bring back what the masters held when apply N had ended, by pins in config and state.

    Nothing is written to Spotify: the files that change here are for a pull request, whose plan
    shows what would come back. `aum-sync history` lists the applies. Playlists that `cleanup`
    takes tracks from come back like masters. Where a track would be in no playlist afterwards,
    nothing is pinned before `--lose` says how many.

    \b
    Examples:
      aum-sync rollback 41                    # as apply 41 left them
      aum-sync rollback --undo 41             # as they were before it
      aum-sync rollback --release             # back to what the season asks for
    """
    undo, release = flags["undo"], flags["release"]
    if (number is None) != release or (release and (undo or lose)):
        raise click.UsageError("Give the number of an apply, or --release.")
    tree = WorkTree(root)
    loaded, state = open_season(tree_of(root, None)[0])
    config = loaded.config
    known = [*(master.key for master in config.masters), *others_of(config, state).bases]
    only = options.known_masters(masters, known)
    if number is None:
        done = _release(tree, config, state, only)
    else:
        past = past_of(root)
        wish = Wish(past, past.entry(number), undo, config, state, only)
        done = _bring_back(tree, wish, pin=flags["pin"], lose=lose)
    _tell(done, form, "No playlist is pinned." if release else _NOTHING)


def _tell(done: RolledBack, form: str, nothing: str) -> None:
    text = render(done)
    for remark in remarks(done):
        say(remark)
    if text is None:
        say(nothing)
    if form == "json":
        result(as_json(done), json=True)
    elif text is not None:
        tell(text)


def _bring_back(tree: WorkTree, wish: Wish, *, pin: bool, lose: int | None) -> RolledBack:
    """Pin the playlists to what is wished for, unless there is a simpler way.

    Raises DataError where nothing can be pinned of what was then, and LosingError.
    """
    keys = wish.keys
    if not keys and wish.gone:
        raise DataError(*left_behind(wish.gone))
    if not keys:
        return RolledBack()
    if not (pin or wish.state.pending) and (commit := wish.config_that_gives(frozenset(keys))):
        prefix = wish.past.prefix
        return RolledBack(instead=commit, folder=f"{prefix}/config" if prefix else "config")
    since = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d")
    playlists = [one for one in wish.managed if one.key in keys]
    found = tuple(returns(playlists, wish.then, since=since, reason=wish.reason))
    homeless = nowhere(wish.config, wish.state, found, wish.gone)
    if homeless and lose != len(homeless):
        raise LosingError(*without_a_home(homeless))
    _pin(tree, found)
    return RolledBack(
        found,
        undone=tuple(wish.later(keys)) if wish.undo else (),
        young=tuple(sorted(one.key for one in wish.managed if one.key not in wish.then)),
        gone=wish.gone,
        nowhere=homeless,
    )


def _pin(tree: WorkTree, found: Sequence[Return]) -> None:
    text = _text(tree)
    for one in found:
        text = edit.put(text, one.way, one.pin.path)
    for one in found:
        tree.write(one.pin.path, encode(one.pin))
    tree.write(CONFIG, text.encode())


def _release(tree: WorkTree, config: Config, state: State, only: Collection[str]) -> RolledBack:
    """Take pins out, and acknowledge what leaves when they are gone."""
    pins = [one for one in pins_of(config, state) if not only or one.key in only]
    if not pins:
        return RolledBack()
    free = repinned(config, {one.way: None for one in pins})
    plan = build(free, state, commit=None, base_from="snapshots")
    text = _text(tree)
    for one in pins:
        text = edit.drop(text, one.way)
    too_many = {problem.master for problem in plan.problems if problem.code == "max-removals"}
    acknowledged = [(one.key, len(one.remove)) for one in plan.masters if one.key in too_many]
    text = _acknowledge(text, config, acknowledged)
    tree.write(CONFIG, text.encode())
    for one in pins:
        tree.remove(one.path)
    released = tuple(one.key for one in pins)
    return RolledBack(released=released, acknowledged=tuple(acknowledged))


def _acknowledge(text: str, config: Config, numbers: Sequence[tuple[str, int]]) -> str:
    """The text in which masters may lose so many tracks, in place of what was said of them."""
    way, known = ("policy", "acknowledge"), config.policy.acknowledge
    words = [
        {"master": master, "removals": number, "reason": "released from its pin"}
        for master, number in numbers
    ]
    masters = {master for master, _ in numbers}
    if masters.isdisjoint(one.master for one in known):
        for word in words:
            text = edit.append(text, way, word)
        return text
    others = [
        {"master": one.master, "removals": one.removals, "reason": one.reason}
        for one in known
        if one.master not in masters
    ]
    return edit.put(text, way, [*others, *words])


def _text(tree: WorkTree) -> str:
    return (tree.read(CONFIG) or b"").decode()
