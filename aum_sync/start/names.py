"""How somebody names their weekly playlists: the pattern behind ``Aum#281`` and ``Week#282``.

What stands in front of a number (a word, a sign, both) is its label. The weeks are those of the
label whose numbers make the longest run; other labels with the same sign join where they fill it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from aum_sync.text.fold import nfkc, unescape

_NUMBER = regex.compile(r"(?<![\d.,/-])\d{1,4}(?![\d/-]|[.,]\d)")
_LABEL = regex.compile(r"(?P<word>\p{L}*)\s*(?P<sign>[#№.:º°]?)\s*$")
_FEWEST = 2
"""One playlist with a number is no series."""
_GAP = 10
"""So many weeks in a row may be missing within a season."""

_Label = tuple[str, str]
_Numbers = Mapping[int, tuple[int, ...]]
"""Which names, by index, bear a number."""


@dataclass(frozen=True, slots=True)
class WeekNames:
    """A pattern for ``season.match``, the weeks that it finds, and what else bears its label.

    ``doubled`` pairs a week with the indexes of the names that bear its number.
    """

    match: str
    first: int
    last: int
    weeks: int
    doubled: tuple[tuple[int, tuple[int, ...]], ...] = ()
    outside: tuple[int, ...] = ()


def week_names(names: Sequence[str]) -> WeekNames | None:
    """The pattern that most of these names follow; None where no two follow one."""
    found = _labels(names)
    runs = {label: _run(numbers) for label, numbers in found.items()}
    label = max(runs, key=lambda one: (len(runs[one]), one[1], one), default=None)
    if label is None or len(runs[label]) < _FEWEST:
        return None
    labels = [label, *_joining(label, found, runs[label])]
    together: defaultdict[int, list[int]] = defaultdict(list)
    for one in labels:
        for number, indexes in found[one].items():
            together[number] += indexes
    run = _run(together)
    return WeekNames(
        match=_pattern(labels),
        first=run[0],
        last=run[-1],
        weeks=len(run),
        doubled=tuple((n, tuple(together[n])) for n in run if len(together[n]) > 1),
        outside=tuple(sorted(set(together) - set(run))),
    )


def _labels(names: Sequence[str]) -> dict[_Label, _Numbers]:
    """Every label that occurs, with its numbers."""
    found: defaultdict[_Label, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, name in enumerate(names):
        text = nfkc(unescape(name)).strip()
        for number in _NUMBER.finditer(text):
            before = text[: number.start()]
            label = _LABEL.search(before)
            assert label is not None, "it may be empty"
            word, sign = label["word"], label["sign"]
            begins = not regex.search(r"\w", before)
            if word or sign == "#" or begins:
                found[word, sign if word or sign == "#" else ""][int(number[0])].append(index)
    return {label: {n: tuple(ix) for n, ix in rows.items()} for label, rows in found.items()}


def _run(numbers: Iterable[int]) -> tuple[int, ...]:
    """The longest run of numbers without a large gap; of equal ones the last."""
    best: list[int] = []
    run: list[int] = []
    for number in sorted(numbers):
        if run and number - run[-1] > _GAP:
            run = []
        run.append(number)
        if len(run) >= len(best):
            best = run
    return tuple(best)


def _joining(
    label: _Label, found: Mapping[_Label, _Numbers], run: Sequence[int]
) -> tuple[_Label, ...]:
    """Labels with the same sign whose numbers belong to the run and are not taken by it."""
    taken, joining = set(found[label]), []
    near = range(run[0] - _GAP, run[-1] + _GAP + 1)
    for other, numbers in sorted(found.items()):
        fits = other != label and other[0] and label[0] and other[1] == label[1]
        if fits and all(number in near and number not in taken for number in numbers):
            joining.append(other)
            taken |= set(numbers)
    return tuple(joining)


def _pattern(labels: Sequence[_Label]) -> str:
    """A word that ends with another one is found by that: 彡Aum by Aum."""
    words = [word for word, _ in labels if word]
    short = [one for one in words if not any(one != o and one.endswith(o) for o in words)]
    sign = labels[0][1].replace(".", r"\.")
    number = rf"{sign}\s*(?P<week>\d+)" if sign else r"(?P<week>\d+)"
    if not words:
        return number if sign else rf"^\W*{number}"
    word = short[0] if len(short) == 1 else f"(?:{'|'.join(short)})"
    return rf"{word}\s*{number}" if short != words else rf"\b{word}\s*{number}"
