"""From live Spotify to locks and snapshots: reads what changed and says what that was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, UnreadableError
from aum_sync.pull.events import Event
from aum_sync.pull.identity import Bound, bind, no_weeks
from aum_sync.pull.masters import (
    Cards,
    Managed,
    find_namesakes,
    masters_of,
    others_of,
    read_snapshot,
    rename,
)
from aum_sync.pull.ports import Library
from aum_sync.pull.weeks import (
    changed,
    held_event,
    read_week,
    released,
    settle,
    standing_hand_edits,
)
from aum_sync.season.items import Account, Card, Snapshot, State

Progress = Callable[[str], None]
Stop = AumSyncError | KeyboardInterrupt


@dataclass(frozen=True, slots=True)
class Pulled:
    """The state after a pull, and what there is to say about it.

    ``error`` is what stopped it midway, Ctrl-C included; the state then has all that was read
    before. A bug is raised instead: what it has read is not to be relied on.
    """

    state: State
    events: tuple[Event, ...]
    error: Stop | None = None


def pull(
    config: Config,
    state: State,
    library: Library,
    progress: Progress,
    *,
    masters: bool = True,
) -> Pulled:
    """Read the weeks and masters that changed since ``state``. Pure but for ``library``.

    A first pull costs a request for the account, one per 50 playlists, and one per 50 tracks of
    each week and master; one with nothing changed costs one request per 50 playlists. ``masters``
    false leaves the masters alone, as while an apply is unfinished.
    """
    draft = _Draft(config, state, library, progress)
    error = draft.run(masters=masters)
    return Pulled(draft.state(), (*draft.events, *draft.held()), error)


def refresh(config: Config, state: State, library: Library, progress: Progress) -> Pulled:
    """Read the masters that changed since ``state``; the weeks stay as they are locked.

    This is how a plan compares with Spotify as it is now.
    """
    draft = _Draft(config, state, library, progress)
    error = draft.run(weeks=False)
    return Pulled(draft.state(), tuple(draft.events), error)


def differs(before: State, after: State) -> bool:
    """Whether anything changed that a person should see: version ids and the request count do not.

    A state without such a change opens no pull request.
    """
    return _essence(before) != _essence(after)


def _essence(state: State) -> State:
    weeks = (
        replace(
            week,
            passed=week.passed and replace(week.passed, snapshot=None),
            held=week.held and replace(week.held, snapshot=None),
        )
        for week in state.weeks
    )
    return replace(
        state,
        weeks=tuple(weeks),
        snapshots=tuple(replace(snapshot, snapshot=None) for snapshot in state.snapshots),
        others=tuple(replace(other, snapshot=None) for other in state.others),
        account=state.account and replace(state.account, requests=()),
    )


class _Draft:
    """The state while it is being pulled: sound after every step, so that none is lost."""

    def __init__(self, config: Config, state: State, library: Library, progress: Progress) -> None:
        self._config = config
        self._before = state
        self._library = library
        self._progress = progress
        self._weeks = {week.week: week for week in state.weeks}
        self._snapshots = {snapshot.key: snapshot for snapshot in state.snapshots}
        self._others = {other.key: other for other in state.others}
        self._account = state.account
        self.events: list[Event] = []

    def state(self) -> State:
        """What is known so far."""
        return replace(
            self._before,
            weeks=tuple(self._weeks[week] for week in sorted(self._weeks)),
            snapshots=tuple(self._snapshots[key] for key in sorted(self._snapshots)),
            account=self._account,
            others=tuple(self._others[key] for key in sorted(self._others)),
        )

    def held(self) -> list[Event]:
        """An event for every week of the season whose newest reading does not count."""
        season = [week for week in self.state().weeks if week.week in self._config.season]
        events = (held_event(week, self._config) for week in season)
        return [event for event in events if event]

    def run(self, *, weeks: bool = True, masters: bool = True) -> Stop | None:
        """Read everything there is to read; what stopped it midway, if anything did."""
        try:
            self._read(weeks=weeks, masters=masters)
        except (AumSyncError, KeyboardInterrupt) as stopped:
            return stopped
        return None

    def _read(self, *, weeks: bool, masters: bool) -> None:
        self._progress("the library")
        account = self._account = self._account or Account(self._library.account_id())
        cards = self._library.cards()
        if weeks:
            self._read_weeks(cards, account.id)
        if masters:
            self._read_masters(cards, account)
        else:
            text = "an apply is unfinished (state/pending.json): the masters are left alone"
            hint = "let it finish: the apply workflow resumes it"
            self.events.append(Event("masters-left", "warning", text, hint=hint))

    def _read_weeks(self, cards: tuple[Card, ...], account: str) -> None:
        for week in self._weeks.values():
            if week.week in self._config.season:
                self._weeks[week.week] = settle(week, self._config)
                self.events += released(week, self._weeks[week.week])
        binding = bind(self._config, tuple(self._weeks.values()), cards, account)
        self.events += binding.events
        if not binding.weeks and not binding.events:
            self.events.append(no_weeks(self._config, cards, account))
        for index, bound in enumerate(binding.weeks, start=1):
            self._progress(f"week {bound.week} ({index} of {len(binding.weeks)})")
            self._read_week(bound)

    def _read_week(self, bound: Bound) -> None:
        known = self._weeks.get(bound.week)
        if known and not changed(bound, known):
            self.events += standing_hand_edits(known)
            return
        try:
            after, events = read_week(bound, known, self._config, self._library)
        except UnreadableError as error:
            text = f"its playlist {bound.card.id} cannot be read: {error}"
            hint = error.faults[0].hint
            self.events.append(Event("unreadable", "error", text, bound.week, hint=hint))
            return
        self._weeks[bound.week] = after
        self.events += (*events, *released(known, after))

    def _read_masters(self, cards: tuple[Card, ...], account: Account) -> None:
        by_id = {card.id: card for card in cards}
        for master in self._config.masters:
            if moved := rename(master, self._snapshots):
                self.events.append(moved)
        for of in masters_of(self._config):
            self._read_into(self._snapshots, of, by_id, account)
        for of in others_of(self._config, self.state()):
            self._read_into(self._others, of, by_id, account)
        namesakes, events = find_namesakes(self._config, account, cards)
        self._account = replace(account, namesakes=namesakes)
        self.events += events

    def _read_into(
        self, snapshots: dict[str, Snapshot], of: Managed, cards: Cards, account: Account
    ) -> None:
        self._progress(of.key)
        known = snapshots.get(of.key)
        after, events = read_snapshot(of, known, cards, account.id, self._library)
        if after:
            snapshots[of.key] = after
        self.events += events
