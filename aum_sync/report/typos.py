"""Weeks with wrong counts, for a terminal: a table of them, or one with all that speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aum_sync.report.changes import ordinal
from aum_sync.report.columns import GAP, Column, align, place, share
from aum_sync.report.corrections import DESCRIBE
from aum_sync.report.remedies import Remedy
from aum_sync.report.style import Style
from aum_sync.report.typo_words import (
    Titles,
    chance,
    changes,
    evidence,
    expected,
    forecast,
    pairs,
)
from aum_sync.season.typos.types import Finding, Move, Proposal, Verdict
from aum_sync.text.cells import brief, visible, wrap
from aum_sync.text.words import plural

_WIDEST = 120
_NARROWEST = 60
_INDENT = 2
_INNER = 5
_COLUMNS = (Column(right=True), Column(), Column(1), Column(right=True), Column(right=True))
_MEANT = 2
"""The column that is told in whole, on several lines where it must be."""
_HEAD = ("week", "verdict", "as it may be meant", "chance", "tracks")
_MOVE = (Column(right=True), Column(4), Column(3), Column(4))

_PAINT: Mapping[Verdict, Callable[[Style, str], str]] = {
    "consistent": Style.green,
    "typo": Style.red,
    "suspicious": Style.yellow,
}
_ORDER: tuple[Verdict, ...] = ("typo", "suspicious", "consistent")
Remedies = Mapping[int, Remedy]
"""How each week that has a proposal can be put right."""

_NO_SINGLE_TRACK = "For the first no single track speaks: it is how sizes and spelling add up."
_NOTHING_FITS = "no likely reading explains its tracks: listen, and correct it by hand"


def render(
    findings: Sequence[Finding], waiting: Collection[int], remedies: Remedies, style: Style
) -> str:
    """The weeks to listen to, most tracks first, in lines of at most ``style.cells`` (at least 60).

    ``waiting`` are weeks that do not pass as they are, so that nothing of them is placed. The last
    line sums up.
    """
    cells = _cells(style)
    found = [finding for finding in findings if finding.verdict != "consistent"]
    found.sort(key=lambda finding: (-round(forecast(finding)), finding.week))
    blocks = [
        _table(found, waiting, style, cells),
        _way_on(found, remedies, style, cells),
        [style.bold(line) for line in wrap(summary(findings, waiting), cells)],
    ]
    return "\n".join(line for block in blocks if block for line in (*block, "")).rstrip("\n")


def summary(findings: Sequence[Finding], waiting: Collection[int]) -> str:
    """``50 weeks: 2 probable typos, 47 consistent; about 4 tracks would change master.``."""
    counts = Counter(finding.verdict for finding in findings)
    words = [
        plural(counts[verdict], "probable typo")
        if verdict == "typo"
        else f"{counts[verdict]:,} {verdict}"
        for verdict in _ORDER
        if counts[verdict]
    ]
    parts = [plural(len(findings), "week") + (f": {', '.join(words)}" if words else "")]
    tracks = sum(map(forecast, findings))
    if len(findings) > counts["consistent"]:
        parts.append(f"{expected(tracks)} would change master")
    if still := [one for one in findings if one.week in waiting and one.proposals]:
        items = sum(count for one in still for _, count in one.proposals[0].counts)
        parts.append(f"{plural(items, 'item')} of {plural(len(still), 'week')} wait to be placed")
    return f"{'; '.join(parts)}."


def render_weeks(
    findings: Sequence[Finding],
    waiting: Collection[int],
    remedies: Remedies,
    titles: Titles,
    style: Style,
) -> str:
    """These weeks with their proposals, the tracks that would move, and the evidence.

    ``titles`` are the masters' by key. Lines take at most ``style.cells`` cells (at least 60).
    """
    shown = (
        _Week(finding, finding.week in waiting, remedies.get(finding.week), titles, style)
        for finding in findings
    )
    return "\n\n".join("\n".join(week.lines()) for week in shown)


def _cells(style: Style) -> int:
    return max(min(style.cells, _WIDEST), _NARROWEST)


def _verdict(finding: Finding, *, held: bool) -> str:
    return f"{finding.verdict}, held" if held else finding.verdict


def _table(
    found: Sequence[Finding], waiting: Collection[int], style: Style, cells: int
) -> list[str]:
    if not found:
        return []
    rows = [_row(finding, held=finding.week in waiting) for finding in found]
    widths = share([_HEAD, *rows], _COLUMNS, cells)
    lines = [style.dim(GAP.join(place(_HEAD, widths, _COLUMNS)))]
    for finding, row in zip(found, rows, strict=True):
        first, *rest = wrap(row[_MEANT], widths[_MEANT])
        shown = place((*row[:_MEANT], first, *row[_MEANT + 1 :]), widths, _COLUMNS)
        shown[1] = _PAINT[finding.verdict](style, shown[1])
        indent = " " * (sum(widths[:_MEANT]) + _MEANT * len(GAP))
        lines += [GAP.join(shown).rstrip(), *(indent + line for line in rest)]
    return lines


def _row(finding: Finding, *, held: bool) -> tuple[str, ...]:
    verdict = _verdict(finding, held=held)
    if not finding.proposals:
        return (str(finding.week), verdict, "nothing fits: listen", "", "")
    first = finding.proposals[0]
    tracks = round(forecast(finding))
    meant = visible(changes(finding, first))
    return (str(finding.week), verdict, meant, chance(first.probability), f"{tracks:,}")


def _way_on(found: Sequence[Finding], remedies: Remedies, style: Style, cells: int) -> list[str]:
    """What to look at first, and how to put it right."""
    week = next((finding.week for finding in found if finding.proposals), None)
    if week is None:
        return []
    ways = [f"aum-sync typos --week {week} says why and lists the tracks"]
    if remedies[week].writes:
        ways.append(f"{remedies[week].command} writes the correction")
    return [line for text in ways for line in _arrow(text, style, cells)]


def _arrow(text: str, style: Style, cells: int) -> Iterator[str]:
    first, *rest = wrap(visible(text), cells - _INDENT)
    yield f"{style.cyan('→')} {first}"
    yield from (" " * _INDENT + line for line in rest)


@dataclass(frozen=True, slots=True)
class _Week:
    """One week, with everything that is found of it."""

    finding: Finding
    held: bool
    remedy: Remedy | None
    titles: Titles
    style: Style

    @property
    def cells(self) -> int:
        return _cells(self.style)

    def lines(self) -> Iterator[str]:
        """A heading, what is declared, the proposals, the evidence, the way on."""
        finding = self.finding
        paint = _PAINT[finding.verdict]
        if finding.verdict == "consistent" and not finding.declared:
            yield self.style.bold(f"week {finding.week}: not described yet")
            yield from _arrow(DESCRIBE, self.style, self.cells)
            return
        heading = f"week {finding.week}: {_verdict(finding, held=self.held)}"
        yield self.style.bold(paint(self.style, heading))
        yield from self._indented(f"declared: {pairs(finding.declared) or 'nothing'}")
        if finding.verdict == "consistent":
            return
        if not finding.proposals:
            yield from self._indented(_NOTHING_FITS)
            return
        for number, proposal in enumerate(finding.proposals, 1):
            yield from self._proposal(number, proposal)
        yield from self._evidence()
        yield from self._way_on()

    def _indented(self, text: str, by: int = _INDENT) -> Iterator[str]:
        for line in wrap(visible(text), self.cells - by):
            yield " " * by + line

    def _proposal(self, number: int, proposal: Proposal) -> Iterator[str]:
        """What it changes, how it reads then, and of the first one every track that moves."""
        head = f"{number}. {chance(proposal.probability)}: {changes(self.finding, proposal)}"
        first, *rest = wrap(visible(head), self.cells - _INNER)
        yield ""
        yield " " * _INDENT + self.style.bold(first)
        yield from (" " * _INNER + self.style.bold(line) for line in rest)
        yield from self._indented(pairs(proposal.counts), _INNER)
        yield from self._indented(self._moving(proposal), _INNER)
        if number == 1:
            yield from self._moves(proposal.moves)

    def _moving(self, proposal: Proposal) -> str:
        if proposal.moves:
            return f"{plural(len(proposal.moves), 'track')} would change master"
        return "held: none of it is placed yet" if self.held else "no track would change master"

    def _moves(self, moves: Sequence[Move]) -> Iterator[str]:
        rows = [self._move(move) for move in moves]
        for row in align(rows, _MOVE, self.cells - _INNER):
            yield (" " * _INNER + GAP.join(row)).rstrip()

    def _move(self, move: Move) -> tuple[str, ...]:
        slot = move.slot
        title = slot.name if slot.name.strip() else slot.written_uri or ""
        homes = f"{self._home(move.was)} → {self._home(move.becomes)}"
        return tuple(map(visible, (ordinal(move.position), title, slot.byline, homes)))

    def _home(self, key: str | None) -> str:
        return "no master" if key is None else self.titles[key]

    def _evidence(self) -> Iterator[str]:
        clues = self.finding.evidence
        if not clues and not self.finding.proposals[1:]:
            return
        yield ""
        yield from self._indented("For the first speaks:" if clues else _NO_SINGLE_TRACK)
        for clue in clues:
            yield from self._indented(brief(evidence(clue, self.titles)), _INDENT + 2)

    def _way_on(self) -> Iterator[str]:
        assert self.remedy is not None, "a week with a proposal has a remedy"
        yield ""
        for text in self.remedy.ways():
            yield from _arrow(text, self.style, self.cells)
