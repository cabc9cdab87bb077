"""The masters: each read where it changed, and who else bears their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from aum_sync.config.types import Config, Master
from aum_sync.errors import UnreadableError
from aum_sync.pull.compare import differences
from aum_sync.pull.events import Event, unsettled
from aum_sync.pull.identity import ours
from aum_sync.pull.ports import Library
from aum_sync.season.cleaning import other_playlists
from aum_sync.season.items import Account, Card, Snapshot, State
from aum_sync.season.matching import carry_over
from aum_sync.text.fold import plain
from aum_sync.text.words import plural

Cards = Mapping[str, Card]


@dataclass(frozen=True, slots=True)
class Managed:
    """A playlist to take a snapshot of; ``path`` is where its id stands in the YAML."""

    key: str
    playlist: str
    path: str


def masters_of(config: Config) -> Iterator[Managed]:
    """The masters that have a playlist, in the order of their keys."""
    for master in config.masters:
        if master.playlist is not None:
            yield Managed(master.key, master.playlist, f"{master.path}.playlist")


def others_of(config: Config, state: State) -> Iterator[Managed]:
    """The playlists beside masters that cleanups speak of, in the order of their ids."""
    for playlist, path in sorted(other_playlists(config, state).items()):
        yield Managed(playlist, playlist, path)


def read_snapshot(
    of: Managed, known: Snapshot | None, cards: Cards, account: str, library: Library
) -> tuple[Snapshot | None, tuple[Event, ...]]:
    """The snapshot of a managed playlist, read again only where that changed.

    ``known`` stays where the playlist cannot be read, and so does a track of it where Spotify shows
    null for a while: added again, it would be there twice. Raises what the library raises,
    UnreadableError aside.
    """
    playlist = of.playlist
    try:
        card = cards.get(playlist) or library.card(playlist)
        if not ours(card, account):
            return known, (_not_ours(of, card),)
        events: tuple[Event, ...] = () if playlist in cards else (_unlisted(of),)
        if known and known.playlist == playlist and known.snapshot == card.snapshot is not None:
            return known, events
        before = known.slots if known and known.playlist == playlist else ()
        slots = carry_over(library.slots(playlist), before)
    except UnreadableError as error:
        return known, (_missing(of, error),)
    settled = card.total in (None, len(slots))
    after = Snapshot(
        key=of.key,
        playlist=playlist,
        name=card.name,
        description=card.description,
        public=card.public,
        snapshot=card.snapshot if settled else None,
        applied=known.applied if known and known.playlist == playlist else None,
        slots=slots,
        tried_public=known.tried_public if known and known.playlist == playlist else None,
    )
    if not settled:
        events += (unsettled(card, len(slots), master=of.key),)
    return after, (_news(known, after), *events)


def rename(master: Master, snapshots: dict[str, Snapshot]) -> Event | None:
    """Move the snapshot of a master whose key was renamed in the YAML to the new key."""
    if master.was is None or master.key in snapshots or master.was not in snapshots:
        return None
    # In this order an interruption in between finds it twice, and never nowhere.
    snapshots[master.key] = replace(snapshots[master.was], key=master.key)
    del snapshots[master.was]
    text = f"the master {master.was} is {master.key} now; its snapshot moves along"
    return Event("master-renamed", "change", text, master=master.key)


def find_namesakes(
    config: Config, account: Account, cards: tuple[Card, ...]
) -> tuple[tuple[tuple[str, str], ...], tuple[Event, ...]]:
    """Owned playlists that bear the name of a master without an id, and what to do about each."""
    managed = {master.playlist for master in config.masters}
    free = [card for card in cards if card.owner == account.id and card.id not in managed]
    found: dict[str, str] = {}
    events: list[Event] = []
    for master in config.masters:
        if master.playlist or not master.name:
            continue
        for card in sorted(free, key=lambda card: card.id):
            if plain(card.name) == plain(master.name):
                found[card.id] = card.name
                events.append(_namesake(master, card))
    return tuple(sorted(found.items())), tuple(events)


def _news(known: Snapshot | None, after: Snapshot) -> Event:
    key = after.key
    if known is None or known.playlist != after.playlist:
        text = f"read for the first time: {plural(len(after.slots), 'track')}"
        return Event("master-read", "change", text, master=key)
    if what := differences(known, after):
        return Event("master-changed", "change", f"edited on Spotify: {what}", master=key)
    return Event("unchanged", "note", "a new version on Spotify, the same content", master=key)


def _not_ours(of: Managed, card: Card) -> Event:
    return Event(
        "not-ours",
        "error",
        f"its playlist {card.id} “{card.name}” belongs to {card.owner} and is not collaborative",
        master=of.key,
        hint=f"give {of.path} the id of a playlist of this account{_or_none(of)}",
    )


def _missing(of: Managed, error: UnreadableError) -> Event:
    return Event(
        "master-missing",
        "error",
        f"its playlist {of.playlist} cannot be read: {error}",
        master=of.key,
        hint=f"correct {of.path} in config/season.yaml{_or_none(of)}",
    )


def _or_none(of: Managed) -> str:
    creates = of.path.startswith("masters.")
    return ", or take it out: the first apply creates one" if creates else ""


def vanished(key: str, playlist: str) -> tuple[str, str]:
    """What it means that a playlist is not in the library any more, and the ways on.

    Its owner deleted it in the app; it can still be read and written (SPOTIFY.md 3.11). The key of
    one that is no master is its id.
    """
    anew = (
        "take out the cleanups that name it"
        if key == playlist
        else f"for a new one take out masters.{key}.playlist and git rm state/masters/{key}.json"
    )
    return (
        f"its playlist {playlist} is not in the library any more, so it was deleted in the app",
        f"bring it back at https://www.spotify.com/account/recover-playlists; or {anew}",
    )


def _unlisted(of: Managed) -> Event:
    text, hint = vanished(of.key, of.playlist)
    return Event("vanished", "warning", text, master=of.key, hint=hint)


def _namesake(master: Master, card: Card) -> Event:
    return Event(
        "namesake",
        "warning",
        f"it has no playlist id yet, and {card.id} bears its name: a second one is not created",
        master=master.key,
        hint=f"if that is it, in {master.path}: playlist: {card.id}; else rename one of the two",
    )
