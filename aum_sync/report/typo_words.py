"""How findings are told: what a proposal changes, and what speaks for it. Tracks count from 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from aum_sync.report.changes import ordinal
from aum_sync.season.rewriting import Pair, steps
from aum_sync.season.typos.types import Clue, Finding, Proposal
from aum_sync.text.fold import genre_key

Titles = Mapping[str, str]
"""What people call each master."""

_HUNDREDTH = 0.01


def chance(probability: float) -> str:
    """``93 %``; never quite sure."""
    if probability > 1 - _HUNDREDTH:
        return "over 99 %"
    return "under 1 %" if probability < _HUNDREDTH else f"{probability:.0%}".replace("%", " %")


def forecast(finding: Finding) -> float:
    """How many tracks are to be expected to change master once the week is put right."""
    return sum(one.probability * len(one.moves) for one in finding.proposals)


def expected(tracks: float) -> str:
    """``about 4 tracks``: a forecast in words."""
    number = round(tracks)
    if not number:
        return "hardly a track"
    return f"about {number:,} {'track' if number == 1 else 'tracks'}"


def pairs(counts: Sequence[tuple[str, int | None]]) -> str:
    """``Country 1 ♩ Rap ?``: genres with their counts."""
    return " ♩ ".join(f"{genre} {'?' if count is None else count}" for genre, count in counts)


def changes(finding: Finding, proposal: Proposal) -> str:
    """``Rap 4, not 5; Soul 3, not 2``: what is other than declared."""
    return "; ".join(_changes(finding.declared, proposal.counts)) or "as it is written"


def hint(finding: Finding) -> str:
    """``week 281 may mean Rap 4, not 5 (93 %): aum-sync typos --week 281``; it has a proposal."""
    first = finding.proposals[0]
    words = f"{changes(finding, first)} ({chance(first.probability)})"
    return f"week {finding.week} may mean {words}: aum-sync typos --week {finding.week}"


def _changes(declared: Sequence[tuple[str, int | None]], wanted: Sequence[Pair]) -> Iterator[str]:
    written = Counter(genre_key(genre) for genre, _ in declared)
    for at, pair in steps([genre for genre, _ in declared], wanted):
        if pair is None:
            assert at is not None, "a step has a side"
            yield f"no {declared[at][0]} here"
        elif at is None:
            yield f"{pair[0]} {pair[1]} is left out"
        else:
            yield from _change(*declared[at], pair, moved=bool(written[genre_key(pair[0])]))


def _change(genre: str, count: int | None, pair: Pair, *, moved: bool) -> Iterator[str]:
    if genre_key(genre) != genre_key(pair[0]):
        number = f"{pair[0]} {pair[1]}"
        yield f"{number} in place of {genre}" if moved else f"{number} is meant by {genre}"
    elif count is None:
        yield f"{pair[0]} {pair[1]}, which is not written"
    elif count != pair[1]:
        yield f"{pair[0]} {pair[1]}, not {count}"


def evidence(clue: Clue, titles: Titles) -> str:
    """``track 12, 'Hold On' by Ann: Ann is Hip Hop in 9 other weeks``."""
    track = f"track {ordinal(clue.position)}, {clue.slot.name!r} by {clue.slot.byline}"
    home = "dropped" if clue.home is None else titles[clue.home]
    return f"{track}: {_who(clue)} {home} {_where(clue.weeks)}"


def _who(clue: Clue) -> str:
    match clue.what:
        case "artist":
            return f"{clue.name} is"
        case "guest":
            return f"{clue.name}, who is on it, is"
        case "recording":
            return "the same recording is"
        case _:
            return f"what is written in {clue.name} letters is more often"


def _where(weeks: Sequence[int]) -> str:
    if not weeks:
        return "elsewhere"
    if len(weeks) == 1:
        return f"in week {weeks[0]}"
    return f"in {len(weeks):,} other weeks"
