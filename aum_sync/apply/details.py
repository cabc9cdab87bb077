"""Names, descriptions and the public flag: written before any item."""

from __future__ import annotations

from aum_sync.apply.walk import Walk
from aum_sync.errors import AmbiguousError

_TRIES = 3


def write_details(walk: Walk) -> None:
    """Write what changes; where the answer is doubtful again: twice makes no difference.

    What is created has its details from the start. Raises AmbiguousError where it stays doubtful.
    """
    new = {detail.field: detail.new for detail in walk.course.plan.details}
    if not new or walk.course.plan.status == "create":
        return
    name, text, public = (new.get(one) for one in ("name", "description", "public"))
    left = _TRIES
    while True:
        left -= 1
        try:
            walk.writer.change_details(
                walk.playlist,
                name=None if name is None else str(name),
                description=None if text is None else str(text),
                public=public if isinstance(public, bool) else None,
            )
        except AmbiguousError:
            if not left:
                raise
        else:
            return
