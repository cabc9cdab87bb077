"""The masters: each read where it changed, and who else bears their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aum_sync.config.types import Config, Master
from aum_sync.pull.compare import differences
from aum_sync.pull.events import Event, unsettled
from aum_sync.pull.identity import ours
from aum_sync.pull.ports import Library, UnreadableError
from aum_sync.season.items import Account, Card, Snapshot
from aum_sync.text.fold import plain
from aum_sync.text.words import plural

Cards = Mapping[str, Card]


def read_master(
    master: Master, known: Snapshot | None, cards: Cards, account: str, library: Library
) -> tuple[Snapshot | None, tuple[Event, ...]]:
    """The snapshot of a master that has a playlist, read again only where that changed.

    ``known`` stays where the playlist cannot be read. Raises what the library raises,
    UnreadableError aside.
    """
    playlist = master.playlist
    assert playlist is not None, "a master without a playlist is not read"
    try:
        card = cards.get(playlist) or library.card(playlist)
        if not ours(card, account):
            return known, (_not_ours(master, card),)
        events: tuple[Event, ...] = () if playlist in cards else (_unlisted(master),)
        if known and known.playlist == playlist and known.snapshot == card.snapshot is not None:
            return known, events
        slots = library.slots(playlist)
    except UnreadableError as error:
        return known, (_missing(master, error),)
    settled = card.total in (None, len(slots))
    after = Snapshot(
        key=master.key,
        playlist=playlist,
        name=card.name,
        description=card.description,
        public=card.public,
        snapshot=card.snapshot if settled else None,
        applied=known.applied if known and known.playlist == playlist else None,
        slots=slots,
    )
    if not settled:
        events += (unsettled(card, len(slots), master=master.key),)
    return after, (_news(known, after), *events)


def rename(master: Master, snapshots: dict[str, Snapshot]) -> Event | None:
    """Move the snapshot of a master whose key was renamed in the YAML to the new key."""
    if master.was is None or master.key in snapshots or master.was not in snapshots:
        return None
    snapshots[master.key] = replace(snapshots.pop(master.was), key=master.key)
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


def _not_ours(master: Master, card: Card) -> Event:
    return Event(
        "not-ours",
        "error",
        f"its playlist {card.id} “{card.name}” belongs to {card.owner} and is not collaborative",
        master=master.key,
        hint=f"give {master.path}.playlist the id of a playlist of this account, "
        "or take it out: the first apply creates one",
    )


def _missing(master: Master, error: UnreadableError) -> Event:
    return Event(
        "master-missing",
        "error",
        f"its playlist {master.playlist} cannot be read: {error}",
        master=master.key,
        hint=f"correct {master.path}.playlist in config/season.yaml, "
        "or take it out: the first apply creates one",
    )


def _unlisted(master: Master) -> Event:
    return Event(
        "vanished",
        "warning",
        f"its playlist {master.playlist} is not in the library any more: deleted in the app?",
        master=master.key,
        hint="bring it back at https://www.spotify.com/account/recover-playlists",
    )


def _namesake(master: Master, card: Card) -> Event:
    return Event(
        "namesake",
        "warning",
        f"it has no playlist id yet, and {card.id} bears its name: a second one is not created",
        master=master.key,
        hint=f"if that is it, in {master.path}: playlist: {card.id}; else rename one of the two",
    )
