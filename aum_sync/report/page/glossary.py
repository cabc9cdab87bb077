"""What the words of the page mean, for somebody who reads one for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from aum_sync.report.page.tree import element

_WORDS: Mapping[str, str] = {
    "master": "a playlist of a genre, which aum_sync keeps from what the weeks hold",
    "recording": "the same music, under whatever address at Spotify",
    "placed": "in a master, or about to be",
    "duplicate": "a recording that the master has from an earlier place already",
    "excluded": "kept out of a master, since it belongs in another that the master gives way to",
    "dropped": "of a genre that is to go nowhere (drop)",
    "triage": "in the master for what is to be sorted, since no master has its genre",
    "held": "waits, since its week does not add up or its master cannot be written",
    "pinned": "not in a master that is pinned to another content",
    "unsupported": "an episode; only tracks are placed",
    "unaddressable": "a local file, or gone from Spotify: nothing can add or move it",
    "orphan": "a track of a master that no week holds",
    "inferred": "the one count that a description lacks follows from the others",
    "mismatch": "the counts of a description are more or fewer than the tracks of its week",
    "corrected": "read as config/season.yaml says, not as the description does",
    "first contact": "no apply has ever written to this playlist",
    "digest": "sixteen digits that name what this plan does, and nothing else",
}


def glossary() -> Element:
    """The words in a fold."""
    pairs = (
        element("div", element("dt", word), element("dd", text)) for word, text in _WORDS.items()
    )
    return element(
        "details",
        element("summary", "What these words mean"),
        element("dl", *pairs),
        class_="glossary",
    )
