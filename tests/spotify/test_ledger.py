"""The rolling count of requests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aum_sync.spotify.ledger import Ledger, add, hour_of, last_24h
from tests.spotify.conftest import START

HOURS = st.integers(0, 100).map(lambda hours: hour_of(START + hours * 3600))
LEDGERS = st.dictionaries(HOURS, st.integers(1, 500)).map(lambda d: tuple(sorted(d.items())))


def test_an_hour_is_named_in_utc() -> None:
    assert hour_of(START) == "2026-11-22T12"


def test_requests_of_one_hour_add_up() -> None:
    ledger = add(add((), "2026-11-22T12", 3), "2026-11-22T12", 4)
    assert ledger == (("2026-11-22T12", 7),)


def test_what_is_older_than_a_day_is_dropped_and_not_counted() -> None:
    ledger = (("2026-11-21T11", 5), ("2026-11-21T12", 7), ("2026-11-22T11", 1))
    assert last_24h(ledger, "2026-11-22T12") == 8
    assert add(ledger, "2026-11-22T12", 2) == (
        ("2026-11-21T12", 7),
        ("2026-11-22T11", 1),
        ("2026-11-22T12", 2),
    )


def test_months_and_years_are_crossed() -> None:
    assert last_24h((("2026-12-31T23", 9),), "2027-01-01T05") == 9


def test_an_hour_without_requests_is_not_entered() -> None:
    assert add((), "2026-11-22T12", 0) == ()


@given(LEDGERS, HOURS, st.integers(0, 500))
def test_adding_raises_the_count_by_what_was_added(ledger: Ledger, hour: str, n: int) -> None:
    after = add(ledger, hour, n)
    assert last_24h(after, hour) == last_24h(ledger, hour) + n
    assert after == tuple(sorted(after))
