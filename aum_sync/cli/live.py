"""The masters as they are on Spotify now, where there is access: what plans are compared with."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aum_sync.cli.output import Progress, say, style_for
from aum_sync.config.types import Config
from aum_sync.plan.workings import Unreadable
from aum_sync.season.items import State
from aum_sync.text.words import plural

if TYPE_CHECKING:
    from aum_sync.pull.events import Event
    from aum_sync.pull.pull import Pulled


@dataclass(frozen=True, slots=True)
class Live:
    """A season whose masters were read just now, and how many requests that took."""

    pulled: Pulled
    requests: int
    masters: frozenset[str]

    @property
    def state(self) -> State:
        """The state with the masters as they are now."""
        return self.pulled.state

    @property
    def unreadable(self) -> Unreadable:
        """Why masters cannot be planned for, by key, and what to do: problems of the plan.

        One that was deleted in the app can be read, but what is written to it nobody sees.
        """
        return {
            event.master: (event.text, event.hint)
            for event in self.pulled.events
            if event.master is not None and self._blocks(event)
        }

    def _blocks(self, event: Event) -> bool:
        return event.level == "error" or (event.kind == "vanished" and event.master in self.masters)

    def tell(self, *, edits: bool) -> None:
        """Say what there is to say beside what cannot be read; ``edits``: what was edited too."""
        from aum_sync.report.pulled import event_rows

        news = tuple(
            event
            for event in self.pulled.events
            if not self._blocks(event) and (edits or event.kind != "master-changed")
        )
        if rows := event_rows(news, style_for(sys.stderr)):
            say("\n".join(rows))
        say(f"compared with Spotify as it is now ({plural(self.requests, 'request')})")


def look(config: Config, state: State) -> Live | None:
    """Read the masters that changed since ``state``; None where there is no access to Spotify.

    One request per 50 playlists of the library, and one per 50 tracks of a master that changed.
    """
    from aum_sync.pull.pull import refresh
    from aum_sync.spotify.connect import connect
    from aum_sync.spotify.limits import Limits

    library = connect(os.environ, Limits(budget=config.policy.budget))
    if library is None:
        return None
    progress = Progress()
    try:
        pulled = refresh(config, state, library, progress)
    finally:
        progress.clear()
    if pulled.error:
        raise pulled.error
    return Live(pulled, library.requests, frozenset(master.key for master in config.masters))
