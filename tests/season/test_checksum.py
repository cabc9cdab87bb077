"""The four outcomes of a checksum."""

from __future__ import annotations

import pytest

from aum_sync.config.types import DescriptionRules
from aum_sync.season.checksum import check
from aum_sync.season.descriptions import parse

OUTCOMES = [
    ("♩ Rap 3 ♩ Soul 2", 5, "ok", (3, 2)),
    ("♩ Rap 3 ♩ Soul 2", None, "ok", (3, 2)),
    ("♩ Rap 3 ♩ Soul 2", 6, "mismatch", ()),
    ("♩ Rap 3 ♩ Soul", 5, "inferred", (3, 2)),
    ("♩ Rap 3 ♩ Soul", 4, "inferred", (3, 1)),
    ("♩ Rap 3 ♩ Soul", 3, "mismatch", ()),
    ("♩ Rap 3 ♩ Soul", 2, "mismatch", ()),
    ("♩ Rap 3 ♩ Soul", None, "missing-counts", ()),
    ("♩ Rap ♩ Soul", 5, "missing-counts", ()),
    ("♩ Rap", 5, "missing-counts", ()),
    ("", 5, "missing-counts", ()),
    ("", 0, "missing-counts", ()),
    ("♩ Rap 0", 0, "ok", (0,)),
    ("5 Rap, 3 Soul", 8, "missing-counts", ()),
    ("5 Rap 3 Soul", 8, "missing-counts", ()),
    ("2024 ♩ Rap 5", 6, "missing-counts", ()),
    ("♩ Rap 1½ ♩ Soul 2", 4, "missing-counts", ()),
    ("♩ Soul 1-9 ♩ Rap 3", 12, "missing-counts", ()),
]


@pytest.mark.parametrize(("text", "total", "status", "counts"), OUTCOMES)
def test_outcome(text: str, total: int | None, status: str, counts: tuple[int, ...]) -> None:
    found = check(parse(text, DescriptionRules()), total)
    assert (found.status, found.counts) == (status, counts)
    assert found.passes == (status in ("ok", "inferred"))
