"""Figures as pictures: pygal draws them, and of its drawing the shapes and texts are kept.

What pygal puts beside them is for a page of its own: styles, a script, marks for it, the day in a
comment. Colours are classes of the page, so that they follow light and dark; each shape has a title
and, for whoever clicks on it, the fragment of the page that shows what it counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from xml.etree.ElementTree import Element

import regex

from aum_sync.report.page.figures import Cell, Figure
from aum_sync.report.page.tree import element
from aum_sync.text.cells import clip, visible, width

_WIDE = 960
_TALL = 280
_ROW = 30
"""How high a bar that lies is, the space around it included."""
_AXIS = 40
_LABEL = 30
"""How many cells of a label are shown beside a bar that lies."""
_FEW = 10
"""About so many weeks are named along a picture."""
_TICKS = 6
_CELL = 5.6
"""How wide one cell of the text in a bar is, about."""
_DECIMALS = regex.compile(r"\d+\.\d+")


def picture(figure: Figure) -> Element:
    """The figure as an ``svg`` with its title and description."""
    drawn = _drawn(figure)
    return element(
        "svg",
        element("title", figure.title, id=f"{figure.id}-title"),
        element("desc", figure.text, id=f"{figure.id}-desc"),
        _plot(drawn, figure),
        viewBox=drawn.get("viewBox"),
        role="img",
        aria_labelledby=f"{figure.id}-title {figure.id}-desc",
        class_=f"picture {figure.kind}",
    )


def _drawn(figure: Figure) -> Element:
    pygal = _pygal()
    lying = figure.kind == "lying"
    kinds = {"areas": pygal.StackedLine, "bars": pygal.StackedBar}
    chart = kinds.get(figure.kind, pygal.HorizontalStackedBar)(
        width=_WIDE,
        height=_ROW * len(figure.labels) + _AXIS if lying else _TALL,
        fill=True,
        include_x_axis=True,
        show_legend=False,
        show_dots=False,
        css=[],
        js=[],
        margin=4,
        spacing=8,
        truncate_label=-1,
        value_formatter=lambda number: f"{number:,.0f}",
    )
    chart.y_labels = _ticks(figure)
    labels = [visible(label) for label in figure.labels]
    if lying:  # pygal begins at the bottom.
        chart.x_labels = [clip(label, _LABEL) for label in reversed(labels)]
    else:
        chart.x_labels = labels
        chart.x_labels_major = labels[:: max(len(labels) // _FEW, 1)]
        chart.show_minor_x_labels = False
    for row in figure.rows:
        numbers = [cell.number if cell else None for cell in row]
        chart.add("", numbers[::-1] if lying else numbers)
    drawn: Element = chart.render_tree()
    return drawn


def _pygal() -> ModuleType:
    """The library, without what it leaves behind: a finder of modules, for maps that nobody has.

    It is of a kind that Python warns of at every import that comes after.
    """
    import pygal

    sys.meta_path[:] = [
        one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)
    ]
    found: ModuleType = pygal
    return found


def _ticks(figure: Figure) -> list[int]:
    """Round numbers from 0 up to behind the highest column, about five."""
    columns = zip(*figure.rows, strict=True)
    top = max(sum(cell.number for cell in column if cell) for column in columns)
    steps = (digit * 10**power for power in range(len(str(top))) for digit in (1, 2, 5))
    step = next(one for one in steps if one * _TICKS >= top)
    return list(range(0, top + step, step))


def _plot(drawn: Element, figure: Figure) -> Element:
    """The axes and the shapes alone."""
    plot = next(group for group in drawn.iter("g") if group.get("class") == "plot")
    axes = [group for group in plot if "axis" in (group.get("class") or "")]
    series = [group for group in plot if "series" in (group.get("class") or "")]
    made = element("g", transform=plot.get("transform"))
    made.extend(map(_axis, axes))
    for index, group in enumerate(series):
        if figure.kind == "areas":
            made.append(_area(group, figure, index))
        else:
            made.extend(_bars(group, figure, index))
    return made


def _axis(group: Element) -> Element:
    kind = " ".join((group.get("class") or "").split()[:2])
    made = element("g", class_=kind)
    for node in group.iter():
        if node.tag == "path":
            made.append(element("path", d=_short(node.get("d"))))
        elif node.tag == "text":
            made.append(
                element("text", node.text, x=_short(node.get("x")), y=_short(node.get("y")))
            )
    return made


def _area(group: Element, figure: Figure, index: int) -> Element:
    [path] = group.iter("path")
    cells = [cell for cell in figure.rows[index] if cell]
    last = cells[-1]
    title = element("title", f"{last.label}: {last.number:,}")
    return element("path", title, d=_short(path.get("d")), class_=last.colour)


def _bars(group: Element, figure: Figure, index: int) -> Iterator[Element]:
    lying = figure.kind == "lying"
    shapes = list(group.iter("rect"))
    for label, cell, rect in zip(
        figure.labels, figure.rows[index], reversed(shapes) if lying else shapes, strict=True
    ):
        if cell:
            yield _bar(rect, cell, f"{_named(figure, label)}: {cell.label}, {cell.number:,}")
            if not figure.names and (text := _inside(rect, cell.label)) is not None:
                yield text


def _named(figure: Figure, label: str) -> str:
    return label if figure.kind == "lying" else f"{figure.head} {label}"


def _bar(rect: Element, cell: Cell, title: str) -> Element:
    places = {name: _short(rect.get(name)) for name in ("x", "y", "width", "height")}
    told = element("title", title)
    return element("rect", told, class_=cell.colour, data_go=cell.link, **places)


def _inside(rect: Element, label: str) -> Element | None:
    """The label in its bar, where there is room."""
    wide, shown = float(rect.get("width") or 0), visible(label)
    if width(shown) * _CELL > wide - 6:
        return None
    middle = float(rect.get("x") or 0) + wide / 2
    below = float(rect.get("y") or 0) + float(rect.get("height") or 0) / 2 + 4
    return element("text", shown, x=f"{middle:.1f}", y=f"{below:.1f}", class_="inside")


def _short(numbers: str | None) -> str:
    """Coordinates to a tenth: more cannot be seen."""
    return _DECIMALS.sub(lambda found: f"{float(found[0]):.1f}", numbers or "")
