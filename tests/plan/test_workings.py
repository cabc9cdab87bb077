"""What a plan is worked out from: which snapshot is a master's, and what is in its way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.plan.workings import base_of, work_out
from aum_sync.season.items import Account, Snapshot, State
from tests.seasons import MASTERS, changes, config, plan, state

RAP = "0000000000000000000rap"
RENAMED = MASTERS.replace("rap: {", "rap: {was: hip-hop, ")


def snapshot(key: str, playlist: str = RAP) -> Snapshot:
    return Snapshot(key, playlist, key, "", None, "v", None, ())


@pytest.mark.parametrize(
    ("text", "snapshots", "expected"),
    [
        (MASTERS, [snapshot("rap")], "rap"),
        (MASTERS, [snapshot("hip-hop")], None),
        (MASTERS, [snapshot("rap", "another")], None),
        (RENAMED, [snapshot("hip-hop")], "hip-hop"),
        (RENAMED, [snapshot("hip-hop", "another")], None),
        (RENAMED, [snapshot("hip-hop"), snapshot("rap")], "rap"),
        (RENAMED, [], None),
    ],
)
def test_the_snapshot_of_a_master_bears_its_key_or_its_former_one_and_its_playlist(
    text: str, snapshots: list[Snapshot], expected: str | None
) -> None:
    found = base_of(config(text).master("rap"), State(snapshots=tuple(snapshots)))
    assert (found.key if found else None) == expected


@pytest.mark.parametrize(
    ("account", "status"),
    [
        (None, "create"),
        (Account("curator"), "create"),
        (Account("curator", namesakes=(("id", "soul"),)), "create"),
        (Account("curator", namesakes=(("id", "soul"), ("owned", " Rap\u00a0"))), "create"),
        (Account("curator", namesakes=(("id", "soul"), ("owned", " rap\u00a0"))), "blocked"),
    ],
)
def test_a_master_is_made_unless_the_account_owns_one_of_that_name(
    account: Account | None, status: str
) -> None:
    cfg = config(MASTERS.replace(f'playlist: "{RAP}", ', ""))
    st = replace(state(cfg, {}), account=account)
    assert work_out(cfg, st).statuses["rap"] == status


def test_a_track_leaves_for_a_playlist_that_is_yet_to_be_made() -> None:
    cfg = config(MASTERS + "  new: {genres: [New]}")
    made = plan(cfg, state(cfg, {1: ("New 1", "a")}, {"rap": "a"}))
    assert changes(made, "rap") == ["-a misplaced"]
    assert changes(made, "new") == ["+a alias"]
