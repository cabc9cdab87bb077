"""DESIGN 6: genre places an item, `also` adds homes, a correction replaces both."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from aum_sync.config.types import AlsoRule, Config, ScriptRule
from aum_sync.plan.types import FateName
from aum_sync.season.items import Slot, State
from aum_sync.text.fold import fold
from tests.oracle.genres import DROPPED, lead
from tests.oracle.music import Music
from tests.oracle.weeks import Week, weeks_of


@dataclass(frozen=True)
class Home:
    """A master that an item asks for."""

    master: str
    rule: str
    path: str
    review: bool = False


@dataclass(frozen=True)
class Item:
    """One position of one week. ``fate`` is what it is where it has no homes, by ``path``."""

    week: int
    position: int
    slot: Slot
    genre: str | None
    recording: str | None
    homes: tuple[Home, ...]
    fate: FateName = "placed"
    path: str = ""


def items_of(config: Config, state: State, music: Music) -> list[Item]:
    """Every item of the weeks in range, by week and position."""
    return [
        _item(config, music, week, position)
        for week in weeks_of(config, state)
        for position in range(len(week.reading.slots))
    ]


def _item(config: Config, music: Music, week: Week, position: int) -> Item:
    slot, genre = week.reading.slots[position], week.genres[position]
    recording = music.of_slot(slot)

    def item(homes: tuple[Home, ...], fate: FateName = "placed", path: str = "") -> Item:
        return Item(week.reading.week, position, slot, genre, recording, homes, fate, path)

    if week.use == "held":
        return item((), "held", "policy.on_mismatch")
    if recording is None:
        return item((), *_no_track(slot))
    for correction in reversed(config.track_corrections):
        if correction.uri in music.week_uris and music.of(correction.uri) == recording:
            homes = tuple(Home(key, "correction", correction.path) for key in correction.masters)
            return item(homes) if homes else item((), "dropped", correction.path)
    if genre is None:
        return item((Home(config.catch_all.key, "catch-all", "policy.on_mismatch"),))
    first = lead(genre, config)
    if first.to == DROPPED:
        return item((), "dropped", first.path)
    return item((Home(first.to, first.rule, first.path), *_also(config, slot, first.to)))


def _no_track(slot: Slot) -> tuple[FateName, str]:
    if slot.state == "track":
        return "unsupported", "built-in.uri"
    if slot.state == "episode":
        return "unsupported", "built-in.episode"
    return "unaddressable", f"built-in.{slot.state}"


def _also(config: Config, slot: Slot, first: str) -> list[Home]:
    """Second homes: at most one per master, by the first of its rules that holds."""
    homes: list[Home] = []
    for master in config.masters:
        holding = [rule for rule in master.also if _falls_under(rule, slot)]
        if holding and master.key != first:
            homes.append(Home(master.key, "also", holding[0].path, holding[0].review))
    return homes


def _falls_under(rule: AlsoRule, slot: Slot) -> bool:
    if isinstance(rule, ScriptRule):
        texts = [slot.name, *(artist.name for artist in slot.artists)]
        letter = rf"(?=\p{{L}})\p{{Script={rule.script}}}"
        return any(regex.search(letter, text) for text in texts)
    return any(artist.id in rule.ids or fold(artist.name) in rule.names for artist in slot.artists)
