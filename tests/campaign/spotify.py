"""A Spotify that shows every change to an observer, and kills who asks at the request named."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

from aum_sync.simulator.faults import Faults, Injector
from aum_sync.simulator.live import LiveWorld
from aum_sync.simulator.log import RequestLog
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.wire import Answer, Request
from aum_sync.simulator.world import Playlist, World

Observer = Callable[[World], None]


@dataclass(slots=True)
class Kill:
    """Kills a process when its request of this number comes, before or after the effect."""

    number: int
    after: bool
    process: Future[int] = field(default_factory=Future)
    """Its id, once it is started."""
    seen: int = 0
    done: bool = False

    def strike(self) -> None:
        """Let the process be gone."""
        os.kill(self.process.result(), signal.SIGKILL)
        self.done = True


class _Observed(LiveWorld):
    """A world whose every change by a request is shown."""

    def __init__(self, world: World, observer: Observer) -> None:
        super().__init__(world, time.monotonic)
        self._observer = observer

    def write(self, playlist: Playlist, *, effect: bool = True) -> str:
        """As ever; then it is observed."""
        snapshot = super().write(playlist, effect=effect)
        if effect:
            self._observer(self.world)
        return snapshot


class Spotify(Simulator):
    """One server for all runs of a process."""

    def __init__(self) -> None:
        super().__init__(World())
        self._kill: Kill | None = None

    def serve(self, world: World, observer: Observer = lambda _: None) -> None:
        """Be another account from now on, sound and observed."""
        with self._lock:
            self._live = _Observed(world, observer)
            self._injector = Injector(Faults())
            self._log = RequestLog(None)

    def spoil(self, faults: Faults) -> None:
        """Spoil requests from now on."""
        with self._lock:
            self._injector = Injector(faults)

    @contextmanager
    def lying_in_wait(self, kill: Kill) -> Iterator[None]:
        """Kill the process that ``kill`` names at its request."""
        self._kill = kill
        try:
            yield
        finally:
            self._kill = None

    @property
    def struck(self) -> list[str]:
        """The faults so far."""
        return [entry.fault for entry in self.requests if entry.fault]

    def _answer(self, request: Request) -> Answer | None:
        kill = self._kill
        if kill is None:
            return super()._answer(request)
        if kill.done:
            return None
        kill.seen += 1
        if kill.seen != kill.number:
            return super()._answer(request)
        if kill.after:
            super()._answer(request)
        kill.strike()
        return None
