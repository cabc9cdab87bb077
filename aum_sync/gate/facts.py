"""What the gate decides from, as values: the run, people, reviews, pull requests, plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from aum_sync.config.types import Policy
from aum_sync.config.types import Review as Mode
from aum_sync.plan.inputs import Effect

DIGITS = 16
"""How many digits of a plan's digest an ``approve`` line names."""

_APPROVE = re.compile(rf"^[^\S\n]*approve[^\S\n]+([0-9a-f]{{{DIGITS}}})[0-9a-f]*\s*$", re.MULTILINE)

Said = Literal["approved", "changes", "dismissed", "comment"]


@dataclass(frozen=True, slots=True)
class Run:
    """The workflow run that wants to apply; ``running`` is false for one that is over."""

    number: int
    attempt: int
    event: str
    branch: str | None
    commit: str
    running: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """An account; its id is what counts, its login is for messages."""

    id: int
    login: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """A review. ``commit`` is the head that it saw; ``tampered``: somebody else edited its text."""

    by: Person | None
    said: Said
    text: str
    commit: str | None
    tampered: bool = False

    @property
    def named(self) -> frozenset[str]:
        """The digests, by their first digits, that its ``approve`` lines name."""
        void = self.tampered or self.said == "dismissed"
        return frozenset() if void else frozenset(_APPROVE.findall(self.text))


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request. ``head`` is its last commit.

    ``merge`` is what its merge brought the base to, None before. ``branch`` is where it comes from,
    in the repository ``home``; None where that was deleted.
    """

    number: int
    url: str
    author: Person | None
    head: str
    merge: str | None
    branch: str
    home: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A commit of a pull request, and whom its author and committer claim to be."""

    commit: str
    parents: tuple[str, ...]
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push to the branch of a pull request; ``by`` is None for an account that is gone."""

    before: str
    after: str
    by: Person | None


@dataclass(frozen=True, slots=True)
class Landing:
    """A commit on the first-parent line of the default branch.

    ``recorded`` says that it is a state commit: made under the name of aum_sync, on one parent,
    and touching outputs alone. A name proves nothing; but such a commit is only ever an
    observation, which apply holds against Spotify first.
    """

    commit: str
    parents: tuple[str, ...]
    subject: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An environment that this run was let into, and by whom."""

    environment: str
    by: Person | None
    reviewed: bool
    """Whether the environment asks for reviewers at all."""
    bypassed: bool
    """Whether admins may pass without one."""

    @property
    def guards(self) -> bool:
        """Whether nobody gets in unasked."""
        return self.reviewed and not self.bypassed


@dataclass(frozen=True, slots=True)
class Draft:
    """What a plan does. ``pins`` are, per pinned playlist, its id and a digest of the pin.

    ``fits`` says that a reviewer can be shown all that it removes, and all its problems.
    """

    digest: str
    account: str | None
    effects: frozenset[Effect]
    pins: Mapping[str, tuple[str | None, str]]
    fits: bool = True

    @property
    def name(self) -> str:
        """The digits by which an ``approve`` line names it."""
        return self.digest[:DIGITS]


_STRICT: tuple[Mode, ...] = ("pull-request", "environment", "acknowledge")


def stricter(one: Policy, other: Policy) -> tuple[Mode, int]:
    """The mode and the number of approvals of the stricter of two policies."""
    mode = min((one.review, other.review), key=_STRICT.index)
    return mode, max(one.approvals, other.approvals)


def weaker(after: Policy, before: Policy) -> bool:
    """Whether a policy asks for less review than the one before it."""
    looser = _STRICT.index(after.review) > _STRICT.index(before.review)
    return looser or after.approvals < before.approvals
