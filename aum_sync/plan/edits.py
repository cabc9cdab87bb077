"""What a plan tells of edits on Spotify: what the next apply undoes, and how that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from aum_sync.plan.drift import Drift, Touched
from aum_sync.plan.types import Problem
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import pinning
from aum_sync.text.cells import quoted
from aum_sync.text.suggest import listed
from aum_sync.text.words import plural

if TYPE_CHECKING:
    from aum_sync.plan.adoption import Answer

_MOST_NAMED = 3


def ways_to_keep(workings: Workings, found: Mapping[str, Drift]) -> Mapping[str, str]:
    """For each playlist of which the next apply undoes something, what keeps that.

    What is recommended is what ``adopt`` itself decides (``plan.adoption``).
    """
    undone = {key: drift for key, drift in found.items() if drift.undone}
    if not undone:
        return {}
    from aum_sync.plan.adoption import answers

    masters = [drift for key, drift in undone.items() if key in workings.targets]
    together = tuple(answers(workings, masters, ""))
    return {
        key: _way(drift, tuple(answers(workings, [drift], "")), together)
        if key in workings.targets
        else _cleaned(workings, drift)
        for key, drift in undone.items()
    }


def _way(drift: Drift, alone: Sequence[Answer], together: Sequence[Answer]) -> str:
    """How edits of a master are kept: by adopting them, alone or with all others, or else how."""
    key = drift.master
    for option, given in ((f"--master {key}", alone), ("--all", together)):
        ours = [answer for answer in given if answer.master == key]
        if any(answer.verdict == "written" for answer in ours):
            refused = any(answer.verdict == "refused" for answer in ours)
            rest = "keeps some of it and says why not all" if refused else "keeps it"
            return f"aum-sync adopt {option} {rest}"
    texts = dict.fromkeys(answer.text for answer in alone if answer.verdict == "refused")
    if len(texts) > _MOST_NAMED:
        return f"aum-sync adopt --master {key} says of each track what keeps it"
    return "; ".join(texts)


def _cleaned(workings: Workings, drift: Drift) -> str:
    """How an edit of a playlist stays that is no master: only cleanups and their pin change it."""
    if pinning(workings.config, workings.state, drift.master):
        from aum_sync.plan.adoption import pinned

        return pinned(drift.master)
    added = {one.at for one in drift.added if one.undone}
    gone = [one for one in workings.others[drift.master].gone if one.origin in added]
    keeps = listed(sorted({f"{one.path}.keep" for one in gone}), "and")
    return f"to keep it there: put it into {keeps}"


def drift_problems(workings: Workings, found: Mapping[str, Drift]) -> Iterator[Problem]:
    """Per master what the next apply undoes of what somebody changed, and what it keeps.

    What stays is no news where a commit has it.
    """
    ways = ways_to_keep(workings, found)
    for key, drift in found.items():
        if undone := _told(drift, undone=True):
            text = f"since {drift.since} somebody on Spotify {undone}"
            yield Problem("warning", "edited", text, master=key, hint=ways[key])
        if not drift.held and (kept := _told(drift, undone=False)):
            text = f"since {drift.since} somebody on Spotify {kept}: that stays"
            yield Problem("warning", "edited", text, master=key)


def _told(drift: Drift, *, undone: bool) -> str:
    """What somebody did, and with ``undone`` what becomes of it."""
    parts = []
    for verb, tracks, becomes in (
        ("added", drift.added, "the next apply takes out"),
        ("took out", drift.removed, "the next apply adds again"),
        ("moved", drift.moved, "the next apply moves back"),
    ):
        if some := [one for one in tracks if one.undone == undone]:
            parts.append(f"{verb} {_named(some)}" + (f", which {becomes}" if undone else ""))
    if fields := [one.field for one in drift.details if one.undone == undone]:
        becomes = ", which the next apply changes back" if undone else ""
        parts.append(f"changed its {listed(fields, 'and')}{becomes}")
    return "; ".join(parts)


def _named(some: Sequence[Touched]) -> str:
    if len(some) > _MOST_NAMED:
        return plural(len(some), "track")
    return listed([quoted(one.subject) for one in some], "and")
