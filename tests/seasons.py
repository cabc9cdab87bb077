"""Small seasons for tests, written as one would say them: weeks, bases, and a YAML of masters."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from functools import cache

from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.plan.build import build
from aum_sync.plan.types import Plan
from aum_sync.plan.workings import work_out
from aum_sync.season.items import (
    NULL_SLOT,
    Account,
    Artist,
    Reading,
    Slot,
    Snapshot,
    State,
    WeekState,
)
from aum_sync.season.weeks import judge

HEAD = """
version: 1
season:
  name: Test season
  weeks: 1-50
  match: 'Aum#(?P<week>\\d+)'
"""

MASTERS = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap, Hip Hop]}
  soul: {playlist: "000000000000000000soul", genres: [Soul]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""


def uri(name: str) -> str:
    """The track URI that a short name stands for."""
    return f"spotify:track:{name:0>22}"


def track(
    name: str, by: str = "", *, title: str = "", isrc: str | None = None, ms: int = 180_000
) -> Slot:
    """A track whose URI, title and artist come from its short name."""
    artist = Artist(f"id-{by or name}", by or f"Artist {name}")
    return Slot(uri(name), title or f"Song {name}", (artist,), "Album", ms, isrc)


LOCAL = Slot("spotify:local:a:b:c:1", "My file", (Artist(None, "Me"),), state="local")
EPISODE = Slot("spotify:episode:0000000000000000000001", "A talk", state="episode")
NULL = NULL_SLOT

Slots = str | tuple[Slot, ...]


def slots(content: Slots) -> tuple[Slot, ...]:
    """``"a b"`` as two tracks; ``-`` is a null."""
    if isinstance(content, tuple):
        return content
    return tuple(NULL if name == "-" else track(name) for name in content.split())


@cache
def config(text: str = MASTERS) -> Config:
    """The configuration of a YAML text; a head is put before one that has none."""
    whole = textwrap.dedent(text)
    if "version:" not in whole:
        whole = HEAD + whole
    contents = {"config/season.yaml": whole.encode()}
    return load(contents.get).config


def reading(week: int, description: str, content: Slots) -> Reading:
    """A reading of a week."""
    return Reading(week, f"{week:0>22}", f"Aum#{week}", description, "v1", slots(content))


def state(
    cfg: Config,
    weeks: Mapping[int, tuple[str, Slots]],
    bases: Mapping[str, Slots] | None = None,
    *,
    held: Mapping[int, tuple[str, Slots]] | None = None,
) -> State:
    """A state in which every master was read; readings that do not pass are held ones."""
    found: dict[int, WeekState] = {}
    for number, (text, content) in weeks.items():
        one = reading(number, text, content)
        passes = judge(one, cfg).passes
        found[number] = WeekState(number, one if passes else None, None if passes else one)
    for number, (text, content) in (held or {}).items():
        passed = found[number].passed if number in found else None
        found[number] = WeekState(number, passed, reading(number, text, content))
    snapshots = tuple(
        Snapshot(
            m.key, m.playlist, m.key, "", None, "v1", None, slots((bases or {}).get(m.key, ""))
        )
        for m in cfg.masters
        if m.playlist
    )
    return State(tuple(found[n] for n in sorted(found)), snapshots, Account("curator"))


def short_uri(text: str) -> str:
    """The short name that a track URI stands for."""
    return text.rsplit(":", 1)[-1].lstrip("0")


def short(slot: Slot) -> str:
    """The short name of a slot."""
    return short_uri(slot.uri) if slot.uri else "-"


def targets(cfg: Config, st: State) -> dict[str, str]:
    """What every master should hold, as short names in order."""
    merged = work_out(cfg, st).targets
    return {key: " ".join(short(p.slot) for p in merged[key].slots) for key in sorted(merged)}


def plan(cfg: Config, st: State) -> Plan:
    """The plan of the work tree from snapshots."""
    return build(cfg, st, commit=None, base_from="snapshots")


def changes(made: Plan, master: str) -> list[str]:
    """The changes of a master in words: ``+a alias``, ``-b misplaced``."""
    one = next(m for m in made.masters if m.key == master)
    leaving = [f"-{short_uri(r.uri)} {r.reason}" for r in one.remove]
    return leaving + [f"+{short_uri(a.uri)} {a.rule}" for a in one.add]


def fates(made: Plan) -> dict[str, str]:
    """``week.position`` to the fate's headline."""
    return {f"{f.week}.{f.position}": f.fate for f in made.fates}


def codes(made: Plan) -> list[str]:
    """The codes of the plan's problems, in order."""
    return [problem.code for problem in made.problems]
