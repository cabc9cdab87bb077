"""``aum-sync explain``: why one track is where it is, with every rule and its line."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import result, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.errors import Place
from aum_sync.formats.json_text import Document, read_json_bytes
from aum_sync.plan.build import plan_of
from aum_sync.plan.explain.answer import Explainer
from aum_sync.plan.workings import work_out
from aum_sync.report.explained import render, render_candidates
from aum_sync.report.explained_json import candidates_json, explanation_json
from aum_sync.season.items import Pin, Reading, Snapshot, State
from aum_sync.store.files import master_path, other_path, week_path
from aum_sync.store.tree import Tree


@click.command("explain")
@click.argument("question", nargs=-1, required=True, metavar="TRACK|URL|TITLE")
@options.root
@options.commit
@options.form("json")
def command(question: tuple[str, ...], root: Path, commit: str | None, form: str) -> None:
    """Say why a track is where it is: every week, every master, every rule and its line.

    Ask with a link or an address as Spotify copies it, an ISRC, the place in a week (222:11), or
    words of the title and the artists. Where several recordings fit, they are listed. Works from
    config/ and state/ alone.

    \b
    Examples:
      aum-sync explain https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC
      aum-sync explain noga erez views
      aum-sync explain 222:11 --commit HEAD
    """
    asked = " ".join(question).strip()
    if not asked:
        raise click.UsageError("name a track: its link, or words of its title.")
    tree, sha = tree_of(root, commit)
    loaded, state = open_season(tree)
    workings = work_out(loaded.config, state)
    plan = plan_of(workings, commit=sha, base_from="snapshots")
    explainer = Explainer(workings, plan, loaded.source, SlotLines(tree, state))
    names = explainer.find(asked)
    style = style_for(sys.stdout)
    if len(names) == 1:
        found = explainer.explain(names[0])
        text = explanation_json(asked, found, plan) if form == "json" else render(found, style)
    else:
        several = [explainer.candidate(name) for name in names]
        as_json = form == "json"
        text = (
            candidates_json(asked, several, plan) if as_json else render_candidates(several, style)
        )
    result(text, json=form == "json")


@dataclass(frozen=True, slots=True)
class SlotLines:
    """Finds the line of a slot in the file under ``state/`` that it came from."""

    tree: Tree
    state: State
    _read: dict[str, Document] = field(default_factory=dict)

    def __call__(self, file: Reading | Snapshot | Pin, position: int) -> Place:
        """The place of the slot at ``position``, from 0."""
        path = self._path(file)
        if path not in self._read:
            self._read[path] = read_json_bytes(self.tree.read(path) or b"", path)
        return self._read[path].place(("slots", position))

    def _path(self, file: Reading | Snapshot | Pin) -> str:
        match file:
            case Reading():
                week = self.state.week(file.week)
                return week_path(file.week, held=week is not None and week.held is file)
            case Pin():
                return file.path
            case _:
                is_other = self.state.other(file.key) is file
                return other_path(file.key) if is_other else master_path(file.key)
