"""What every master starts from: its base, whether plans may write it, what is asked of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from aum_sync.config.types import Cleanup, Config, Contains, Master, MoveTo, PlaylistRef
from aum_sync.season.items import Pin, Slot, Snapshot, State, WeekState
from aum_sync.text.fold import plain
from tests.oracle.homes import Home, Item, items_of
from tests.oracle.music import Music
from tests.oracle.weeks import genres_of


class Ground:
    """A season as the design sees it before any master is merged."""

    def __init__(self, config: Config, state: State, unreadable: Collection[str] = ()) -> None:
        self.config = config
        self.state = state
        self.unreadable = unreadable
        self.music = Music(config, state)
        self.items = items_of(config, state, self.music)
        self._passing: set[str] = set()
        self._failing: set[str] = set()
        for week in state.weeks:
            self._learn(week)

    def snapshot(self, master: Master) -> Snapshot | None:
        """What is known of a master: under its key or its former one, and of its playlist."""
        for key in (master.key, master.was):
            for one in self.state.snapshots:
                if one.key == key:
                    return one if one.playlist == master.playlist else None
        return None

    def base(self, master: Master) -> tuple[Slot, ...]:
        """The slots that a master has, none where they are not known."""
        snapshot = self.snapshot(master)
        return snapshot.slots if snapshot else ()

    def pinning(self, playlist: str) -> Cleanup | None:
        """The first cleanup of a playlist, which is no master, that names a pin for it."""
        for one in self.config.cleanup:
            ref = one.remove_from
            if one.pin and ref.kind != "master" and self.playlist(ref) == playlist:
                return one
        return None

    def pin(self, master: Master | Cleanup) -> Pin | None:
        """The pin that a master or a cleanup names, where it is there."""
        return next((pin for pin in self.state.pins if pin.path == master.pin), None)

    def status(self, master: Master) -> str:
        """What a plan may do with a master."""
        if master.key in self.unreadable or (master.pin and not self.pin(master)):
            return "blocked"
        if master.playlist:
            return "managed" if self.snapshot(master) else "unread"
        namesakes = self.state.account.namesakes if self.state.account else ()
        doubled = any(plain(name) == plain(master.title) for _, name in namesakes)
        return "blocked" if doubled else "create"

    def status_beside(self, playlist: str) -> str:
        """What a plan may do with a playlist that only cleanups name, once it was read."""
        pinned = [
            one
            for one in self.config.cleanup
            if one.pin
            and one.remove_from.kind != "master"
            and self.playlist(one.remove_from) == playlist
        ]
        return "blocked" if any(not self.pin(one) for one in pinned) else "managed"

    def may_write(self, key: str) -> bool:
        """Whether a plan may write this master."""
        return self.status(self.config.master(key)) in ("managed", "create")

    def of(self, recording: str | None) -> list[Item]:
        """The items of a recording, by week and position."""
        return [] if recording is None else [i for i in self.items if i.recording == recording]

    def claim(self, key: str, recording: str | None) -> tuple[Item, Home] | None:
        """The first item that asks for a recording in a master."""
        for item in self.of(recording):
            for home in item.homes:
                if home.master == key:
                    return item, home
        return None

    def waits(self, recording: str) -> bool:
        """Whether a recording is in a held week, or known from readings that fail alone."""
        if any(item.fate == "held" for item in self.of(recording)):
            return True
        return recording in self._failing and not self.of(recording)

    def knows(self, recording: str) -> bool:
        """Whether any reading that counts holds a recording."""
        return recording in self._passing or recording in self._failing

    def may_lose_orphan(self, master: Master, recording: str) -> bool:
        """Whether the policy takes a recording, where no reading knows it, out of this master."""
        policy = self.config.policy.orphans
        return (
            policy not in ("keep", MoveTo(master.key))
            and self.may_write(master.key)
            and not self.pin(master)
            and recording not in self.kept(master.keep, self.base(master))
            and not self.knows(recording)
        )

    def _learn(self, week: WeekState) -> None:
        """What a week knows. Outside the range nothing is judged: a lock passed, a held file not.

        A lock whose place a newer reading has taken knows nothing any more.
        """
        in_range = week.week in self.config.season
        triage = in_range and self.config.policy.on_mismatch == "triage"
        for reading in (week.held, week.passed):
            if reading:
                fails = (
                    genres_of(reading, self.config) is None if in_range else reading is week.held
                )
                known = self._failing if fails else self._passing
                known |= self.music.among(reading.slots)
                if triage or (in_range and not fails):
                    return

    def playlist(self, ref: PlaylistRef) -> str | None:
        """The id of a playlist that is no master."""
        if ref.kind == "playlist":
            return ref.value
        weeks = [week for week in self.state.weeks if str(week.week) == ref.value]
        return weeks[0].latest.playlist if weeks else None

    def named(self, master: Master) -> set[str]:
        """The URIs that the configuration names for this master: these copies stay."""
        found = set(master.keep)
        for cleanup in self.config.cleanup:
            for ref in (cleanup.remove_from, cleanup.also_in):
                if (ref.kind, ref.value) == ("master", master.key):
                    found.update(cleanup.keep)
        for one in self.config.expect:
            if isinstance(one, Contains) and one.master == master.key:
                found.add(one.track)
        return found

    def other(self, playlist: str) -> tuple[Slot, ...] | None:
        """What a playlist that is no master holds now; None where it was never read."""
        return next((one.slots for one in self.state.others if one.key == playlist), None)

    def lock(self, ref: PlaylistRef) -> tuple[Slot, ...]:
        """The newest reading of a week."""
        weeks = [week for week in self.state.weeks if str(week.week) == ref.value]
        return weeks[0].latest.slots if weeks and ref.kind == "week" else ()

    def kept(self, uris: tuple[str, ...], *playlists: Iterable[Slot]) -> set[str]:
        """The recordings that a `keep` names: by a URI that one of these playlists shows."""
        shown = {
            uri for slots in playlists for slot in slots for uri in (slot.uri, slot.linked_from)
        }
        return {self.music.of(uri) for uri in uris if uri in shown}
