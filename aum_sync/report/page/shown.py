"""Figures on the page: the picture, what its colours mean, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from aum_sync.report.page.figures import Cell, Figure
from aum_sync.report.page.pictures import picture
from aum_sync.report.page.tree import element, isolated


def shown(figure: Figure) -> Element:
    """The figure with its picture and its table."""
    return element(
        "figure",
        element("figcaption", element("h3", figure.title), element("p", figure.text)),
        element(
            "div",
            picture(figure),
            class_="wide",
            tabindex=0,
            role="region",
            aria_label=figure.title,
        ),
        _legend(figure),
        element(
            "details",
            element("summary", "The same figures as a table"),
            element(
                "div",
                _table(figure),
                class_="wide",
                tabindex=0,
                role="region",
                aria_label=f"{figure.title}, as a table",
            ),
        ),
        id=figure.id,
    )


def _legend(figure: Figure) -> Element | None:
    """The names of the rows with their colours, where they have several."""
    if not figure.names[1:]:
        return None
    entries = (
        element("li", element("span", class_=f"swatch {_colour(row)}"), isolated(name))
        for name, row in zip(figure.names, figure.rows, strict=True)
    )
    return element("ul", *entries, class_="legend")


def _colour(row: tuple[Cell | None, ...]) -> str:
    return next(cell.colour for cell in row if cell)


def _table(figure: Figure) -> Element:
    """A line per label; without names for the rows, a line per number."""
    names = figure.names or ("genre as typed", "tracks")
    heads = (element("th", name, scope="col") for name in (figure.head, *names))
    lines = _lines(figure) if figure.names else _pairs(figure)
    return element("table", element("thead", element("tr", *heads)), element("tbody", *lines))


def _lines(figure: Figure) -> Iterator[Element]:
    for label, *cells in zip(figure.labels, *figure.rows, strict=True):
        yield element(
            "tr",
            element("th", isolated(label), scope="row"),
            *(element("td", _number(cell) if cell else None) for cell in cells),
        )


def _pairs(figure: Figure) -> Iterator[Element]:
    for label, *cells in zip(figure.labels, *figure.rows, strict=True):
        for cell in filter(None, cells):
            yield element(
                "tr",
                element("th", isolated(label), scope="row"),
                element("td", isolated(cell.label)),
                element("td", _number(cell)),
            )


def _number(cell: Cell) -> Element | str:
    text = f"{cell.number:,}"
    return element("a", text, href=cell.link) if cell.link else text
