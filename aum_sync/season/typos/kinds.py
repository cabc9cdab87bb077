"""The classes that tracks fall in by their genre: masters, what is dropped, what nobody listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import log

from aum_sync.config.types import Config
from aum_sync.season.genres import GenreIndex, squash
from aum_sync.season.typos.parts import Option
from aum_sync.text.fold import genre_key

_DROPPED, _UNLISTED = "", " "
"""Names of classes that are no key of a master."""

_MISSPELT = {0: 0.98, 1: 0.9, 2: 0.7}
"""How likely an unlisted genre so many edits from a listed one is that one; blanks are none."""
_SHORT = {0: 0.98, 1: 0.3}
"""The same for words of up to four letters: many are near to another one."""
_SHORT_LETTERS, _LONG_LETTERS = 4, 10
"""The longest short word, below which one edit is too many; the shortest in which two are few."""


class Kinds:
    """The classes of a season's genres, as numbers from 0."""

    def __init__(self, config: Config, genres: Iterable[str]) -> None:
        """The classes of the genres that were typed, and of those that are nearly typed."""
        self._genres = GenreIndex(config)
        self._catch_all = config.catch_all.key
        self._typed = Counter(genres)
        near = {alias for genre in self._typed for alias in self._near(genre)}
        self._names = sorted({self._name(genre) for genre in (*self._typed, *near)})
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self.options = cache(self._options)

    def __len__(self) -> int:
        return len(self._names)

    def of(self, genre: str) -> int:
        """The class of a genre that was typed in this season, or is near to one."""
        return self._numbers[self._name(genre)]

    @property
    def unlisted(self) -> int | None:
        """The class of genres that nobody listed, if any was typed."""
        return self._numbers.get(_UNLISTED)

    def home(self, kind: int) -> str | None:
        """The master that tracks of a class go to; None where they are dropped."""
        name = self._names[kind]
        return self._catch_all if name == _UNLISTED else name or None

    def strangers(self, priors: Sequence[float]) -> tuple[Option, ...]:
        """What a genre that was left out may be: each class as it is most often typed."""
        most: dict[int, str] = {}
        for genre, _ in sorted(self._typed.items(), key=lambda item: (-item[1], item[0])):
            most.setdefault(self.of(genre), genre)
        return tuple(
            Option(genre, kind, log(priors[kind]))
            for kind, genre in sorted(most.items())
            if self._names[kind] != _UNLISTED
        )

    def _name(self, genre: str) -> str:
        route = self._genres.resolve(genre)
        return _UNLISTED if route.kind == "unknown" else route.master or _DROPPED

    def _near(self, genre: str) -> Iterator[str]:
        """Listed genres that look like an unlisted one; of a compound also part by part."""
        route = self._genres.resolve(genre)
        if route.kind != "unknown":
            return
        yield from route.nearest
        parts = genre.split(",")
        for at, part in enumerate(parts if parts[1:] else ()):
            for alias in self._genres.resolve(part).nearest:
                text = ", ".join(
                    [*map(str.strip, parts[:at]), alias, *map(str.strip, parts[at + 1 :])]
                )
                if self._genres.resolve(text).kind != "unknown":
                    yield text

    def _options(self, genre: str) -> tuple[Option, ...]:
        """What a genre may be meant to be: itself, or listed ones that it nearly spells."""
        meant: dict[int, tuple[str, float]] = {}
        for alias in self._near(genre):
            if share := _misspelt(genre, alias):
                meant.setdefault(self.of(alias), (alias, share))
        doubt = 1 - max((share for _, share in meant.values()), default=0.0)
        whole = sum(share for _, share in meant.values())
        return (
            Option(genre, self.of(genre), log(doubt)),
            *(
                Option(alias, kind, log((1 - doubt) * share / whole))
                for kind, (alias, share) in meant.items()
            ),
        )


def _misspelt(genre: str, alias: str) -> float:
    """How likely an unlisted genre is this listed one, wrongly spelt; 0 where it is none."""
    from rapidfuzz.distance import OSA

    typed, listed = squash(genre_key(genre)), squash(genre_key(alias))
    letters, edits = min(len(typed), len(listed)), OSA.distance(typed, listed)
    if edits > (letters >= _SHORT_LETTERS) + (letters >= _LONG_LETTERS):
        return 0.0
    return (_SHORT if letters <= _SHORT_LETTERS else _MISSPELT)[edits]
