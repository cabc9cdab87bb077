"""A season in figures, for programs and for spreadsheets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from aum_sync.config.types import Season
from aum_sync.plan.stats import Stats
from aum_sync.report.sheet import sheet_of
from aum_sync.report.validation import Validation


def as_json(stats: Stats, validation: Validation, season: Season) -> str:
    """All figures; ``shared`` counts the recordings of each pair of masters after the plan."""
    value = {
        "season": season.name,
        "weeks": {
            "range": [season.first_week, season.last_week],
            "status": _statuses(validation),
            "use": dict(Counter(check.use for check in validation.weeks)),
            "not_read": validation.not_read,
            "outside": validation.outside,
        },
        "items": {
            "all": len(stats.fates),
            "fates": _fates(stats),
            "review": sum(fate.review for fate in stats.fates),
            "recordings": stats.recordings,
            "repeats": stats.repeats,
            "without_genre": stats.ungenred,
        },
        "masters": [asdict(master) for master in stats.masters],
        "genres": [asdict(genre) for genre in stats.genres],
        "artists": [asdict(artist) for artist in stats.artists],
        "several": stats.several,
        "shared": stats.shared,
        "orphans": dict(_orphans(stats)),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _statuses(validation: Validation) -> dict[str, int]:
    return dict(Counter(check.status for check in validation.weeks))


def _fates(stats: Stats) -> dict[str, int]:
    return dict(sorted(Counter(fate.fate for fate in stats.fates).items()))


def _orphans(stats: Stats) -> Counter[str]:
    return Counter(orphan.fate for group in stats.orphans for orphan in group.orphans)


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing that is counted.

    ``tracks`` are positions of weeks, of an artist recordings; ``now`` and ``after`` are slots.
    """

    section: str
    name: str
    tracks: int | None = None
    weeks: int | None = None
    now: int | None = None
    after: int | None = None
    orphans: int | None = None
    master: str | None = None
    kind: str | None = None
    rule: str | None = None


def as_csv(stats: Stats, validation: Validation) -> str:
    """One row per thing that is counted; what a section does not count is empty."""
    return sheet_of(_Line, (*_season(stats, validation), *_lists(stats)))


def _season(stats: Stats, validation: Validation) -> Iterator[_Line]:
    for status, number in _statuses(validation).items():
        yield _Line("weeks", status, weeks=number)
    yield _Line("weeks", "not-read", weeks=len(validation.not_read))
    for fate, number in _fates(stats).items():
        yield _Line("items", fate, number)
    yield _Line("recordings", "all", stats.recordings)
    yield _Line("recordings", "repeats", stats.repeats)
    for orphan, number in _orphans(stats).items():
        yield _Line("orphans", orphan, number)


def _lists(stats: Stats) -> Iterator[_Line]:
    for one in stats.masters:
        yield _Line(
            "masters",
            one.title,
            weeks=one.weeks,
            now=one.now,
            after=one.after,
            orphans=one.orphans,
            master=one.key,
            kind=one.status,
        )
    for genre in stats.genres:
        weeks = len(genre.weeks)
        yield _Line(
            "genres",
            genre.genre,
            genre.tracks,
            weeks,
            master=genre.master,
            kind=genre.kind,
            rule=genre.rule,
        )
    yield _Line("genres", "", stats.ungenred, kind="none")
    for artist in stats.artists:
        yield _Line("artists", artist.name, artist.recordings, artist.weeks)
    for first, second, number in stats.shared:
        yield _Line("shared", f"{first}, {second}", number)
