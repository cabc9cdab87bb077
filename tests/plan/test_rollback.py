"""What can be brought back of an earlier state, and what cannot."""

from __future__ import annotations

from aum_sync.plan.rollback import Managed, returns
from aum_sync.season.items import Slot, Snapshot
from tests.seasons import LOCAL, NULL, Slots, slots, track


def snapshot(content: Slots) -> Snapshot:
    return Snapshot("rap", "p", "Rap", "text", None, "v", None, slots(content))


def lost(then: tuple[Slot, ...], now: tuple[Slot, ...]) -> tuple[Slot, ...]:
    one = Managed("rap", ("masters", "rap", "pin"), snapshot(now))
    (found,) = returns([one], {"rap": snapshot(then)}, since="2026-11-22", reason="x")
    assert (found.pin.path, found.pin.name, found.pin.slots) == ("state/pins/rap.json", "Rap", then)
    return found.lost


def test_what_has_no_address_comes_back_only_as_often_as_it_is_still_there() -> None:
    then = (track("a"), LOCAL, NULL, NULL)
    assert lost(then, (LOCAL, NULL)) == (NULL,)
    assert lost(then, ()) == (LOCAL, NULL, NULL)
    assert lost(then, then) == ()
