"""The nearest of the words that would have been right."""

from __future__ import annotations

from collections.abc import Iterable

from aum_sync.text.fold import bare

_SIMILAR = 60
"""Out of 100; below that a suggestion is noise."""


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """A hint with the choice most like ``word``, or None where none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        word, sorted(choices), scorer=fuzz.ratio, processor=bare, score_cutoff=_SIMILAR
    )
    return f"did you mean {found[0]!r}?" if found else None


def listed(words: Iterable[str], joint: str = "or") -> str:
    """Words as a sentence has them: ``hold, triage or fail``."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last
