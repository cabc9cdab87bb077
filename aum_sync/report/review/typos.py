"""Weeks that were probably meant otherwise: how, why, what would move, and the correction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from aum_sync.report.changes import ordinal
from aum_sync.report.corrections import Change, undecided
from aum_sync.report.doubts import Doubt, Doubts
from aum_sync.report.escape import markdown
from aum_sync.report.markdown import FOLD_END, fenced, fold, table_head, table_row
from aum_sync.report.review.blocks import Block, Section
from aum_sync.report.review.cells import words
from aum_sync.report.review.types import Ways
from aum_sync.report.typo_words import chance, evidence, pairs
from aum_sync.season.typos.types import Move
from aum_sync.text.cells import brief, visible
from aum_sync.text.words import plural

_CONFIG = "config/season.yaml"
_MOST_CORRECTIONS = 20
"""Each takes a sixteenth of a second: the YAML is edited and read back."""
_MOST_TRACKS = 30
_LONGEST = 600
_URL = re.compile(r"https?://[\w.:-]+/[\w./%~-]*", re.ASCII)
_SAID = "Nothing of this is in the plan: a person decides."


def probable(doubts: Doubts, ways: Ways) -> Section:
    """Each week with what it probably means; those first in which most tracks would move."""
    changes = [one.change(doubts.text, doubts.titles) for one in doubts.found[:_MOST_CORRECTIONS]]
    weeks = (_Week(one, doubts, ways, change) for one, change in zip_longest(doubts.found, changes))
    title = f"#### Probably a typo\n\n{doubts.summary}. {_SAID}" if doubts.found else ""
    if title and doubts.more:
        beside = plural(doubts.more, "more week")
        title += f" {beside} of the season look wrong too: `aum-sync typos`."
    blocks = tuple(Block(("\n\n".join(week.parts()),)) for week in weeks)
    if doubts.aside:
        blocks = (Block((f"{doubts.aside}: `aum-sync typos`.",)),)
    return Section("weeks with a probable typo", 6, blocks, title)


class _Week:
    """One of them, as Markdown."""

    def __init__(self, doubt: Doubt, doubts: Doubts, ways: Ways, change: Change | None) -> None:
        self._doubt = doubt
        self._finding = doubt.finding
        self._titles = doubts.titles
        self._ways = ways
        self._change = change if change and plain(change) else None

    def parts(self) -> Iterator[str]:
        """What it means, why, and in a fold what comes of it."""
        one = self._doubt
        said = markdown(brief(one.words, _LONGEST))
        yield f"**Week {one.week}**, {said}; {one.moving}."
        yield "\n".join(self._reasons())
        if inside := [part for part in (self._moves(), self._correction()) if part]:
            title = "The correction, and what it moves" if self._change else "What it moves"
            yield fold(title, "\n\n".join(inside)) + FOLD_END

    def _reasons(self) -> Iterator[str]:
        yield f"- declared: {_said(pairs(self._finding.declared))}"
        ways = 2 if undecided(self._finding) else 1
        for proposal in self._finding.proposals[:ways]:
            yield f"- {chance(proposal.probability)}: {_said(pairs(proposal.counts))}"
        for clue in self._finding.evidence:
            yield f"- {_said(evidence(clue, self._titles))}"
        yield f"- {self._way_on()}"

    def _way_on(self) -> str:
        one = self._doubt
        if one.week in self._ways.suggested:
            return "the suggested change in *Files changed* commits the correction with one click"
        if one.judged.correction:
            return f"its correction does not hold; `{one.command}` says more"
        if not one.remedy.writes:
            return f"no correction can say it; `{one.command}` says what to write on Spotify"
        said = f"`{one.command}` writes the correction"
        if not one.remedy.prints:
            return said
        return f"{said}; with `--description` it prints the text to paste into Spotify"

    def _moves(self) -> str:
        moves = self._finding.proposals[0].moves
        if not moves:
            return ""
        rows = [table_row(self._move(move)) for move in moves[:_MOST_TRACKS]]
        head = table_head(("Place", "Track", "Artists", "As written", "Rather"), right="Place")
        left = len(moves) - _MOST_TRACKS
        more = [f"\n… and {plural(left, 'more track')}."] if left > 0 else []
        return "\n".join([head, *rows, *more])

    def _move(self, move: Move) -> tuple[str, ...]:
        slot = move.slot
        name = slot.name if slot.name.strip() else slot.written_uri or ""
        homes = (self._titles[key] if key else "no master" for key in (move.was, move.becomes))
        return (ordinal(move.position), words(name), words(slot.byline), *map(words, homes))

    def _correction(self) -> str:
        change = self._change
        if change is None:
            return ""
        where = f"in place of line {change.first} of"
        if change.last > change.first:
            where = f"in place of lines {change.first} to {change.last} of"
        elif change.last < change.first:
            where = f"behind line {change.last} of"
        url = self._ways.url
        file = f"[`{_CONFIG}`]({url})" if url and _URL.fullmatch(url) else f"`{_CONFIG}`"
        lines = fenced("\n".join(change.lines), "yaml")
        return f"The correction, {where} {file}:\n\n{lines}"


def plain(change: Change) -> bool:
    """Whether its lines can be shown as they are: nothing in them hides, or acts on a reader."""
    return all(visible(line) == line and "##[" not in line for line in change.lines)


def _said(text: str) -> str:
    return markdown(brief(text, _LONGEST))
