"""An explanation as text: what came of a track, rule by rule, each with its line below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from shlex import quote

from aum_sync.plan.explain.types import Appearance, Candidate, Explanation, Holding, Member, Rule
from aum_sync.report import explained_words as words
from aum_sync.report.columns import GAP, Column, place, share
from aum_sync.report.style import Style
from aum_sync.text.cells import brief, visible, width, wrap
from aum_sync.text.words import ranges

MOST_CANDIDATES = 20
"""More recordings than that are counted and not listed."""

_NARROWEST = 60
_WIDEST = 120
_STEP = 2
_HANGING = 4
"""How far the second line of a text stands in."""
_COLUMNS = (Column(4), Column(3), Column(2))

Paint = Callable[[str], str]


def render(explanation: Explanation, style: Style) -> str:
    """The explanation as lines of at most ``style.cells`` cells (at least 60)."""
    page = _Page(style)
    page.line(0, explanation.title, style.bold)
    page.line(0, explanation.artists)
    page.line(0, explanation.ask, style.dim)
    page.line(0, words.verdict(explanation.holdings))
    page.heading("In the weeks")
    for appearance in explanation.appearances:
        page.appearance(appearance, explanation)
    if not explanation.appearances:
        page.line(_STEP, "in none")
    page.heading("In the masters")
    masters = [one for one in explanation.holdings if one.of_master]
    for holding in masters:
        page.holding(holding, explanation)
    if not masters:
        page.line(_STEP, "in none, and none is asked to take it")
    if beside := [one for one in explanation.holdings if not one.of_master]:
        page.heading("In playlists that are no masters")
        for holding in beside:
            page.holding(holding, explanation)
    if len(explanation.members) > 1:
        page.heading(f"One recording under {len(explanation.members):,} addresses")
        for member in explanation.members:
            page.member(member)
    page.heading("What would place it elsewhere")
    page.line(_STEP, explanation.nearest.words)
    page.places(2 * _STEP, explanation.nearest.rules)
    return "\n".join(page.lines)


def render_candidates(candidates: Sequence[Candidate], style: Style) -> str:
    """Several recordings that may be meant, and under each how to ask for it."""
    page = _Page(style)
    page.line(0, f"{len(candidates):,} recordings may be meant. Ask for one of them:")
    shown = candidates[:MOST_CANDIDATES]
    rows = [tuple(map(visible, _row(candidate))) for candidate in shown]
    widths = share(rows, _COLUMNS, page.cells - _STEP)
    for candidate, row in zip(shown, rows, strict=True):
        page.lines.append(" " * _STEP + GAP.join(place(row, widths, _COLUMNS)).rstrip())
        page.line(2 * _STEP, f"aum-sync explain {quote(candidate.ask)}", style.cyan)
    if left := len(candidates) - len(shown):
        page.line(0, f"and {left:,} more: add words of the title or the artists", style.yellow)
    return "\n".join(page.lines)


def _row(candidate: Candidate) -> tuple[str, str, str]:
    where = [f"#{ranges(candidate.weeks)}"] if candidate.weeks else []
    others = [f"{one.title} (no master)" for one in candidate.others]
    return candidate.title, candidate.artists, ", ".join((*where, *candidate.masters, *others))


class _Page:
    """The lines of one answer; every text goes through :meth:`line`, so none gets out raw."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self.cells = max(min(style.cells, _WIDEST), _NARROWEST)
        self.lines: list[str] = []

    def line(self, indent: int, text: str, paint: Paint = str) -> None:
        """A text, wrapped; nothing for an empty one."""
        if shown := visible(text).strip():
            room = self.cells - indent
            first, *rest = wrap(shown, room if width(shown) <= room else room - _HANGING)
            self.lines.append(" " * indent + paint(first))
            self.lines += (" " * (indent + _HANGING) + paint(part) for part in rest)

    def heading(self, text: str) -> None:
        """The start of a part."""
        self.lines.append("")
        self.line(0, text, self._style.bold)

    def appearance(self, one: Appearance, explanation: Explanation) -> None:
        """A position of a week: what came of it, and for every master it asks for why."""
        self.line(_STEP, words.where(one, explanation))
        self.line(2 * _STEP, str(one.place), self._style.dim)
        for text in words.fate(one):
            self.line(2 * _STEP, brief(text), words.fate_paint(one, self._style))
        if one.corrected:
            self._rules(3 * _STEP, (one.corrected,))
        for home in one.homes:
            self._rules(3 * _STEP, home.rules)
            self._rules(3 * _STEP, home.barred_by, words.against(home))
        if not one.homes:
            self._rules(3 * _STEP, one.rules)

    def holding(self, one: Holding, explanation: Explanation) -> None:
        """What a master has of it, and gets."""
        self.line(_STEP, words.holding(one, explanation), words.action_paint(one, self._style))
        if one.place:
            self.line(2 * _STEP, str(one.place), self._style.dim)
        self._rules(3 * _STEP, one.rules)

    def member(self, one: Member) -> None:
        """A URI of the recording, and what joins it to another."""
        self.line(_STEP, words.member(one))
        if one.link:
            self.line(2 * _STEP, words.link(one.link), self._style.dim)

    def places(self, indent: int, rules: Iterable[Rule]) -> None:
        """Where rules stand, and what to write where one is a default."""
        for rule in rules:
            self.line(indent, f"{rule.place} {rule.path}", self._style.dim)
            if rule.default:
                self.line(indent, f"a default; to change it, {rule.default}", self._style.cyan)

    def _rules(self, indent: int, rules: Iterable[Rule], before: str = "") -> None:
        for rule in rules:
            self.line(indent, f"{before}{rule.words}")
            self.places(indent + _STEP, (rule,))
