"""What a written count is taken for, slip by slip."""

from __future__ import annotations

from collections import defaultdict
from math import exp, fsum, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.season.typos.confusions import confusions, moves

NEAR = {1: 0.15, 2: 0.06, 3: 0.01}


def slips(written: int, most: int, plain: int) -> dict[int, float]:
    """How likely each count is by a slip with a name; to ``plain`` there is none."""
    logs = confusions(written, most)
    anything = 0.1 / (most + 1)
    shares = {count: anything * (exp(share - logs[plain]) - 1) for count, share in logs.items()}
    return {count: share for count, share in shares.items() if share > 1e-9}


def near(written: int) -> defaultdict[int, float]:
    shares = {written + by: NEAR[abs(by)] for by in (-3, -2, -1, 1, 2, 3)}
    return defaultdict(float, shares)


def test_of_two_digits_one_may_be_too_many_or_missing_or_misread_or_both_turned() -> None:
    wanted = near(13)
    for count, share in {
        3: 0.04 / 2,
        1: 0.04 / 2,
        73: 0.2 / 2,
        12: 0.2 / 2,
        18: 0.2 / 2,
        31: 0.08,
    }.items():
        wanted[count] += share
    for text in [f"{d}13" for d in range(10)] + [f"1{d}3" for d in range(10)]:
        wanted[int(text)] += 0.1 / 10 / 3
    for digit in range(10):
        wanted[130 + digit] += 0.1 / 10 / 3
    del wanted[13]
    assert slips(13, 1000, 500) == pytest.approx({**wanted})


def test_of_three_digits_neighbours_alone_are_turned() -> None:
    wanted = near(947)
    for count, share in {
        47: 0.04 / 3,
        97: 0.04 / 3,
        94: 0.04 / 3,
        647: 0.2 / 3,
        941: 0.2 / 3,
        497: 0.08 / 2,
        974: 0.08 / 2,
    }.items():
        wanted[count] += share
    assert slips(947, 999, 500) == pytest.approx({**wanted})


def test_one_digit_is_never_too_many() -> None:
    wanted = near(7)
    wanted[1] += 0.2
    for digit in range(10):
        wanted[70 + digit] += 0.1 / 10 / 2
        wanted[10 * digit + 7] += 0.1 / 10 / 2
    del wanted[7]
    assert slips(7, 200, 150) == pytest.approx({**wanted})


@given(st.integers(0, 9999), st.integers(1, 60))
def test_confusions_are_shares_of_other_counts(written: int, most: int) -> None:
    shares = confusions(written, most)
    assert set(shares) == set(range(most + 1)) - {written}
    if written and len(shares) > 1:
        assert shares[0] == min(shares.values()) < log(1e-3), "nobody declares what is not there"
    assert fsum(exp(share) for share in shares.values()) == pytest.approx(1.0)


def test_what_moves_between_two_counts_is_one_mistake() -> None:
    found = {count: exp(2 * share) for count, share in moves(4, 9).items()}
    far = 5e-6
    assert found == pytest.approx(
        {0: far, 1: 0.01, 2: 0.075, 3: 0.075, 5: 0.075, 6: 0.075, 7: 0.01, 8: far, 9: far}
    )
    assert moves(1, 3)[0] == pytest.approx(log(far) / 2), "nobody declares what is not there"
