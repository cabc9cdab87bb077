"""What needs somebody though nobody asked: the season's one issue, which closes itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aum_sync.report.drift import Counts, Standing, Status, signs
from aum_sync.report.escape import markdown
from aum_sync.report.posts.parts import fitting, marker
from aum_sync.text.cells import visible
from aum_sync.text.words import minute, plural

TITLE = "aum_sync needs somebody"
_ROOM = 50_000
_WARN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch saw.

    ``applying``: the apply that is unfinished is at it right now; ``waiting``: Spotify asked to
    wait, and the time is not over. ``authorized`` pairs the day on which somebody let aum_sync into
    Spotify with how many days that holds still. ``silent`` pairs workflows that did not end well
    for too long with when they last did (None: in none of their last runs); ``asleep`` were
    disabled.
    """

    status: Status
    applying: bool = False
    waiting: bool = False
    authorized: tuple[str, int] | None = None
    silent: tuple[tuple[str, str | None], ...] = ()
    asleep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that needs somebody. ``code`` is stable; ``hint`` is the way on."""

    code: str
    text: str
    hint: str


def concerns(seen: Watched) -> tuple[Concern, ...]:
    """All that needs somebody. No words change from day to day, as long as nothing else does."""
    found = (_unfinished, _unapplied, _edited, _authorized, _workflows)
    return tuple(one for part in found for one in part(seen))


def _unfinished(seen: Watched) -> Iterator[Concern]:
    pending = seen.status.pending
    if pending is None or seen.applying or seen.waiting:
        return
    when = ""
    if pending.retry_at:
        when = f"; Spotify may be asked again since {minute(pending.retry_at)}"
    yield Concern(
        "unfinished",
        f"Apply {pending.number} stopped half-way{when}.",
        "run the apply workflow: it goes on from where it stands",
    )


def _unapplied(seen: Watched) -> Iterator[Concern]:
    if seen.status.pending:
        return  # It is the same news.
    found = [one for one in seen.status.standings if any(one.pending)]
    if found:
        yield Concern(
            "unapplied",
            f"{plural(len(found), 'playlist')} would change by what was merged: "
            f"{_named([(one, one.pending) for one in found])}.",
            "look at the last run of the apply workflow; a refusal is told on the pull request",
        )


def _edited(seen: Watched) -> Iterator[Concern]:
    standings = seen.status.standings
    found = [(one, one.drift.counts()) for one in standings if one.drift and one.edited]
    if found:
        yield Concern(
            "edited",
            f"{plural(len(found), 'playlist')} edited on Spotify: {_named(found)}.",
            "merge the next pull request of the pull workflow, whose plan says what would be "
            "undone; aum-sync adopt keeps it",
        )


def _named(found: Sequence[tuple[Standing, Counts]]) -> str:
    return ", ".join(f"{visible(one.plan.title)} ({signs(counts)})" for one, counts in found)


def _authorized(seen: Watched) -> Iterator[Concern]:
    if seen.authorized is None:
        return
    day, left = seen.authorized
    if left > _WARN_DAYS:
        return
    state = "ends soon" if left > 0 else "has ended, or does any day"
    yield Concern(
        "authorization",
        f"Spotify lets an app in for six months. Ours was let in on {day}, so that {state}.",
        "aum-sync login reading, and aum-sync login writing: each replaces its secrets and its day",
    )


def _workflows(seen: Watched) -> Iterator[Concern]:
    for name in seen.asleep:
        yield Concern(
            "disabled",
            f"The workflow {visible(name)} is disabled.",
            "enable it on the Actions page; GitHub disables schedules after 60 quiet days",
        )
    for name, last in seen.silent:
        since = f"since {minute(last)}" if last else "in its last runs"
        yield Concern(
            "silent",
            f"The workflow {visible(name)} has not ended well {since}.",
            "look at its runs on the Actions page",
        )


def render(found: Sequence[Concern], root: str) -> str:
    """The text of the issue."""
    lines = [f"- {markdown(one.text)} → {markdown(one.hint)}" for one in found]
    note = "This issue is kept by `aum-sync watch`, and closes itself when nothing is left."
    head = f"{marker('watch', root)}\n{note}"
    return f"{head}\n\n{fitting(lines, _ROOM, 'thing')}\n"


def words(found: Sequence[Concern]) -> str:
    """The same for a terminal."""
    lines = [f"{one.text}\n  → {one.hint}" for one in found]
    return "\n".join(lines or ["Nothing needs anybody."])


def as_json(found: Sequence[Concern], issue: str | None) -> str:
    """The same for a program; ``issue`` is the address of the one that is open."""
    listed = [{"code": one.code, "text": one.text, "hint": one.hint} for one in found]
    return json.dumps({"concerns": listed, "issue": issue}, ensure_ascii=False, indent=2)
