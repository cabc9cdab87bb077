"""A season in figures. Each is counted where the plan counts it, so all of them add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from aum_sync.plan.fates import Fates
from aum_sync.plan.orphans import MasterOrphans, find_orphans
from aum_sync.plan.types import Fate, MasterStatus
from aum_sync.plan.workings import Workings
from aum_sync.season.genres import RouteKind
from aum_sync.season.verdict import genre_uses
from aum_sync.season.wanted import Wanted
from aum_sync.text.fold import fold


@dataclass(frozen=True, slots=True)
class MasterFigures:
    """One master: ``now`` and ``after`` the plan in slots, and from how many ``weeks`` it takes.

    ``unaddressable`` counts its slots now that no plan can touch.
    """

    key: str
    title: str
    status: MasterStatus
    now: int
    after: int
    weeks: int
    orphans: int
    unaddressable: int


@dataclass(frozen=True, slots=True)
class GenreFigures:
    """A genre as typed: where it leads, by which config path, with how many positions.

    ``master`` is None for a dropped one.
    """

    genre: str
    kind: RouteKind
    master: str | None
    rule: str
    tracks: int
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArtistFigures:
    """An artist of the weeks: how many recordings, in how many weeks."""

    name: str
    recordings: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of a season. ``fates`` has one per position of every week in range.

    ``recordings`` of the weeks are as many as their tracks less ``repeats``. ``genres`` together
    have all positions but ``ungenred``, those of weeks that do not pass. ``several`` recordings
    are in more than one master after the plan; ``shared`` counts them per pair of keys.
    """

    fates: tuple[Fate, ...]
    recordings: int
    repeats: int
    ungenred: int
    masters: tuple[MasterFigures, ...]
    genres: tuple[GenreFigures, ...]
    artists: tuple[ArtistFigures, ...]
    several: int
    shared: tuple[tuple[str, str, int], ...]
    orphans: tuple[MasterOrphans, ...]


def stats_of(workings: Workings) -> Stats:
    """Count a season. Genres, artists and pairs of masters come the most frequent first."""
    wanted = workings.wanted
    fates = Fates(workings).all()
    orphans = find_orphans(workings)
    genres = tuple(_genres(wanted))
    held = {
        master.key: wanted.recordings.of_all(workings.after(master.key))
        for master in workings.config.masters
    }
    times = Counter(recording for recordings in held.values() for recording in recordings)
    return Stats(
        fates=fates,
        recordings=len(wanted.by_recording),
        repeats=sum(len(items) - 1 for items in wanted.by_recording.values()),
        ungenred=len(fates) - sum(genre.tracks for genre in genres),
        masters=tuple(_masters(workings, fates, orphans)),
        genres=genres,
        artists=tuple(_artists(wanted)),
        several=sum(count > 1 for count in times.values()),
        shared=tuple(_shared(held)),
        orphans=orphans,
    )


def _masters(
    workings: Workings, fates: Iterable[Fate], orphans: Iterable[MasterOrphans]
) -> Iterator[MasterFigures]:
    weeks: defaultdict[str, set[int]] = defaultdict(set)
    for fate in fates:
        for key in fate.masters:
            weeks[key].add(fate.week)
    for group in orphans:
        key = group.master.key
        before = workings.before(key)
        yield MasterFigures(
            key=key,
            title=group.master.title,
            status=group.status,
            now=group.size,
            after=len(workings.after(key)),
            weeks=len(weeks[key]),
            orphans=len(group.orphans),
            unaddressable=sum(workings.wanted.recordings.of_slot(slot) is None for slot in before),
        )


def _genres(wanted: Wanted) -> list[GenreFigures]:
    found = []
    for use in genre_uses(wanted.weeks):
        route = wanted.genres.resolve(use.genre)
        found.append(
            GenreFigures(use.genre, route.kind, route.master, route.rule, use.tracks, use.weeks)
        )
    return sorted(found, key=lambda genre: (-genre.tracks, genre.genre))


def _artists(wanted: Wanted) -> list[ArtistFigures]:
    """An artist is an id; one without (of what Spotify does not know) is the name."""
    names: dict[str, str] = {}
    recordings: Counter[str] = Counter()
    weeks: defaultdict[str, set[int]] = defaultdict(set)
    for items in wanted.by_recording.values():
        slot = items[0].item.slot
        artists = {artist.id or fold(artist.name): artist.name for artist in slot.artists}
        recordings.update(artists.keys())
        for key, name in artists.items():
            names.setdefault(key, name)
            weeks[key] |= {one.item.week for one in items}
    found = (ArtistFigures(names[key], count, len(weeks[key])) for key, count in recordings.items())
    return sorted(found, key=lambda artist: (-artist.recordings, fold(artist.name), artist.name))


def _shared(held: Mapping[str, frozenset[str]]) -> list[tuple[str, str, int]]:
    pairs = ((one, two, len(held[one] & held[two])) for one, two in combinations(held, 2))
    return sorted((pair for pair in pairs if pair[2]), key=lambda pair: (-pair[2], pair))
