"""What a curator is told where Spotify or the library is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from aum_sync.simulator.world import Playlist
from aum_sync.spotify.connect import connect
from tests.pull.conftest import MASTERS, WEEK_1, WEEK_2, Start, pid, playlist

RAP, SORT = MASTERS
WORLD = (*MASTERS, WEEK_1, WEEK_2)
ITEMS = f"/v1/playlists/{pid('w1')}/items"


def always(path: str, do: str, **more: Any) -> dict[str, Any]:
    return {"rules": [{"method": "GET", "path": path, "do": do, **more}]}


@dataclass(frozen=True)
class Broken:
    """A world, its faults, and what a pull of it says: exit code, place or message, remedy."""

    code: int
    says: tuple[str, ...]
    remedy: str
    world: tuple[Playlist, ...] = WORLD
    faults: dict[str, Any] = field(default_factory=dict)


BROKEN = {
    "an empty account": Broken(
        1,
        ("no-weeks", "master-missing", "rap"),
        "season.match",
        world=(playlist("else", "Anything"),),
    ),
    "no week among the names": Broken(
        0,
        ("no-weeks", "Aum# 1"),
        "season.match",
        world=(*MASTERS, playlist("w1", "Aum# 1")),
    ),
    "two playlists for one week": Broken(
        0,
        ("undecided", "week 1", pid("w1"), pid("w9")),
        "sources: {1:",
        world=(*WORLD, playlist("w9", "Aum#1 again", "Rap 1", "a")),
    ),
    "a master that is not ours": Broken(
        1,
        ("not-ours", "rap", "belongs to somebody"),
        "give masters.rap.playlist the id of a playlist of this account",
        world=(playlist("rap", "Rap", owner="somebody"), SORT, WEEK_1),
    ),
    "403 for one week": Broken(
        1, ("unreadable", "week 1", "403"), "owner", faults=always(ITEMS, "403")
    ),
    "404 for one week": Broken(
        1, ("unreadable", "week 1", "404"), "correct the id", faults=always(ITEMS, "404")
    ),
    "HTML for JSON": Broken(
        1, (f"GET {ITEMS}", "no JSON"), "a proxy or a login page", faults=always(ITEMS, "html")
    ),
    "JSON that breaks off": Broken(
        1, (f"GET {ITEMS}", "breaks off"), "try again later", faults=always(ITEMS, "truncate")
    ),
    "429 with a short wait, once": Broken(
        0,
        ("2 known, 2 new",),
        "",
        faults=always(ITEMS, "429", retry_after=0, times=1),
    ),
    "429 with a long wait": Broken(
        1,
        (f"GET {ITEMS}", "API rate limit exceeded"),
        "try again after",
        faults=always(ITEMS, "429", retry_after=7200),
    ),
    "a quota used up": Broken(
        1,
        ("Spotify's quota for this developer account is used up",),
        "try again after",
        faults=always(ITEMS, "quota"),
    ),
    "the server in trouble": Broken(
        1, ("GET /v1/me/playlists", "502"), "try again later", faults=always("me/playlists", "502")
    ),
    "a token that is refused": Broken(
        1,
        ("does not accept the access token",),
        "AUM_SYNC_READ_TOKEN",
        faults=always("/v1/", "401"),
    ),
    "connections that drop": Broken(
        1, (f"GET {ITEMS}",), "is the simulator running", faults=always(ITEMS, "drop")
    ),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_world_is_explained(
    case: Broken, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("aum_sync.cli.pull.connect", partial(connect, sleep=waits.append))
    season = start(*case.world, faults=case.faults)
    outcome = season.tell()
    said = " ".join((outcome.out + outcome.err).split())
    assert outcome.code == case.code, said
    for text in (*case.says, case.remedy):
        assert text in said
    assert sum(waits) < 120
    assert "Traceback" not in said
    assert "bug in aum-sync" not in said
