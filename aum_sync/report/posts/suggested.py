"""Suggested changes on a pull request: the correction of a week, which one click commits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aum_sync.report.corrections import Change
from aum_sync.report.doubts import Doubt, Doubts
from aum_sync.report.markdown import fenced
from aum_sync.report.posts.parts import marker, told
from aum_sync.report.typo_words import evidence
from aum_sync.text.cells import visible

MOST = 10
"""Each is a message to everybody who follows the pull request."""

_LISTEN = (
    "Listen first. Whoever commits this has a hand in the pull request: as ever, somebody else "
    "reviews it, with the plan that follows from it."
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Other ``lines`` of ``season.yaml``, counted from 1; ``body`` is what is said there."""

    week: int
    lines: range
    body: str


def suggestible(doubts: Doubts) -> tuple[Doubt, ...]:
    """The weeks that may have a suggested change, if their lines are shown."""
    found = (one for one in doubts.found if one.fix and one.finding.verdict == "typo")
    return tuple(found)[:MOST] if "\r" not in doubts.text else ()


def suggestions(doubts: Doubts, shown: Sequence[range], root: str) -> list[Suggestion]:
    """The corrections whose place is in ``shown``, the lines that a diff shows, hunk by hunk."""
    made = []
    for one in suggestible(doubts):
        change = one.change(doubts.text, doubts.titles)
        placed = _placed(change, doubts.text.split("\n"), shown) if change else None
        if placed and all(visible(line) == line for line in placed.lines):
            lines = range(placed.first, placed.last + 1)
            made.append(Suggestion(one.week, lines, _body(one, doubts, placed, root)))
    return made


def _placed(change: Change, text: Sequence[str], shown: Sequence[range]) -> Change | None:
    """The change as one of lines that are shown: what comes in takes a neighbour along."""
    return next((one for one in _ways(change, text) if _in_one(one, shown)), None)


def _ways(change: Change, text: Sequence[str]) -> Iterator[Change]:
    if change.first <= change.last:
        yield change
        return
    above, below = change.last, change.first
    yield Change(above, above, (text[above - 1], *change.lines))
    if below <= len(text):
        yield Change(below, below, (*change.lines, text[below - 1]))


def _in_one(change: Change, shown: Sequence[range]) -> bool:
    return any(change.first in hunk and change.last in hunk for hunk in shown)


def _body(one: Doubt, doubts: Doubts, change: Change, root: str) -> str:
    said = [f"**Week {one.week}**, {told(one.words)}; {one.moving}."]
    said += ["\n".join(f"- {told(evidence(c, doubts.titles))}" for c in one.finding.evidence)]
    said += [_LISTEN, fenced("\n".join(change.lines), "suggestion")]
    parts = "\n\n".join(part for part in said if part)
    return f"{marker('suggestion', root, one.week)}\n{parts}\n"
