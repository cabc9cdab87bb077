"""What to do with a branch of ours and its pull request, from what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["nothing", "settled", "declined", "theirs", "blocked", "unchanged", "propose"]
"""``settled``: the open pull request asks for nothing any more, so it is closed. ``declined``: a
person closed one that asked for the same. ``theirs``: there are commits of others on the branch
of the open pull request, ``blocked``: on a branch without one. ``unchanged``: the branch is just
as it would be made; only its pull request may be missing."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch as it is on the remote. ``foreign``: some of its commits are not ours alone.

    ``same`` says that it stands on the base's tip and asks for just what is proposed now.
    """

    foreign: bool
    same: bool


@dataclass(frozen=True, slots=True)
class Pull:
    """The newest pull request from the branch.

    ``by_us`` says who closed it; ``same`` whether it asks for what is proposed now. ``kept`` says
    that it was merged and has all that is on the branch.
    """

    state: Literal["open", "closed", "merged"]
    by_us: bool = False
    same: bool = False
    kept: bool = False


def decide(branch: Branch | None, pull: Pull | None, *, asks: bool) -> Step:
    """The step to take; ``asks`` says whether there is anything to propose."""
    is_open = pull is not None and pull.state == "open"
    foreign = branch is not None and branch.foreign
    if is_open and foreign:
        return "theirs"
    if not asks:
        return "settled" if is_open else "nothing"
    if pull and pull.state == "closed" and pull.same and not pull.by_us:
        return "declined"
    if foreign and not (pull and pull.kept):
        return "blocked"
    return "unchanged" if branch and branch.same else "propose"
