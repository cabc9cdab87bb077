"""The changes of a plan as rows for people: one order and one wording for every rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.plan.types import Add, Detail, MasterPlan, Move, Plan, Remove
from aum_sync.report.view import View, masters_of
from aum_sync.text.words import plural

Kind = Literal["add", "remove", "detail", "move"]

MARKS: dict[Kind, str] = {"add": "+", "remove": "-", "detail": "~", "move": "↕"}

_KINDS: tuple[Kind, ...] = ("add", "remove", "move", "detail")
_ADDED = {
    "alias": "added by alias",
    "compound": "added by compound",
    "also": "added by also",
    "correction": "added by correction",
    "catch-all": "to sort: unknown genre",
    "orphan": "orphan, moved here",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One track that a master gains, loses or moves; ``word`` says why, in a few words.

    ``origin`` is its index in base, ``to`` its index in the target; ``path`` the rule's.
    ``position`` is its index in the week that brings it in.
    """

    kind: Kind
    uri: str
    name: str
    artists: str
    word: str
    week: int | None = None
    genre: str | None = None
    path: str | None = None
    origin: int | None = None
    to: int | None = None
    review: bool = False
    position: int | None = None

    @property
    def title(self) -> str:
        """The track's name, or its URI where the name shows nothing."""
        return self.name if self.name.strip() else self.uri


def ordinal(index: int | None) -> str:
    """A position as people count, from 1; empty for none."""
    return "" if index is None else str(index + 1)


def _added(add: Add) -> Row:
    return Row(
        "add",
        add.uri,
        add.name,
        add.artists,
        _why_added(add),
        add.week,
        add.genre,
        add.path,
        to=add.at,
        review=add.review,
        position=add.position,
    )


def _why_added(add: Add) -> str:
    if add.path == "policy.on_mismatch":
        return "to sort: the week does not add up"
    return _ADDED.get(add.rule, f"added by {add.rule}")


def _removed(gone: Remove) -> Row:
    return Row(
        "remove",
        gone.uri,
        gone.name,
        gone.artists,
        _why_gone(gone),
        gone.week,
        gone.genre,
        gone.path,
        origin=gone.at,
    )


def _why_gone(gone: Remove) -> str:
    if not gone.to:
        return gone.reason
    where = "also in" if gone.reason == "cleanup" else "belongs in"
    return f"{gone.reason}: {where} {', '.join(gone.to)}"


def _moved(move: Move) -> Row:
    word = f"moved from {ordinal(move.origin)} to {ordinal(move.to)}"
    return Row(
        "move", move.uri or "", move.name, move.artists, word, origin=move.origin, to=move.to
    )


def rows_of(master: MasterPlan, view: View) -> tuple[Row, ...]:
    """What the view shows of a master's tracks: removals as in base, the rest as in the target."""
    rows = [_removed(gone) for gone in sorted(master.remove, key=lambda gone: gone.at)]
    rows += [_moved(move) for move in sorted(master.move, key=lambda move: move.to)]
    rows += [_added(add) for add in sorted(master.add, key=lambda add: add.at)]
    return tuple(row for row in rows if view.master(master.key) and view.week(row.week))


def shown_masters(plan: Plan, view: View) -> tuple[MasterPlan, ...]:
    """The masters with something to show: a change, or a status where all of it is shown."""
    return tuple(
        master
        for master in masters_of(plan, view)
        if counts_of(master, view) or (master.status != "managed" and not view.weeks)
    )


def still_line(plan: Plan, view: View) -> str:
    """How many masters of the view have nothing to show, and their keys; empty for none."""
    shown = shown_masters(plan, view)
    still = [master for master in masters_of(plan, view) if master not in shown]
    words = "with no change shown" if view.weeks else "without change"
    keys = ", ".join(master.key for master in still)
    return f"{plural(len(still), 'master')} {words}: {keys}" if still else ""


def details_of(master: MasterPlan, view: View) -> tuple[Detail, ...]:
    """What the view shows of a master's details; they belong to no week."""
    return master.details if view.master(master.key) and not view.weeks else ()


def shown_value(value: str | bool | None) -> str:
    """A detail's value for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "(not set)"
    return value if value.strip() else "(empty)"


def size_of(master: MasterPlan) -> str:
    """How many slots a master has and will have."""
    before, after = master.size
    return f"{before:,} → {after:,}" if before != after else f"{after:,}"


def unchanged(master: MasterPlan) -> int:
    """How many slots stay where they are relative to each other."""
    return master.size[0] - len(master.remove) - len(master.move)


def counts_of(master: MasterPlan, view: View) -> tuple[tuple[Kind, int], ...]:
    """How many changes of each kind the view shows of a master, kinds without any left out."""
    counts: dict[Kind, int] = {"detail": len(details_of(master, view))}
    if view.master(master.key):
        counts["add"] = sum(view.week(add.week) for add in master.add)
        counts["remove"] = sum(view.week(gone.week) for gone in master.remove)
        counts["move"] = len(master.move) if view.week(None) else 0
    return tuple((kind, counts[kind]) for kind in _KINDS if counts.get(kind))
