"""``state/`` as values: all of it loaded with every fault at once, and only changes saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from aum_sync.errors import Fault, StateError
from aum_sync.season.items import Reading, Snapshot, State, WeekState
from aum_sync.store.damage import History, restore_hint
from aum_sync.store.document import Value, read_document
from aum_sync.store.files import (
    ACCOUNT,
    MASTERS,
    OTHERS,
    PINS,
    WEEKS,
    Saved,
    decode_account,
    decode_pin,
    decode_reading,
    decode_snapshot,
    encode,
    master_path,
    other_path,
    week_path,
)
from aum_sync.store.runs import APPLIED, PENDING, decode_applied, decode_pending
from aum_sync.store.tree import Tree, WorkTree

_WEEK_NAME = re.compile(r"([0-9]{1,9})(\.held)?\.json")
_OTHERWISE = {PENDING: f"; or abandon the apply that it names by deleting it: git rm {PENDING}"}
_MASTER_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]*)\.json")
_PIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.json")


def load_state(tree: Tree, history: History | None = None) -> State:
    """All of ``state/`` that planning and pulling need; raises StateError with all faults.

    Files with other names are left alone. ``history`` gives the committed versions of a file:
    with it a fault names the commit to restore a damaged file from.
    """
    load = _Loader(tree, history)
    weeks: dict[int, WeekState] = {}
    for name in tree.names(WEEKS):
        if found := _WEEK_NAME.fullmatch(name):
            number, held = int(found[1]), bool(found[2])
            reading = load.reading(f"{WEEKS}/{name}", held=held)
            if reading is not None:
                known = weeks.get(number, WeekState(number))
                passed, other = (known.passed, reading) if held else (reading, known.held)
                weeks[number] = WeekState(number, passed, other)
    snapshots = load.snapshots(MASTERS, master_path)
    others = load.snapshots(OTHERS, other_path)
    names = (f"{PINS}/{name}" for name in tree.names(PINS) if _PIN_NAME.fullmatch(name))
    pins = [load(path, "pin", partial(decode_pin, path)) for path in names]
    account = load(ACCOUNT, "account", decode_account)
    pending = load(PENDING, "pending", decode_pending)
    applied = load(APPLIED, "applied", decode_applied)
    if load.faults:
        raise StateError(*load.faults)
    return State(
        weeks=tuple(weeks[number] for number in sorted(weeks)),
        snapshots=snapshots,
        others=others,
        account=account,
        pins=tuple(pin for pin in pins if pin),
        pending=pending,
        applied=applied,
    )


class _Loader:
    """Reads files of a tree and collects what is wrong with them."""

    def __init__(self, tree: Tree, history: History | None) -> None:
        self._tree = tree
        self._history = history
        self.faults: list[Fault] = []

    def __call__(self, path: str, name: str, decode: Callable[[object], Value]) -> Value | None:
        """The value in a file; None where there is none or it is damaged."""

        def sound(data: bytes) -> bool:
            try:
                read_document(path, data, name, decode)
            except StateError:
                return False
            return True

        try:
            data = self._tree.read(path)
            return None if data is None else read_document(path, data, name, decode)
        except StateError as error:
            hint = restore_hint(path, self._history, sound) + _OTHERWISE.get(path, "")
            self.faults += (replace(fault, hint=fault.hint or hint) for fault in error.faults)
            return None

    def snapshots(self, folder: str, path_of: Callable[[str], str]) -> tuple[Snapshot, ...]:
        """The snapshots in a folder, by key; those that are damaged are left out."""
        names = (_MASTER_NAME.fullmatch(name) for name in self._tree.names(folder))
        keys = sorted(found[1] for found in names if found)
        found = (self(path_of(key), "master", partial(decode_snapshot, key)) for key in keys)
        return tuple(snapshot for snapshot in found if snapshot)

    def reading(self, path: str, *, held: bool) -> Reading | None:
        """A lock whose number is the one in its name."""
        reading = self(path, "week", decode_reading)
        if reading is None:
            return None
        right = week_path(reading.week, held=held)
        if path != right:
            hint = f"rename the file: git mv {path} {right}; or restore what it was"
            self.faults.append(Fault(f"{path}: it says it is week {reading.week}", hint=hint))
            return None
        return reading


def without_outputs(state: State) -> State:
    """The state as a commit has it where outputs live on another branch."""
    return State(weeks=state.weeks, pins=state.pins)


def changed_files(before: State, after: State) -> dict[str, bytes | None]:
    """The files whose value changed, with their bytes, then those no longer there: None."""
    old, new = dict(_files(before)), dict(_files(after))
    files: dict[str, bytes | None] = {
        path: encode(new[path]) for path in sorted(new) if old.get(path) != new[path]
    }
    return files | dict.fromkeys(sorted(old.keys() - new.keys()))


def save_state(tree: WorkTree, before: State, after: State) -> tuple[str, ...]:
    """Write the files whose value changed and remove those no longer there; the paths touched.

    Files are written before others are removed, each atomically: a crash in between leaves every
    reading in at least one file.
    """
    files = changed_files(before, after)
    for path, data in files.items():
        if data is None:
            tree.remove(path)
        else:
            tree.write(path, data)
    return tuple(files)


def _files(state: State) -> Iterable[tuple[str, Saved]]:
    for week in state.weeks:
        if week.passed:
            yield week_path(week.week), week.passed
        if week.held:
            yield week_path(week.week, held=True), week.held
    for snapshot in state.snapshots:
        yield master_path(snapshot.key), snapshot
    for other in state.others:
        yield other_path(other.key), other
    if state.account:
        yield ACCOUNT, state.account
    if state.pending:
        yield PENDING, state.pending
    if state.applied:
        yield APPLIED, state.applied
