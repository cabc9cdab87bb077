"""The seasons that are killed, and spoiled, at every single request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aum_sync.season.items import Pin, Slot
from aum_sync.simulator.world import Item, Playlist, World
from aum_sync.store.files import encode
from tests.campaign.seasons import HEAD, MIXTAPE, Season, item, playlist
from tests.campaign.workshop import Prepared, Workshop

_RAP = "rap: {name: Rap, playlist: 0000000000000000000rap, genres: [Rap], excludes: [soul]"
_YAML = f"""{HEAD}
masters:
  soul: {{name: Soul, playlist: 000000000000000000soul, genres: [Soul], description: "{{tracks}}"}}
  {_RAP}, order: newest-first}}
  pop: {{name: Pop, genres: [Pop], description: "{{tracks}} tracks"}}
  sort: {{name: To sort, playlist: 000000000000000000sort, catch_all: true}}
drop: [Dub]
cleanup: [{{remove_from: {MIXTAPE}, also_in: rap}}]
policy: {{max_removals: {{percent: 100, tracks: 100}}}}
"""
_PIN = "state/pins/rap.json"


def _items(names: str) -> tuple[Item | None, ...]:
    return tuple(None if name == "-" else item(f"m{name}") for name in names.split())


def _list(key: str, name: str, tracks: str, text: str = "") -> Playlist:
    return playlist(key, name, _items(tracks), text)


_WORLD = World(
    playlists=(
        _list("soul", "Soul", "01a 02a 10a 10a 20a"),
        _list("rap", "Rap", "03a 11a - 02b 12a"),
        _list("sort", "To sort", "04a 21a 13a"),
        _list("mixtape", "Mixtape", "01a 11a 22a"),
        _list("strange", "Strange", "01a 23a"),
        _list("week1", "Aum#1", "01a 11a 10a", "Rap 2 ♩ Soul 1"),
        _list("week2", "Aum#2", "12a 03a 04a 05a", "Rap 1 ♩ Soul 2 ♩ Pop 1"),
        _list("week3", "Aum#3", "13a 06a 14a", "Polka 1 ♩ Pop 1 ♩ Dub 1"),
    )
)


def first(shop: Workshop) -> Prepared:
    """A first apply: one master is created, tracks go both ways, a double and a null are there."""
    return shop.prepare(Season(_WORLD, _YAML))


def weekly(shop: Workshop) -> Prepared:
    """A weekly update: a new week, and an older one whose description was wrong."""
    first(shop)
    _done(shop)
    corrected = {"week2": "Soul 1 ♩ Rap 1 ♩ Pop 2"}
    new = _list("week4", "Aum#4", "15a 16a 17a 18a", "Soul 2 ♩ Pop 1 ♩ Rap 1")
    shop.spotify.edit(
        lambda world: World(
            playlists=(
                *(
                    one and replace(one, description=corrected.get(one.id[-5:], one.description))
                    for one in world.playlists
                ),
                new,
            )
        )
    )
    return shop.pull()


def rollback(shop: Workshop) -> Prepared:
    """A rollback: a master is pinned to an order and a content that it had once."""
    weekly(shop)
    _done(shop)
    tracks = [item(f"m{name}") for name in ("12a", "11a", "24a", "03a", "01a")]
    slots = (Slot(one.uri, one.name, one.artists, "", 180_000, one.isrc) for one in tracks)
    path = shop.clone.root / _PIN
    path.parent.mkdir()
    path.write_bytes(encode(Pin(_PIN, "2026-11-22", "rolled back", tuple(slots))))
    place = shop.clone.root / "config" / "season.yaml"
    place.write_text(place.read_text("utf-8").replace(_RAP, f"{_RAP}, pin: {_PIN}"), "utf-8")
    return shop.pull()


def _done(shop: Workshop) -> None:
    code, said = shop.apply()
    assert code == 0, said
    shop.follow()


SCENARIOS: dict[str, Callable[[Workshop], Prepared]] = {
    "first": first,
    "weekly": weekly,
    "rollback": rollback,
}
RESUMED = (("first", 6), ("first", 12), ("weekly", 7), ("weekly", 13), ("rollback", 5))
"""At which request, behind its effect, an apply is cut off whose resumption is killed again."""
