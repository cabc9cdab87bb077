"""The weeks of a season for a terminal: a table, then those that disagree, text beside numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from aum_sync.config.source import SourceMap
from aum_sync.plan.idle import IdleKind, IdleRules
from aum_sync.report.columns import GAP, Column, place, share
from aum_sync.report.marked import marked
from aum_sync.report.style import Style
from aum_sync.report.typo_words import hint
from aum_sync.report.validation import (
    Use,
    Validation,
    WeekCheck,
    WeekStatus,
)
from aum_sync.season.typos.types import Finding
from aum_sync.season.verdict import UnknownGenre, complaint, correction_line, remedy
from aum_sync.text.cells import brief, visible, wrap
from aum_sync.text.words import plural, ranges

_COLUMNS = (
    Column(right=True),
    Column(1),
    Column(),
    Column(right=True),
    Column(right=True),
    Column(right=True),
)
_HEAD = ("week", "name", "status", "declared", "real", "off by")
_NARROWEST = 60
_WIDEST = 120
_LONGEST = 600
"""More characters than any description on Spotify has, entities written out."""

_PAINT: dict[WeekStatus, Callable[[Style, str], str]] = {
    "ok": Style.green,
    "inferred": Style.cyan,
    "corrected": Style.cyan,
    "mismatch": Style.red,
    "missing-counts": Style.yellow,
    "stale-correction": Style.yellow,
}
_USE: dict[Use, str] = {
    "placed": "",
    "older": ", on an older reading",
    "held": ", held",
    "triage": ", to triage",
}

_IDLE: dict[IdleKind, str] = {
    "genres": "genres occur in none of these weeks",
    "exclusions": "exclusions exclude nothing",
    "second homes": "second homes take nothing in",
    "corrections": "corrections correct nothing: no week has their tracks, or it says so already",
    "corrections in held weeks": "corrections wait: only weeks that are held have their tracks",
    "corrections outside season.weeks": "corrections place nothing: only weeks out of range have "
    "their tracks",
    "keeps": "keeps keep nothing",
    "cleanups": "cleanups find nothing to clean",
    "acknowledgements": "acknowledgements fit nothing that the plan takes: take them out",
}
_MOST_NAMED = 5
_UNKNOWN = "add each to a master's genres, or to drop, in config/season.yaml"


def render(
    validation: Validation, source: SourceMap, style: Style, findings: Sequence[Finding]
) -> str:
    """Every week in lines of at most ``style.cells`` cells (at least 60); the last one sums up.

    ``source`` knows the lines of the configuration; ``findings`` say how weeks may be meant.
    """
    cells = max(min(style.cells, _WIDEST), _NARROWEST)
    blocks = [
        _table(validation.weeks, style, cells),
        *(_disagreement(check, style, cells) for check in validation.failing),
        [line for text in _meant(validation, findings) for line in wrap(text, cells)],
        _unknown(validation.unknown, style, cells),
        [line for text in _beside(validation, source) for line in wrap(text, cells)],
        [style.bold(line) for line in wrap(summary(validation), cells)],
    ]
    return "\n".join(line for block in blocks if block for line in (*block, "")).rstrip("\n")


def status_words(check: WeekCheck) -> str:
    """``mismatch, held``: what the checksum says, and what a plan makes of it."""
    edited = ", edited by hand" if check.judged.reading.edited else ""
    return f"{check.status.replace('-', ' ')}{_USE[check.use]}{edited}"


def summary(validation: Validation) -> str:
    """``50 weeks: 43 ok, 7 mismatch; 2 unknown genres; 50 not read yet``."""
    counts = Counter(check.status for check in validation.weeks)
    words = [f"{counts[s]:,} {s.replace('-', ' ')}" for s in get_args(WeekStatus) if counts[s]]
    parts = [f"{plural(len(validation.weeks), 'week')}{': ' if words else ''}{', '.join(words)}"]
    uses = Counter(check.use for check in validation.failing)
    parts += [f"{uses[use]:,}{_USE[use].removeprefix(',')}" for use in _USE if uses[use]]
    unknown = len(validation.unknown)
    parts += [plural(unknown, "unknown genre")] if unknown else []
    parts += [f"{len(validation.not_read):,} not read yet"] if validation.not_read else []
    return f"{'; '.join(parts)}."


def _table(weeks: Sequence[WeekCheck], style: Style, cells: int) -> list[str]:
    if not weeks:
        return []
    rows = [_row(check) for check in weeks]
    widths = share([_HEAD, *rows], _COLUMNS, cells)
    lines = [style.dim(GAP.join(place(_HEAD, widths, _COLUMNS)))]
    for check, row in zip(weeks, rows, strict=True):
        shown = place(row, widths, _COLUMNS)
        shown[2] = _PAINT[check.status](style, shown[2])
        lines.append(GAP.join(shown).rstrip())
    return lines


def _row(check: WeekCheck) -> tuple[str, ...]:
    off = f"{check.difference:+,}" if check.difference and check.status != "inferred" else ""
    name = visible(check.judged.reading.name).strip()
    numbers = (f"{check.declared:,}", f"{check.real:,}", off)
    return (str(check.week), name, status_words(check), *numbers)


def _disagreement(check: WeekCheck, style: Style, cells: int) -> list[str]:
    """A week that fails: its text with every segment and count marked, and the way on."""
    judged = check.judged
    paint = _PAINT[check.status]
    lines = wrap(f"week {check.week}: {brief(complaint(judged))}", cells)
    lines = [style.bold(paint(style, line)) for line in lines]
    segments, counts = judged.description.segments, judged.checksum.counts
    text = check.text if len(check.text) <= _LONGEST else f"{check.text[:_LONGEST]}…"
    whole = [segment for segment in segments if segment.span[1] <= _LONGEST]
    for line, marks in marked(text, whole, counts, cells - 2):
        lines += [f"  {shown}" for shown in (line, paint(style, marks)) if shown]
    for note in judged.description.notes:
        if note.code != "empty":
            text = f"note: {brief(note.text)}"
            lines += [f"  {style.dim(part)}" for part in wrap(text, cells - 4)]
    first, *rest = wrap(visible(remedy(judged)), cells - 4)
    lines += [f"  {style.cyan('→')} {first}", *(f"    {line}" for line in rest)]
    return [*lines, f"    {correction_line(judged)}"]


def _meant(validation: Validation, findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each week that was probably meant otherwise."""
    weeks = {check.week for check in validation.weeks}
    for finding in findings:
        if finding.week in weeks and finding.proposals:
            yield visible(hint(finding))


