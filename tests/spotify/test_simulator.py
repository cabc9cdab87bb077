"""The reader against the simulator: what a world holds is what is read, in every generation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest

from aum_sync.season.items import Artist, Slot
from aum_sync.simulator.faults import Faults
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import World
from aum_sync.spotify.errors import ForbiddenError, NotFoundError, RateLimitError, SpotifyError
from aum_sync.spotify.limits import Limits
from tests.spotify.conftest import FakeTime, Reach

OURS = "37i9dQZF1DXcBWIGoYBM5M"
THEIRS = "0e6rmfEl3Mt9ecmTNVFVFJ"
NOBODYS = "4uLU6hMCjMI75M1A2tKUQC"
ARTIST = {"id": "4MCBfE4596Uoi2O4DtmEMz", "name": "נגה ארז"}


def track(number: int, **more: object) -> dict[str, object]:
    return {
        "uri": f"spotify:track:{number:022}",
        "name": f"Song {number}",
        "duration_ms": 180000 + number,
        "artists": [ARTIST],
        "album": "Kids",
        "isrc": f"ILA01{number:07}",
        "added_at": "2026-01-02T03:04:05Z",
        **more,
    }


ODD = [
    None,
    {
        "uri": "spotify:local:A:B:C:60",
        "name": "C",
        "duration_ms": 60000,
        "artists": [{"id": None, "name": "A"}],
        "album": "B",
        "is_local": True,
        "added_at": None,
    },
    track(5900, uri="spotify:episode:512ojhOuo1ktJprKbVcKyQ", type="episode"),
    track(5901, linked_from="spotify:track:7ouMYWpwJ422jRcDASZB7P"),
    track(5902, read_as=None),
]


def world(generation: str = "new", size: int = 0) -> World:
    ours = {
        "id": OURS,
        "name": "Aum#281",
        "description": "R&amp;B ⁵",
        "public": True,
        "owner": "me",
        "tracks": [*ODD, *(track(number) for number in range(size))],
    }
    theirs = {"id": THEIRS, "name": "Not ours", "owner": "somebody", "tracks": [track(1)]}
    document = {"user": {"id": "me"}, "generation": generation, "playlists": [ours, theirs]}
    return World.from_json(json.dumps(document), "world.json")


@pytest.mark.parametrize("generation", ["new", "old", "both"])
def test_a_playlist_reads_the_same_in_every_generation(reach: Reach, generation: str) -> None:
    with Simulator(world(generation, size=100)) as simulator:
        library = reach(simulator.url)
        slots = library.slots(OURS)
        card = library.card(OURS)
        assert library.account_id() == "me"
    assert [slot.state for slot in slots[:5]] == ["null", "local", "episode", "track", "null"]
    assert slots[1] == Slot(
        "spotify:local:A:B:C:60", "C", (Artist(None, "A"),), "B", 60000, state="local"
    )
    assert slots[5] == Slot(
        "spotify:track:0000000000000000000000",
        "Song 0",
        (Artist("4MCBfE4596Uoi2O4DtmEMz", "נגה ארז"),),
        "Kids",
        180000,
        "ILA010000000",
        added_at="2026-01-02T03:04:05Z",
    )
    assert [slot.name for slot in slots[5:]] == [f"Song {n}" for n in range(100)]
    assert (card.name, card.description, card.owner, card.total) == (
        "Aum#281",
        "R&amp;B ⁵",
        "me",
        105,
    )
    assert library.requests == 5


def test_the_library_has_owned_and_followed_playlists(reach: Reach) -> None:
    with Simulator(world()) as simulator:
        library = reach(simulator.url)
        cards = {card.id: card for card in library.cards()}
        alone = library.card(OURS)
    assert (cards[OURS].owner, cards[THEIRS].owner) == ("me", "somebody")
    assert cards[OURS] == alone
    assert cards[OURS].snapshot


def test_items_of_other_peoples_playlists_are_refused(reach: Reach) -> None:
    with Simulator(world()) as simulator, pytest.raises(ForbiddenError) as caught:
        reach(simulator.url).slots(THEIRS)
    assert f"GET /v1/playlists/{THEIRS}/items (403 Forbidden)" in str(caught.value)


def test_a_playlist_that_is_not_there_is_not_found(reach: Reach) -> None:
    with Simulator(world()) as simulator, pytest.raises(NotFoundError) as caught:
        reach(simulator.url).card(NOBODYS)
    assert NOBODYS in (caught.value.faults[0].hint or "")


def test_an_expired_token_is_renewed_on_the_way(reach: Reach) -> None:
    with Simulator(world()) as simulator:
        library = reach(simulator.url)
        library.account_id()
        simulator.expire_tokens()
        assert library.account_id() == "me"
    assert library.requests == 3


@pytest.mark.parametrize(
    "fault",
    [
        *({"do": kind} for kind in ("500", "502", "504", "drop", "truncate", "html", "401")),
        {"do": "429", "retry_after": 1},
    ],
    ids=str,
)
def test_one_failure_of_any_kind_changes_nothing_but_the_count(
    reach: Reach, fault: dict[str, object]
) -> None:
    rule = {"path": "/items", "nth": 2, **fault}
    faults = Faults.from_json(json.dumps({"rules": [rule]}), "faults.json")
    with Simulator(world(size=60), faults) as simulator:
        library = reach(simulator.url)
        assert len(library.slots(OURS)) == 65
        asked = [entry for entry in simulator.requests if entry.path != "/api/token"]
    assert library.requests == len(asked) == 3


def test_an_unsteady_spotify_is_read_through_to_the_end(reach: Reach) -> None:
    kinds: tuple[Literal["502", "drop", "truncate", "html"], ...]
    kinds = ("502", "drop", "truncate", "html")
    rules = [{"path": "/v1/", "p": 0.1, "do": kind} for kind in kinds]
    faults = Faults.from_json(json.dumps({"seed": 7, "rules": rules}), "faults.json")
    with Simulator(world(size=995), faults) as simulator:
        library = reach(simulator.url)
        assert len({slot.uri for slot in library.slots(OURS)}) == 999
    assert library.requests > 20


def test_a_quota_ends_the_run(reach: Reach, time: FakeTime) -> None:
    rule = {"path": "/v1/", "nth": 1, "do": "quota", "retry_after": 82661}
    faults = Faults.from_json(json.dumps({"rules": [rule]}), "faults.json")
    with Simulator(world(), faults) as simulator, pytest.raises(RateLimitError) as caught:
        reach(simulator.url).account_id()
    assert caught.value.quota
    assert "2026-11-23 10:59 UTC" in (caught.value.faults[0].hint or "")
    assert time.slept == []


@pytest.mark.parametrize("season", ["season-201-250", "season-201-250-odd"])
def test_a_real_season_is_read_slot_by_slot(reach: Reach, shared: Path, season: str) -> None:
    text = (shared / "data" / season / "world.json").read_text(encoding="utf-8")
    document = json.loads(text)
    me = document["user"]["id"]
    with Simulator(World.from_json(text, "world.json")) as simulator:
        library = reach(simulator.url, Limits(budget=1000))
        cards = library.cards()
        assert len(cards) == len(document["playlists"])
        assert library.requests == -(-len(cards) // 50)
        for playlist in document["playlists"]:
            if playlist["owner"] == me or playlist["collaborative"]:
                _compare(library.slots(playlist["id"]), playlist["tracks"])
            else:
                with pytest.raises(SpotifyError):
                    library.slots(playlist["id"])


def _compare(slots: tuple[Slot, ...], tracks: list[Any]) -> None:
    assert len(slots) == len(tracks)
    for slot, expected in zip(slots, tracks, strict=True):
        if expected is None:
            assert slot.state == "null"
        elif "read_as" not in expected:
            assert slot.uri == expected["uri"]
            assert slot.name == expected["name"]
            assert slot.byline == ", ".join(artist["name"] for artist in expected["artists"])
