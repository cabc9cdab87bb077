"""An apply that is cut off at any request goes on to the target, with nothing lost or doubled."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from aum_sync.spotify.wire import Wire
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season, Start
from tests.apply.test_apply import finish
from tests.pull.conftest import playlist

EVERYTHING = CONFIG.replace("playlist: 000000000000000000sort, ", "").replace(
    "genres: [Soul]", "genres: [Soul], description: '{tracks} tracks'"
)
"""A master to be created, one that loses to another, one whose details change."""

PLAYLISTS = (
    MASTERS[0],
    playlist("soul", "Soul", tracks="a b c o"),
    *WEEKS,
    playlist("w3", "Aum#3", "♩ Polka 2", "f g"),
)


def cut_off(
    season: Season, monkeypatch: pytest.MonkeyPatch, number: int, *, answered: bool
) -> bool:
    """Apply, interrupted before or after sending the request of that number; whether it came."""
    send, sent = Wire.send, 0

    def interrupted(
        self: Wire, request: requests.PreparedRequest, *rest: Any, **more: Any
    ) -> requests.Response:
        nonlocal sent
        sent += 1
        if sent == number and not answered:
            raise KeyboardInterrupt
        response = send(self, request, *rest, **more)
        if sent == number:
            raise KeyboardInterrupt
        return response

    with monkeypatch.context() as wire:
        wire.setattr(Wire, "send", interrupted)
        code = season.aum("apply", "--root", season.root).code
    season.follow()
    return code == 130


@pytest.mark.parametrize("answered", [False, True])
def test_cut_off_at_any_request_it_ends_at_the_target(
    start: Start, monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    season = start(config=EVERYTHING, playlists=PLAYLISTS)
    number, world = 1, season.simulator.world
    before = season.clone.git("rev-parse", "HEAD")
    while cut_off(season, monkeypatch, number, answered=answered):
        finish(season)
        sort = season.state.snapshot("sort")
        assert sort is not None
        assert (season.holds("rap"), season.holds("soul")) == ("a x b", "c o d e"), number
        assert [one.name for one in season.simulator.world.playlists if one].count("To sort") == 1
        assert season.state.pending is None
        assert season.in_sync
        season.simulator.edit(lambda _: world)
        season.clone.git("reset", "--quiet", "--hard", before)
        season.clone.git("push", "--quiet", "--force", "origin", "main")
        number += 1
    assert number > 10
