"""A master that an apply created is known by the id in its snapshot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.season.created import with_created_ids
from aum_sync.season.items import Snapshot, State
from tests.seasons import MASTERS, config

MADE = Snapshot("rap", "made-by-an-apply", "Rap", "", None, None, None, ())
WITHOUT_ID = MASTERS.replace('playlist: "0000000000000000000rap", ', "")
RENAMED = WITHOUT_ID.replace("rap: {", "rap: {was: hip-hop, ")


@pytest.mark.parametrize(
    ("text", "keys", "playlist"),
    [
        (MASTERS, ["rap"], "0000000000000000000rap"),
        (WITHOUT_ID, ["rap"], MADE.playlist),
        (WITHOUT_ID, [], None),
        (WITHOUT_ID, ["hip-hop"], None),
        (RENAMED, ["hip-hop"], MADE.playlist),
        (RENAMED, ["rap", "hip-hop"], MADE.playlist),
    ],
)
def test_a_master_without_an_id_has_that_of_its_snapshot(
    text: str, keys: list[str], playlist: str | None
) -> None:
    cfg = config(text)
    ids = [MADE.playlist, *(f"older-{number}" for number in range(len(keys)))]
    found = tuple(replace(MADE, key=key, playlist=id_) for key, id_ in zip(keys, ids, strict=False))
    filled = with_created_ids(cfg, State(snapshots=found))
    masters = {master.key: master for master in cfg.masters}
    expected = {**masters, "rap": replace(masters["rap"], playlist=playlist)}
    assert {master.key: master for master in filled.masters} == expected
