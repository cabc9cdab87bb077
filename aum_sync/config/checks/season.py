"""The season itself: its range, its patterns, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.config.patterns import pattern_trouble
from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config, Season
from aum_sync.errors import Fault


def readable_range(season: Season) -> bool:
    """Whether first and last week are in order, so that others may be compared with them."""
    return season.first_week <= season.last_week


def weeks_reversed(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A range that ends before it begins."""
    season = config.season
    if not readable_range(season):
        yield Fault(
            f"the season ends with week {season.last_week} before it begins with "
            f"{season.first_week}",
            source.at_rule("season.weeks"),
            f"write {season.last_week}-{season.first_week}",
        )


def match_pattern(config: Config, source: SourceMap) -> Iterator[Fault]:
    """``season.match``: compiles, ends, and has the group ``week``."""
    trouble = pattern_trouble(config.season.match, group="week")
    if trouble:
        message, hint = trouble
        yield Fault(f"season.match {message}", source.at_rule("season.match"), hint)


def strip_patterns(config: Config, source: SourceMap) -> Iterator[Fault]:
    """``season.description.strip``: every pattern compiles and ends."""
    path = "season.description.strip"
    for pattern in config.season.description.strip:
        if trouble := pattern_trouble(pattern):
            message, hint = trouble
            yield Fault(f"this pattern {message}", source.find(path, pattern), hint)


def delimiters(config: Config, source: SourceMap) -> Iterator[Fault]:
    """Delimiters that would cut through words."""
    text = config.season.description.delimiters
    wrong = [char for char in dict.fromkeys(text) if char.isalnum() or char.isspace()]
    if wrong:
        yield Fault(
            "season.description.delimiters must hold signs only, no letter, digit or blank: "
            + ", ".join(repr(char) for char in wrong),
            source.at_rule("season.description.delimiters"),
            "take them out: they would cut genres and counts apart",
        )


def sources_outside(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A source for a week that is not in the season."""
    season = config.season
    if not readable_range(season):
        return
    for week, _ in season.sources:
        if week not in season:
            yield Fault(
                f"week {week} is not in the season, which is "
                f"{season.first_week}-{season.last_week}",
                source.key_at_rule(f"season.sources.{week}"),
                "correct the number, or widen season.weeks",
            )
