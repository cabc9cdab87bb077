"""Regular expressions from the configuration: tried before they are trusted.

A pattern is run over texts made to provoke it, as long as Spotify lets a description be, under a
limit of processor time; one that does not come to an end there would hang a plan some day.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache

import regex

SECONDS = 0.1
"""How long one pattern may run over one text of :data:`LENGTH` characters."""

LENGTH = 300

_UNITS = ("a", "A", "0", " ", "-", ",", "a ", "a0", "ab", "א", "♩")
_MOST_LITERALS = 4
_MOST_SIGNS = 12
"""How much of a pattern's own text goes into the trials."""


@lru_cache(maxsize=64)
def pattern_trouble(pattern: str, group: str | None = None) -> tuple[str, str] | None:
    """What is wrong with a pattern (message and hint), or None; ``group`` must be in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        return f"is no regular expression: {error}", "correct the pattern"
    except (RecursionError, OverflowError, MemoryError):
        return "is nested too deep", "write it simpler"
    if group is not None and group not in compiled.groupindex:
        return (
            f"has no group called {group!r}",
            rf"name the part that is the number: (?P<{group}>\d+)",
        )
    if any(_runs_away(compiled, text) for text in _provocations(pattern)):
        return (
            f"runs for more than {SECONDS:g} s on {LENGTH} characters",
            "write it without nested repetitions like (a+)+",
        )
    return None


def _runs_away(compiled: regex.Pattern[str], text: str) -> bool:
    try:
        for _ in compiled.finditer(text, timeout=SECONDS):
            pass
    except TimeoutError:
        return True
    return False


def _provocations(pattern: str) -> Iterator[str]:
    """Long repetitions behind what the pattern asks for literally, then a misfit.

    The pattern's own text comes last: a matcher gives up at once where a letter that it needs is
    nowhere to be seen.
    """
    literals = ["", *dict.fromkeys(regex.findall(r"[\p{L}\p{N}#@ ]+", pattern))]
    signs = [char for char in dict.fromkeys(pattern) if not char.isspace()]
    units = dict.fromkeys([*_UNITS, *signs[:_MOST_SIGNS], *literals[1 : _MOST_LITERALS + 1]])
    for literal in literals[: _MOST_LITERALS + 1]:
        for unit in units:
            repeated = unit * (LENGTH // len(unit))
            yield f"{literal}{repeated}\0{pattern}"
