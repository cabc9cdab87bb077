"""Workflow commands that GitHub Actions shows beside the lines they speak of."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aum_sync.config.source import SourceMap
from aum_sync.errors import Fault, Level, Place
from aum_sync.plan.types import Problem
from aum_sync.report.summary import sorted_problems
from aum_sync.text.cells import visible
from aum_sync.text.words import plural

_MOST = 10
"""GitHub shows so many of each level per step (GITHUB.md 4)."""

_RULES: Mapping[str, str] = {
    "budget": "policy.budget",
    "corrections-disagree": "corrections.tracks",
    "idle-correction": "corrections.tracks",
    "no-weeks": "season.weeks",
    "unknown-genre": "masters",
}
"""Where the configuration speaks of what a problem is about that names no master."""


@dataclass(frozen=True, slots=True)
class _Note:
    """One annotation: its properties are those of GitHub's, the text is not escaped yet."""

    level: Level
    where: Mapping[str, str]
    message: str
    hint: str | None

    def __str__(self) -> str:
        listed = ",".join(f"{name}={_property(value)}" for name, value in self.where.items())
        text = visible(self.message)
        text = f"{text}\n→ {visible(self.hint)}" if self.hint else text
        return f"::{self.level}{' ' if listed else ''}{listed}::{_data(text)}"


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes annotations for GitHub, which knows files by their way from the repository's top.

    ``root`` is the way to the season's root, "" at the top; ``weeks`` the file of each week, as
    seen from the root; ``source`` knows the lines of the configuration.
    """

    root: str = ""
    weeks: Mapping[int, str] = field(default_factory=dict)
    source: SourceMap | None = None

    def commands(
        self, problems: Iterable[Problem] = (), faults: Iterable[Fault] = ()
    ) -> Iterator[str]:
        """``::error file=…,line=…,col=…::message``, each on one line: errors, then warnings.

        Of each level there are no more than GitHub shows, problems before faults; the last one
        counts those that are left out.
        """
        notes = [*map(self._problem, sorted_problems(problems)), *map(self._fault, faults)]
        for level in ("error", "warning"):
            yield from map(str, _at_most([note for note in notes if note.level == level]))

    def _fault(self, fault: Fault) -> _Note:
        where = self._line(fault.place) if fault.place else {}
        return _Note(fault.level, where, fault.message, fault.hint)

    def _problem(self, problem: Problem) -> _Note:
        """At the file of its week where it has one, else at the line that it is about."""
        about = [f"week {problem.week}"] if problem.week is not None else []
        about += [problem.master] if problem.master is not None else []
        text = f"{', '.join(about)}: {problem.text}" if about else problem.text
        where = self._where(problem) | {"title": problem.code}
        return _Note(problem.level, where, text, problem.hint)

    def _where(self, problem: Problem) -> dict[str, str]:
        week = self.weeks.get(problem.week) if problem.week is not None else None
        if week:
            return self._file(week)
        if self.source and problem.master is not None:
            return self._line(self.source.key_at_rule(f"masters.{problem.master}"))
        if self.source and problem.code in _RULES:
            return self._line(self.source.key_at_rule(_RULES[problem.code]))
        return {}

    def _line(self, place: Place) -> dict[str, str]:
        return self._file(place.path) | {"line": str(place.line), "col": str(place.column)}

    def _file(self, path: str) -> dict[str, str]:
        return {"file": posixpath.join(self.root, path)}


def _at_most(notes: Sequence[_Note]) -> Sequence[_Note]:
    left = len(notes) - _MOST
    if left <= 0:
        return notes
    last = notes[_MOST - 1]
    more = f"{last.message} (and {plural(left, f'more {last.level}')} that GitHub would not show)"
    return [*notes[: _MOST - 1], replace(last, message=more)]


def _data(text: str) -> str:
    """Escaped as ``@actions/core`` does it: the per cent sign first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
