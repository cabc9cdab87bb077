"""Keys: whatever is named as a master is one."""

from __future__ import annotations

from collections.abc import Iterator

from aum_sync.config.ids import playlist_id
from aum_sync.config.source import SourceMap, line_of, repeats
from aum_sync.config.types import (
    AtMost,
    Config,
    Disjoint,
    Expectation,
    MoveTo,
    NeverEmpty,
)
from aum_sync.errors import Fault
from aum_sync.formats.verdicts import quoted
from aum_sync.text.cells import clip
from aum_sync.text.suggest import did_you_mean

_SHOWN_CELLS = 300


def _named(config: Config) -> Iterator[tuple[str, str]]:
    """Every key that is named somewhere, with the rule path where."""
    for master in config.masters:
        yield from ((key, f"{master.path}.excludes") for key in master.excludes)
    for correction in config.track_corrections:
        yield from ((key, f"{correction.path}.master") for key in correction.masters)
    for cleanup in config.cleanup:
        sides = (("remove_from", cleanup.remove_from), ("also_in", cleanup.also_in))
        for side, playlist in sides:
            if playlist.kind == "master":
                yield playlist.value, f"{cleanup.path}.{side}"
    for expectation in config.expect:
        yield from _expected(expectation)
    for acknowledgement in config.policy.acknowledge:
        if not _is_cleaned(config, acknowledgement.master):
            yield acknowledgement.master, f"{acknowledgement.path}.master"
    if isinstance(config.policy.orphans, MoveTo):
        yield config.policy.orphans.master, "policy.orphans.move_to"


def _is_cleaned(config: Config, playlist: str) -> bool:
    """Whether a cleanup may take tracks out of this playlist, which is no master.

    Which playlist a week is may be known from its lock alone.
    """
    sources = dict(config.season.sources)
    return playlist_id(playlist) is not None and any(
        ref.value == playlist
        or (ref.kind == "week" and sources.get(int(ref.value), playlist) == playlist)
        for ref in (cleanup.remove_from for cleanup in config.cleanup)
    )


def acknowledged_twice(config: Config, source: SourceMap) -> Iterator[Fault]:
    """Two numbers that one master may lose: a plan takes one."""
    claims = [(one.master, f"{one.path}.master") for one in config.policy.acknowledge]
    for path, earlier in repeats(claims, source):
        yield Fault(
            f"a number for this master stands at {line_of(source.at_rule(earlier))} already",
            source.at_rule(path),
            "keep the number that the plan asks for, and take the other one out",
        )


def _expected(expectation: Expectation) -> Iterator[tuple[str, str]]:
    match expectation:
        case NeverEmpty(masters, path):
            yield from ((key, f"{path}.never_empty") for key in masters)
        case Disjoint(masters, path):
            yield from ((key, f"{path}.disjoint") for key in masters)
        case AtMost(key, _, path):
            yield key, f"{path}.at_most.master"
        case _:
            yield expectation.master, f"{expectation.path}.contains.master"


def unknown_keys(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A key that no master has."""
    known = [master.key for master in config.masters]
    if not known:
        return  # said already, and then every key would be unknown
    listed = f"the masters are: {clip(', '.join(known), _SHOWN_CELLS)}"
    for key, path in _named(config):
        if key not in known:
            what = f"there is no master {quoted(key)}"
            if path.startswith("policy.acknowledge["):
                what += ", and no cleanup takes tracks out of such a playlist"
            if path.startswith("cleanup["):
                what = f"{quoted(key)} is no master's key, no week's number and no playlist"
            hint = did_you_mean(key, known) or listed
            yield Fault(what, source.find(path, key), hint)


def renamed_keys(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A ``was`` that is still a master, or that two masters claim."""
    keys = {master.key for master in config.masters}
    renamed = [(m.was, f"{m.path}.was") for m in config.masters if m.was is not None]
    for master in config.masters:
        if master.was == master.key:
            yield Fault(
                f"{master.was!r} is the key that this master has now, not one that it had",
                source.at_rule(f"{master.path}.was"),
                "write the key that it had before, or take `was` out",
            )
    for was, path in renamed:
        if was in keys and path != f"masters.{was}.was":
            yield Fault(
                f"{was!r} is still a master, so it is no former key",
                source.at_rule(path),
                "take `was` out, or the other master",
            )
    for path, earlier in repeats(renamed, source):
        yield Fault(
            f"two masters have this former key, the first at {line_of(source.at_rule(earlier))}",
            source.at_rule(path),
            "keep it in one of them",
        )


def not_disjoint(config: Config, source: SourceMap) -> Iterator[Fault]:
    """``disjoint`` of one master with itself."""
    for expectation in config.expect:
        if isinstance(expectation, Disjoint) and len(expectation.masters) == 1:
            yield Fault(
                f"disjoint names only one master, {expectation.masters[0]!r}",
                source.at_rule(f"{expectation.path}.disjoint"),
                "name two masters or more",
            )
