"""``aum-sync adopt``: what somebody did on Spotify becomes what the season asks for."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.draft import Draft
from aum_sync.cli.left import lefts
from aum_sync.cli.live import look
from aum_sync.cli.output import result, style_for, tell
from aum_sync.cli.season import open_season, tree_of
from aum_sync.config import edit
from aum_sync.config.ids import track_uri
from aum_sync.config.loader import DEFAULT_PATH
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, DataError, ExitCode, Fault
from aum_sync.plan.adoption import NO_TEXT, Answer, answers
from aum_sync.plan.build import plan_of
from aum_sync.plan.drift import Drift, Lefts, Touched, drifts
from aum_sync.plan.rollback import differing
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.adopted import as_json, render
from aum_sync.season.items import Slot, State
from aum_sync.store.tree import Tree, WorkTree
from aum_sync.text.cells import quoted
from aum_sync.text.fold import fold

_NOT_WRITTEN = Fault(
    "nothing was written: with that in config/season.yaml the season would not do",
    hint="adopt less at once: name a track, or --master KEY",
)
_PULL = "aum-sync pull, then adopt again: the snapshot goes into the same pull request"


@click.command("adopt")
@click.argument("tracks", nargs=-1, metavar="[TRACK]...")
@options.root
@options.masters_option("Of this one; repeatable.")
@click.option("--all", "everything", is_flag=True, help="All that was edited on Spotify.")
@click.option("--reason", metavar="TEXT", help="Say more in the corrections that are written.")
@click.option("--offline", is_flag=True, help="Do not look whether all edits are pulled.")
@options.form("json")
def command(
    tracks: tuple[str, ...],
    root: Path,
    masters: tuple[str, ...],
    everything: bool,
    reason: str | None,
    offline: bool,
    form: str,
) -> int:
    """Keep what was edited on Spotify since the last apply, instead of undoing it.

    What makes the plan keep it is written into config/season.yaml: a track that no week knows is
    kept, one that weeks ask for elsewhere or here gets a correction, a name or description is
    taken over. Name tracks (link, address or title), masters, or --all. `aum-sync status` lists
    what there is.

    \b
    Examples:
      aum-sync adopt --master hip-hop
      aum-sync adopt spotify:track:4uLU6hMCjMI75M1A2tKUQC --reason "heard it again"
    """
    if not (tracks or masters or everything):
        raise click.UsageError("Name a track, --master KEY, or --all; aum-sync status lists them.")
    if reason and NO_TEXT.search(reason):
        raise click.UsageError("--reason has a control character or a line break: one plain line.")
    tree, _ = tree_of(root, None)
    loaded, state = open_season(tree)
    keys = options.known_masters(masters, [master.key for master in loaded.config.masters])
    keys = keys or frozenset(master.key for master in loaded.config.masters)
    _refuse_unfinished(state)
    left = lefts(root, None, loaded.config, state)
    if not offline:
        _refuse_unpulled(loaded.config, state, keys)
    season = _Season.of(loaded.config, state, left)
    chosen = _chosen(season.drifts, keys, tracks)
    given = tuple(answers(season.workings, chosen, _reason(state, reason)))
    if any(answer.changes for answer in given):
        data = _edited(tree, given)
        _check(tree, data, season, left, given)
        WorkTree(root).write(DEFAULT_PATH, data)
    apart = loaded.config.policy.state_branch is not None
    if form == "json":
        result(as_json(given, apart=apart), json=True)
    else:
        tell(render(given, style_for(sys.stdout), apart=apart))
    refused = any(answer.verdict == "refused" for answer in given)
    return ExitCode.ERROR if refused else ExitCode.OK


@dataclass(frozen=True, slots=True)
class _Season:
    """What a season leads to, and what somebody edited of it."""

    workings: Workings
    plan: Plan
    drifts: Mapping[str, Drift]

    @classmethod
    def of(cls, config: Config, state: State, left: Lefts) -> _Season:
        workings = work_out(config, state)
        plan = plan_of(workings, commit=None, base_from="snapshots")
        return cls(workings, plan, drifts(workings, plan.masters, left))


def _refuse_unfinished(state: State) -> None:
    if state.pending:
        raise DataError(
            f"apply {state.pending.number} is unfinished: what differs may be its own doing",
            hint="let it finish, aum-sync pull, then adopt",
        )


def _refuse_unpulled(config: Config, state: State, keys: Collection[str]) -> None:
    """What is adopted must be what the snapshots say: they are reviewed with the answer."""
    live = look(config, state)
    if live is None:
        return
    pulled, now = ({one.key: one for one in some.snapshots} for some in (state, live.state))
    if unpulled := [key for key in differing(pulled, now) if key in keys]:
        raise DataError(
            *(
                Fault(f"{key} was edited on Spotify since the last pull", hint=_PULL)
                for key in unpulled
            )
        )


def _reason(state: State, more: str | None) -> str:
    today = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d")
    since = f", apply {state.applied.number}" if state.applied else ""
    said = " ".join((more or "").split())
    return f"adopted from Spotify{since}, {today}{f': {said}' if said else ''}"


def _chosen(found: Mapping[str, Drift], keys: Collection[str], asked: Sequence[str]) -> list[Drift]:
    """The edits of these masters; where tracks are asked for, of those alone.

    Raises DataError for a track that nobody edited.
    """
    edits = [drift for key, drift in found.items() if key in keys]
    if not asked:
        return edits
    tracks = [one for drift in edits for one in drift.tracks]
    unknown = [text for text in asked if not any(_meant(text, one.slot) for one in tracks)]
    if unknown:
        hint = (
            "aum-sync status lists what was edited; what is not pulled yet comes with aum-sync pull"
        )
        raise DataError(
            *(Fault(f"nobody edited {quoted(text)} on Spotify", hint=hint) for text in unknown)
        )

    def only(some: Iterable[Touched]) -> tuple[Touched, ...]:
        return tuple(one for one in some if any(_meant(text, one.slot) for text in asked))

    return [
        replace(
            drift,
            added=only(drift.added),
            removed=only(drift.removed),
            moved=only(drift.moved),
            details=(),
        )
        for drift in edits
    ]


def _meant(text: str, slot: Slot) -> bool:
    uri = track_uri(text.strip())
    return uri in (slot.uri, slot.linked_from) if uri else fold(text) == fold(slot.name)


def _edited(tree: Tree, given: Iterable[Answer]) -> bytes:
    """The YAML with what was answered, its layout kept."""
    text = (tree.read(DEFAULT_PATH) or b"").decode()
    for change in (change for answer in given for change in answer.changes):
        write = edit.append if change.last else edit.put
        text = write(text, change.way, change.value)
    return text.encode()


def _check(tree: Tree, data: bytes, before: _Season, left: Lefts, given: Iterable[Answer]) -> None:
    """Raise AumSyncError where the season would not stand so, or would undo it all the same."""
    try:
        loaded, state = open_season(Draft(tree, data))
    except AumSyncError as error:
        raise DataError(_NOT_WRITTEN, *error.faults) from error
    after = _Season.of(loaded.config, state, left)
    known = {(problem.code, problem.master) for problem in before.plan.problems}
    faults = [
        Fault(f"{problem.master}: {problem.text}" if problem.master else problem.text)
        for problem in after.plan.problems
        if problem.level == "error" and (problem.code, problem.master) not in known
    ]
    undone = {
        (drift.master, one.what)
        for drift in after.drifts.values()
        for one in drift.edits
        if one.undone
    }
    faults += [
        Fault(f"{answer.master}: {quoted(answer.subject)} would be undone all the same")
        for answer in given
        if answer.verdict == "written" and (answer.master, answer.about.what) in undone
    ]
    if faults:
        raise DataError(_NOT_WRITTEN, *faults)
