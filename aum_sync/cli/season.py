"""Opening a season: from a tree of files to its configuration and state, for every verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aum_sync.cli.github import way_to
from aum_sync.cli.output import say
from aum_sync.cli.requested import history_of, reviewed
from aum_sync.config.loader import LoadedConfig, load
from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, ConfigError, Fault
from aum_sync.git.commit import CommitTree, resolve, versions
from aum_sync.git.process import GitError
from aum_sync.git.remote import known_default
from aum_sync.report.annotations import Annotator
from aum_sync.season.created import with_created_ids
from aum_sync.season.items import State
from aum_sync.store.damage import History, restore_hint
from aum_sync.store.files import week_path
from aum_sync.store.overlay import Overlay, Reviewed
from aum_sync.store.requests import load_requests
from aum_sync.store.state import load_state
from aum_sync.store.tree import Tree, WorkTree

if TYPE_CHECKING:
    from aum_sync.git.publish import Branch

CONFIG = "config/season.yaml"


def tree_of(root: Path, commit: str | None) -> tuple[Tree, str | None]:
    """The files of a commit, with its full id, or those of the work tree where none is named.

    With ``policy.state_branch`` outputs are those of its tip: for a commit, of them only what was
    reviewed (``cli.requested``). Raises GitError where there is no such commit.
    """
    if commit is None:
        files = WorkTree(root)
        outputs = _outputs(root, files)
        return Overlay(files, outputs) if outputs else files, None
    repository, sha, prefix = resolve(root, commit)
    inputs = CommitTree(repository, sha, prefix)
    outputs = _outputs(root, inputs)
    return reviewed(inputs, outputs) if outputs else inputs, sha


def recorded_at(root: Path, branch: str | None) -> CommitTree | None:
    """The tip of ``policy.state_branch`` as this clone has it; None where there is none."""
    if branch is None:
        return None
    try:
        repository, sha, prefix = resolve(root, f"refs/remotes/origin/{branch}")
    except GitError:
        return None
    return CommitTree(repository, sha, prefix)


def outputs_of(root: Path, config: Config) -> Branch | None:
    """The branch that a season keeps its outputs on; None where they are beside its inputs."""
    name = config.policy.state_branch
    if name is None:
        return None
    from aum_sync.git.publish import Branch

    repository, _, prefix = resolve(root, "HEAD")
    return Branch(repository, prefix, "origin", name)


def _outputs(root: Path, tree: Tree) -> CommitTree | None:
    branch = state_branch(root, tree)
    outputs = recorded_at(root, branch)
    if branch and not outputs:
        way = f"git fetch origin +refs/heads/{branch}:refs/remotes/origin/{branch}"
        say(
            f"origin/{branch} is not here, so the outputs beside config/ count "
            f"({way} brings it, once an apply has begun it)"
        )
    return outputs


def state_branch(root: Path, tree: Tree) -> str | None:
    """The branch that the configuration in ``tree`` names for its outputs.

    Raises ConfigError where that is the branch that the season itself is on.
    """
    try:
        # Most seasons name none, and then it need not be parsed for that.
        loaded = load(tree.read) if b"state_branch" in (tree.read(CONFIG) or b"") else None
    except AumSyncError:
        return None  # What is wrong in it is told later.
    return state_branch_of(loaded, known_default(root)) if loaded else None


def state_branch_of(loaded: LoadedConfig, default: str | None) -> str | None:
    """The branch that a configuration names for its outputs.

    Raises ConfigError where that is ``default``, the branch that the season is applied from.
    """
    branch = loaded.config.policy.state_branch
    if branch is not None and branch == default:
        raise ConfigError(
            Fault(
                f"{branch} is the branch that the season itself is on",
                loaded.source.place("policy.state_branch"),
                "name another branch, or take the line out: outputs are on this one anyway",
            )
        )
    return branch


def open_season(tree: Tree) -> tuple[LoadedConfig, State]:
    """The configuration and the state in ``tree``; raises AumSyncError with the faults of both."""
    errors: list[AumSyncError] = []
    loaded = state = None
    try:
        loaded = _loaded(tree)
    except AumSyncError as error:
        errors.append(error)
    try:
        state = load_state(tree, history_of_tree(tree))
    except AumSyncError as error:
        errors.append(error)
    try:
        load_requests(tree, history_of_tree(tree))
    except AumSyncError as error:
        errors.append(error)
    if errors or loaded is None or state is None:
        faults = dict.fromkeys(fault for error in errors for fault in error.faults)
        raise ConfigError(*faults)
    loaded = replace(loaded, config=with_created_ids(loaded.config, state))
    if crossed := (
        *_masters_that_are_weeks(loaded, state),
        *_masters_that_are_one(loaded),
        *_weeks_that_are_one(state),
        *_weeks_by_another_name(loaded, state),
    ):
        raise ConfigError(*crossed)
    return loaded, state


def _loaded(tree: Tree) -> LoadedConfig:
    """The configuration in ``tree``; raises AumSyncError with its faults."""
    commit = _commit_of(tree)
    if commit and tree.read(CONFIG) is None:
        raise ConfigError(
            f"there is no {CONFIG} in commit {commit[:12]}",
            hint="commit the season: git add config state && git commit; or name another commit",
        )
    return load(tree.read)


def _commit_of(tree: Tree) -> str | None:
    """The commit that the configuration in ``tree`` comes from; None where that is no commit."""
    match tree:
        case CommitTree():
            return tree.commit
        case Overlay() | Reviewed():
            return _commit_of(tree.of(CONFIG))
        case _:
            return None


def _masters_that_are_weeks(loaded: LoadedConfig, state: State) -> Iterator[Fault]:
    """A master whose playlist is a weekly one: a plan would write over the week."""
    weeks = {week.latest.playlist: week.week for week in state.weeks}
    for master in loaded.config.masters:
        week = weeks.get(master.playlist or "")
        if week is not None:
            yield Fault(
                f"{master.playlist} is week {week} (state/weeks/), so it cannot be a master",
                loaded.source.place(f"{master.path}.playlist"),
                "give the master the id of another playlist",
            )


def _masters_that_are_one(loaded: LoadedConfig) -> Iterator[Fault]:
    """A master whose snapshot gives it the id of another: two plans for one playlist."""
    seen: dict[str, str] = {}
    for master in loaded.config.masters:
        if master.playlist is None:
            continue
        first = seen.setdefault(master.playlist, master.key)
        if first != master.key:
            yield Fault(
                f"{first} and {master.key} are one playlist, {master.playlist}",
                loaded.source.key_at_rule(master.path),
                f"correct state/masters/{first}.json or state/masters/{master.key}.json",
            )


def _weeks_by_another_name(loaded: LoadedConfig, state: State) -> Iterator[Fault]:
    """A cleanup that names a week by its playlist: a circle of cleanups would go unseen."""
    weeks = {week.latest.playlist: week.week for week in state.weeks}
    for cleanup in loaded.config.cleanup:
        for name, ref in (("remove_from", cleanup.remove_from), ("also_in", cleanup.also_in)):
            if ref.kind == "playlist" and ref.value in weeks:
                week = weeks[ref.value]
                place = loaded.source.place(f"{cleanup.path}.{name}")
                yield Fault(f"{ref.value} is week {week}", place, f"write {name}: {week}")


def _weeks_that_are_one(state: State) -> Iterator[Fault]:
    """Two locks of one playlist: its tracks would count twice."""
    seen: dict[str, int] = {}
    for week in state.weeks:
        first = seen.setdefault(week.latest.playlist, week.week)
        if first != week.week:
            yield Fault(
                f"state/weeks/{first}.json and state/weeks/{week.week}.json are one playlist, "
                f"{week.latest.playlist}",
                hint="remove the one that it is not, with git rm",
            )


def refuse_missing_pins(tree: Tree, loaded: LoadedConfig, state: State) -> None:
    """Raise ConfigError where ``pin`` names a file that is not there: nothing can be planned."""
    config = loaded.config
    pins = [(one.pin, f"{one.path}.pin") for one in config.masters]
    pins += [(one.pin, f"{one.path}.pin") for one in config.cleanup]
    if faults := [
        Fault(
            f"there is no {pin}, so nothing is planned for this playlist",
            loaded.source.at_rule(path),
            f"{restore_hint(pin, history_of_tree(tree), bool)}; or take this line out",
        )
        for pin, path in pins
        if pin and not state.pin(pin)
    ]:
        raise ConfigError(*faults)


def annotator(root: Path, state: State, source: SourceMap, commit: str | None = None) -> Annotator:
    """Annotates the files of this season, a week in that of its newest reading.

    Those of a commit are where git has them, wherever the work tree lies.
    """
    way = resolve(root, commit)[2] if commit else way_to(root)
    weeks = {week.week: week_path(week.week, held=week.held is not None) for week in state.weeks}
    return Annotator(way, weeks, source)


def history_of_tree(tree: Tree) -> History | None:
    """Where the committed versions of a damaged file are found."""
    match tree:
        case WorkTree(root=root):
            return lambda path: versions(root, "HEAD", path)
        case CommitTree():
            return history_of(tree)
        case Overlay() | Reviewed():
            return lambda path: found(path) if (found := history_of_tree(tree.of(path))) else ()
        case _:
            return None
