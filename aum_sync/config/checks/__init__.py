"""What a well-shaped season can still get wrong: one small function per contradiction.

Every check takes the configuration and the source map and yields faults; a fault stands at the
second of two places and names the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aum_sync.config.checks.corrections import (
    conflicting_masters,
    corrections_outside,
    tracks_corrected_twice,
)
from aum_sync.config.checks.details import descriptions, names
from aum_sync.config.checks.exclusions import (
    around_catch_all,
    cleanup_of_itself,
    cleanup_twice,
    cycles,
    self_exclusion,
)
from aum_sync.config.checks.genres import blank_genres, claimed_twice
from aum_sync.config.checks.keys import (
    acknowledged_twice,
    not_disjoint,
    renamed_keys,
    unknown_keys,
)
from aum_sync.config.checks.playlists import (
    no_catch_all,
    playlists_twice,
    second_catch_all,
    sources_that_are_masters,
    sources_twice,
)
from aum_sync.config.checks.season import (
    delimiters,
    match_pattern,
    sources_outside,
    strip_patterns,
    weeks_reversed,
)
from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config
from aum_sync.errors import Fault

__all__ = ["CHECKS", "no_catch_all", "run"]

Check = Callable[[Config, SourceMap], Iterator[Fault]]

CHECKS: tuple[Check, ...] = (
    weeks_reversed,
    match_pattern,
    strip_patterns,
    delimiters,
    sources_outside,
    sources_twice,
    sources_that_are_masters,
    names,
    descriptions,
    playlists_twice,
    blank_genres,
    claimed_twice,
    second_catch_all,
    renamed_keys,
    unknown_keys,
    self_exclusion,
    around_catch_all,
    cleanup_of_itself,
    cleanup_twice,
    cycles,
    corrections_outside,
    tracks_corrected_twice,
    conflicting_masters,
    not_disjoint,
    acknowledged_twice,
)


def run(config: Config, source: SourceMap) -> Iterator[Fault]:
    """Every contradiction in ``config`` that can be seen even where parts of it are missing."""
    for check in CHECKS:
        yield from check(config, source)
