"""Creating a playlist once: whatever happens to the answer, never a second time."""

from __future__ import annotations

from aum_sync.apply.course import Course, locate
from aum_sync.apply.ports import Writer
from aum_sync.apply.walk import LOOKS, Settle
from aum_sync.errors import AmbiguousError, AumSyncError
from aum_sync.plan.types import MasterPlan
from aum_sync.season.items import State
from aum_sync.text.fold import plain


class TwiceError(AumSyncError):
    """Several playlists could be the one that an apply created."""


def create(course: Course, state: State, writer: Writer, settle: Settle) -> str:
    """Create the playlist of a course; its id.

    Where the answer is doubtful it is looked for in the library, and never created again by this
    run: what is not there yet may come. Raises AmbiguousError where it is not found.
    """
    details = {detail.field: detail.new for detail in course.plan.details}
    public = details.get("public")
    try:
        return writer.create(
            str(details["name"]),
            str(details.get("description", "")),
            public=public if isinstance(public, bool) else None,
        )
    except AmbiguousError:
        for times in range(1, LOOKS + 1):
            settle(times)
            if found := find_created(course, state, writer):
                return found
        raise


def find_created(course: Course, state: State, writer: Writer) -> str | None:
    """The playlist that an earlier run created for this course, if there is one.

    It is owned, bears the name, was not known to the last pull, and holds what a step of the
    course leads to, at first nothing. Raises TwiceError where several are like that.
    """
    assert state.account, "what is planned has an account"
    managed = {snapshot.playlist for snapshot in (*state.snapshots, *state.others)}
    known = managed | {playlist for playlist, _ in state.account.namesakes}
    found = [
        card.id
        for card in writer.cards()
        if card.owner == state.account.id
        and card.id not in known
        and plain(card.name) == plain(_name(course.plan))
        and locate(course, writer.slots(card.id))
    ]
    if len(found) > 1:
        raise TwiceError(
            f"{' and '.join(sorted(found))} could both be {course.plan.title!r}, just created",
            hint=f"delete one, or give masters.{course.plan.key} the id of the right one",
        )
    return found[0] if found else None


def _name(plan: MasterPlan) -> str:
    return next(str(detail.new) for detail in plan.details if detail.field == "name")
