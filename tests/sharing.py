"""Which worker runs which test, where several do: what is dear to set up is set up once."""

from __future__ import annotations

_TOGETHER = {
    "demo": ("tests/demo/", "tests/docs/"),
    "gate": ("tests/gate/",),
    "posting": ("tests/posting/",),
    "start": ("tests/start/",),
    "browser": ("tests/browser/",),
}
"""Rooms whose tests stand on what each process makes once: the demo as it was played, a season
made ready, a browser."""
_DEAR = ("tests/e2e/", "tests/apply/", "tests/journey/", "tests/report/", "tests/season/")
"""Rooms that begin before the others, so that at the end no worker waits long for another."""


def unit(nodeid: str) -> str:
    """What a test is handed out with: its room, or its file; one of ``tests/e2e`` goes alone.

    Those share nothing, and some take a minute.
    """
    for name, rooms in _TOGETHER.items():
        if nodeid.startswith(rooms):
            return name
    return nodeid if nodeid.startswith("tests/e2e/") else nodeid.partition("::")[0]


def turn(nodeid: str) -> int:
    """How late a test is handed out."""
    if unit(nodeid) in _TOGETHER:
        return 0
    return 1 if nodeid.startswith(_DEAR) else 2
