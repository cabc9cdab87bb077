"""What a pin overrides: said in every plan for as long as the pin is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from aum_sync.config.types import Config, Master
from aum_sync.plan.types import Problem
from aum_sync.season.items import State
from aum_sync.season.merge import Target
from aum_sync.season.wanted import Wanted
from aum_sync.text.words import plural


def pin_problems(
    config: Config, state: State, wanted: Wanted, targets: Mapping[str, Target]
) -> Iterator[Problem]:
    """One warning per pinned master: since when, why, and every rule that its content breaks."""
    for master in config.masters:
        if pin := state.pin(master.pin):
            parts = [text for text in _breaches(master, wanted, targets) if text]
            breaks = "; ".join(parts) or "nothing is left out by it"
            text = f"is pinned since {pin.since} ({pin.reason}): {breaks}"
            hint = f"take out {master.path}.pin to return to what the season asks for"
            yield Problem("warning", "pinned", text, master=master.key, hint=hint)


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
