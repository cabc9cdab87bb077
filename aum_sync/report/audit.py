"""The audit trail: a row per effect of an apply, and per fate that is new or another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from aum_sync.apply.job import Outcome
from aum_sync.plan.types import Add, Fate, MasterPlan, Remove
from aum_sync.report.changes import shown_value
from aum_sync.report.sheet import sheet


@dataclass(frozen=True, slots=True)
class _Row:
    """A row. ``what`` is add, remove, move, name, description, public, refused, or fate.

    ``old`` and ``new`` are values of details, and the places of what moved, counted from 1.
    """

    apply: int
    at: str
    commit: str
    what: str
    master: str = ""
    uri: str | None = ""
    track: str = ""
    artists: str = ""
    week: int | None = None
    genre: str | None = None
    why: str = ""
    rule: str | None = None
    old: str = ""
    new: str = ""


Stamp = tuple[int, str, str]
"""Number, time and commit of an apply: what every row of it begins with."""


def audit_rows(
    stamp: Stamp, outcome: Outcome, fates: Sequence[Fate], before: Sequence[Fate]
) -> str:
    """The rows of one apply as CSV; ``before`` are the fates as of the apply before it."""
    rows = (*_effects(stamp, outcome), *_fates(stamp, fates, before))
    return _without_head(sheet((), map(astuple, rows)))


def audit_head() -> str:
    """The line that every file of the trail begins with."""
    return sheet((field.name for field in fields(_Row)), ())


def _without_head(text: str) -> str:
    return text.split("\r\n", 1)[1]


def _effects(stamp: Stamp, outcome: Outcome) -> Iterator[_Row]:
    refused = dict(outcome.refused)
    for result in outcome.results:
        if result.ending in ("applied", "grown"):
            yield from _of_master(stamp, result.master, refused, leave=result.ending == "applied")


def _of_master(
    stamp: Stamp, master: MasterPlan, refused: dict[str, str], *, leave: bool
) -> Iterator[_Row]:
    key = master.key
    for detail in master.details:
        old, new = shown_value(detail.old), shown_value(detail.new)
        yield _Row(*stamp, detail.field, key, old=old, new=new)
    for add in master.add:
        what = "refused" if add.uri in refused else "add"
        yield _row(stamp, what, key, add, why=refused.get(add.uri, add.rule), rule=add.path)
    for gone in master.remove if leave else ():
        yield _row(stamp, "remove", key, gone, why=gone.reason, rule=gone.path)
    for move in master.move if leave else ():
        places = str(move.origin + 1), str(move.to + 1)
        track = (move.uri, move.name, move.artists)
        yield _Row(*stamp, "move", key, *track, old=places[0], new=places[1])


def _fates(stamp: Stamp, fates: Sequence[Fate], before: Sequence[Fate]) -> Iterator[_Row]:
    known = {(one.week, one.position, one.uri): _essence(one) for one in before}
    for fate in fates:
        if known.get((fate.week, fate.position, fate.uri)) != _essence(fate):
            where = " ".join(fate.masters)
            yield _row(stamp, "fate", where, fate, why=fate.fate, rule=fate.rule)


def _row(
    stamp: Stamp, what: str, master: str, one: Add | Remove | Fate, *, why: str, rule: str | None
) -> _Row:
    return _Row(
        *stamp,
        what,
        master,
        uri=one.uri,
        track=one.name,
        artists=one.artists,
        week=one.week,
        genre=one.genre,
        why=why,
        rule=rule,
    )


def _essence(fate: Fate) -> tuple[object, ...]:
    return fate.fate, fate.masters, fate.rule
