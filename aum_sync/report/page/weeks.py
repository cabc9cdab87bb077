"""Each week: its text as typed with the segments marked, what is wrong, and how it may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from xml.etree.ElementTree import Element

from aum_sync.plan.types import Problem
from aum_sync.report.page.figures import words
from aum_sync.report.page.problems import problem_list
from aum_sync.report.page.tree import Child, element, isolated
from aum_sync.report.page.types import Colours, Report
from aum_sync.report.summary import FAILING
from aum_sync.report.typo_words import Titles, chance, changes, evidence, pairs
from aum_sync.report.validation import WeekCheck
from aum_sync.season.typos.types import Finding, Proposal
from aum_sync.season.verdict import complaint, correction_line, remedy
from aum_sync.text.fold import unescape
from aum_sync.text.words import plural

_BAR = 240
"""How wide the bar of a week's segments is drawn, in units of its own."""
_EVIDENCE = 5
_USES: Mapping[str, str] = {
    "placed": "",
    "older": "the reading before it is used",
    "held": "held",
    "triage": "to sort",
}
_DOUBTS = {"typo": "probably a typo", "suspicious": "suspicious"}


def weeks(report: Report, colours: Colours) -> Iterator[Element]:
    """One fold per week; its tracks are put in by the page's script."""
    findings = {finding.week: finding for finding in report.findings}
    for check in report.checks.weeks:
        yield _week(report, check, findings[check.week], colours)


def marks_of(report: Report) -> dict[int, list[int]]:
    """How many tracks lie in each segment of a week; where it fails, by the counts as written.

    It ends where a count is missing: nobody knows how many follow. Weeks whose tracks are those of
    an older reading have none.
    """
    return {
        check.week: list(_counts(check)) for check in report.checks.weeks if check.use != "older"
    }


def _counts(check: WeekCheck) -> Iterator[int]:
    known = check.judged.checksum.counts
    written = takewhile(
        lambda count: count is not None, (one.count for one in check.judged.description.segments)
    )
    return (count or 0 for count in known or written)


def _week(report: Report, check: WeekCheck, finding: Finding, colours: Colours) -> Element:
    reading = check.judged.reading
    doubtful = not check.passes or finding.verdict != "consistent"
    return element(
        "details",
        element(
            "summary",
            element("span", f"#{check.week}", class_="number"),
            isolated(reading.name, class_="name"),
            _status(check, finding),
            element("span", plural(check.real, "track"), class_="count"),
            _bar(check, colours),
        ),
        element(
            "div",
            _text(check, colours),
            *_complaint(check),
            *_meant(finding, report.titles),
            problem_list(_others(report, check.week)),
            element("ol", class_="items", data_week=check.week),
            class_="inner",
        ),
        id=f"week-{check.week}",
        class_="week doubtful" if doubtful else "week",
    )


def _others(report: Report, week: int) -> Iterator[Problem]:
    """The plan's problems of a week but that it fails, which is told in full already."""
    for problem in report.plan.problems:
        if problem.week == week and problem.code not in FAILING:
            yield problem


def _status(check: WeekCheck, finding: Finding) -> Element:
    """The checksum, what a plan makes of it, and what the typo finder thinks."""
    told = [words(check.status), _USES[check.use]]
    told += [_DOUBTS[finding.verdict]] if finding.verdict != "consistent" else []
    told += ["edited by hand"] if check.judged.reading.edited else []
    return element("span", ", ".join(filter(None, told)), class_=f"status {check.status}")


def _bar(check: WeekCheck, colours: Colours) -> Element:
    """The segments as parts of one bar, by what is written of them."""
    segments, counts = check.judged.description.segments, check.judged.checksum.counts
    numbers = counts or tuple(segment.count or 0 for segment in segments)
    whole = max(sum(numbers), check.real, 1)
    made = element(
        "svg", viewBox=f"0 0 {_BAR} 8", preserveAspectRatio="none", class_="bar", aria_hidden="true"
    )
    at = 0.0
    for segment, number in zip(segments, numbers, strict=True):
        wide = number * _BAR / whole
        colour = colours.of_genre(segment.genre)
        shape = {"x": f"{at:.1f}", "width": f"{max(wide - 1, 0):.1f}"}
        made.append(element("rect", y=0, height=8, class_=colour, **shape))
        at += wide
    return made


def _text(check: WeekCheck, colours: Colours) -> Element:
    """The text that was read, each segment in its master's colour with the count beside it."""
    segments, counts = check.judged.description.segments, check.judged.checksum.counts
    parts: list[Child] = []
    at = 0
    for index, segment in enumerate(segments):
        first, end = segment.span
        number = counts[index] if counts else segment.count
        told = "no count" if number is None else plural(number, "track")
        parts += [
            unescape(check.text[at:first]),
            element(
                "mark",
                unescape(check.text[first:end]),
                class_=colours.of_genre(segment.genre),
                title=f"{segment.genre}: {told}",
                data_genre=segment.genre,
            ),
        ]
        at = end
    if not check.text.strip():
        return element("p", "No description yet.", class_="quiet")
    return element(
        "blockquote", *parts, unescape(check.text[at:]), dir="auto", class_="description"
    )


def _complaint(check: WeekCheck) -> Iterator[Element]:
    judged = check.judged
    if not check.passes:
        yield element("p", f"{_capital(complaint(judged))}.", class_="wrong")
        yield element("p", _capital(remedy(judged)))
        yield element("pre", element("code", correction_line(judged)))
    notes = [note.text for note in judged.description.notes if note.code != "empty"]
    if notes:
        yield element("p", f"Notes: {'; '.join(notes)}.", class_="quiet")


def _capital(sentence: str) -> str:
    return f"{sentence[0].upper()}{sentence[1:]}"


def _meant(finding: Finding, titles: Titles) -> Iterator[Element]:
    if not finding.proposals:
        return
    yield element("h3", "How it may be meant")
    proposals = (_proposal(finding, index, one) for index, one in enumerate(finding.proposals, 1))
    yield element("ol", *proposals, class_="proposals")
    if finding.evidence:
        clues = (element("li", evidence(one, titles)) for one in finding.evidence[:_EVIDENCE])
        yield element(
            "details", element("summary", "What speaks for the first"), element("ul", *clues)
        )


def _proposal(finding: Finding, index: int, proposal: Proposal) -> Element:
    command = f"aum-sync fix --week {finding.week} --choose {index}"
    return element(
        "li",
        element("strong", changes(finding, proposal)),
        element("span", f" {chance(proposal.probability)}", class_="chance"),
        element("div", pairs(proposal.counts), class_="quiet", dir="auto"),
        element("code", command),
    )
