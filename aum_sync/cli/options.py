"""Options that several verbs share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from aum_sync.plan.types import Plan
from aum_sync.report.view import View, weeks_of

_Command = TypeVar("_Command", bound=Callable[..., Any])

root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The season's directory, with config/ and state/ in it. Default: here.",
)

week = click.option(
    "--week", "weeks", type=int, multiple=True, metavar="N", help="Show this week only; repeatable."
)


def narrowing(command: _Command) -> _Command:
    """Add ``--week`` and ``--master``, which reach the command as ``weeks`` and ``masters``."""
    master = click.option(
        "--master",
        "masters",
        multiple=True,
        metavar="KEY",
        help="Show this master only; repeatable.",
    )
    return week(master(command))


def known_weeks(asked: Iterable[int], known: Collection[int]) -> frozenset[int]:
    """The weeks asked for. Raises click.UsageError for one that is not known."""
    numbers = frozenset(asked)
    for number in sorted(numbers - set(known)):
        nearest = min(known, key=lambda week: (abs(week - number), week), default=None)
        hint = "" if nearest is None else f"; the nearest is {nearest}"
        raise click.UsageError(f"--week {number}: no such week{hint}.")
    return numbers


def view_of(plan: Plan, weeks: Iterable[int], masters: Iterable[str]) -> View:
    """The view asked for. Raises click.UsageError for a week or master the plan does not have."""
    keys = {master.key for master in plan.masters}
    for key in masters:
        if key not in keys:
            raise click.UsageError(f"--master {key!r}: no such master.{_similar(key, keys)}")
    return View(known_weeks(weeks, weeks_of(plan)), frozenset(masters))


def _similar(key: str, keys: Collection[str]) -> str:
    from aum_sync.config.suggest import did_you_mean

    hint = did_you_mean(key, keys)
    return f" {hint[0].upper()}{hint[1:]}" if hint else ""
