"""Names, descriptions and the public flag: what differs from the YAML, templates filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aum_sync.config.types import Config, Master
from aum_sync.plan.types import Detail
from aum_sync.season.items import Pin, Snapshot
from aum_sync.season.wanted import Wanted
from aum_sync.text.fold import plain

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill(template: str, config: Config, wanted: Wanted, tracks: int) -> str:
    """A description with its placeholders filled in.

    ``{weeks}`` counts the weeks that place tracks, ``{first_week}`` and ``{last_week}`` are the
    ends of those; before there is any, the ends of the season's range.
    """
    weeks = [chosen.week for chosen in wanted.weeks if not chosen.held]
    values = {
        "tracks": str(tracks),
        "season": config.season.name,
        "weeks": str(len(weeks)),
        "first_week": str(min(weeks, default=config.season.first_week)),
        "last_week": str(max(weeks, default=config.season.last_week)),
    }
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), template)


def details(
    master: Master, description: str | None, snapshot: Snapshot | None, pin: Pin | None = None
) -> Iterator[Detail]:
    """What would be written; without a snapshot (a playlist to be created) everything managed.

    Texts compare unescaped, NFKC and trimmed. ``description`` is the master's, filled in. What a
    pin says goes first.
    """
    old_name = snapshot.name if snapshot else None
    name = master.title if snapshot is None else master.name
    template = master.description or ""
    if pin and pin.name is not None:
        name = pin.name
    if pin and pin.description is not None:
        description = template = pin.description
    if name is not None and plain(name) != plain(old_name or ""):
        yield Detail("name", old_name, name, name)
    old_text = snapshot.description if snapshot else None
    if description is not None and plain(description) != plain(old_text or ""):
        yield Detail("description", old_text, description, template)
    old_public = snapshot.public if snapshot else None
    if public_differs(master, snapshot) and (
        snapshot is None or snapshot.tried_public != master.public
    ):
        assert master.public is not None, "what differs is wanted"
        yield Detail("public", old_public, master.public, master.public)


def public_differs(master: Master, snapshot: Snapshot | None) -> bool:
    """Whether a playlist is public and should not be, or the other way round, as far as known."""
    unknown = snapshot is not None and snapshot.public is None
    public = snapshot.public if snapshot else None
    return master.public is not None and master.public != public and not unknown
