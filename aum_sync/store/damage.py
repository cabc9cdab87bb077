"""Which commit has a damaged state file whole, and how a damaged file's faults lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from aum_sync.errors import Fault

History = Callable[[str], Iterable[tuple[str, bytes]]]
"""From a path to the commits that touched the file, newest first, each with what it left."""

Sound = Callable[[bytes], bool]
"""Whether that is a version to go back to."""


def restore_hint(path: str, history: History | None, sound: Sound) -> str:
    """The command that brings a whole version of the file back."""
    if commit := _newest(path, history, sound):
        return f"restore it: git checkout {commit} -- {path}"
    return f"restore it: git log --oneline -- {path}, then git checkout COMMIT -- {path}"


def resume_hint(path: str, history: History | None, goes_on: Sound) -> str:
    """The same for the apply that runs: one that has ended must not be brought back."""
    if commit := _newest(path, history, goes_on):
        return (
            f"restore it: git checkout {commit} -- {path}; "
            f"or abandon the apply that it names by deleting it: git rm {path}"
        )
    return f"delete it: git rm {path}; an apply that was cut off is abandoned by that"


def with_hint(faults: Sequence[Fault], hint: Callable[[], str]) -> tuple[Fault, ...]:
    """All faults of one file with the way on, once, behind the last that has none of its own."""
    *most, last = faults
    return (*most, last if last.hint else replace(last, hint=hint()))


def _newest(path: str, history: History | None, sound: Sound) -> str | None:
    versions = history(path) if history else ()
    return next((commit[:12] for commit, data in versions if sound(data)), None)
