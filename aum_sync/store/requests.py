"""``state/requests/``: why a plan is to be reviewed, and which observations it counts with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from aum_sync.errors import Fault, StateError
from aum_sync.store.damage import History, restore_hint
from aum_sync.store.document import read_document
from aum_sync.store.files import ACCOUNT, decode_account, decode_snapshot, write_json
from aum_sync.store.raw import FORMAT, UnlikeError, current, filled, items, keys, text
from aum_sync.store.tree import Tree

REQUESTS = "state/requests"

_NAME = re.compile(r"(0|[1-9][0-9]{0,8})\.json")
_PATH = re.compile(r"state/(?:(?:masters|others)/[A-Za-z0-9][A-Za-z0-9_-]*|account)\.json")
_BLOB = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REQUEST = frozenset({"format", "reason", "snapshots"})
_NAMED = frozenset({"path", "blob"})


@dataclass(frozen=True, slots=True)
class Request:
    """A file that asks for a review. ``snapshots`` pairs files of the state branch with blobs."""

    number: int
    reason: str
    snapshots: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """Its file."""
        return request_path(self.number)

    def encode(self) -> bytes:
        """The bytes of its file."""
        rows = [{"path": path, "blob": blob} for path, blob in self.snapshots]
        return write_json({"format": FORMAT, "reason": self.reason}, {"snapshots": rows})


def request_path(number: int) -> str:
    """The file of a request."""
    return f"{REQUESTS}/{number}.json"


def load_requests(tree: Tree, history: History | None = None) -> tuple[Request, ...]:
    """All requests of a tree, by number; raises StateError with all faults.

    Files with other names are left alone.
    """
    found: list[Request] = []
    faults: list[Fault] = []
    names = filter(None, map(_NAME.fullmatch, tree.names(REQUESTS)))
    for number in sorted(int(name[1]) for name in names):
        path = request_path(number)
        try:
            data = tree.read(path)
            found += [] if data is None else [_decoded(number, data)]
        except StateError as error:
            hint = restore_hint(path, history, partial(_sound, number))
            faults += (replace(fault, hint=fault.hint or hint) for fault in error.faults)
    if faults:
        raise StateError(*faults)
    return tuple(found)


def refute(path: str, data: bytes) -> Fault | None:
    """What is wrong with the content that a request names for a file of the state branch."""
    try:
        if path == ACCOUNT:
            read_document(path, data, "account", decode_account)
        else:
            key = path.rpartition("/")[2].removesuffix(".json")
            read_document(path, data, "master", partial(decode_snapshot, key))
    except StateError as error:
        return error.faults[0]
    return None


def _decoded(number: int, data: bytes) -> Request:
    return read_document(request_path(number), data, "request", partial(_decode, number))


def _sound(number: int, data: bytes) -> bool:
    try:
        _decoded(number, data)
    except StateError:
        return False
    return True


def _decode(number: int, value: object) -> Request:
    raw = current(keys(value, _REQUEST))
    return Request(number, filled(raw["reason"]), tuple(map(_named, items(raw["snapshots"]))))


def _named(value: object) -> tuple[str, str]:
    raw = keys(value, _NAMED)
    path, blob = text(raw["path"]), text(raw["blob"])
    if not (_PATH.fullmatch(path) and _BLOB.fullmatch(blob)):
        raise UnlikeError
    return path, blob
