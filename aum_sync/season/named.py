"""Tracks that the configuration names one by one: of equal ones they are those that stay.

An equal track would serve as well, but the name would be lost with the copy that bears it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aum_sync.config.types import Config, Contains, PlaylistRef
from aum_sync.season.items import Slot


def named_in(config: Config, master: str) -> frozenset[str]:
    """The URIs that ``keep``, a cleanup's ``keep`` or ``expect`` name for this master."""
    ref = PlaylistRef("master", master)
    cleanups = (one for one in config.cleanup if ref in (one.remove_from, one.also_in))
    lists: list[Iterable[str]] = [config.master(master).keep, *(one.keep for one in cleanups)]
    expected = (one for one in config.expect if isinstance(one, Contains))
    lists.append(one.track for one in expected if one.master == master)
    return frozenset(uri for uris in lists for uri in uris)


def foremost(copies: Sequence[tuple[str | None, Slot]], named: frozenset[str]) -> dict[str, int]:
    """Of every recording the copy that counts, by index: the first one named, else the first."""
    found: dict[str, int] = {}
    for index, (recording, slot) in enumerate(copies):
        if recording is None:
            continue
        first = found.setdefault(recording, index)
        if not slot.uris.isdisjoint(named) and copies[first][1].uris.isdisjoint(named):
            found[recording] = index
    return found
