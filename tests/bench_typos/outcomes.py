"""What typos of every kind make of a week, each possible outcome with its probability."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.bench_typos.seasons import Pairs, Truth

Outcomes = list[tuple[float, Pairs]]

ALIKE = {"1": "7", "7": "1", "3": "8", "8": "3", "5": "6", "6": "5"}
"""Raised digits that a curator takes for each other."""


def even(outcomes: Sequence[Pairs]) -> Outcomes:
    """All equally likely."""
    return [(1 / len(outcomes), one) for one in outcomes]


def recount(parts: Pairs, at: int, count: int | None) -> Pairs:
    """The same with another count."""
    return (*parts[:at], (parts[at][0], count), *parts[at + 1 :])


def off_by(size: int) -> Callable[[Truth], Outcomes]:
    """One count is off, to either side where that leaves at least one track."""

    def outcomes(parts: Truth) -> Outcomes:
        found: Outcomes = []
        for at, (_, count) in enumerate(parts):
            ways = [count + size, count - size] if count > size else [count + size]
            found += [(1 / len(parts) / len(ways), recount(parts, at, way)) for way in ways]
        return found

    return outcomes


def rewritten(change: Callable[[str], list[str]]) -> Callable[[Truth], Outcomes]:
    """One count's digits are changed, where that gives another count."""

    def outcomes(parts: Truth) -> Outcomes:
        return even(
            [
                recount(parts, at, int(text))
                for at, (_, count) in enumerate(parts)
                for text in change(str(count))
                if text and text[0] != "0" and int(text) != count
            ]
        )

    return outcomes


def swapped(text: str) -> list[str]:
    return [text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)]


def dropped(text: str) -> list[str]:
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


def doubled(text: str) -> list[str]:
    return [text[: at + 1] + text[at:] for at in range(len(text))]


def misread(text: str) -> list[str]:
    return [
        text[:at] + ALIKE[digit] + text[at + 1 :] for at, digit in enumerate(text) if digit in ALIKE
    ]


def missing(parts: Truth) -> Outcomes:
    return even([recount(parts, at, None) for at in range(len(parts))])


def cancelling(parts: Truth) -> Outcomes:
    """One count too high by one or two, another too low by as many."""
    found: Outcomes = []
    pairs = [(a, b) for a in range(len(parts)) for b in range(len(parts)) if a != b]
    for high, low in pairs:
        for by, share in ((1, 1 / 2), (2, 1 / 2)):
            if parts[low][1] > by:
                more = recount(parts, high, parts[high][1] + by)
                found.append((share / len(pairs), recount(more, low, parts[low][1] - by)))
    return found


def exchanged(parts: Truth) -> Outcomes:
    """Two neighbours' counts, or the neighbours whole."""
    found: list[Pairs] = []
    for at in range(len(parts) - 1):
        (one, few), (other, many) = parts[at : at + 2]
        rest, tail = parts[:at], parts[at + 2 :]
        if few != many:
            found.append((*rest, (one, many), (other, few), *tail))
        found.append((*rest, (other, many), (one, few), *tail))
    return even(found)


def left_out(parts: Truth) -> Outcomes:
    return even([(*parts[:at], *parts[at + 1 :]) for at in range(len(parts))] if parts[1:] else [])


def twice(parts: Truth) -> Outcomes:
    return even(
        [
            (*parts[:to], parts[at], *parts[to:])
            for at in range(len(parts))
            for to in range(len(parts) + 1)
        ]
    )


def misspelt(parts: Truth) -> Outcomes:
    """A letter dropped or doubled, or two swapped."""
    found: list[Pairs] = []
    for at, (genre, count) in enumerate(parts):
        letters = [i for i, char in enumerate(genre) if char.isalpha()]
        texts = [genre[:i] + genre[i + 1 :] for i in letters]
        texts += [genre[: i + 1] + genre[i:] for i in letters]
        texts += [
            genre[:i] + genre[i + 1] + genre[i] + genre[i + 2 :]
            for i in letters
            if genre[i + 1 : i + 2].isalpha() and genre[i + 1] != genre[i]
        ]
        found += [
            (*parts[:at], (text, count), *parts[at + 1 :]) for text in texts if len(genre) > 3
        ]
    return even(found)
