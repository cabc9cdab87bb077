"""What a rollback changed in the files, and how that becomes a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from aum_sync.plan.rollback import Return
from aum_sync.text.cells import visible
from aum_sync.text.words import plural, ranges

_WAYS_ON = (
    "See what it would do, then put it into a pull request:",
    "  aum-sync plan",
    "  git switch --create rollback && git add config state && git commit",
)


@dataclass(frozen=True, slots=True)
class RolledBack:
    """Pins that were written, or taken out (``released``), with what was ``acknowledged`` for that.

    ``instead`` is the commit whose configuration gives the same, so that no pin was written;
    ``undone`` are later applies that this undoes, ``young`` masters that were not there then.
    """

    pins: tuple[Return, ...] = ()
    released: tuple[str, ...] = ()
    acknowledged: tuple[tuple[str, int], ...] = ()
    instead: str | None = None
    folder: str = "config"
    undone: tuple[int, ...] = ()
    young: tuple[str, ...] = ()


def remarks(done: RolledBack) -> Iterator[str]:
    """What comes along with it, what does not come back, and that nothing was to be done."""
    if done.undone:
        yield f"This undoes what applies {ranges(done.undone)} changed in these masters too."
    if done.young:
        yield f"Not there at that time, and left as they are: {', '.join(done.young)}"


def render(done: RolledBack) -> str | None:
    """The lines for a terminal; None where no file changed and none is to."""
    if done.instead:
        return (
            f"The configuration of {done.instead[:12]} gives just that, so no pin is needed. Take "
            f"it back and open a pull request:\n\n"
            f"  git restore --source={done.instead[:12]} -- {done.folder}\n\n"
            f"(or git revert what changed there since; --pin pins all the same)"
        )
    lines = [f"{one.master}: pinned to {plural(len(one.pin.slots), 'track')}" for one in done.pins]
    lines += [
        f"  cannot come back by the API: {visible(slot.name) or 'an unavailable item'}"
        for one in done.pins
        for slot in one.lost
    ]
    lines += [f"{key}: no pin any more" for key in done.released]
    lines += [
        f"  acknowledged: {key} loses {plural(number, 'track')}"
        for key, number in done.acknowledged
    ]
    return "\n".join([*lines, "", *_WAYS_ON]) if lines else None


def as_json(done: RolledBack) -> str:
    """The same for a program."""
    value = {
        "pinned": {
            one.master: {
                "pin": one.pin.path,
                "tracks": len(one.pin.slots),
                "lost": [slot.name or slot.uri for slot in one.lost],
            }
            for one in done.pins
        },
        "released": done.released,
        "acknowledged": dict(done.acknowledged),
        "instead": done.instead,
        "undone": done.undone,
        "young": done.young,
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
