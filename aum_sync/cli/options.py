"""Options that several verbs share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aum_sync.cli.call import Call
from aum_sync.errors import AumSyncError

if TYPE_CHECKING:
    from aum_sync.plan.types import Plan
    from aum_sync.report.view import View

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _note_root(ctx: click.Context, _: click.Parameter, root: Path) -> Path:
    ctx.ensure_object(Call).root = str(root)
    return root


def _note_form(ctx: click.Context, _: click.Parameter, form: str) -> str:
    ctx.ensure_object(Call).form = form
    return form


def _complete_master(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Keys of masters for a shell; none where the season is not there or broken."""
    from aum_sync.config.loader import load
    from aum_sync.store.tree import WorkTree

    try:
        config = load(WorkTree(ctx.params.get("root") or Path()).read).config
    except AumSyncError:
        return []
    return [master.key for master in config.masters if master.key.startswith(begun)]


def _complete_week(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Numbers of the weeks that ``state/`` has, for a shell."""
    from aum_sync.store.files import WEEKS
    from aum_sync.store.tree import WorkTree

    try:
        names = WorkTree(ctx.params.get("root") or Path()).names(WEEKS)
    except AumSyncError:
        return []
    numbers = {name.partition(".")[0] for name in names}
    return sorted((one for one in numbers if one.isdecimal() and one.startswith(begun)), key=int)


root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    callback=_note_root,
    help="The season's directory, with config/ and state/ in it. Default: here.",
)

commit = click.option(
    "--commit", metavar="C", help="Work from the blobs of this commit alone, offline."
)


def weeks_option(help_text: str) -> Callable[[_Command], _Command]:
    """The option ``--week``, which reaches the command as ``weeks``."""
    return click.option(
        "--week",
        "weeks",
        type=int,
        multiple=True,
        metavar="N",
        shell_complete=_complete_week,
        help=help_text,
    )


def masters_option(help_text: str) -> Callable[[_Command], _Command]:
    """The option ``--master``, which reaches the command as ``masters``."""
    return click.option(
        "--master",
        "masters",
        multiple=True,
        metavar="KEY",
        shell_complete=_complete_master,
        help=help_text,
    )


week = weeks_option("Show this week only; repeatable.")
master = masters_option("Show this master only; repeatable.")


def form(*others: str) -> Callable[[_Command], _Command]:
    """The option ``--format``: text, or one of ``others``. It reaches the command as ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", *others]),
        default="text",
        callback=_note_form,
        help="Default: text.",
    )


def narrowing(command: _Command) -> _Command:
    """Add ``--week`` and ``--master``, which reach the command as ``weeks`` and ``masters``."""
    return week(master(command))


def known_weeks(asked: Iterable[int], known: Collection[int]) -> frozenset[int]:
    """The weeks asked for. Raises click.UsageError for one that is not known."""
    numbers = frozenset(asked)
    for number in sorted(numbers - set(known)):
        nearest = min(known, key=lambda week: (abs(week - number), week), default=None)
        hint = "" if nearest is None else f"; the nearest is {nearest}"
        raise click.UsageError(f"--week {number}: no such week{hint}.")
    return numbers


def known_masters(asked: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """The keys asked for. Raises click.UsageError for one that no master has."""
    keys = frozenset(asked)
    for key in sorted(keys - set(known)):
        hint = similar(key, known) or f" The masters are: {', '.join(known)}."
        raise click.UsageError(f"--master {key!r}: no such master.{hint}")
    return keys


def view_of(plan: Plan, weeks: Iterable[int], masters: Iterable[str]) -> View:
    """The view asked for. Raises click.UsageError for a week or master the plan does not have."""
    from aum_sync.report.view import View, weeks_of

    keys = known_masters(masters, [master.key for master in plan.masters])
    return View(known_weeks(weeks, weeks_of(plan)), keys)


def similar(word: str, words: Iterable[str]) -> str:
    """A sentence for behind a message, with the one of ``words`` that may be meant, or nothing."""
    from aum_sync.text.suggest import did_you_mean

    hint = did_you_mean(word, words)
    return f" {hint[0].upper()}{hint[1:]}" if hint else ""
