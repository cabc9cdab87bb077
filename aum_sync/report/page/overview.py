"""The head of the page: what the plan does in one sentence, in figures, and per master."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from aum_sync.plan.stats import MasterFigures
from aum_sync.plan.types import MasterPlan, MasterStatus
from aum_sync.report.changes import MARKS, Kind, counts_of, shown_value
from aum_sync.report.page.figures import tracks_link
from aum_sync.report.page.glossary import glossary
from aum_sync.report.page.tree import Child, element, isolated
from aum_sync.report.page.types import Colours, Report
from aum_sync.report.summary import items_line, numbers_line, short_digest, tally
from aum_sync.report.view import EVERYTHING
from aum_sync.report.weeks import summary as weeks_line
from aum_sync.text.words import plural

_COMMIT = 12
_COLUMNS: tuple[Kind, ...] = ("add", "remove", "move", "detail")
_HEADS = {"add": "added", "remove": "removed", "move": "moved", "detail": "details"}
_DASH = "·"
_STATUS: Mapping[MasterStatus, str] = {
    "create": "new",
    "unread": "not read, not planned",
    "blocked": "blocked, not planned",
}


def title_of(report: Report) -> str:
    """What the page is called."""
    season = report.config.season
    return f"{season.name}, weeks {season.first_week}-{season.last_week}"


def head(report: Report) -> Element:
    """The season, and what the plan was made from."""
    season, inputs = report.config.season, report.plan.inputs
    commit = f"commit {inputs.commit[:_COMMIT]}" if inputs.commit else "the work tree"
    made = (
        f"weeks {season.first_week}-{season.last_week}",
        f"plan of {commit}",
        f"digest {short_digest(report.plan)}",
        f"compared with {inputs.base.partition(':')[0]}",
        f"aum_sync {inputs.tool}",
    )
    return element(
        "header",
        isolated(season.name, "h1"),
        element("p", *(element("span", part) for part in made), class_="made"),
    )


def overview(report: Report, colours: Colours) -> Iterator[Element]:
    """The sentence, the figures, the masters."""
    refused = any(problem.level == "error" for problem in report.plan.problems)
    sentence = numbers_line(report.plan)
    yield element("p", sentence, class_="verdict")
    if refused:
        yield element(
            "p", "Nothing of this can be applied before its errors are solved.", class_="wrong"
        )
    yield element("dl", *_tiles(report), class_="tiles")
    yield element("p", weeks_line(report.checks), " ", f"{items_line(report.stats.fates)}.")
    yield glossary()
    yield element("h3", "Masters")
    yield _masters(report, colours)


def _tiles(report: Report) -> Iterator[Element]:
    counted = tally(report.plan.masters, EVERYTHING)
    levels = Counter(problem.level for problem in report.plan.problems)
    tiles = (
        (counted.add, "to add", tracks_link(change="add"), "add"),
        (counted.remove, "to remove", tracks_link(change="remove"), "remove"),
        (counted.move, "to move", tracks_link(change="move"), "move"),
        (levels["error"], "errors", "#problems", "error"),
        (levels["warning"], "warnings", "#problems", "warning"),
        (len(report.checks.failing), "weeks to correct", "#weeks", "warning"),
        (sum(fate.review for fate in report.stats.fates), "to review", tracks_link(review=1), ""),
        (report.stats.recordings, "recordings", "#tracks", ""),
    )
    for number, noun, link, kind in tiles:
        yield element(
            "div",
            element("dt", noun),
            element("dd", element("a", f"{number:,}", href=link)),
            class_=kind if number and kind else None,
        )


def _masters(report: Report, colours: Colours) -> Element:
    figures = {one.key: one for one in report.stats.masters}
    heads = ("master", "now", "after", *_HEADS.values(), "weeks", "orphans")
    rows = (_master(one, figures.get(one.key), colours) for one in report.plan.masters)
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", *(element("th", one, scope="col") for one in heads))),
            element("tbody", *rows),
        ),
        class_="wide",
        tabindex=0,
        role="region",
        aria_label="Masters",
    )


def _master(plan: MasterPlan, figures: MasterFigures | None, colours: Colours) -> Element:
    """A playlist that is cleaned and no master has no figures of its own."""
    counts = dict(counts_of(plan, EVERYTHING))
    changes = (_count(plan.key, kind, counts.get(kind, 0)) for kind in _COLUMNS)
    beside = (figures.weeks, figures.orphans) if figures else (0, 0)
    return element(
        "tr",
        element("th", *_named(plan, colours), scope="row"),
        element("td", f"{plan.size[0]:,}"),
        element("td", f"{plan.size[1]:,}"),
        *changes,
        *(element("td", f"{number:,}" if number else _DASH) for number in beside),
    )


def _named(plan: MasterPlan, colours: Colours) -> Iterator[Child]:
    yield element("span", class_=f"swatch {colours.of(plan.key)}")
    yield element("a", isolated(plan.title), href=tracks_link(master=plan.key))
    yield " "
    yield element("code", plan.key)
    if plan.status != "managed":
        yield element("span", f" {_STATUS[plan.status]}", class_="status")
    if plan.first:
        yield element("span", " first contact", class_="status")
    for detail in plan.details:
        old, new = shown_value(detail.old), shown_value(detail.new)
        yield element(
            "div", f"{detail.field}: ", isolated(old), " → ", isolated(new), class_="quiet"
        )


def _count(key: str, kind: Kind, number: int) -> Element:
    if not number:
        return element("td", _DASH, class_="none")
    text = f"{MARKS[kind]}{number:,}"
    if kind == "detail":
        return element("td", text, class_=kind)
    return element("td", element("a", text, href=tracks_link(master=key, change=kind)), class_=kind)


def counted_weeks(report: Report) -> str:
    """``12 of 100 weeks need a look``: those that fail, or that the typo finder doubts."""
    doubted = {one.week for one in report.findings if one.verdict != "consistent"}
    doubted |= {check.week for check in report.checks.failing}
    return f"{len(doubted):,} of {plural(len(report.checks.weeks), 'week')} to look at"
