"""What came of a pull request after its merge: applied, half-way, edited on Spotify, refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aum_sync.apply.job import Outcome
from aum_sync.errors import Fault
from aum_sync.gate.findings import TITLES, Verdict
from aum_sync.plan.inputs import Effect
from aum_sync.plan.types import MasterPlan, Plan
from aum_sync.report.applied import summary, what
from aum_sync.report.changes import MARKS, rows_of
from aum_sync.report.escape import code, markdown
from aum_sync.report.posts.parts import fitting, marker, table, told
from aum_sync.report.summary import short_digest, sorted_problems
from aum_sync.report.view import EVERYTHING
from aum_sync.text.cells import clip
from aum_sync.text.words import minute, plural

_PART = 5_000
_CELLS = 80


@dataclass(frozen=True, slots=True)
class Done:
    """One apply of a run, and how many requests it took. ``retry_at`` is when it may go on."""

    number: int
    outcome: Outcome
    requests: int
    retry_at: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A plan that was not applied: by the gate (``verdict``), or for its own problems.

    ``new`` are its effects that the reviewed one, of the commit ``head``, has not.
    """

    plan: Plan
    verdict: Verdict | None = None
    head: str | None = None
    new: frozenset[Effect] = frozenset()


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell on one pull request. ``failed``: what ended the run besides."""

    done: tuple[Done, ...] = ()
    refused: Refused | None = None
    failed: tuple[Fault, ...] = ()
    run_url: str | None = None


def render(news: News, root: str) -> str:
    """The comment; of several applies of one pull request the last two."""
    blocks = [
        marker("apply", root),
        *(block for one in news.done[-2:] for block in _done(one)),
        *(_refused(news.refused) if news.refused else ()),
        *(_failed(news.failed) if news.failed else ()),
        f"[The run]({news.run_url}) has the details." if news.run_url else "",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _done(one: Done) -> Iterator[str]:
    outcome = one.outcome
    yield f"### {markdown(summary(one.number, outcome, one.requests))}"
    rows = [(markdown(clip(r.master.title, _CELLS)), told(what(r))) for r in outcome.results]
    if rows:
        yield fitting(table(("Playlist", "What came of it"), rows), _PART, "row")
    refused = [f"- {code(uri)}: {told(words)}" for uri, words in outcome.refused]
    if refused:
        yield fitting(["**Spotify does not take**", "", *refused], _PART, "track")
    if any(result.ending == "drifted" for result in outcome.results):
        yield (
            "Somebody edited a playlist on Spotify since it was planned, so it was left alone. The "
            "next pull brings the edit into a pull request."
        )
    if outcome.error:
        yield fitting([f"- {told(str(fault))}" for fault in outcome.error.faults], _PART, "fault")
        when = f", not before {markdown(minute(one.retry_at))}" if one.retry_at else ""
        yield f"**Half-way.** Run the apply workflow again{when}: it goes on from where it stands."


def _refused(one: Refused) -> Iterator[str]:
    yield f"### Not applied: plan {code(short_digest(one.plan))} was refused"
    if one.verdict is None:
        errors = [p for p in sorted_problems(one.plan.problems) if p.level == "error"]
        lines = [f"- {code(p.code)}: {told(p.text)}{_way_on(p.hint)}" for p in errors]
        yield fitting(lines, _PART, "problem")
        return
    rows = [
        (
            f"{finding.rule} {TITLES[finding.rule]}",
            f"{told(finding.found)}{_way_on(finding.way_on)}",
        )
        for finding in one.verdict.findings
        if not finding.holds
    ]
    yield fitting(table(("Rule", "What was found"), rows), _PART, "row")
    if one.new and one.head:
        yield from _beyond(one, one.head)


def _way_on(hint: str | None) -> str:
    return f" → {told(hint)}" if hint else ""


def _beyond(one: Refused, head: str) -> Iterator[str]:
    """The plan of now against the reviewed one, and the line that accepts it."""
    yield (
        f"**The plan of now does {plural(len(one.new), 'thing')} that the reviewed one "
        f"({code(head[:12])}) does not:**"
    )
    rows = list(_effects(one.plan, one.new))
    yield fitting(table(("", "Playlist", "What", "Why"), rows), 4 * _PART, "effect")
    yield (
        "If that is what is wanted, review this pull request with this line, then run the apply "
        f"workflow again:\n\n```text\napprove {short_digest(one.plan)}\n```"
    )


def _effects(plan: Plan, new: frozenset[Effect]) -> Iterator[Sequence[str]]:
    for master in plan.masters:
        wanted = {effect[2:4] for effect in new if effect[0] == master.key}
        yield from _details(master, wanted)
        for row in rows_of(master, EVERYTHING):
            if (row.kind, row.uri) in wanted:
                by = f" · {row.artists}" if row.artists else ""
                name = markdown(clip(f"{row.title}{by}", _CELLS))
                yield MARKS[row.kind], code(master.key), name, told(row.word)


def _details(master: MasterPlan, wanted: set[tuple[str, str]]) -> Iterator[Sequence[str]]:
    for detail in master.details:
        if (detail.field, "") in wanted:
            new = markdown(clip(f"{detail.field}: {detail.new}", _CELLS))
            yield MARKS["detail"], code(master.key), new, "as configured"


def _failed(faults: Sequence[Fault]) -> Iterator[str]:
    yield "### Not applied: the run failed"
    lines = [f"- {told(str(fault))}{_way_on(fault.hint)}" for fault in faults]
    yield fitting(lines, _PART, "fault")
