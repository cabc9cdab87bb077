"""The frame of the table of all tracks; the page's script fills it with the rows in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args
from xml.etree.ElementTree import Element

from aum_sync.plan.types import FateName
from aum_sync.report.page.tracks import SlotOutcome
from aum_sync.report.page.tree import element
from aum_sync.report.page.types import Report

_CHANGES = {"any": "any change", "add": "added", "remove": "removed", "move": "moved"}
_COLUMNS = {
    "change": "±",
    "name": "title",
    "artists": "artists",
    "week": "week",
    "genre": "genre as typed",
    "masters": "master",
    "word": "why",
}
_SAID = {"change": "change"}
"""What a column is called aloud, where its head is a sign."""


def table(report: Report) -> Iterator[Element]:
    """What narrows the table, how many rows are left, and the table."""
    outcomes = dict.fromkeys((*get_args(FateName), *get_args(SlotOutcome)))
    yield element(
        "div",
        _field("search", "q", element("input", type="search", id="q", autocomplete="off")),
        _field("change", "change", _select("change", "all", _CHANGES.items())),
        _field("master", "master", _select("master", "all", report.titles.items())),
        _field(
            "outcome", "outcome", _select("outcome", "all", ((name, name) for name in outcomes))
        ),
        _field("week", "week", element("input", type="text", inputmode="numeric", id="week")),
        element(
            "label", element("input", type="checkbox", id="review"), " to review", class_="box"
        ),
        element("button", "Clear", type="button", id="clear"),
        role="search",
        class_="filters",
    )
    yield element("p", id="shown", role="status", class_="quiet")
    yield _grid()


def _field(label: str, name: str, control: Element) -> Element:
    return element("label", element("span", label), control, class_=f"field {name}")


def _select(name: str, every: str, options: Iterable[tuple[str, str]]) -> Element:
    choices = (element("option", text, value=value) for value, text in options)
    return element("select", element("option", every, value=""), *choices, id=name)


def _grid() -> Element:
    heads = (
        element(
            "th",
            element("button", text, type="button", data_sort=key, aria_label=_SAID.get(key)),
            role="columnheader",
            aria_sort="none",
            class_=key,
        )
        for key, text in _COLUMNS.items()
    )
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", *heads, role="row"), role="rowgroup"),
            element("tbody", role="rowgroup"),
            role="presentation",
        ),
        id="grid",
        role="grid",
        tabindex=0,
        aria_label="All tracks. Arrow keys move, Enter shows one.",
        aria_colcount=len(_COLUMNS),
    )
