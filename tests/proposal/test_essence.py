"""What a file says, and what it only carries along."""

from __future__ import annotations

import pytest

from aum_sync.proposal.essence import beyond, essence

WEEK = "state/weeks/1.json"


@pytest.mark.parametrize(
    ("path", "one", "other", "same"),
    [
        (WEEK, '{"snapshot": "a", "slots": []}', '{"snapshot": "b", "slots": []}', True),
        (WEEK, '{"snapshot": "a", "slots": []}', '{"snapshot": "a", "slots": [1]}', False),
        ("state/masters/x.json", '{"snapshot": "a"}', '{"snapshot": "b"}', True),
        ("state/others/x.json", '{"snapshot": "a"}', '{"snapshot": "b"}', True),
        ("state/account.json", '{"id": 1, "requests": [1]}', '{"id": 1, "requests": []}', True),
        ("state/account.json", '{"id": 1}', '{"id": 2}', False),
        ("state/pins/x.json", '{"snapshot": "a"}', '{"snapshot": "b"}', False),
        ("config/season.yaml", "a: 1", "a: 2", False),
        (WEEK, "{", "{ ", False),
        (WEEK, "[1]", "[2]", False),
        (WEEK, "[" * 100_000, "[" * 100_001, False),
        (WEEK, '{"name": "\\ud83d"}', '{"name": "\\ud83e"}', False),
    ],
)
def test_what_makes_a_difference(path: str, one: str, other: str, same: bool) -> None:
    assert (essence(path, one.encode()) == essence(path, other.encode())) is same


def test_a_file_that_is_not_there_and_one_that_is_no_text() -> None:
    assert essence(WEEK, None) is None
    assert essence(WEEK, b"\xff") != essence(WEEK, b"\xfe")


def test_only_what_is_new_counts() -> None:
    assert beyond({"a": "1", "b": "2", "c": None, "d": None}, {"a": "1", "b": "1", "c": "1"}) == {
        "b": "2",
        "c": None,
    }
