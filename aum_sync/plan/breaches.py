"""What a pin overrides: said in every plan for as long as the pin is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from aum_sync.config.types import Master
from aum_sync.plan.types import Problem
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import pinning, playlist_of
from aum_sync.season.items import Pin
from aum_sync.season.merge import Target
from aum_sync.season.wanted import Wanted
from aum_sync.text.words import plural


def pin_problems(workings: Workings) -> Iterator[Problem]:
    """One warning per pinned playlist: since when, why, and every rule that its content breaks."""
    config, state = workings.config, workings.state
    for master in config.masters:
        if pin := state.pin(master.pin):
            breaches = _breaches(master, workings.wanted, workings.targets)
            yield _pinned(master.key, pin, breaches)
    for playlist, target in workings.others.items():
        cleanup = pinning(config, state, playlist)
        if cleanup and (pin := state.pin(cleanup.pin)):
            barred = [
                workings.barred[one.path] & target.recordings
                for one in config.cleanup
                if playlist_of(one.remove_from, state) == playlist
            ]
            shared = frozenset[str]().union(*barred)
            breach = f"{plural(len(shared), 'recording')} that cleanup would take out"
            yield _pinned(playlist, pin, [breach if shared else ""])


def _pinned(key: str, pin: Pin, breaches: Iterable[str]) -> Problem:
    breaks = "; ".join(filter(None, breaches)) or "nothing is left out by it"
    text = f"is pinned since {pin.since} ({pin.reason}): {breaks}"
    hint = f"aum-sync rollback --release --master {key} returns to what the season asks for"
    return Problem("warning", "pinned", text, master=key, hint=hint)


def _breaches(master: Master, wanted: Wanted, targets: Mapping[str, Target]) -> Iterator[str]:
    target = targets[master.key]
    missing = wanted.claims.get(master.key, {}).keys() - target.recordings
    yield f"{plural(len(missing), 'track')} that weeks ask for left out" if missing else ""
    for key in dict.fromkeys(master.excludes):
        if shared := target.recordings & targets[key].recordings:
            yield f"{plural(len(shared), 'recording')} that {key} holds too, against the exclusion"
    counts = Counter(one.recording for one in target.slots if one.recording is not None)
    twice = sum(count > 1 for count in counts.values())
    yield f"{plural(twice, 'recording')} more than once" if twice else ""
