"""Genres: every spelling leads to one place."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.config.source import SourceMap, line_of, repeats
from aum_sync.config.types import Alias, Config
from aum_sync.errors import Fault
from aum_sync.formats.verdicts import quoted


def _claims(config: Config) -> Iterator[tuple[str, Alias]]:
    for master in config.masters:
        for alias in master.genres:
            yield master.key, alias
    for alias in config.drop:
        yield "drop", alias


def claimed_twice(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A spelling in two masters, or in a master and ``drop``."""
    claims = {alias.path: (owner, alias) for owner, alias in _claims(config)}
    keys = ((alias.key, path) for path, (_, alias) in claims.items())
    for path, earlier in repeats(keys, source):
        owner, alias = claims[path]
        other, twin = claims[earlier]
        spelt = "" if twin.text == alias.text else f", spelt {quoted(twin.text)}"
        yield Fault(
            f"the genre {quoted(alias.text)} leads to {owner} here, and to {other} at "
            f"{line_of(source.at_rule(earlier))}{spelt}",
            source.at_rule(path),
            "a genre leads to one place: take it out of one of them",
        )


def blank_genres(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A spelling with nothing in it that could be compared."""
    for _, alias in _claims(config):
        if not alias.key:
            yield Fault(
                f"the genre {quoted(alias.text)} has no visible letter",
                source.at_rule(alias.path),
                "write the genre, or take it out",
            )
