"""What a reviewer must know, as a list: errors first, each with the way on."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from aum_sync.plan.types import Problem
from aum_sync.report.page.figures import tracks_link
from aum_sync.report.page.tree import element
from aum_sync.report.summary import sorted_problems


def problem_list(problems: Iterable[Problem]) -> Element | None:
    """The problems; None where there is none."""
    found = sorted_problems(problems)
    return element("ul", *map(_problem, found), class_="problems") if found else None


def _problem(problem: Problem) -> Element:
    return element(
        "li",
        element("span", problem.level, class_="level"),
        " ",
        element("code", problem.code),
        " ",
        _place(problem),
        element("div", problem.text, dir="auto"),
        element("div", "→ ", problem.hint, class_="hint", dir="auto") if problem.hint else None,
        class_=problem.level,
    )


def _place(problem: Problem) -> Element | None:
    if problem.week is not None:
        return element("a", f"week {problem.week}", href=f"#week-{problem.week}")
    if problem.master is not None:
        return element("a", problem.master, href=tracks_link(master=problem.master))
    return None
