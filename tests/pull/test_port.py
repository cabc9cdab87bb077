"""What a library may answer that the simulator never does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from aum_sync.config.types import Config, Master, Season
from aum_sync.errors import UnreadableError
from aum_sync.pull.pull import Pulled, pull
from aum_sync.season.items import Account, Card, Slot, State

WEEK = Card("w", "Aum#1", "Rap 1", "me", snapshot="v1", total=1)
MASTER = Card("m", "Rap", "", "me", snapshot="v1", total=1)
CONFIG = Config(Season("Test", 1, 9, r"Aum#(?P<week>\d+)"), (Master("rap", "Rap", "m"),))


@dataclass
class Shelf:
    """A library given by its cards; every playlist holds one track. ``unlisted`` are not in it."""

    listed: tuple[Card, ...]
    unlisted: tuple[Card, ...] = ()
    unreadable: frozenset[str] = frozenset()

    def account_id(self) -> str:
        return "me"

    def cards(self) -> tuple[Card, ...]:
        return self.listed

    def card(self, playlist: str) -> Card:
        return next(card for card in self.unlisted if card.id == playlist)

    def slots(self, playlist: str) -> tuple[Slot, ...]:
        if playlist in self.unreadable:
            raise UnreadableError("403", hint="ask the owner")
        return (Slot("spotify:track:a", "A"),)


def pulled(shelf: Shelf, state: State | None = None) -> Pulled:
    """Pull from a shelf."""
    return pull(CONFIG, state or State(account=Account("me")), shelf, lambda _: None)


def kinds(result: Pulled) -> list[str]:
    """The kinds of events."""
    return [event.kind for event in result.events]


def test_a_week_that_cannot_be_read_does_not_stop_the_others() -> None:
    other = replace(WEEK, id="w2", name="Aum#2")
    result = pulled(Shelf((WEEK, other, MASTER), unreadable=frozenset("w")))
    assert [week.week for week in result.state.weeks] == [2]
    unreadable = next(event for event in result.events if event.kind == "unreadable")
    assert (unreadable.week, unreadable.level, unreadable.hint) == (1, "error", "ask the owner")
    assert result.error is None


@pytest.mark.parametrize("total", [0, 2])
def test_a_total_that_does_not_fit_is_reported_and_the_list_read_again(total: int) -> None:
    cards = (replace(WEEK, total=total), replace(MASTER, total=total))
    first = pulled(Shelf(cards))
    assert kinds(first).count("unsettled") == 2
    assert first.state.weeks[0].latest.snapshot is None
    assert first.state.snapshots[0].snapshot is None
    again = pulled(Shelf((WEEK, MASTER)), first.state)
    assert again.state.weeks[0].latest.snapshot == "v1"
    assert again.state.snapshots[0].snapshot == "v1"


def test_a_list_without_a_version_or_a_total_is_read_every_time() -> None:
    bare = tuple(replace(card, snapshot=None, total=None) for card in (WEEK, MASTER))
    first = pulled(Shelf(bare))
    assert "unsettled" not in kinds(first)
    assert kinds(pulled(Shelf(bare), first.state)) == ["unchanged", "unchanged"]


def test_a_master_that_is_no_longer_in_the_library_is_read_and_reported() -> None:
    result = pulled(Shelf((WEEK,), unlisted=(MASTER,)))
    assert kinds(result) == ["new", "master-read", "vanished"]
    assert len(result.state.snapshots) == 1


def test_another_playlist_is_read_though_it_has_the_same_version() -> None:
    first = pulled(Shelf((WEEK, MASTER)))
    sources = replace(CONFIG.season, sources=((1, "w2"),))
    config = replace(CONFIG, season=sources, masters=(replace(CONFIG.masters[0], playlist="m2"),))
    moved = (replace(WEEK, id="w2"), replace(MASTER, id="m2"))
    second = pull(config, first.state, Shelf(moved), lambda _: None)
    assert second.state.weeks[0].latest.playlist == "w2"
    assert second.state.snapshots[0].playlist == "m2"


def test_nothing_at_all_is_lost_where_the_same_state_comes_back() -> None:
    shelf = Shelf((WEEK, MASTER))
    first = pulled(shelf)
    second = pulled(shelf, first.state)
    assert second == Pulled(first.state, ())
