"""How counts are mistyped: which true count may stand behind a written one, and how likely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import log

_NEAR = {1: 0.15, 2: 0.06, 3: 0.01}
"""Being off by so many, to either side."""

_ALIKE = {
    "0": "8",
    "1": "7",
    "2": "3",
    "3": "28",
    "5": "6",
    "6": "589",
    "7": "1",
    "8": "36",
    "9": "6",
}
"""Digits that are taken for each other, above all raised ones."""

_MOVED = {1: 0.075, 2: 0.075, 3: 0.01}
_FARTHER = 5e-6
"""So many tracks counted to a wrong segment, where all counts still add up."""

_DROPPED, _DOUBLED, _MISREAD, _TURNED, _ANYTHING = 0.1, 0.04, 0.2, 0.08, 0.1


@cache
def confusions(written: int, most: int) -> dict[int, float]:
    """True counts up to ``most`` that may be meant by ``written``, with the logs of their shares.

    The shares sum to 1. Every count has one, however small, but ``written`` itself; nobody declares
    what is not there.
    """
    shares: defaultdict[int, float] = defaultdict(float)
    for distance, share in _NEAR.items():
        shares[written - distance] += share
        shares[written + distance] += share
    for text, share in _rewritten(str(written)):
        shares[int(text)] += share
    for count in range(most + 1):
        shares[count] += _ANYTHING / (most + 1)
    shares[0] = _FARTHER
    kept = {n: share for n, share in sorted(shares.items()) if 0 <= n <= most and n != written}
    whole = sum(kept.values())
    return {count: log(share / whole) for count, share in kept.items()}


@cache
def moves(written: int, most: int) -> dict[int, float]:
    """The same for a week whose counts add up: what one has too much, another has too little.

    Such two are one mistake, not two of the same size by chance: each has half the log of the
    share.
    Nobody declares what is not there: to have no track at all is as rare as to be far off.
    """
    shares = {written + by: share for size, share in _MOVED.items() for by in (size, -size)}
    return {
        count: log(shares.get(count, _FARTHER) if count else _FARTHER) / 2
        for count in range(most + 1)
        if count != written
    }


def _rewritten(text: str) -> Iterator[tuple[str, float]]:
    """What may have been meant by these digits, one slip of the fingers or the eyes away."""
    for index, digit in enumerate(text):
        before, after = text[:index], text[index + 1 :]
        if before or after:
            yield before + after, _DOUBLED / len(text)
        for other in _ALIKE.get(digit, ""):
            yield before + other + after, _MISREAD / len(text)
    for index in range(len(text) + 1):
        for digit in "0123456789":
            yield text[:index] + digit + text[index:], _DROPPED / 10 / (len(text) + 1)
    for index in range(len(text) - 1):
        turned = text[:index] + text[index + 1] + text[index] + text[index + 2 :]
        yield turned, _TURNED / (len(text) - 1)
