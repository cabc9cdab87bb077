"""``aum-sync rollback``: pins for a pull request that bring back what the masters held."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.history import past_of
from aum_sync.cli.output import result, say
from aum_sync.cli.past import Entry, Past
from aum_sync.cli.season import CONFIG, open_season, tree_of
from aum_sync.config import edit
from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.git.commit import CommitTree
from aum_sync.plan.build import build, plan_of
from aum_sync.plan.rollback import Return, Snapshots, differing, returns
from aum_sync.plan.types import MasterPlan
from aum_sync.plan.workings import work_out
from aum_sync.report.rolled_back import RolledBack, as_json, remarks, render
from aum_sync.season.created import with_created_ids
from aum_sync.season.items import State, content_digest
from aum_sync.store.files import encode
from aum_sync.store.tree import WorkTree

_NOTHING = "There is nothing to bring back: the masters hold that already."


@click.command("rollback")
@click.argument("number", type=int, metavar="N", required=False)
@options.root
@click.option("--undo", is_flag=True, help="What was there before apply N, of what N changed.")
@click.option("--release", is_flag=True, help="Take the pins out again, and acknowledge what goes.")
@click.option("--pin", is_flag=True, help="Pin even where the configuration of then would do.")
@options.master
@options.form("json")
def command(
    number: int | None,
    root: Path,
    undo: bool,
    release: bool,
    pin: bool,
    masters: tuple[str, ...],
    form: str,
) -> None:
    """Bring back what the masters held when apply N had ended, by pins in config and state.

    Nothing is written to Spotify: the files that change here are for a pull request, whose plan
    shows what would come back. `aum-sync history` lists the applies.

    \b
    Examples:
      aum-sync rollback 41                    # as apply 41 left them
      aum-sync rollback --undo 41             # as they were before it
      aum-sync rollback --release             # back to what the season asks for
    """
    if (number is None) != release or (undo and release):
        raise click.UsageError("Give the number of an apply, or --release.")
    tree = WorkTree(root)
    loaded, state = open_season(tree_of(root, None)[0])
    config = loaded.config
    only = options.known_masters(masters, [master.key for master in config.masters])
    if number is None:
        done = _release(tree, config, state, only)
    else:
        past = past_of(root)
        wish = _Wish(past, past.entry(number), undo)
        keys = [key for key in wish.masters(state) if not only or key in only]
        done = _bring_back(tree, wish, keys, state, pin=pin)
    _tell(done, form, "No master is pinned." if release else _NOTHING)


def _tell(done: RolledBack, form: str, nothing: str) -> None:
    text = render(done)
    for remark in remarks(done):
        say(remark)
    if text is None:
        say(nothing)
    if form == "json":
        result(as_json(done), json=True)
    elif text is not None:
        result(text)


def _bring_back(
    tree: WorkTree, wish: _Wish, keys: Sequence[str], state: State, *, pin: bool
) -> RolledBack:
    """Pin the masters to what is wished for, unless there is a simpler way."""
    if not keys:
        return RolledBack()
    if not (pin or state.pending) and (commit := wish.config_that_gives(frozenset(keys), state)):
        prefix = wish.past.prefix
        return RolledBack(instead=commit, folder=f"{prefix}/config" if prefix else "config")
    since = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d")
    now = _by_key(state)
    found = tuple(returns(keys, now, wish.then, since=since, reason=wish.reason))
    _pin(tree, found)
    return RolledBack(
        found,
        undone=tuple(wish.later(keys)) if wish.undo else (),
        young=tuple(sorted(now.keys() - wish.then.keys())),
    )


def _by_key(state: State) -> Snapshots:
    return {snapshot.key: snapshot for snapshot in state.snapshots}


@dataclass(frozen=True)
class _Wish:
    """What is wished for: how apply ``entry`` left the masters, or found them (``undo``)."""

    past: Past
    entry: Entry
    undo: bool

    @property
    def reason(self) -> str:
        """Why the pins are there."""
        return f"rollback {'of' if self.undo else 'to'} apply {self.entry.applied.number}"

    @cached_property
    def then(self) -> Snapshots:
        """What the masters held."""
        return self.past.before(self.entry) if self.undo else self.past.after(self.entry)

    def masters(self, state: State) -> tuple[str, ...]:
        """The masters that hold something else now; of an undone apply those that it changed.

        While an apply is unfinished nobody knows what they hold: it may be any of them.
        """
        now = _by_key(state)
        both = tuple(sorted(now.keys() & self.then))
        found = both if state.pending else differing(now, self.then)
        if not self.undo:
            return found
        changed = differing(self.then, self.past.after(self.entry))
        return tuple(key for key in found if key in changed)

    def later(self, keys: Collection[str]) -> list[int]:
        """The later applies that changed one of these masters too."""
        return sorted(
            other.applied.number
            for other in self.past.entries
            if other.applied.number > self.entry.applied.number
            and not set(keys).isdisjoint(differing(self.past.before(other), self.past.after(other)))
        )

    def config_that_gives(self, keys: frozenset[str], state: State) -> str | None:
        """The commit whose configuration gives just that with the weeks of now, if there is one."""
        if self.undo:
            numbers = {one.applied.number: one.applied for one in self.past.entries}
            applied = numbers.get(self.entry.applied.number - 1)
        else:
            applied = self.entry.applied
        if applied is None:
            return None
        tree = CommitTree(self.past.repository, applied.commit, self.past.prefix)
        config = with_created_ids(load(tree.read).config, state)
        workings = work_out(config, state)
        plan = plan_of(workings, commit=None, base_from="snapshots")
        now = _by_key(state)
        gives = all(problem.level != "error" for problem in plan.problems) and all(
            self._gives(master, now) if master.key in keys else not master.changed
            for master in plan.masters
        )
        return applied.commit if gives and keys <= {one.key for one in plan.masters} else None

    def _gives(self, master: MasterPlan, now: Snapshots) -> bool:
        """Whether a plan of a master leads to just what it held, details and all."""
        then = self.then[master.key]
        new = {detail.field: detail.new for detail in master.details}
        name = new.get("name", now[master.key].name)
        text = new.get("description", now[master.key].description)
        content = master.target == content_digest(then.slots)
        return content and (name, text) == (then.name, then.description)


def _pin(tree: WorkTree, found: Sequence[Return]) -> None:
    text = _text(tree)
    for one in found:
        text = edit.put(text, ("masters", one.master, "pin"), one.pin.path)
    for one in found:
        tree.write(one.pin.path, encode(one.pin))
    tree.write(CONFIG, text.encode())


def _release(tree: WorkTree, config: Config, state: State, only: Collection[str]) -> RolledBack:
    """Take pins out, and acknowledge what leaves when they are gone."""
    pinned = [m for m in config.masters if m.pin and (not only or m.key in only)]
    if not pinned:
        return RolledBack()
    keys = {master.key for master in pinned}
    free = replace(
        config,
        masters=tuple(
            replace(master, pin=None) if master.key in keys else master for master in config.masters
        ),
    )
    plan = build(free, state, commit=None, base_from="snapshots")
    text = _text(tree)
    for master in pinned:
        text = edit.drop(text, ("masters", master.key, "pin"))
    too_many = {problem.master for problem in plan.problems if problem.code == "max-removals"}
    acknowledged = [(one.key, len(one.remove)) for one in plan.masters if one.key in too_many]
    text = _acknowledge(text, config, acknowledged)
    tree.write(CONFIG, text.encode())
    for master in pinned:
        tree.remove(str(master.pin))
    released = tuple(master.key for master in pinned)
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
