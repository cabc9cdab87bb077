"""What a rollback changed in the files, and how that becomes a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aum_sync.errors import Fault
from aum_sync.plan.rollback import Gone, Return
from aum_sync.season.items import Slot
from aum_sync.text.cells import visible
from aum_sync.text.suggest import listed
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
    ``undone`` are later applies that this undoes, ``young`` playlists that were not there then,
    ``gone`` those that nobody manages any more, ``nowhere`` tracks that no playlist has afterwards.
    """

    pins: tuple[Return, ...] = ()
    released: tuple[str, ...] = ()
    acknowledged: tuple[tuple[str, int], ...] = ()
    instead: str | None = None
    folder: str = "config"
    undone: tuple[int, ...] = ()
    young: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    nowhere: tuple[Slot, ...] = ()


def remarks(done: RolledBack) -> Iterator[str]:
    """What comes along with it, what does not come back, and that nothing was to be done."""
    if done.undone:
        applies = "apply" if len(done.undone) == 1 else "applies"
        yield f"This undoes what {applies} {ranges(done.undone)} changed in these playlists too."
    if done.young:
        yield f"Not there at that time, and left as they are: {', '.join(done.young)}"
    yield from (f"{fault.message} ({fault.hint})" for fault in left_behind(done.gone))


def left_behind(gone: Iterable[Gone]) -> Iterator[Fault]:
    """What does not come back, since nobody manages the playlists that held it, and the way on."""
    for one in gone:
        title = visible(one.then.name) or one.then.key
        tracks = listed([_named(slot) for slot in one.missing], "and")
        where = f"add {one.then.playlist} to masters in config/season.yaml"
        if not one.was_master:
            where = f"name it in cleanup again (remove_from: {one.then.playlist})"
        yield Fault(
            f"{title} is not managed any more, so what it held does not come back to it: {tracks}",
            hint=f"{where}, aum-sync pull, and run this again; or add them in the app",
        )


def without_a_home(tracks: Sequence[Slot]) -> Iterator[Fault]:
    """That these tracks would be in no playlist, one by one, and how to say that they may."""
    for slot in tracks:
        yield Fault(f"{_named(slot)} would be in no master, no week and no playlist of cleanup")
    yield Fault(
        f"so nothing is pinned: {plural(len(tracks), 'track')} would be lost",
        hint="keep them (pull brings what is put into a playlist in the app, --master leaves "
        f"others as they are), or let them go: --lose {len(tracks)}",
    )


def _named(slot: Slot) -> str:
    return f"{visible(slot.name) or 'an unavailable item'} ({visible(slot.written_uri or 'null')})"


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
    lines += [f"in no playlist any more: {_named(slot)}" for slot in done.nowhere]
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
        "gone": {one.then.key: [slot.written_uri for slot in one.missing] for one in done.gone},
        "nowhere": [slot.written_uri for slot in done.nowhere],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
