"""What must hold at every instant: nothing lost, nothing doubled, everybody else left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from aum_sync.season.items import Snapshot
from aum_sync.simulator.world import Item, Playlist, World
from aum_sync.text.fold import plain
from tests.campaign.seasons import recording
from tests.campaign.ways import Mark, Season, Way, mark


@dataclass
class Watch:
    """Looks at the world after every change that a request makes.

    ``tip`` is the file in which the remote keeps its branch: what it names when the first write of
    a run is done must say that an apply has begun.
    """

    season: Season
    start: World
    tip: Path
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    first_tip: str | None = None
    ignored: bool = False
    """Whether removals are answered and not done: what flies is put back all the same.

    It is then there once more than ever, from that request to the removal that mends it: the other
    side of the one exception that DESIGN 8 makes for what is in flight. Not in the end.
    """
    in_order: bool = True
    """Whether nothing may enter any more once something has left: no write is ignored or refused,
    so that none has to be made up for."""
    _shrunk: bool = False
    _held_before: dict[str, Counter[str]] = field(default_factory=dict)
    _ever: set[str] = field(default_factory=set)
    _edited: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    _needed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.plan_again(self.season, self.start)

    def plan_again(self, season: Season, world: World) -> None:
        """The masters were pulled and a new plan is made."""
        self.season, self.start = season, world
        self._edited = {}
        self._shrunk, self._held_before = (
            False,
            {way.key: _counts(way.before) for way in season.ways},
        )
        held = (recording(uri) for way in season.ways for uri in _counts(way.before))
        self._ever |= set(held)
        targets = {recording(uri) for way in season.ways for uri in _counts(way.after)}
        flying = {recording(uri) for way in season.ways for uri in way.flying}
        self._needed = (self._ever & targets) - flying

    def edited(self, playlist: Playlist) -> None:
        """Somebody edited a managed playlist: no plan so far may touch its items any more."""
        self._edited[playlist.id] = tuple(map(mark, playlist.tracks))
        self._needed &= self._held([playlist, *self._managed(self.start)])

    @property
    def is_edited(self) -> bool:
        """Whether an edit is not reviewed yet."""
        return bool(self._edited)

    def __call__(self, world: World) -> None:
        """The world after a change."""
        self.first_tip = self.first_tip or self.tip.read_text().strip()
        for way in self.season.ways:
            for playlist in self.found(way, world):
                self._check(way, playlist)
                self._check_order(way, playlist)
        gone = self._needed - self._held(self._managed(world))
        self.lost += [f"{one} is in no managed playlist" for one in sorted(gone)]
        self._strangers(world)

    def _check(self, way: Way, playlist: Playlist) -> None:
        if playlist.id in self._edited:
            if tuple(map(mark, playlist.tracks)) != self._edited[playlist.id]:
                self.wrong.append(f"{way.key} was edited by somebody, and written to")
            return
        now, most = _counts(map(mark, playlist.tracks)), way.most
        if self.ignored:
            most.update(way.flying)
        self.doubled += [
            f"{way.key} holds {uri} {n} times" for uri, n in now.items() if n > most[uri]
        ]
        self.lost += [f"{way.key} lacks {uri}" for uri, n in way.least.items() if now[uri] < n]
        untouched = [one for one in way.before if one is None]
        if playlist.tracks.count(None) < min(len(untouched), way.after.count(None)):
            self.lost.append(f"{way.key} lacks a position that nobody can read")

    def _check_order(self, way: Way, playlist: Playlist) -> None:
        """Everything enters, everywhere, before anything leaves anywhere; what flies aside."""
        now, before = _counts(map(mark, playlist.tracks)), self._held_before[way.key]
        for uri in way.flying:
            now.pop(uri, None)
            before.pop(uri, None)
        if playlist.id in self._edited:
            return
        if self._shrunk and self.in_order and now - before:
            self.wrong.append(f"{way.key} gets {sorted(now - before)} after something left")
        self._shrunk = self._shrunk or bool(before - now)
        self._held_before[way.key] = now

    def _managed(self, world: World) -> list[Playlist]:
        return [one for way in self.season.ways for one in self.found(way, world)]

    def _held(self, playlists: Iterable[Playlist]) -> set[str]:
        counts = (_counts(map(mark, playlist.tracks)) for playlist in playlists)
        return {recording(uri) for count in counts for uri in count}

    def found(self, way: Way, world: World) -> list[Playlist]:
        """The playlist of a way; where it is created, everything new that bears its name."""
        if way.playlist:
            return [one for one in world.playlists if one and one.id == way.playlist]
        return [
            one
            for one in world.playlists
            if one and one.name == way.name and self.start.playlist(one.id) is None
        ]

    def _strangers(self, world: World) -> None:
        """Weeks, and whatever else is not managed."""
        managed = {one.id for one in self._managed(world)}
        for one in self.start.playlists:
            if one and one.id not in managed and world.playlist(one.id) != one:
                self.wrong.append(f"{one.name} was changed")
        for one in world.playlists:
            if one and one.id not in managed and self.start.playlist(one.id) is None:
                self.wrong.append(f"{one.name} was created")
        for way in self.season.ways:
            if len(self.found(way, world)) > 1:
                self.doubled.append(f"{way.key} was created twice")

    def arrived(self, world: World) -> None:
        """The apply is done: every target is exact, in order, with its dates and details."""
        self(world)
        for way in self.season.ways:
            found = self.found(way, world)
            if not found:
                if way.after or way.playlist:
                    self.wrong.append(f"{way.key} is not there")
                continue
            marks = tuple(map(mark, found[0].tracks))
            wanted = _counts(way.after)
            self.doubled += [
                f"{way.key} ends with {uri} {n} times"
                for uri, n in _counts(marks).items()
                if n > max(wanted[uri], 1)
            ]
            if len(marks) != len(way.after) or not all(map(_same, marks, way.after)):
                self.wrong.append(f"{way.key} is not at its target: {marks} for {way.after}")
            details = (plain(found[0].name), plain(found[0].description or ""))
            if details != (plain(way.name), plain(way.description)):
                self.wrong.append(f"{way.key} has other details: {details}")

    def recorded(self, after: Season, world: World) -> None:
        """What the branch says in the end is what Spotify holds, and asks for nothing more."""
        if after.state.pending:
            self.wrong.append("an apply is pending in the end")
        if after.plan.changed or after.refused:
            self.wrong.append("the next plan is not empty")
        for snapshot in (*after.state.snapshots, *after.state.others):
            held = world.playlist(snapshot.playlist)
            if held is None or not _tells(snapshot, held):
                self.wrong.append(f"the snapshot of {snapshot.key} is not what it holds")


def _counts(marks: Iterable[Mark]) -> Counter[str]:
    return Counter(one[0] for one in marks if one)


def _same(now: Mark, wanted: Mark) -> bool:
    """Whether a position is the one that was wanted; one that enters has any date."""
    if now is None or wanted is None:
        return now is wanted
    return now[0] == wanted[0] and wanted[1] in (None, now[1])


def _tells(snapshot: Snapshot, held: Playlist) -> bool:
    if len(snapshot.slots) != len(held.tracks):
        return False
    if (plain(snapshot.name), plain(snapshot.description)) != (
        plain(held.name),
        plain(held.description or ""),
    ):
        return False
    return all(
        item is None or not item.readable if slot.uri is None else _is(slot.written_uri, item)
        for slot, item in zip(snapshot.slots, held.tracks, strict=True)
    )


def _is(written: str | None, item: Item | None) -> bool:
    return item is not None and item.written == written
