"""The whole report: one HTML file that needs nothing beside it and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from xml.etree.ElementTree import Element

from aum_sync.report.page.data import as_json
from aum_sync.report.page.figures import figures_of
from aum_sync.report.page.overview import counted_weeks, head, overview, title_of
from aum_sync.report.page.problems import problem_list
from aum_sync.report.page.shown import shown
from aum_sync.report.page.table import table
from aum_sync.report.page.tracks import tracks_of
from aum_sync.report.page.tree import as_html, element, raw
from aum_sync.report.page.types import Report, colours_of
from aum_sync.report.page.weeks import marks_of, weeks
from aum_sync.report.summary import levels

_PARTS = {
    "overview": "Overview",
    "problems": "Problems",
    "tracks": "Tracks",
    "pictures": "Pictures",
    "weeks": "Weeks",
}
_SCRIPTS = ("tracks.js", "table.js", "page.js")
"""One script: each builds on those before it."""


def render(report: Report) -> str:
    """The report as HTML. Same report, same bytes."""
    style, script = _asset("page.css"), "\n".join(map(_asset, _SCRIPTS))
    return as_html(element("html", _head(report, style, script), _body(report, script), lang="en"))


def _asset(name: str) -> str:
    return files("aum_sync.report.page").joinpath(name).read_text("utf-8")


def _head(report: Report, style: str, script: str) -> Element:
    """The policy lets the page's own style and script work, by their hashes, and nothing else."""
    policy = (
        "default-src 'none'",
        f"style-src '{_hash(style)}'",
        f"script-src '{_hash(script)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content="; ".join(policy)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="icon", href="data:,"),
        element("title", title_of(report)),
        raw("style", style),
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _body(report: Report, script: str) -> Element:
    tracks = tracks_of(report)
    data = as_json(tracks, report.titles, marks_of(report))
    return element(
        "body",
        element("a", "Skip to the tracks", href="#tracks", class_="skip"),
        head(report),
        element("nav", *_links(), aria_label="Parts of the report"),
        element(
            "noscript",
            element(
                "p",
                "The table of tracks needs JavaScript; all else is here without.",
                class_="wrong",
            ),
        ),
        element("main", *_sections(report)),
        element("dialog", id="track", aria_labelledby="track-title"),
        raw("script", data, type="application/json", id="data"),
        raw("script", script),
    )


def _links() -> Iterator[Element]:
    return (element("a", title, href=f"#{part}") for part, title in _PARTS.items())


def _sections(report: Report) -> Iterator[Element]:
    colours = colours_of(report)
    yield _section("overview", "", *overview(report, colours))
    found = problem_list(report.plan.problems) or element("p", "None.", class_="quiet")
    yield _section("problems", levels(report.plan.problems), found)
    yield _section("tracks", "", *table(report))
    figures = figures_of(report, colours)
    yield _section("pictures", "", *(shown(figure) for figure in figures))
    only = element("label", element("input", type="checkbox", id="doubtful"), " only these")
    yield _section("weeks", counted_weeks(report), only, *weeks(report, colours))


def _section(name: str, beside: str, *content: Element) -> Element:
    note = element("small", f" {beside}") if beside else None
    return element(
        "section",
        element("h2", _PARTS[name], note, id=f"{name}-title"),
        *content,
        id=name,
        aria_labelledby=f"{name}-title",
    )
