"""The plan: changes per master, one fate per item of every week, problems, and a digest.

A plan is made once and only ever read: every rendering starts from these values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.errors import Level

FORMAT = 1

MasterStatus = Literal["managed", "create", "unread", "blocked"]
"""``create``: has no playlist yet. ``unread``: has an id but was never read, so nothing is planned.
``blocked``: has a problem that must be solved first, so nothing is planned."""

FateName = Literal[
    "placed",
    "duplicate",
    "excluded",
    "dropped",
    "triage",
    "held",
    "pinned",
    "unsupported",
    "unaddressable",
]


@dataclass(frozen=True, slots=True)
class Add:
    """A track that enters a master at index ``at`` of its target.

    ``rule`` is one word (alias, compound, also, correction, catch-all, orphan); ``path`` the
    config path behind it. ``week``, ``position`` and ``genre`` are those of the item that asks
    for it; an orphan that moves here has none.
    """

    uri: str
    at: int
    week: int | None
    position: int | None
    genre: str | None
    rule: str
    path: str
    name: str
    artists: str
    review: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """A slot that leaves a master; ``at`` is its index in base.

    ``reason`` is one word (duplicate, misplaced, excluded, dropped …), ``path`` the config path
    behind it where there is one, ``to`` the masters that it belongs in instead; ``week`` and
    ``genre`` are those of the item that is known.
    """

    uri: str
    at: int
    reason: str
    name: str
    artists: str
    week: int | None = None
    genre: str | None = None
    path: str | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A slot that stays and changes its place: ``origin`` index in base, ``to`` index in target."""

    uri: str | None
    origin: int
    to: int
    name: str
    artists: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A name, description or public flag that changes. ``template`` is the value as in the YAML."""

    field: Literal["name", "description", "public"]
    old: str | bool | None
    new: str | bool
    template: str | bool


Phase = Literal["grow", "shrink"]
"""Every ``grow`` step of every master is done and verified before the first ``shrink`` step of any:
what leaves one master is in all others by then."""


@dataclass(frozen=True, slots=True)
class InsertStep:
    """One request: contiguous tracks, the first of which will stand at index ``at``.

    In ``shrink`` it puts back tracks of which the remove step just before it took every copy.
    """

    at: int
    uris: tuple[str, ...]
    phase: Phase
    result: str = ""
    op: Literal["insert"] = "insert"


@dataclass(frozen=True, slots=True)
class RemoveStep:
    """One request: every occurrence of these URIs goes (Spotify knows no other removal)."""

    uris: tuple[str, ...]
    phase: Literal["shrink"] = "shrink"
    result: str = ""
    op: Literal["remove"] = "remove"


@dataclass(frozen=True, slots=True)
class MoveStep:
    """One request: a range goes to where index ``insert_before`` is before it is taken out."""

    range_start: int
    range_length: int
    insert_before: int
    phase: Literal["shrink"] = "shrink"
    result: str = ""
    op: Literal["move"] = "move"


Step = InsertStep | RemoveStep | MoveStep
"""One request that changes a playlist's items; ``result`` is the content digest it leads to."""


@dataclass(frozen=True, slots=True)
class MasterPlan:
    """What one master goes through; ``base`` and ``target`` are digests of ``size`` slots.

    ``steps`` lead from the one to the other, those that grow it before those that shrink it.
    ``first``: it holds something that no apply has touched yet.
    """

    key: str
    title: str
    playlist: str | None
    status: MasterStatus
    details: tuple[Detail, ...]
    add: tuple[Add, ...]
    remove: tuple[Remove, ...]
    move: tuple[Move, ...]
    base: str
    target: str
    size: tuple[int, int]
    steps: tuple[Step, ...] = ()
    first: bool = False

    @property
    def changed(self) -> bool:
        """Whether applying the plan would write to this master at all."""
        return bool(self.details or self.add or self.remove or self.move)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A master that did not take an item, the config path that says so, and who holds it.

    ``by`` is None where nothing is planned for that master: it was never read, or is blocked.
    """

    master: str
    rule: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one item of one week; ``rule`` is the config path behind the headline.

    ``masters`` are those that hold its recording through a home of this item; ``of`` is the
    (week, position) it was folded into; ``held_as`` the URI under which a master has it instead.
    """

    week: int
    position: int
    uri: str | None
    name: str
    artists: str
    genre: str | None
    fate: FateName
    masters: tuple[str, ...]
    refused: tuple[Refusal, ...]
    rule: str
    of: tuple[int, int] | None = None
    held_as: str | None = None
    review: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reviewer must know. ``code`` is stable; ``hint`` is the way on."""

    level: Level
    code: str
    text: str
    week: int | None = None
    master: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the plan was made from, for explanation: digests of parsed values, not of bytes.

    ``commit`` is None for a plan of the work tree; ``base`` starts with ``snapshots:`` or
    ``live:``.
    """

    commit: str | None
    config: str
    weeks: str
    base: str
    tool: str


@dataclass(frozen=True, slots=True)
class Requests:
    """How many requests applying the plan costs."""

    read: int
    write: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All that would change on Spotify, and why. ``digest`` covers the effects alone."""

    digest: str
    account: str | None
    inputs: Inputs
    masters: tuple[MasterPlan, ...]
    fates: tuple[Fate, ...]
    problems: tuple[Problem, ...]
    requests: Requests

    @property
    def changed(self) -> bool:
        """Whether there is anything to apply."""
        return any(master.changed for master in self.masters)
