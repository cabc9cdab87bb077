"""A review as Markdown that is never longer than what GitHub takes.

What does not fit is sacrificed in one order, said first: additions, the diagram, its table, what
changed in the configuration, checksums, details, probable typos, warnings, removals, errors; totals
and what the gate says last, for they are short.
"""

from __future__ import annotations

from aum_sync.plan.inputs import effects_of
from aum_sync.plan.types import Plan
from aum_sync.report.escape import markdown
from aum_sync.report.review import changed, configured, merging, problems, typos
from aum_sync.report.review.blocks import Section, fitted, size_of
from aum_sync.report.review.flow import flow
from aum_sync.report.review.types import SUMMARY, Review
from aum_sync.report.summary import fates_line
from aum_sync.report.view import EVERYTHING

_NOTICE = 2_000
"""Bytes that the words about what is left out may take."""
_RESERVED = 100_000
"""Bytes that the words around all sections may take, that notice and the gate's findings included.
"""


def fits(plan: Plan) -> bool:
    """Whether a job summary can show all removals and problems of the plan."""
    essential = (
        problems.errors(plan, EVERYTHING),
        problems.warnings(plan, EVERYTHING),
        changed.totals(plan, EVERYTHING),
        changed.removals(plan, EVERYTHING, effects_of(plan)),
    )
    return sum(section.size for section in essential) <= SUMMARY - _RESERVED


def render(review: Review, limit: int | None = None) -> str:
    """The review as a document that ends with a line end, in at most ``limit`` bytes (≥ 10,000).

    None: as long as it is.
    """
    stamp = merging.of_commit(review.head)
    before, after = merging.verdict(review), _closing(review)
    sections, lost = _sections(review), list[str]()
    if limit is not None:
        around = sum(size_of(text) + 2 for text in (stamp, *before, *after))
        sections, lost = fitted(sections, limit - around - _NOTICE)
    notice = merging.sacrificed(review, lost, more=limit is not None and limit < SUMMARY)
    *parts, gate = (section.text for section in sections)
    *closing, digest = after
    blocks = (stamp, before[0], notice, *before[1:], *parts, *closing, gate, digest)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _sections(review: Review) -> list[Section]:
    plan, view = review.plan, review.view
    return [
        problems.errors(plan, view),
        problems.warnings(plan, view),
        typos.probable(review.doubts, review.ways),
        changed.totals(plan, view),
        changed.first_contact(plan, view),
        problems.checksums(review.checks),
        changed.details(plan, view),
        configured.edits(review.edits),
        changed.removals(plan, view, review.earlier),
        changed.additions(plan, view),
        *flow(plan, view),
        merging.gate(review),
    ]


def _closing(review: Review) -> list[str]:
    plan = review.plan
    return [
        markdown(fates_line(plan, review.view)),
        merging.cost(plan, review.policy),
        *merging.merging(review, shown=fits(plan)),
        merging.digest(plan),
    ]
