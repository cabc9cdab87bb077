"""The season's own files: whether they can be used, and what git holds beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aum_sync.cli.season import CONFIG, open_season, tree_of
from aum_sync.config.loader import LoadedConfig, load
from aum_sync.config.shape import schema_text
from aum_sync.errors import AumSyncError
from aum_sync.git.process import GitError, GitFailedError, git
from aum_sync.report.checkup import Found, fail, ok, warn
from aum_sync.season.items import State
from aum_sync.start.files import WORKFLOWS
from aum_sync.store.tree import WorkTree
from aum_sync.text.cells import brief
from aum_sync.text.words import plural

_SCHEMA = "config/season.schema.json"
_FOLDER = Path(".github/workflows")
_TOKENS = (
    r"AUM_SYNC_(READ|WRITE)_(CLIENT_SECRET|TOKEN)['\"]?[[:blank:]]*[=:]"
    r"[[:blank:]]*['\"]?[0-9A-Za-z_-]{16,}"
)
_NOTHING_FOUND = 1
_CALLS = re.compile(r"^\s*-?\s*uses:\s*(\S*/aum_sync(?:@\S*)?)\s*(?:#.*)?$", re.MULTILINE)
_PINNED = re.compile(r"\S+@[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class SeasonFiles:
    """What is there of a season: None where it cannot be used."""

    loaded: LoadedConfig | None
    state: State | None
    found: tuple[Found, ...]


def look_at_season(root: Path) -> SeasonFiles:
    """Look at the season's configuration and state, and at what is around them."""
    found: list[Found] = []
    loaded = state = None
    try:
        loaded = load(WorkTree(root).read)
        masters = plural(len(loaded.config.masters), "master")
        found.append(ok("config", f"{CONFIG} can be used: {masters}"))
        loaded, state = open_season(tree_of(root, None)[0])
        found.append(ok("state", f"state/ can be used: {plural(len(state.weeks), 'week')}"))
    except AumSyncError as error:
        code = "state" if loaded else "config"
        found.append(fail(code, _first(error), _way_on(error)))
    found += _schema(root)
    found += _pending(state)
    found += _tokens(root)
    found += _workflows(root)
    return SeasonFiles(loaded, state, tuple(found))


def _first(error: AumSyncError) -> str:
    more = len(error.faults) - 1
    return f"{brief(str(error.faults[0]))}{f' (and {more} more)' if more else ''}"


def _way_on(error: AumSyncError) -> str:
    return error.faults[0].hint or "aum-sync validate shows all of it"


def _schema(root: Path) -> Iterator[Found]:
    try:
        text = WorkTree(root).read(_SCHEMA)
    except AumSyncError as error:
        yield warn("schema", _first(error), _way_on(error))
        return
    if text == schema_text().encode():
        yield ok("schema", f"{_SCHEMA} is that of this version")
        return
    what = "is not there" if text is None else "is that of another version"
    way = f"aum-sync schema >{_SCHEMA}, by a pull request"
    yield warn("schema", f"{_SCHEMA} {what}, so editors do not check {CONFIG}", way)


def _pending(state: State | None) -> Iterator[Found]:
    if state and state.pending:
        yield warn(
            "pending",
            f"apply {state.pending.number} has begun and not ended",
            "run the workflow apply again: it goes on where it stands",
        )


def _tokens(root: Path) -> Iterator[Found]:
    """Secrets in files that git holds, by the names that they have as variables."""
    try:
        found = set(_holding(root, "--cached", "-e", _TOKENS))
    except GitError as error:
        what = f"git could not be asked whether it holds a token: {error}"
        yield warn("token-in-git", what, "run doctor where git is, in the season's repository")
        return
    with suppress(GitFailedError):  # There is no commit yet.
        found.update(_holding(root, "-e", _TOKENS, "HEAD"))
    if not found:
        yield ok("token-in-git", "no file that git holds has a token under its name")
        return
    names = ", ".join(brief(name, 60) for name in sorted(found))
    yield fail(
        "token-in-git",
        f"git holds a token, and everybody who has the repository does: {names}",
        "take the app's access away at spotify.com/account/apps, rotate its client secret, "
        "aum-sync login again; then remove the file",
    )


def _holding(root: Path, *what: str) -> list[str]:
    """The files in which ``git grep`` finds it: of a commit, or of what is to be committed."""
    try:
        listed = git(root, "grep", "--name-only", "-I", "--extended-regexp", *what, "--")
    except GitFailedError as error:
        if error.status == _NOTHING_FOUND:
            return []
        raise
    return [line.removeprefix("HEAD:") for line in listed.decode().splitlines()]


def _workflows(root: Path) -> Iterator[Found]:
    folder = _top(root) / _FOLDER
    there = {path.stem: path for path in folder.glob("*.yml")} if folder.is_dir() else {}
    if missing := [name for name in WORKFLOWS if name not in there]:
        way = "aum-sync init writes those that are missing"
        yield fail("workflow-missing", f"no workflow {', '.join(missing)} in {_FOLDER}", way)
    loose = sorted(name for name, path in there.items() if _is_loose(path))
    if loose:
        yield fail(
            "workflow-unpinned",
            f"{', '.join(loose)}: aum_sync is called by a name that can be moved",
            "call it by full commit id: uses: OWNER/aum_sync@ and 40 digits",
        )
    if there and not (missing or loose):
        yield ok("workflows", "all workflows are there, and call one commit of aum_sync")


def _is_loose(path: Path) -> bool:
    text = path.read_text("utf-8", "replace")
    return any(not _PINNED.fullmatch(call) for call in _CALLS.findall(text))


def _top(root: Path) -> Path:
    try:
        return Path(git(root, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))
    except GitError:
        return root
