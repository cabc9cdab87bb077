"""A season full of hostile text, worked out: for what must never reach a terminal or a sheet."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import regex
from hypothesis import strategies as st
from wcwidth import wcswidth

from aum_sync.config.loader import LoadedConfig, load
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.style import Style
from aum_sync.season.items import Artist, Slot
from tests.seasons import HEAD, MASTERS, state, uri
from tests.text.hostile import hostile

COLOURS = regex.compile(r"\x1b\[(?:0|1|2|31|32|33|36)m")
styles = st.builds(Style, colour=st.booleans(), cells=st.integers(60, 150))


def loaded(text: str = MASTERS) -> LoadedConfig:
    """The configuration of a YAML text, with its places."""
    return load({"config/season.yaml": (HEAD + text).encode()}.get)


def _slot(number: int, name: str, artist: str, added: str) -> Slot:
    by = (Artist(f"id-{number}", artist),)
    return Slot(uri(f"h{number}"), name, by, "", 180_000, added_at=added)


_texts = st.lists(st.tuples(hostile, hostile, hostile), min_size=1, max_size=4)


@st.composite
def hostile_seasons(draw: st.DrawFn, text: str = MASTERS) -> Workings:
    """Week 1 holds all tracks but the first, for rap; rap and soul hold all of them now."""
    found = [_slot(number, *texts) for number, texts in enumerate(draw(_texts))]
    config = loaded(text).config
    masters = tuple(replace(m, name=draw(hostile)) for m in config.masters)
    config = replace(config, masters=masters)
    content = tuple(found)
    weeks = {1: (f"Rap {len(content)}", (*content[1:], _slot(99, "last", "one", "")))}
    return work_out(config, state(config, weeks, {"rap": content, "soul": content}))


def widest(text: str, pasted: str = "    ") -> int:
    """How many cells the widest line takes, lines to paste aside; they must hold no control."""
    lines = COLOURS.sub("", text).split("\n")
    for line in lines:
        assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
    return max(wcswidth(line) for line in lines if not line.startswith(pasted))
