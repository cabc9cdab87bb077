"""Workflow commands that GitHub Actions shows beside the lines they speak of."""

from __future__ import annotations

from collections.abc import Mapping

from aum_sync.errors import Fault, Level
from aum_sync.plan.types import Problem
from aum_sync.text.cells import visible


def fault_annotation(fault: Fault) -> str:
    """``::error file=…,line=…,col=…::message``, on one line."""
    place = fault.place
    where = {"file": place.path, "line": str(place.line), "col": str(place.column)} if place else {}
    return _command(fault.level, where, fault.message, fault.hint)


def problem_annotation(problem: Problem) -> str:
    """A problem of a plan, at the lock of its week where it has one."""
    where = {"title": problem.code}
    if problem.week is not None:
        where = {"file": f"state/weeks/{problem.week}.json"} | where
    about = [f"week {problem.week}"] if problem.week is not None else []
    about += [problem.master] if problem.master is not None else []
    text = f"{', '.join(about)}: {problem.text}" if about else problem.text
    return _command(problem.level, where, text, problem.hint)


def _command(level: Level, properties: Mapping[str, str], message: str, hint: str | None) -> str:
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = f"{visible(message)}\n→ {visible(hint)}" if hint else visible(message)
    return f"::{level}{' ' if listed else ''}{listed}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as ``@actions/core`` does it: the per cent sign first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
