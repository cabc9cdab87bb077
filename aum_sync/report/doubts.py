"""Weeks that a plan or a pull request is about and that were probably meant otherwise.

Nothing of this changes a plan: it is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aum_sync.config.loader import DEFAULT_PATH
from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config
from aum_sync.errors import Fault, Place
from aum_sync.plan.types import Plan
from aum_sync.report.corrections import Change, change_of, fix_of, undecided
from aum_sync.report.fixed import Fix
from aum_sync.report.typo_words import Titles, chance, changes, expected, forecast
from aum_sync.report.view import View, masters_of
from aum_sync.season.items import Reading, State, WeekState
from aum_sync.season.typos.cases import too_many
from aum_sync.season.typos.types import Finding
from aum_sync.season.weeks import Judged, judge
from aum_sync.text.cells import brief
from aum_sync.text.words import plural

if TYPE_CHECKING:
    from aum_sync.report.remedies import Remedy

_FAILING = frozenset({"checksum-mismatch", "missing-counts", "stale-correction"})
"""The codes of problems of weeks that are described and do not pass."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A week that has a proposal, and its latest reading.

    ``remedy`` is how it can be put right. ``fix`` is the correction that the first proposal asks
    for; None where the second one is too near, or where no correction can say it.
    """

    finding: Finding
    judged: Judged
    remedy: Remedy
    fix: Fix | None = None

    @property
    def week(self) -> int:
        """The week's number."""
        return self.finding.week

    @property
    def words(self) -> str:
        """``probably: Rap 4, not 5 (93 %)``; where two ways are near, both."""
        ways = [
            f"{changes(self.finding, one)} ({chance(one.probability)})"
            for one in self.finding.proposals
        ]
        if undecided(self.finding):
            return f"one of two things: {ways[0]}, or {ways[1]}"
        return f"{'probably' if self.finding.verdict == 'typo' else 'perhaps'}: {ways[0]}"

    @property
    def moving(self) -> str:
        """What comes of it: ``about 4 tracks would change master``."""
        if not self.judged.passes:
            count = len(self.judged.reading.slots)
            return f"its {plural(count, 'item')} {'waits' if count == 1 else 'wait'} to be placed"
        return f"{expected(forecast(self.finding))} would change master"

    @property
    def command(self) -> str:
        """What writes the correction, or says what to decide by."""
        return self.remedy.command

    def change(self, text: str, titles: Titles) -> Change | None:
        """How the YAML would say it; None where that cannot be told."""
        return change_of(text, self.fix, self.judged, titles) if self.fix else None


@dataclass(frozen=True, slots=True)
class Doubts:
    """Weeks with a proposal, those first in which most tracks would change master.

    ``titles`` are the masters' by key; ``text`` is the YAML of the configuration; ``more`` weeks
    of the season look wrong too, and are not what this is about. ``aside`` is why the season was
    not searched; nothing where it was.
    """

    found: tuple[Doubt, ...] = ()
    titles: Titles = field(default_factory=dict)
    text: str = ""
    more: int = 0
    aside: str = ""

    @property
    def summary(self) -> str:
        """``3 weeks; about 4 tracks would change master, 30 items wait to be placed``."""
        placed = [one for one in self.found if one.judged.passes]
        held = [one for one in self.found if not one.judged.passes]
        parts = []
        if placed:
            tracks = sum(forecast(one.finding) for one in placed)
            parts.append(f"{expected(tracks)} would change master")
        if held:
            items = sum(len(one.judged.reading.slots) for one in held)
            parts.append(
                f"{plural(items, 'item')} of {plural(len(held), 'week')} wait to be placed"
            )
        return f"{plural(len(self.found), 'week')}; {', '.join(parts)}"

    def faults(self, source: SourceMap) -> list[Fault]:
        """A warning for each, at its correction or where that is to be written."""
        last = Place(source.path, len(self.text.rstrip().split("\n")), 1)
        beside = source.place("corrections") is not None
        return [
            Fault(
                brief(f"week {one.week}, {one.words}; {one.moving}"),
                source.key_at_rule(f"corrections.weeks.{one.week}") if beside else last,
                one.command,
                level="warning",
            )
            for one in self.found
        ]


