"""Where each genre goes: a Mermaid flowchart, and the same figures as a table.

A flowchart, not a sankey diagram: GitHub draws both, but a sankey takes its labels as plain CSV,
without character codes, and shows them in one colour on dark and light pages alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from aum_sync.plan.types import Plan
from aum_sync.report.escape import diagram
from aum_sync.report.markdown import FOLD_END, fold, table_head, table_row
from aum_sync.report.review.blocks import Block, Section
from aum_sync.report.review.cells import words
from aum_sync.report.view import View
from aum_sync.text.words import plural

MOST_EDGES = 40
_TITLE = "Where each genre goes"
_NO_GENRE = "(no genre)"


@dataclass(frozen=True, slots=True)
class Edge:
    """So many tracks of one genre, as typed, are in one master, or have this fate."""

    genre: str
    master: str
    tracks: int


def edges_of(plan: Plan, view: View) -> list[Edge]:
    """The edges with the most tracks first, at most 40: what is beyond that is the last one."""
    titles = {master.key: master.title for master in plan.masters}
    counts: Counter[tuple[str, str]] = Counter()
    for fate in plan.fates:
        if view.fate(fate):
            ends = [titles.get(key, key) for key in fate.masters] or [f"({fate.fate})"]
            counts.update((fate.genre or _NO_GENRE, end) for end in ends)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    edges = [Edge(genre, master, tracks) for (genre, master), tracks in ordered]
    if len(edges) <= MOST_EDGES:
        return edges
    rest = edges[MOST_EDGES - 1 :]
    genres = {edge.genre for edge in rest}
    masters = {edge.master for edge in rest}
    other = Edge(
        f"other: {plural(len(genres), 'genre')}",
        f"other: {plural(len(masters), 'end')}",
        sum(edge.tracks for edge in rest),
    )
    return [*edges[: MOST_EDGES - 1], other]


def flow(plan: Plan, view: View) -> tuple[Section, Section]:
    """The diagram and its table, each in a fold; without any row where there is no genre."""
    edges = edges_of(plan, view)
    table = Block(tuple(map(_row, edges)), fold("The same as a table", _HEAD), FOLD_END)
    drawn = Block((_chart(edges),) if edges else (), fold(_TITLE), FOLD_END)
    return Section("diagram", 1, (drawn,)), Section("rows of its table", 2, (table,))


_HEADER = f"""\
---
title: {_TITLE}
config:
  flowchart:
    nodeSpacing: 12
---
flowchart LR"""
_HEAD = table_head(("Genre as typed", "Master", "Tracks"), right="Tracks")


def _row(edge: Edge) -> str:
    return table_row((words(edge.genre), words(edge.master), f"{edge.tracks:,}"))


def _chart(edges: Sequence[Edge]) -> str:
    """Nodes bear names of ours; what curators typed stands in quoted labels alone."""
    genres = _named("g", [edge.genre for edge in edges])
    masters = _named("m", [edge.master for edge in edges])
    nodes = [f'  {node}["{diagram(genre)}"]' for genre, node in genres.items()]
    nodes += [f'  {node}(["{diagram(master)}"])' for master, node in masters.items()]
    ways = [f"  {genres[edge.genre]} -- {edge.tracks} --> {masters[edge.master]}" for edge in edges]
    return "\n".join(["```mermaid", _HEADER, *nodes, *ways, "```"])


def _named(letter: str, labels: Sequence[str]) -> dict[str, str]:
    return {label: f"{letter}{index}" for index, label in enumerate(dict.fromkeys(labels))}
