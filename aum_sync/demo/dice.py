"""Chance that falls the same way on every machine: named dice, and ids made of names.

Every die has a name of its own, so that adding one thing to the season moves nothing else.
"""

from __future__ import annotations

import hashlib
import random
import string
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_ID_LENGTH = 22


def identifier(name: str) -> str:
    """A Spotify id (22 base62 digits) for a thing of this name, always the same one."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest())
    digits = []
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(digits)


class Dice:
    """Throws that depend on the name alone.

    Only ``random.Random.random`` is asked: Python promises its sequence for all versions, which
    it does for no other method.
    """

    def __init__(self, name: str) -> None:
        seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
        self._random = random.Random(seed)  # noqa: S311 (a game, not a secret)

    def chance(self, probability: float) -> bool:
        """Whether something of this probability (0 to 1) happens."""
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of ``choices``."""
        return choices[self.between(0, len(choices) - 1)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of ``things`` in another order."""
        rest = list(things)
        return [rest.pop(self.between(0, len(rest) - 1)) for _ in things]
