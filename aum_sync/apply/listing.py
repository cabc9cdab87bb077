"""Playlists that were deleted in the app: Spotify goes on taking writes, and nobody sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aum_sync.apply.course import Course
from aum_sync.apply.ports import Writer
from aum_sync.apply.walk import Settle
from aum_sync.errors import Fault, UnreadableError


def unlisted(
    courses: Iterable[Course], writer: Writer, settle: Settle
) -> tuple[frozenset[str], tuple[Fault, ...]]:
    """The ids of those that were there when they were planned, and are not in the library now.

    Deleting is unfollowing: such a playlist can still be read and written (SPOTIFY.md 3.11). Where
    one is said to be missing the library itself is listed, which ``pull`` goes by: what is new may
    show late, and no source says that the short answer is always right for lists of one's own.
    Where Spotify does not say, which is no news of any playlist, there is a warning instead.
    """
    asked = {course.plan.playlist for course in courses if course.plan.playlist}
    try:
        missing = asked - writer.in_library(sorted(asked))
    except UnreadableError as error:
        return frozenset(), tuple(map(_unchecked, error.faults))
    if missing:
        settle(1)
        missing -= {card.id for card in writer.cards()}
    return frozenset(missing), ()


def _unchecked(fault: Fault) -> Fault:
    text = f"no master was looked up, whether it was deleted in the app: {fault.message}"
    return replace(fault, message=text, level="warning")
