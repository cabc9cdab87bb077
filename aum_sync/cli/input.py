"""Standard input, which may be closed."""

from __future__ import annotations

import sys
from typing import TextIO

from aum_sync.errors import DataError


def standard_input(most: int = -1) -> bytes:
    """What stands on standard input, up to ``most`` bytes. Raises DataError where it is closed."""
    stream: TextIO | None = sys.stdin
    if stream is None:
        raise DataError("there is no standard input to read", hint="pipe or redirect a text to it")
    return stream.buffer.read(most)
