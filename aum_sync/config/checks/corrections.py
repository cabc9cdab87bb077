"""Corrections: they name what is there, once, and contradict no exclusion."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.config.checks.exclusions import Exclusion, exclusions
from aum_sync.config.checks.season import readable_range
from aum_sync.config.source import SourceMap, line_of, repeats
from aum_sync.config.types import Config, TrackCorrection
from aum_sync.errors import Fault
from aum_sync.text.cells import clip

_SHOWN_CELLS = 300


def corrections_outside(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A week that is corrected but not in the season."""
    season = config.season
    if not readable_range(season):
        return
    for correction in config.week_corrections:
        if correction.week not in season:
            yield Fault(
                f"week {correction.week} is not in the season, which is "
                f"{season.first_week}-{season.last_week}",
                source.key_at_rule(correction.path),
                "correct the number, or widen season.weeks",
            )


def tracks_corrected_twice(config: Config, source: SourceMap) -> Iterator[Fault]:
    """One track under two spellings of its id."""
    claims = [(correction.uri, correction.path) for correction in config.track_corrections]
    for path, earlier in repeats(claims, source):
        yield Fault(
            f"this track is corrected already, at {line_of(source.key_at_rule(earlier))}",
            source.key_at_rule(path),
            "one correction says all masters of a track: master: [one, two]",
        )


def conflicting_masters(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A track that is put into two masters of which one excludes the other."""
    against: dict[str, list[Exclusion]] = {}
    for exclusion in exclusions(config, source):
        against.setdefault(exclusion.master, []).append(exclusion)
    others = {master.key for master in config.masters if not master.catch_all}
    catch_all = {master.key for master in config.masters if master.catch_all}
    for correction in config.track_corrections:
        chosen = set(correction.masters)
        for exclusion in (each for key in correction.masters for each in against.get(key, ())):
            if exclusion.other in chosen and correction.uri not in exclusion.keep:
                yield _conflict(
                    correction,
                    source,
                    f"{exclusion.master} excludes {exclusion.other} ({line_of(exclusion.place)})",
                )
        if catch_all & chosen and others & chosen:
            yield _conflict(
                correction, source, "the catch-all gives way to whatever a correction names"
            )


def _conflict(correction: TrackCorrection, source: SourceMap, why: str) -> Fault:
    masters = clip(" and ".join(correction.masters), _SHOWN_CELLS)
    return Fault(
        f"this track cannot be in {masters}: {why}",
        source.at_rule(f"{correction.path}.master"),
        "name one of the two, or change the exclusion",
    )
