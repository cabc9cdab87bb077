"""Random seasons with everything that DESIGN 4 to 6 knows, valid and small enough to be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from aum_sync.config.types import Config
from aum_sync.season.items import Account, Pin, Reading, Slot, Snapshot, State, WeekState
from tests.generated_documents import (
    BESIDE,
    KEYS,
    TYPED,
    WEEKS,
    Document,
    chance,
    cleanups,
    corrections,
    masters,
    playlist_id,
    policies,
    promises,
)
from tests.generated_tracks import in_masters, in_weeks, in_weeks_of, named
from tests.seasons import config, reading


@dataclass(frozen=True)
class Generated:
    """A season: its YAML as a mapping, its state, and the masters that cannot be read just now."""

    document: Document
    state: State
    unreadable: tuple[str, ...] = ()

    @cached_property
    def config(self) -> Config:
        return loaded(yaml_of(self.document))

    @property
    def why_unreadable(self) -> dict[str, tuple[str, str | None]]:
        return dict.fromkeys(self.unreadable, ("it cannot be read", None))

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: object) -> None:
        printer.text(f"\n{self}\n")

    def __str__(self) -> str:
        lines = [yaml_of(self.document)]
        for week in self.state.weeks:
            for name, one in (("passed", week.passed), ("held", week.held)):
                if one:
                    text = f"{week.week} {name}: {one.description!r} {named(one.slots)}"
                    lines.append(text)
        for known in (*self.state.snapshots, *self.state.others):
            playlist = known.playlist.lstrip("0")
            lines.append(f"{known.key} (playlist {playlist}): {named(known.slots)}")
        lines += [f"{pin.path}: {named(pin.slots)}" for pin in self.state.pins]
        if self.state.account and self.state.account.namesakes:
            lines.append(f"namesakes: {self.state.account.namesakes}")
        return "\n".join([*lines, f"unreadable: {self.unreadable}"])


def yaml_of(document: Mapping[str, Any]) -> str:
    """The document as YAML, a line to a master and to every other part."""
    lines: list[str] = []
    for key, part in document.items():
        if key == "masters":
            lines.append("masters:")
            lines += [f"  {name}: {_flow(master)}" for name, master in part.items()]
        else:
            lines.append(f"{key}: {_flow(part)}")
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def loaded(text: str) -> Config:
    """The configuration of a YAML text, kept nowhere."""
    return config.__wrapped__(text)


def contents(known: tuple[WeekState, ...]) -> st.SearchStrategy[tuple[Slot, ...]]:
    """What a playlist holds: often what weeks hold too."""
    slots = in_weeks_of(known) | in_masters
    return st.lists(slots, max_size=8).map(tuple)


@st.composite
def readings(draw: st.DrawFn, week: int) -> Reading:
    """A reading that mostly passes."""
    counts = st.sampled_from([1, 2, 3, 1, 2, 3, 0])
    pairs = draw(st.lists(st.tuples(st.sampled_from(TYPED), counts), min_size=1, max_size=4))
    typed = [f"{genre} {count}" for genre, count in pairs]
    total = sum(count for _, count in pairs)
    if draw(chance(10)):
        typed[draw(st.integers(0, len(typed) - 1))] = pairs[0][0]
    total = max(total + draw(st.sampled_from([0] * 8 + [1, -1])), 0)
    text = "" if draw(chance(3)) else " ♩ ".join(typed)
    return reading(week, text, tuple(draw(st.lists(in_weeks, min_size=total, max_size=total))))


@st.composite
def weeks(draw: st.DrawFn) -> tuple[WeekState, ...]:
    found: list[WeekState] = []
    for number in sorted(draw(st.sets(st.sampled_from(WEEKS), min_size=1, max_size=5))):
        files = draw(st.sampled_from(["passed"] * 4 + ["held", "both", "both"]))
        passed = draw(readings(number)) if files != "held" else None
        held = draw(readings(number)) if files != "passed" else None
        found.append(WeekState(number, passed, held))
    return tuple(found)


def _snapshot(key: str, playlist: str, slots: tuple[Slot, ...]) -> Snapshot:
    return Snapshot(key, playlist, key, "", None, "v1", None, slots)


@st.composite
def states(draw: st.DrawFn, document: Document, known: tuple[WeekState, ...]) -> State:
    """Mostly every master was read and every pin is there."""
    snapshots: list[Snapshot] = []
    namesakes: list[tuple[str, str]] = []
    pins: list[Pin] = []
    slots = contents(known)
    for key, master in document["masters"].items():
        was = master.get("was")
        under = was if was and draw(chance(70)) else key
        if "playlist" not in master:
            namesakes += [("0" * 22, key)] if draw(chance(30)) else []
        elif not draw(chance(15)):
            playlist = master["playlist"] if not draw(chance(4)) else playlist_id("elsewhere")
            snapshots.append(_snapshot(under, playlist, draw(slots)))
        if "pin" in master and not draw(chance(20)):
            pins.append(Pin(master["pin"], "2026-11-22", "rolled back", draw(slots)))
    others = tuple(
        _snapshot(playlist, playlist, draw(slots))
        for playlist in BESIDE
        if document.get("cleanup") and not draw(chance(20))
    )
    account = Account("curator", tuple(namesakes))
    snapshots.sort(key=lambda snapshot: snapshot.key)
    return State(known, tuple(snapshots), account, pins=tuple(pins), others=others)


@st.composite
def seasons(draw: st.DrawFn) -> Generated:
    """A whole season."""
    known = draw(weeks())
    count = draw(st.integers(1, len(KEYS)))
    keys = list(draw(st.permutations(KEYS)))[:count]
    document = draw(masters(keys))
    document["cleanup"] = draw(cleanups(keys))
    document["corrections"] = draw(corrections(document, known))
    document["expect"] = draw(promises(keys))
    document["policy"] = draw(policies(keys))
    state = draw(states(document, known))
    unreadable = tuple(
        s.key for s in state.snapshots if s.key in document["masters"] and draw(chance(5))
    )
    return Generated(document, state, unreadable)
