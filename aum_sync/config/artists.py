"""Lists of artists: in the YAML, or one to a line in a file of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aum_sync.config.ids import ID_LENGTH, artist_id
from aum_sync.config.syntax import decode
from aum_sync.errors import AumSyncError, Fault, Place
from aum_sync.text.fold import fold

Read = Callable[[str], bytes | None]
"""The bytes of a file of the season by its path from the root; None where there is none."""


def artists_of(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Folded names and ids. 22 bare letters and digits may be either, and count as both."""
    names: set[str] = set()
    ids: set[str] = set()
    for text in map(str.strip, texts):
        found = artist_id(text)
        if found:
            ids.add(found)
        if not found or len(text) == ID_LENGTH:
            names.add(fold(text))
    return frozenset(names - {""}), frozenset(ids)


def read_artists(read: Read, path: str, place: Place | None) -> tuple[list[str], list[Fault]]:
    """The artists in a file: one to a line, blank lines and lines with ``#`` in front aside.

    ``place`` is where the YAML names the file. What is wrong comes back as faults.
    """
    try:
        data = read(path)
        if data is None:
            message = f"there is no file {path}"
            return [], [Fault(message, place, "the path counts from the season's directory")]
        lines = [line.strip() for line in decode(data, path).splitlines()]
    except AumSyncError as error:
        faults = (f if f.place else Fault(f.message, place, f.hint) for f in error.faults)
        return [], list(faults)
    artists = [line for line in lines if line and not line.startswith("#")]
    if artists:
        return artists, []
    return [], [Fault(f"{path} names no artist", place, "one name or id to a line", "warning")]
