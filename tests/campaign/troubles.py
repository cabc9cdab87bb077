"""What goes wrong at one request, so that it can go wrong at each in turn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from aum_sync.simulator.faults import Deed, Faults, Rule, When
from tests.campaign.stories import DEEDS, ITEMS, WRITES

_WHEN: tuple[When, ...] = ("before", "after")
_ALWAYS_AFTER = ("truncate", "stale", "ignored")
_STALE = (2, 3)
"""The readings of an apply that goes on: the first request logs in."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault; ``then`` says when readings are stale behind it: at once, or in the next apply."""

    do: Deed
    when: When
    method: str | None = None
    then: str | None = None

    @property
    def name(self) -> str:
        """What it is called in the name of a run."""
        words = (self.do, self.when, self.method, self.then)
        return " ".join(word for word in words if word)

    def at(self, number: int) -> tuple[Faults, ...]:
        """The faults of an apply, and of the next one, where it strikes this request."""
        path = ITEMS if self.do == "ignored" else ""
        struck = Rule(self.do, self.method, path, nth=number, when=self.when)
        stale = tuple(Rule("stale", nth=number + later) for later in (1, 2))
        if self.then == "stale":
            return (Faults((struck, *stale)),)
        if self.then == "next stale":
            return Faults((struck,)), Faults(tuple(Rule("stale", nth=n) for n in _STALE))
        return (Faults((struck,)),)


TROUBLES = (
    *(
        Trouble(do, when)
        for do, when in product(DEEDS, _WHEN)
        if do != "ignored" and not (when == "before" and do in _ALWAYS_AFTER)
    ),
    *(Trouble("ignored", "after", method) for method in WRITES),
)
DOUBTS = (
    Trouble("drop", "after", then="stale"),
    Trouble("drop", "before", then="stale"),
    Trouble("quota", "after", then="next stale"),
    Trouble("quota", "before", then="next stale"),
)
