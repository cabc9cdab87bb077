"""G6: what a plan does beyond one that was reviewed."""

from __future__ import annotations

from collections.abc import Iterable

from aum_sync.gate.facts import Draft
from aum_sync.plan.inputs import Effect

_TRACKS = ("add", "remove", "move")


def beyond(now: Draft, reviewed: Draft) -> tuple[Effect, ...]:
    """The effects that only the plan of now has; all of them where the account is another.

    Of a master with a reviewed pin the tracks do not count: whatever it holds now, that pin is what
    it gets.
    """
    if now.account != reviewed.account:
        return tuple(sorted(now.effects))
    pinned = {key for key, pin in now.pins.items() if reviewed.pins.get(key) == pin}
    return tuple(
        sorted(
            effect
            for effect in now.effects - reviewed.effects
            if not (effect[0] in pinned and effect[2] in _TRACKS)
        )
    )


def told(effects: Iterable[Effect]) -> tuple[str, ...]:
    """Effects in words, like ``hip-hop: add spotify:track:… (alias)``."""
    return tuple(
        f"{master}: {verb} {about} ({why})" if about else f"{master}: {verb} {why}"
        for master, _, verb, about, why in effects
    )
