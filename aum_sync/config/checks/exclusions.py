"""Exclusions, those of ``cleanup`` between masters included: they must have an order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from aum_sync.config.source import SourceMap, line_of
from aum_sync.config.types import Config, PlaylistRef
from aum_sync.errors import Fault, Place
from aum_sync.text.cells import clip

_MOST_CYCLES = 20
"""More cycles than anybody would mend before asking again."""
_SHOWN_CELLS = 600
"""A circle of a dozen masters is told in full."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """``master`` loses what ``other`` has, ``keep`` aside; ``place`` is where it is written."""

    master: str
    other: str
    place: Place
    keep: frozenset[str] = frozenset()


def exclusions(config: Config, source: SourceMap) -> tuple[Exclusion, ...]:
    """Every exclusion between two masters, from ``excludes`` and from ``cleanup``."""
    found = [
        Exclusion(master.key, other, source.find(f"{master.path}.excludes", other))
        for master in config.masters
        for other in dict.fromkeys(master.excludes)
    ]
    for cleanup in config.cleanup:
        one, two = cleanup.remove_from, cleanup.also_in
        if one.kind == two.kind == "master":
            place = source.at_rule(f"{cleanup.path}.also_in")
            found.append(Exclusion(one.value, two.value, place, frozenset(cleanup.keep)))
    return tuple(sorted(found, key=lambda e: (e.place.line, e.place.column)))


def self_exclusion(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A master that excludes itself."""
    for master in config.masters:
        if master.key in master.excludes:
            yield Fault(
                f"{master.key} excludes itself",
                source.find(f"{master.path}.excludes", master.key),
                "take it out of the list",
            )


def around_catch_all(config: Config, source: SourceMap) -> Iterator[Fault]:
    """An exclusion of the catch-all, which by itself gives way to every other master."""
    catch_alls = {master.key for master in config.masters if master.catch_all}
    for exclusion in exclusions(config, source):
        if exclusion.other in catch_alls and exclusion.master not in catch_alls:
            yield Fault(
                f"{exclusion.other!r} is the catch-all and cannot be excluded: what a genre or a "
                "correction places elsewhere never stands in it",
                exclusion.place,
                "take it out; nothing is lost by that",
            )


def cleanup_of_itself(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A cleanup of one playlist with itself."""
    for cleanup in config.cleanup:
        if cleanup.remove_from == cleanup.also_in:
            yield Fault(
                "this cleanup compares a playlist with itself and would empty it",
                source.at_rule(f"{cleanup.path}.also_in"),
                "name two different playlists",
            )


def cleanup_twice(config: Config, source: SourceMap) -> Iterator[Fault]:
    """Cleanup in both directions: each playlist would lose what both have."""
    seen: dict[tuple[PlaylistRef, PlaylistRef], str] = {}
    for cleanup in config.cleanup:
        pair = (cleanup.remove_from, cleanup.also_in)
        back = (cleanup.also_in, cleanup.remove_from)
        if back in seen and pair != back:
            yield Fault(
                "this cleanup is the reverse of the one at "
                f"{line_of(source.at_rule(f'{seen[back]}.remove_from'))}: tracks in both "
                "playlists would leave both",
                source.at_rule(f"{cleanup.path}.remove_from"),
                "keep the one whose remove_from should lose them",
            )
        seen.setdefault(pair, cleanup.path)


def cycles(config: Config, source: SourceMap) -> Iterator[Fault]:
    """Playlists that exclude each other in a circle, named in full: a track in all leaves all."""
    edges = _edges(config, source)
    for _ in range(_MOST_CYCLES):
        circle = _circle(edges)
        if not circle:
            return
        links = [edges[pair] for pair in zip(circle, (*circle[1:], circle[0]), strict=True)]
        last = max(links, key=lambda link: (link.place.line, link.place.column))
        masters = {master.key for master in config.masters}
        yield _cycle_fault(links, last, "masters" if set(circle) <= masters else "playlists")
        del edges[last.master, last.other]


def _edges(config: Config, source: SourceMap) -> dict[tuple[str, str], Exclusion]:
    """The exclusions that a circle can be made of and that no other check speaks of."""
    masters = {master.key for master in config.masters if not master.catch_all}
    cleaned = {(c.remove_from.value, c.also_in.value) for c in config.cleanup}
    told = {(one, two) for one, two in cleaned if (two, one) in cleaned}
    edges: dict[tuple[str, str], Exclusion] = {}
    for exclusion in exclusions(config, source):
        pair = (exclusion.master, exclusion.other)
        if exclusion.master != exclusion.other and set(pair) <= masters and pair not in told:
            edges.setdefault(pair, exclusion)
    for exclusion in _beside(config, source):
        pair = (exclusion.master, exclusion.other)
        if exclusion.master != exclusion.other and pair not in told:
            edges.setdefault(pair, exclusion)
    return edges


def _beside(config: Config, source: SourceMap) -> Iterator[Exclusion]:
    """What cleanups take out of a playlist that is no master, or for the sake of one.

    Through such a playlist a circle may go back to the catch-all, which gives way to every master.
    """
    catch_alls = [master for master in config.masters if master.catch_all]
    for master in catch_alls if len(catch_alls) == 1 else ():
        place = source.key_at_rule(f"{master.path}.catch_all")
        yield from (Exclusion(master.key, other.key, place) for other in config.masters)
    for cleanup in config.cleanup:
        one, two = cleanup.remove_from, cleanup.also_in
        if {one.kind, two.kind} != {"master"}:
            place = source.at_rule(f"{cleanup.path}.also_in")
            yield Exclusion(one.value, two.value, place, frozenset(cleanup.keep))


def _circle(edges: dict[tuple[str, str], Exclusion]) -> list[str]:
    """The keys along one circle of exclusions, beginning with the smallest; [] without any."""
    graph: dict[str, list[str]] = {}
    for master, other in sorted(edges):
        graph.setdefault(master, []).append(other)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:0:-1]
        start = circle.index(min(circle))
        return circle[start:] + circle[:start]
    return []


def _cycle_fault(links: list[Exclusion], last: Exclusion, what: str) -> Fault:
    steps = "; ".join(
        f"{link.master} excludes {link.other} ({line_of(link.place)})" for link in links
    )
    names = " → ".join([*(link.master for link in links), links[0].master])
    return Fault(
        f"{what} exclude each other in a circle: "
        f"{clip(names, _SHOWN_CELLS)}: {clip(steps, _SHOWN_CELLS)}",
        last.place,
        f"one {what[:-1]} must have the last word: take one of these exclusions out",
    )