def _unknown(unknown: Sequence[UnknownGenre], style: Style, cells: int) -> list[str]:
    texts = (wrap(brief(str(one)), cells) for one in unknown)
    lines = [style.yellow(line) for text in texts for line in text]
    if lines:
        first, *rest = wrap(_UNKNOWN, cells - 2)
        lines += [f"{style.cyan('→')} {first}", *(f"  {line}" for line in rest)]
    return lines


def _beside(validation: Validation, source: SourceMap) -> list[str]:
    lines = [_idle(idle, source) for idle in validation.idle]
    if validation.not_read:
        lines.append(f"{ranges(validation.not_read)} not read yet")
    if validation.outside:
        lines.append(f"{ranges(validation.outside)} outside season.weeks: known, placed nowhere")
    return lines


def _idle(idle: IdleRules, source: SourceMap) -> str:
    """``2 of 9 exclusions exclude nothing: config/season.yaml:31, 44``: as they stand there."""
    text = f"{len(idle.paths):,} of {idle.total:,} {_IDLE[idle.kind]}"
    if len(idle.paths) > _MOST_NAMED:
        return f"{text} (validate --format json names them)"
    numbers = sorted(source.at_rule(path).line for path in idle.paths)
    return f"{text}: {source.path}:{', '.join(map(str, numbers))}"
