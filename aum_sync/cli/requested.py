"""What the plan of a commit starts from where outputs live on a branch of their own (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from aum_sync.errors import Fault, StateError
from aum_sync.git.commit import CommitTree, blob, versions
from aum_sync.git.remote import is_ancestor
from aum_sync.season.items import Applied
from aum_sync.store.damage import History
from aum_sync.store.document import read_document
from aum_sync.store.overlay import Overlay, Reviewed
from aum_sync.store.requests import Request, load_requests, refute
from aum_sync.store.runs import APPLIED, decode_applied
from aum_sync.store.tree import Tree


def reviewed(inputs: CommitTree, outputs: CommitTree, line: str | None = None) -> Tree:
    """The season of a commit, its base as the last apply left it and its requests name it.

    Whatever else is on the state branch was observed since, and nobody has reviewed it. That last
    apply is the newest of a commit that ``line`` contains; it is the commit itself where None, and
    another where ``inputs`` is a tree that was never committed. Before the first apply the base is
    the commit's own. Raises StateError where a request is damaged or names what is not there.
    """
    last = _last_apply(outputs, line or inputs.commit)
    left = replace(outputs, commit=last[1]) if last else inputs
    requests = load_requests(inputs, history_of(inputs))
    if last:
        done = replace(inputs, commit=last[0].commit)
        requests = tuple(one for one in requests if done.read(one.path) != inputs.read(one.path))
    return Overlay(inputs, Reviewed(outputs, left, _named(requests, outputs.repository)))


def history_of(tree: CommitTree) -> History:
    """The committed versions of a file up to a commit."""
    start = f"{tree.prefix}/" if tree.prefix else ""
    return lambda path: versions(tree.repository, tree.commit, f"{start}{path}")


def _last_apply(outputs: CommitTree, line: str) -> tuple[Applied, str] | None:
    """The newest apply of a commit that ``line`` contains, and the state commit that ended it."""
    return next(
        (one for one in _applies(outputs) if is_ancestor(outputs.repository, one[0].commit, line)),
        None,
    )


@cache
def _applies(outputs: CommitTree) -> tuple[tuple[Applied, str], ...]:
    """The applies that the state branch knows of, newest first, each with its first state commit.

    Whoever writes the file once more, as it is, makes nothing of what is beside it part of an
    apply.
    """
    path = f"{outputs.prefix}/{APPLIED}" if outputs.prefix else APPLIED
    known: dict[Applied, str] = {}
    for commit, data in reversed([*versions(outputs.repository, outputs.commit, path, most=-1)]):
        try:
            known.setdefault(read_document(APPLIED, data, "applied", decode_applied), commit)
        except StateError:
            continue
    return tuple(reversed(known.items()))


def _named(requests: tuple[Request, ...], repository: Path) -> dict[str, bytes]:
    """The content that requests name, by path; of two for one file that of the later counts."""
    found: dict[str, bytes] = {}
    faults: list[Fault] = []
    for request in requests:
        for path, name in request.snapshots:
            data = blob(repository, name)
            faults += _faults(request, path, name, data)
            found[path] = data or b""
    if faults:
        raise StateError(*faults)
    return found


def _faults(request: Request, path: str, name: str, data: bytes | None) -> Iterator[Fault]:
    if data is None:
        message = f"{request.path} names {name[:12]} as {path}, and no such file is in this clone"
        hint = "git fetch origin brings those of the state branch; or make it anew, see "
        yield Fault(message, hint=f"{hint}aum-sync request --help")
    elif wrong := refute(path, data):
        message = f"{request.path} names {name[:12]}, which is no content for {path}: {wrong}"
        yield Fault(message, hint="make the request anew, see aum-sync request --help")
