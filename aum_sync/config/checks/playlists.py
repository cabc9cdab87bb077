"""Playlists: one playlist is one thing, and exactly one master is the catch-all."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.config.source import SourceMap, line_of, repeats
from aum_sync.config.types import Config
from aum_sync.errors import Fault


def playlists_twice(config: Config, source: SourceMap) -> Iterator[Fault]:
    """Two masters on one playlist."""
    claims = [(m.playlist, f"{m.path}.playlist") for m in config.masters if m.playlist]
    for path, earlier in repeats(claims, source):
        yield Fault(
            f"two masters are on this playlist, the first at {line_of(source.at_rule(earlier))}",
            source.at_rule(path),
            "give one of them another playlist, or make them one master",
        )


def sources_that_are_masters(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A master that is one of the season's weeks."""
    masters = {master.playlist: master for master in config.masters if master.playlist}
    for week, playlist in config.season.sources:
        if master := masters.get(playlist):
            paths = (f"{master.path}.playlist", f"season.sources.{week}")
            one, two = sorted(paths, key=source.order)
            yield Fault(
                f"one playlist is week {week} and the master {master.key!r}, "
                f"first at {line_of(source.at_rule(one))}",
                source.at_rule(two),
                "a master collects weeks and is none: correct one of the two",
            )


def sources_twice(config: Config, source: SourceMap) -> Iterator[Fault]:
    """One playlist for two weeks."""
    claims = [(playlist, f"season.sources.{week}") for week, playlist in config.season.sources]
    for path, earlier in repeats(claims, source):
        yield Fault(
            f"this playlist is a week already, at {line_of(source.at_rule(earlier))}",
            source.at_rule(path),
            "one playlist is one week: correct one of the two",
        )


def second_catch_all(config: Config, source: SourceMap) -> Iterator[Fault]:
    """More than one catch-all."""
    claims = [("catch-all", f"{m.path}.catch_all") for m in config.masters if m.catch_all]
    for path, earlier in repeats(claims, source):
        yield Fault(
            f"a second catch-all, the first at {line_of(source.at_rule(earlier))}",
            source.key_at_rule(path),
            "exactly one master takes the rest: take this line out, or the other",
        )


def no_catch_all(config: Config, source: SourceMap) -> Iterator[Fault]:
    """No catch-all. Asked only where every master could be read."""
    if config.masters and not any(master.catch_all for master in config.masters):
        yield Fault(
            "no master is the catch-all, so a genre that nobody knows would have no place",
            source.at_rule("masters"),
            "add `catch_all: true` to the master that takes the rest",
        )
