"""Moments in state files, and as people read them."""

from __future__ import annotations

from aum_sync.text.words import minute
from aum_sync.times import minute_after, moment, seconds_of


def test_there_and_back() -> None:
    assert moment(1795352709) == "2026-11-22T13:05:09Z"
    assert seconds_of("2026-11-22T13:05:09Z") == 1795352709


def test_what_is_no_moment_is_none_and_shown_as_it_stands() -> None:
    for text in ("", "tomorrow", "2026-11-22", "2026-11-22T13:05:09+02:00", "Mon 22 T 13:05:09 Z"):
        assert seconds_of(text) is None
        assert minute(text) == text
    assert seconds_of("9999-99-99T00:00:00Z") is None


def test_for_people_a_minute_will_do() -> None:
    assert minute("2026-11-22T13:05:09Z") == "2026-11-22 13:05 UTC"
    assert minute_after(1795352709) == "2026-11-22 13:06 UTC"
    assert minute_after(1795352700) == "2026-11-22 13:05 UTC"


def test_the_last_moment_of_all_can_be_told_too() -> None:
    last = seconds_of("9999-12-31T23:59:59Z")
    assert last is not None
    assert minute_after(last) == "9999-12-31 23:59 UTC"
