"""Which commit has a damaged state file whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

History = Callable[[str], Iterable[tuple[str, bytes]]]
"""From a path to the commits that touched the file, newest first, each with what it left."""


def restore_hint(path: str, history: History | None, sound: Callable[[bytes], bool]) -> str:
    """The command that brings a whole version of the file back."""
    versions = history(path) if history else ()
    commit = next((commit for commit, data in versions if sound(data)), None)
    if commit:
        return f"restore it: git checkout {commit[:12]} -- {path}"
    return f"restore it: git log --oneline -- {path}, then git checkout COMMIT -- {path}"
