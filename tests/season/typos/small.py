"""Small seasons in which every artist has a genre: weeks are written as letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aum_sync.season.items import Slot, State
from aum_sync.season.typos.find import find
from aum_sync.season.typos.types import Finding
from tests.seasons import NULL, config, state, track

MASTERS = """
masters:
  rap: {genres: [Rap, Hip Hop, "Hip Hop, Rap"]}
  soul: {genres: [Soul, Neo Soul]}
  pop: {genres: [Indie Pop, Pop]}
  sort: {catch_all: true, genres: [Mixed]}
drop: [Dubstep]
"""
SEASON = dict.fromkeys(
    range(1, 13), ("♩ Rap 4 ♩ Soul 4 ♩ Indie Pop 4 ♩ Dubstep 2", "rrrrssssppppdd")
)
"""Twelve weeks in which everything is right."""


def tracks(week: int, letters: str) -> tuple[Slot, ...]:
    """``rs.-``: a track by a rapper, one by a soul singer, one by nobody known, a null."""
    return tuple(
        NULL
        if letter == "-"
        else track(f"{week}x{at}", "" if letter == "." else f"{letter}{(week + at) % 3}")
        for at, letter in enumerate(letters)
    )


def season(
    weeks: Mapping[int, tuple[str, str | tuple[Slot, ...]]], masters: str = MASTERS
) -> State:
    """The twelve weeks, with some of them otherwise."""
    both = {**SEASON, **weeks}
    return state(
        config(masters),
        {
            week: (text, tracks(week, content) if isinstance(content, str) else content)
            for week, (text, content) in both.items()
        },
    )


def found(text: str, content: str | tuple[Slot, ...], masters: str = MASTERS) -> Finding:
    """What is found of week 13, when the others are right."""
    findings = find(config(masters), season({13: (text, content)}, masters))
    assert [one.week for one in findings] == [*range(1, 14)]
    assert {one.verdict for one in findings[:12]} == {"consistent"}
    return findings[12]


def first(finding: Finding) -> str:
    """The first proposal: ``Rap 4, Soul 4``."""
    return ", ".join(f"{genre} {count}" for genre, count in finding.proposals[0].counts)


def moves(finding: Finding) -> list[str]:
    """What the first proposal moves: ``4 rap > soul``."""
    return [f"{move.position} {move.was} > {move.becomes}" for move in finding.proposals[0].moves]


def with_artists(content: tuple[Slot, ...], position: int, *names: str) -> tuple[Slot, ...]:
    """The tracks, one of them by other artists, the first one first."""
    artists = tuple(track("x", name).artists[0] for name in names)
    changed = replace(content[position], artists=artists)
    return (*content[:position], changed, *content[position + 1 :])
