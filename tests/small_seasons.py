"""Small random seasons of five fixed masters, all of them read: for what needs no more than that.

Everything that DESIGN knows is in :mod:`tests.generated_seasons`.
"""

from __future__ import annotations

from hypothesis import strategies as st

from aum_sync.config.types import Config
from aum_sync.season.items import Slot, State
from tests.seasons import EPISODE, LOCAL, NULL, config, state, track

GENRES = ["Rap", "Soul", "Israeli", "Mizrahi", "Polka", "Dubstep", "Rap, Soul", "Rap, Hip Hop"]
NAMES = "abcdefghijklmn"


def _slot(name: str) -> Slot:
    """Some share an ISRC, some are Hebrew, and h, i, j, k are one song at four lengths.

    Of those lengths only neighbours are within two seconds of each other.
    """
    isrc = {"a": "I1", "b": "I1", "c": "I2", "d": "I2", "k": "I2"}.get(name)
    if name in "hijk":
        return track(name, "z", title="s", isrc=isrc, ms=100_000 + 1_500 * "hijk".index(name))
    return track(name, title="שלום" if name in "aeg" else "", isrc=isrc)


SLOTS = st.sampled_from([*map(_slot, NAMES), *map(_slot, NAMES), NULL, LOCAL, EPISODE])


@st.composite
def configs(draw: st.DrawFn) -> Config:
    order = draw(st.sampled_from(["append", "oldest-first", "newest-first"]))
    israeli = draw(st.sampled_from(["[]", "[mizrahi]", "[mizrahi, rap]", "[rap]"]))
    rap = draw(st.sampled_from(["[]", "[mizrahi]", "[soul]"]))
    orphans = draw(st.sampled_from(["keep", "remove", "{move_to: sort}", "{move_to: rap}"]))
    duplicates = draw(st.sampled_from(["recording", "uri"]))
    return config(f"""
    masters:
      rap:
        playlist: "0000000000000000000rap"
        genres: [Rap, Hip Hop]
        excludes: {rap}
        order: {order}
      soul: {{playlist: "000000000000000000soul", genres: [Soul], order: {order}}}
      israeli:
        playlist: "000000000000000israeli"
        genres: [Israeli]
        excludes: {israeli}
        also: [{{script: Hebrew}}]
      mizrahi: {{playlist: "000000000000000mizrahi", genres: [Mizrahi]}}
      sort: {{playlist: "000000000000000000sort", catch_all: true}}
    drop: [Dubstep]
    policy: {{orphans: {orphans}, duplicates: {duplicates}}}
    """)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[str, tuple[Slot, ...]]:
    pairs = draw(st.lists(st.tuples(st.sampled_from(GENRES), st.integers(1, 4)), max_size=4))
    total = sum(number for _, number in pairs) + draw(st.sampled_from([0, 0, 0, 1]))
    content = draw(st.lists(SLOTS, min_size=total, max_size=total))
    return " ♩ ".join(f"{genre} {number}" for genre, number in pairs), tuple(content)


@st.composite
def seasons(draw: st.DrawFn) -> tuple[Config, State]:
    cfg = draw(configs())
    readings = draw(st.dictionaries(st.integers(1, 52), weeks(), max_size=5))
    bases = draw(
        st.dictionaries(
            st.sampled_from([m.key for m in cfg.masters]), st.lists(SLOTS, max_size=8).map(tuple)
        )
    )
    return cfg, state(cfg, readings, bases)
