"""The rows of the table as the page's script reads them: JSON that cannot end its block."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from aum_sync.report.page.tracks import Track
from aum_sync.text.cells import visible

_SIGNS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


class _Table:
    """Texts that many rows share, each written once and named by its number."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self.texts.setdefault(visible(text), len(self.texts))


def as_json(
    tracks: Iterable[Track], titles: Mapping[str, str], marks: Mapping[int, list[int]]
) -> str:
    """All rows, for a ``script`` block of a page.

    ``marks``: how many tracks lie in each segment of a week, in order.
    """
    table = _Table()
    keys = {key: index for index, key in enumerate(titles)}
    value = {
        "masters": [[key, visible(title)] for key, title in titles.items()],
        "tracks": [_row(track, keys, table) for track in tracks],
        "texts": list(table.texts),
        "marks": marks,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SIGNS)


def _row(track: Track, keys: Mapping[str, int], table: _Table) -> list[object]:
    """The order is the script's: ``tracks.js`` reads them in it."""
    return [
        table.number(track.change or ""),
        table.number(track.outcome),
        visible(track.name),
        visible(track.artists),
        [keys[key] for key in track.masters],
        table.number(track.word),
        table.number(track.rule),
        visible(track.uri),
        track.week,
        track.position,
        table.number(track.genre or ""),
        int(track.review),
    ]
