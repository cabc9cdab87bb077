"""What an account suggests for a season: its weeks, its masters, and where its genres lead.

A genre gets a home only for a reason that can be told: its playlist is called so, nearly so, or
holds most of its tracks. Everything else is left to the curator, with a guess where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import regex

from aum_sync.config.types import Config, DescriptionRules
from aum_sync.season.descriptions import parse
from aum_sync.season.genres import squash
from aum_sync.season.items import Card, Reading, Slot
from aum_sync.season.weeks import judge
from aum_sync.start.names import WeekNames, week_names
from aum_sync.text.fold import bare, genre_key, plain

Reason = Literal["named", "parts", "alike", "tracks"]
Contents = Mapping[str, Sequence[Slot]]
"""What playlists hold, by id."""

_ALIKE = 0.85
"""How like a known spelling another must be to pass for it: Mizrachi and Mizrahi are."""
_MOST = 0.8
"""The share of a genre's tracks, of those that are in any playlist, that one must hold ..."""
_SOME = 0.25
"""... and the share of all of them: half a season may never have been sorted."""
_FEWEST = 2
_EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}]")
_PARTS = regex.compile(r"\s*[,/|+]\s*")


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre as it is typed most, in how many tracks and weeks, and its home.

    ``reason`` says why ``home`` (a playlist's id) is its home; without one it is but a guess.
    ``inside`` of the ``seen`` tracks of the genre were found there.
    """

    text: str
    tracks: int
    weeks: int
    home: str | None = None
    reason: Reason | None = None
    inside: int = 0
    seen: int = 0

    @property
    def key(self) -> str:
        """What it is compared by."""
        return genre_key(self.text)


@dataclass(frozen=True, slots=True)
class Home:
    """A playlist that is proposed as a master, with the genres that lead there."""

    card: Card
    genres: tuple[Genre, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What an account suggests. ``weeks`` are the weekly playlists, by number, once each.

    ``others`` are playlists of the account that are neither weeks nor proposed as masters.
    """

    names: WeekNames | None
    weeks: tuple[tuple[int, Card], ...]
    doubled: tuple[tuple[int, tuple[Card, ...]], ...]
    homes: tuple[Home, ...]
    homeless: tuple[Genre, ...]
    others: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The playlists of an account, parted: weeks by number, what bears a week's label, the rest."""

    names: WeekNames | None
    weeks: tuple[tuple[int, Card], ...]
    doubled: tuple[tuple[int, tuple[Card, ...]], ...]
    rest: tuple[Card, ...]


def part(cards: Iterable[Card], account: str) -> Library:
    """Find the weeks among the playlists that an account owns. Those of others never count."""
    owned = [card for card in cards if card.owner == account]
    names = week_names([card.name for card in owned])
    if names is None:
        return Library(None, (), (), tuple(owned))
    pattern = regex.compile(names.match)
    doubled = tuple((n, tuple(owned[index] for index in ix)) for n, ix in names.doubled)
    twins = {card.id for _, twins in doubled for card in twins}
    weeks: dict[int, Card] = {}
    rest: list[Card] = []
    for card in owned:
        found = pattern.search(plain(card.name))
        number = int(found["week"]) if found else None
        if number is None:
            rest.append(card)
        elif names.first <= number <= names.last and card.id not in twins:
            weeks.setdefault(number, card)
    return Library(names, tuple(sorted(weeks.items())), doubled, tuple(rest))


def survey(library: Library, config: Config, contents: Contents) -> Survey:
    """What a library suggests. ``config`` says how descriptions are read.

    ``contents`` may be empty: then genres go by names alone.
    """
    genres = _genres(library.weeks, config.season.description)
    candidates = [card for card in library.rest if _bare(card.name)]
    placed = _by_tracks(genres, candidates, _tracks(library.weeks, config, contents), contents)
    placed = _by_names(placed, candidates)
    placed = [
        genre if genre.reason else _guessed(genre, candidates) for genre in map(_sayable, placed)
    ]
    homes = []
    for card in candidates:
        led = tuple(genre for genre in placed if genre.reason and genre.home == card.id)
        homes += [Home(card, led)] if led else []
    used = {home.card.id for home in homes}
    return Survey(
        names=library.names,
        weeks=library.weeks,
        doubled=library.doubled,
        homes=tuple(homes),
        homeless=tuple(genre for genre in placed if not genre.reason),
        others=tuple(card for card in library.rest if card.id not in used),
    )


def _genres(weeks: Iterable[tuple[int, Card]], rules: DescriptionRules) -> list[Genre]:
    """Every genre that is typed, the most frequent first; one without a count counts no track."""
    spellings: dict[str, dict[str, int]] = {}
    tracks: dict[str, int] = {}
    seen: dict[str, set[int]] = {}
    for number, card in weeks:
        for segment in parse(card.description, rules).segments:
            key = genre_key(segment.genre)
            forms = spellings.setdefault(key, {})
            forms[segment.genre] = forms.get(segment.genre, 0) + 1
            tracks[key] = tracks.get(key, 0) + (segment.count or 0)
            seen.setdefault(key, set()).add(number)
    found = [
        Genre(max(forms, key=lambda text: (forms[text], text)), tracks[key], len(seen[key]))
        for key, forms in spellings.items()
    ]
    return sorted(found, key=lambda genre: (-genre.tracks, -genre.weeks, genre.text))


def _tracks(
    weeks: Iterable[tuple[int, Card]], config: Config, contents: Contents
) -> dict[str, set[str]]:
    """The URIs under each genre, by key, of the weeks that were read and whose counts add up."""
    found: dict[str, set[str]] = {}
    for number, card in weeks:
        slots = tuple(contents.get(card.id, ()))
        judged = judge(Reading(number, card.id, card.name, card.description, None, slots), config)
        if not slots or not judged.passes:
            continue
        rest = iter(slots)
        pairs = zip(judged.description.segments, judged.checksum.counts, strict=True)
        for segment, count in pairs:
            uris = {slot.written_uri for slot in islice(rest, count)}
            found.setdefault(genre_key(segment.genre), set()).update(filter(None, uris))
    return found


def _by_tracks(
    genres: Iterable[Genre],
    candidates: Sequence[Card],
    tracks: Mapping[str, set[str]],
    contents: Contents,
) -> list[Genre]:
    """The genres, each with the playlist that holds most of its tracks."""
    held = {
        card.id: {slot.written_uri for slot in contents.get(card.id, ())} for card in candidates
    }
    return [_by_its_tracks(genre, tracks.get(genre.key, set()), held) for genre in genres]


def _by_its_tracks(genre: Genre, uris: set[str], held: Mapping[str, set[str | None]]) -> Genre:
    """Of playlists with most of a genre the one that is about it most: one may hold everything."""
    hits = {playlist: len(uris & inside) for playlist, inside in held.items()}
    anywhere = sum(any(uri in inside for inside in held.values()) for uri in uris)
    least = max(_FEWEST, _MOST * anywhere, _SOME * len(uris))
    good = [playlist for playlist in hits if hits[playlist] >= least]
    if not good:
        return genre
    best = max(good, key=lambda one: (hits[one] / len(held[one]), one))
    return replace(genre, home=best, reason="tracks", inside=hits[best], seen=len(uris))


def _by_names(genres: Sequence[Genre], candidates: Iterable[Card]) -> list[Genre]:
    """Genres without a home, at the playlist that is called so, or nearly so; only at one."""
    homes: dict[str, set[str]] = {}
    for card in candidates:
        for key in _keys(card.name):
            homes.setdefault(key, set()).add(card.id)
    called = {key: min(ids) for key, ids in homes.items() if len(ids) == 1}
    named = [_named(genre, called) for genre in genres]
    known = called | {genre.key: genre.home for genre in named if genre.home}
    named = [genre if genre.reason else _of_parts(genre, known) for genre in named]
    return [genre if genre.reason else _alike(genre, known) for genre in named]


def _named(genre: Genre, called: Mapping[str, str]) -> Genre:
    home = None if genre.reason else called.get(genre.key)
    return replace(genre, home=home, reason="named") if home else genre


def _of_parts(genre: Genre, known: Mapping[str, str]) -> Genre:
    """A genre that names several, at the one playlist that all of them lead to."""
    homes = {known.get(genre_key(part)) for part in _PARTS.split(genre.text)}
    home = homes.pop()
    return genre if homes or home is None else replace(genre, home=home, reason="parts")


def _alike(genre: Genre, known: Mapping[str, str]) -> Genre:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    squashed = {bare(squash(key)): home for key, home in sorted(known.items())}
    word = bare(squash(genre.key))
    near = process.extract(
        word, list(squashed), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=None
    )
    homes = {squashed[text] for text, _, _ in near}
    return replace(genre, home=homes.pop(), reason="alike") if len(homes) == 1 else genre


def _sayable(genre: Genre) -> Genre:
    """Without a home where no configuration can say it: control characters are refused there."""
    return genre if fits(genre.text) else replace(genre, home=None, reason=None)


def fits(text: str) -> bool:
    """Whether a text can stand in a configuration as it is."""
    return not _CONTROL.search(text)


def _guessed(genre: Genre, candidates: Iterable[Card]) -> Genre:
    """The genre with the one playlist, if any, with the most of its words in its name."""
    words = set(genre.key.replace(",", " ").split())
    shared = {card.id: len(words & set(_joined(card.name).split())) for card in candidates}
    most = max(shared.values(), default=0)
    best = [playlist for playlist, count in shared.items() if count == most]
    return replace(genre, home=best[0]) if most and len(best) == 1 else genre


def _bare(name: str) -> str:
    """A name without the signs around it: ``♩ Hip Hop, Rap``."""
    return _EDGES.sub("", plain(name))


def _joined(name: str) -> str:
    return genre_key(_bare(name)).replace(",", " ")


def _keys(name: str) -> Iterator[str]:
    """The genres that a playlist is called by: its whole name, and the parts of a list."""
    whole = _bare(name)
    yield from dict.fromkeys(filter(None, map(genre_key, (whole, *_PARTS.split(whole)))))