NO_DOUBTS = Doubts()

Search = Callable[[], tuple[Finding, ...]]
"""Looks through a season for typos."""


def search_of(config: Config, state: State) -> tuple[Finding, ...]:
    """What is found in a season."""
    # Seconds of work on a large season, for which most plans have no reason.
    from aum_sync.season.typos.find import find

    return find(config, state)


def doubts(
    config: Config,
    state: State,
    weeks: Collection[int],
    text: str = "",
    search: Search | None = None,
) -> Doubts:
    """What is to be said of some weeks. The season is searched only where it knows one of them.

    ``search`` is of this very season, where it was begun before.
    """
    season = {week.week: week.latest for week in state.weeks if week.week in config.season}
    readings = {week: season[week] for week in weeks if week in season}
    if not readings:
        return NO_DOUBTS
    if aside := too_many(config, state):
        return Doubts(aside=aside)
    findings = search() if search else search_of(config, state)
    found = [
        _doubt(finding, readings[finding.week], config)
        for finding in findings
        if finding.week in readings and finding.proposals
    ]
    told = [one for one in found if not one.judged.passes or one.finding.proposals[0].moves]
    told.sort(key=lambda one: (-round(forecast(one.finding)), one.week))
    titles = {master.key: master.title for master in config.masters}
    wrong = {finding.week for finding in findings if finding.verdict != "consistent"}
    return Doubts(tuple(told), titles, text, len(wrong - {one.week for one in told}))


def doubts_of(
    read: Callable[[str], bytes | None],
    config: Config,
    state: State,
    weeks: Collection[int],
    search: Search | None = None,
) -> Doubts:
    """What is to be said of some weeks of the season whose files ``read`` gives."""
    return doubts(config, state, weeks, (read(DEFAULT_PATH) or b"").decode(), search)


def _doubt(finding: Finding, reading: Reading, config: Config) -> Doubt:
    from aum_sync.report.remedies import remedy_of

    judged = judge(reading, config)
    remedy = remedy_of(finding, judged, config)
    if undecided(finding):
        return Doubt(finding, judged, remedy)
    fix = fix_of(finding, finding.proposals[0], judged, config)
    return Doubt(finding, judged, remedy, fix if isinstance(fix, Fix) else None)


def planned_weeks(plan: Plan, view: View) -> frozenset[int]:
    """The weeks that the view shows and that change a master in this plan, or do not pass."""
    masters = masters_of(plan, view)
    weeks = {add.week for master in masters for add in master.add}
    weeks |= {gone.week for master in masters for gone in master.remove}
    weeks |= {problem.week for problem in plan.problems if problem.code in _FAILING}
    return frozenset(week for week in weeks if week is not None and view.week(week))


def touched(before: tuple[Config, State] | None, config: Config, state: State) -> frozenset[int]:
    """The weeks with another reading or correction than before; all, where that is not known."""
    weeks = {week.week: week for week in state.weeks}
    if before is None:
        return frozenset(weeks)
    known = {week.week: week for week in before[1].weeks}
    then, now = _corrections(before[0]), _corrections(config)
    return frozenset(
        number
        for number, week in weeks.items()
        if number not in known
        or _content(week) != _content(known[number])
        or then.get(number) != now.get(number)
    )


def _corrections(config: Config) -> Mapping[int, tuple[str, str]]:
    return {one.week: (one.genres, one.was) for one in config.week_corrections}


def _content(week: WeekState) -> list[object]:
    """What counts of its readings: no version ids."""
    readings: Iterable[Reading | None] = (week.passed, week.held)
    return [one and (one.playlist, one.description, one.slots) for one in readings]
