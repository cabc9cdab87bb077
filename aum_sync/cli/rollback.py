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
from aum_sync.season.created import with_created_ids
from aum_sync.season.items import State, content_digest
from aum_sync.store.files import encode
from aum_sync.store.tree import WorkTree
from aum_sync.text.cells import visible
from aum_sync.text.words import plural, ranges

_WAYS_ON = (
    "See what it would do, then put it into a pull request:",
    "  aum-sync plan",
    "  git switch --create rollback && git add config state && git commit",
)


@click.command("rollback")
@click.argument("number", type=int, metavar="N", required=False)
@options.root
@click.option("--undo", is_flag=True, help="What was there before apply N, of what N changed.")
@click.option("--release", is_flag=True, help="Take the pins out again, and acknowledge what goes.")
@click.option("--pin", is_flag=True, help="Pin even where the configuration of then would do.")
@options.master
def command(
    number: int | None, root: Path, undo: bool, release: bool, pin: bool, masters: tuple[str, ...]
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
        _release(tree, config, state, only)
        return
    past = past_of(root)
    wish = _Wish(past, past.entry(number), undo)
    keys = [key for key in wish.masters(state) if not only or key in only]
    if not keys:
        say("There is nothing to bring back: the masters hold that already.")
    elif not (pin or state.pending) and (commit := wish.config_that_gives(frozenset(keys), state)):
        say(_by_config(commit, past.prefix))
    else:
        _say_what_else(wish, keys, state)
        since = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d")
        now = _by_key(state)
        _pin(tree, list(returns(keys, now, wish.then, since=since, reason=wish.reason)))


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


def _by_config(commit: str, prefix: str) -> str:
    folder = f"{prefix}/config" if prefix else "config"
    return (
        f"The configuration of {commit[:12]} gives just that, so no pin is needed. Take it back "
        f"and open a pull request:\n\n"
        f"  git restore --source={commit[:12]} -- {folder}\n\n"
        f"(or git revert what changed there since; --pin pins all the same)"
    )


def _say_what_else(wish: _Wish, keys: Collection[str], state: State) -> None:
    """What comes along with it, and what does not come back."""
    if wish.undo and (later := wish.later(keys)):
        say(f"This undoes what applies {ranges(later)} changed in these masters too.")
    young = sorted(_by_key(state).keys() - wish.then.keys())
    if young:
        say(f"Not there at that time, and left as they are: {', '.join(young)}")


def _pin(tree: WorkTree, found: Sequence[Return]) -> None:
    text = _text(tree)
    for one in found:
        text = edit.put(text, ("masters", one.master, "pin"), one.pin.path)
    for one in found:
        tree.write(one.pin.path, encode(one.pin))
    tree.write(CONFIG, text.encode())
    lines = [f"{one.master}: pinned to {plural(len(one.pin.slots), 'track')}" for one in found]
    lines += [
        f"  cannot come back by the API: {visible(slot.name) or 'an unavailable item'}"
        for one in found
        for slot in one.lost
    ]
    result("\n".join([*lines, "", *_WAYS_ON]))


def _release(tree: WorkTree, config: Config, state: State, only: Collection[str]) -> None:
    """Take pins out, and acknowledge what leaves when they are gone."""
    pinned = [m for m in config.masters if m.pin and (not only or m.key in only)]
    if not pinned:
        say("No master is pinned.")
        return
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
    lines = [f"{master.key}: no pin any more" for master in pinned]
    for gone in (one for one in plan.problems if one.code == "max-removals"):
        number = next(len(one.remove) for one in plan.masters if one.key == gone.master)
        word = {"master": gone.master, "removals": number, "reason": "released from its pin"}
        text = edit.append(text, ("policy", "acknowledge"), word)
        lines.append(f"  acknowledged: {gone.master} loses {plural(number, 'track')}")
    tree.write(CONFIG, text.encode())
    for master in pinned:
        tree.remove(str(master.pin))
    result("\n".join([*lines, "", *_WAYS_ON]))


def _text(tree: WorkTree) -> str:
    return (tree.read(CONFIG) or b"").decode()
