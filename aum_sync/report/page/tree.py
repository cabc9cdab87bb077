"""A page as a tree of elements: what people typed gets in as text, and never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from aum_sync.text.cells import visible

Child = Element | str | None
Value = str | int | float | bool | None


def element(tag: str, *children: Child, **attributes: Value) -> Element:
    """An element with text and elements in it; None is left out.

    Text goes through :func:`visible` first, so that nothing in it acts on the reader or hides.
    ``class_`` and ``aria_label`` stand for ``class`` and ``aria-label``; an attribute that is True
    has no value, one that is False or None is not there.
    """
    made = Element(tag, dict(_named(attributes.items())))
    last: Element | None = None
    for child in children:
        if isinstance(child, str):
            text = visible(child)
            if last is None:
                made.text = (made.text or "") + text
            else:
                last.tail = (last.tail or "") + text
        elif child is not None:
            made.append(child)
            last = child
    return made


def _named(attributes: Iterable[tuple[str, Value]]) -> Iterable[tuple[str, str]]:
    for name, value in attributes:
        if value is not None and value is not False:
            yield name.rstrip("_").replace("_", "-"), "" if value is True else visible(str(value))


def raw(tag: str, content: str, **attributes: Value) -> Element:
    """A ``style`` or ``script``, whose content is the page's own and stands as it is."""
    made = element(tag, **attributes)
    made.text = content
    return made


def isolated(text: str, tag: str = "bdi", **attributes: Value) -> Element:
    """Text of somebody else, in its own direction whatever it stands in."""
    return element(tag, text, dir="auto", **attributes)


def as_html(root: Element) -> str:
    """The document."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"
