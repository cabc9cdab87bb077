"""Workflow commands that GitHub Actions shows beside the lines they speak of."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from aum_sync.errors import Fault, Level
from aum_sync.plan.types import Problem
from aum_sync.text.cells import visible


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes annotations for GitHub, which knows files by their way from the repository's top.

    ``root`` is the way to the season's root, "" at the top; ``weeks`` the file of each week, as
    seen from the root.
    """

    root: str = ""
    weeks: Mapping[int, str] = field(default_factory=dict)

    def fault(self, fault: Fault) -> str:
        """``::error file=…,line=…,col=…::message``, on one line."""
        where: dict[str, str] = {}
        if place := fault.place:
            where = self._file(place.path) | {"line": str(place.line), "col": str(place.column)}
        return _command(fault.level, where, fault.message, fault.hint)

    def problem(self, problem: Problem) -> str:
        """A problem of a plan, at the file of its week where it has one."""
        file = self.weeks.get(problem.week) if problem.week is not None else None
        where = (self._file(file) if file else {}) | {"title": problem.code}
        about = [f"week {problem.week}"] if problem.week is not None else []
        about += [problem.master] if problem.master is not None else []
        text = f"{', '.join(about)}: {problem.text}" if about else problem.text
        return _command(problem.level, where, text, problem.hint)

    def _file(self, path: str) -> dict[str, str]:
        return {"file": posixpath.join(self.root, path)}


def _command(level: Level, properties: Mapping[str, str], message: str, hint: str | None) -> str:
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{visible(message)}\n→ {visible(hint)}" if hint else visible(message)
    return f"::{level}{' ' if listed else ''}{listed}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as ``@actions/core`` does it: the per cent sign first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
