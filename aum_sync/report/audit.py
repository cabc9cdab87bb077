"""The audit trail: a row per effect of an apply, and per fate that is new or another."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from aum_sync.apply.job import Outcome
from aum_sync.errors import Fault, Place, StateError
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


_COLUMNS = [field.name for field in fields(_Row)]
_WHAT = _COLUMNS.index("what")
_NUMBER = re.compile("[0-9]{1,9}")
_NO_TEXT = re.compile("[\udc80-\udcff]")
"""Bytes that are not UTF-8."""

Stamp = tuple[int, str, str]
"""Number, time and commit of an apply: what every row of it begins with."""


def audit_rows(
    stamp: Stamp, outcome: Outcome, fates: Sequence[Fate], before: Sequence[Fate]
) -> str:
    """The rows of one apply as CSV; ``before`` are the fates as of the apply before it."""
    rows = (*_effects(stamp, outcome), *_fates(stamp, fates, before))
    return _without_head(sheet((), map(astuple, rows)))


def read_audit(path: str, data: bytes) -> list[tuple[int, str]]:
    """Number of the apply and ``what`` of every row of a file of the trail, in its order.

    Raises StateError for what no apply has written: where that first differs, and no hint.
    """
    lines = list(io.StringIO(data.decode("utf-8", "surrogateescape"), newline=""))
    reader = csv.reader(lines, strict=True)
    found: list[tuple[int, str]] = []
    ended = 0
    try:
        for row in reader:
            if row != _COLUMNS if ended == 0 else not _is_row(row):
                break
            found += [(int(row[0]), row[_WHAT])] if ended else []
            ended = reader.line_num
    except csv.Error:
        pass  # It is told by where the rows end.
    if ended < max(len(lines), 1):
        what = "row" if ended else "head"
        raise _damaged(path, lines, ended, f"this is no {what} of an audit trail")
    if not data.endswith(b"\n"):
        raise _damaged(path, lines, ended - 1, "the file ends in the middle of a row")
    return found


def _is_row(row: Sequence[str]) -> bool:
    whole = len(row) == len(_COLUMNS) and _NUMBER.fullmatch(row[0]) is not None
    return whole and not any(map(_NO_TEXT.search, row))


def _damaged(path: str, lines: Sequence[str], at: int, message: str) -> StateError:
    excerpt = "".join(lines[at : at + 1]).rstrip("\r\n")
    return StateError(Fault(message, Place(path, at + 1, 1, excerpt, len(excerpt))))


def schema_text() -> str:
    """The JSON Schema of a row, as a mapping from the columns of the head to what stands there."""
    number = {"type": "string", "pattern": f"^{_NUMBER.pattern}$(?!\\n)"}
    words = " ".join((_Row.__doc__ or "").replace("``", "`").split())
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A row of the audit trail (state/audit/YEAR.csv), by the names in its head",
        "description": words,
        "type": "object",
        "required": _COLUMNS,
        "additionalProperties": False,
        "properties": {**{key: {"type": "string"} for key in _COLUMNS}, "apply": number},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def audit_head() -> str:
    """The line that every file of the trail begins with."""
    return sheet(_COLUMNS, ())


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
