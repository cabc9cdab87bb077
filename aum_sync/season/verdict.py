"""Why a reading does not count, and what to do about it: one wording for every verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from aum_sync.season.genres import GenreIndex
from aum_sync.season.weeks import Chosen, Judged, was_of
from aum_sync.text.cells import quoted
from aum_sync.text.words import plural, ranges


def complaint(judged: Judged) -> str:
    """Why a reading that fails does so, in one sentence without the week's number."""
    if judged.correction and judged.stale_correction:
        was, now = judged.correction.was, judged.reading.description
        return f"its correction was written for another description (was: {was}; now: {now})"
    real = len(judged.reading.slots)
    declared = judged.checksum.declared
    if not judged.description.segments:
        return f"is not described yet; it holds {plural(real, 'item')}"
    if judged.checksum.status == "missing-counts":
        genres = ", ".join(s.genre for s in judged.description.segments if s.count is None)
        missing = (f"has no count for {genres}",) if genres else ()
        reasons = "; ".join((*missing, *judged.description.doubts))
        return f"{reasons}; it declares {plural(declared, 'track')} and holds {real:,}"
    if declared == real:
        return f"declares {declared:,} already: nothing is left for the missing count"
    off = f"{abs(declared - real):,} too {'high' if declared > real else 'low'}"
    return f"declares {plural(declared, 'track')} and holds {real:,}: its counts are {off}"


def remedy(judged: Judged) -> str:
    """What to do about a reading that fails; :func:`correction_line` is what to paste."""
    if judged.correction:
        return f"listen again, then update or remove {judged.correction.path}:"
    return "correct its description on Spotify and run aum-sync pull, or add to corrections.weeks:"


def correction_line(judged: Judged) -> str:
    """The line of YAML that corrects a week as it is described now."""
    was = was_of(judged.reading.description)
    return f'{judged.reading.week}: {{genres: "…", was: "{was}", reason: "…"}}'


@dataclass(frozen=True, slots=True)
class UnknownGenre:
    """A genre that no alias knows: where it is used, and the aliases nearest to it."""

    genre: str
    weeks: tuple[int, ...]
    tracks: int
    nearest: tuple[str, ...]

    def __str__(self) -> str:
        like = f"; nearest: {', '.join(map(quoted, self.nearest))}" if self.nearest else ""
        weeks = f"week{'s' * (len(self.weeks) > 1)} {ranges(self.weeks)}"
        tracks = plural(self.tracks, "track")
        return f"{quoted(self.genre)} is no master's genre: {tracks} in {weeks}{like}"


@dataclass(frozen=True, slots=True)
class GenreUse:
    """A genre as typed: the weeks that place tracks by it, and how many positions in all."""

    genre: str
    weeks: tuple[int, ...]
    tracks: int


def genre_uses(weeks: Iterable[Chosen]) -> tuple[GenreUse, ...]:
    """The genres by which weeks place tracks, in order of appearance."""
    uses: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for chosen in weeks:
        for genre, tracks in chosen.pairs:
            uses[genre].append((chosen.week, tracks))
    return tuple(
        GenreUse(
            genre,
            tuple(dict.fromkeys(week for week, _ in found)),
            sum(tracks for _, tracks in found),
        )
        for genre, found in uses.items()
    )


def unknown_genres(weeks: Iterable[Chosen], genres: GenreIndex) -> tuple[UnknownGenre, ...]:
    """The genres by which weeks place tracks and that no alias knows, in order of appearance."""
    return tuple(
        UnknownGenre(use.genre, use.weeks, use.tracks, route.nearest)
        for use in genre_uses(weeks)
        if (route := genres.resolve(use.genre)).kind == "unknown"
    )
