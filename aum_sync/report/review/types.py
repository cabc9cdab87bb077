"""What a review is made from, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.config.types import Policy
from aum_sync.gate.findings import Verdict
from aum_sync.plan.inputs import Effect
from aum_sync.plan.types import Plan
from aum_sync.report.doubts import NO_DOUBTS, Doubts
from aum_sync.report.validation import Validation
from aum_sync.report.view import EVERYTHING, View

COMMENT = 60_000
"""Bytes of a comment: GitHub takes 65,536 characters, and a marker stands before it."""
SUMMARY = 1_000_000
"""Bytes of a job summary, of which GitHub takes 1 MiB."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the configuration, in words that are Markdown already.

    ``moves`` is how many tracks are in other masters because of it: in the plan with it against
    the one without it. None where it has no such effect, or where that cannot be told
    (``unknown``).
    """

    words: str
    moves: int | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """What changed in the configuration since ``against``, a commit.

    ``moves`` is how many tracks all of it moves together; None where that cannot be told.
    ``unread`` says that the configuration there cannot be read, so that nothing is known.
    """

    against: str
    edits: tuple[Edit, ...] = ()
    moves: int | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """How a correction comes into a pull request.

    ``url`` is where GitHub lets its ``season.yaml`` be edited, and ``suggested`` are the weeks of
    which there is a suggested change.
    """

    url: str | None = None
    suggested: frozenset[int] = frozenset()


NO_WAYS = Ways()


@dataclass(frozen=True, slots=True)
class Review:
    """A plan, and what is known beside it; what is not known (None) is left out.

    ``earlier`` are the effects that the plan of the commit compared with has already. ``gate`` is
    what a merge would meet, ``run_url`` where the job summary is read. ``head`` is the commit of a
    pull request that this is the review of. ``doubts`` are weeks that it is about and that were
    probably meant otherwise.
    """

    plan: Plan
    view: View = EVERYTHING
    policy: Policy | None = None
    checks: Validation | None = None
    edits: Edits | None = None
    earlier: frozenset[Effect] = frozenset()
    gate: Verdict | None = None
    run_url: str | None = None
    head: str | None = None
    doubts: Doubts = NO_DOUBTS
    ways: Ways = NO_WAYS
