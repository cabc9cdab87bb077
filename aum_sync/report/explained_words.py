"""How an explanation speaks of appearances, masters and addresses. Positions count from 1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from aum_sync.plan.explain.types import (
    Action,
    Appearance,
    Explanation,
    Holding,
    Home,
    Link,
    Member,
    Standing,
)
from aum_sync.plan.types import FateName
from aum_sync.report.changes import ordinal
from aum_sync.report.style import Style
from aum_sync.text.suggest import listed

Paint = Callable[[str], str]

_MARKS: dict[Action, str] = {
    "enters": "+",
    "stays": "=",
    "leaves": "-",
    "kept-out": "×",
    "not-planned": "?",
}
_FATES: dict[FateName | None, str] = {
    "dropped": "goes to no master",
    "held": "waits: nothing of this week is placed",
    "pinned": "left out by a pin",
    "unsupported": "counts as a position, and is placed nowhere",
    "unaddressable": "counts as a position, and is placed nowhere",
}
_UNUSED: dict[Standing, str] = {
    "newer": "not used: this newer reading does not pass",
    "older": "not used: a newer reading of the week counts",
    "out-of-range": "known, but the week is not in the season and places nothing",
}
_REASONS = {
    "alias": "by its genre",
    "compound": "by its genre, all parts of which lead here",
    "also": "as a second home",
    "correction": "by a correction",
    "catch-all": "to sort",
    "orphan": "it is in no week",
    "pin": "by the pin",
    "pinned": "by the pin",
    "held": "its week waits",
    "waits": "it waits here until it can enter",
    "untouched": "never touched",
    "duplicate": "it is there already",
    "excluded": "it gives way to",
    "cleanup": "it is also in",
    "misplaced": "it belongs in",
    "corrected": "a correction puts it in",
    "dropped": "its genre goes nowhere",
    "out-of-range": "only weeks outside the season have it",
    "not read yet": "it was never read; run aum-sync pull",
    "blocked": "aum-sync plan says what must be solved first",
    "released": "no master any more",
}
"""The reasons of holdings; those with ``others`` go on with them."""


def verdict(holdings: Iterable[Holding]) -> str:
    """Where the recording is once the plan is applied, in one sentence."""
    masters = [one for one in holdings if one.of_master]
    inside = dict.fromkeys(one.title for one in masters if one.to is not None)
    where = listed(inside, "and") if inside else "no master"
    waiting = dict.fromkeys(one.title for one in masters if one.action == "not-planned")
    beside = f"; nothing is planned for {listed(waiting, 'and')}" if waiting else ""
    return f"By this plan it is in {where}{beside}."


# Weeks


def where(one: Appearance, explanation: Explanation) -> str:
    """``week 123, position 21, typed as 'Israeli Music'``; its title where it differs."""
    parts = [f"week {one.week}", f"position {ordinal(one.position)}"]
    if one.genre is not None:
        parts.append(f"typed as {one.genre!r}")
    if (one.title, one.artists) != (explanation.title, explanation.artists):
        parts.append(f"there {one.title!r} by {one.artists}")
    return ", ".join(parts)


def fate(one: Appearance) -> Iterator[str]:
    """What came of it, in a sentence or two."""
    yield _fate(one) + (", marked for review" if one.review else "")
    if one.held_as:
        yield f"the master has it as {one.held_as}"
    if one.complaint:
        yield f"week {one.week}: {one.complaint}"


def _fate(one: Appearance) -> str:
    if one.fate is None:
        return _UNUSED[one.standing]
    taken = listed([home.title for home in one.homes if home.taken] or ["no master"], "and")
    others = (home for home in one.homes if not home.taken)
    match one.fate:
        case "placed":
            words = f"placed in {taken}"
        case "triage":
            words = f"to sort, in {taken}"
        case "held" if one.homes:
            waiting = listed((home.title for home in others), "and")
            words = f"waits: nothing is planned for {waiting}"
        case "excluded":
            barred = listed((home.title for home in others if home.barred_by), "and")
            words = f"kept out of {barred}"
        case "duplicate":
            week, position = one.of or (one.week, one.position)
            words = f"already in {taken}, for week {week}, position {ordinal(position)}"
        case other:
            words = _FATES[other]
    return words


def fate_paint(one: Appearance, style: Style) -> Paint:
    """Green where a master has it, red where none does by a rule, yellow where somebody waits."""
    if one.fate in ("placed", "duplicate"):
        return style.green
    return style.red if one.fate in ("excluded", "dropped", "pinned") else style.yellow


def against(home: Home) -> str:
    """How a rule goes on that keeps the recording out of a home."""
    if home.holder is None or home.holder_at is None:
        return "but "
    return f"but {home.holder.title} has it at {ordinal(home.holder_at)}, and "


# Masters


def holding(one: Holding, explanation: Explanation) -> str:
    """``+ ♩ Mizrahi: enters at 78, by its genre``."""
    parts = [_action(one), _reason(one)]
    if one.uri and one.uri != explanation.ask:
        parts.append(f"as {one.uri}")
    if one.added_at:
        parts.append(f"added {one.added_at[:10]}")
    return f"{_MARKS[one.action]} {one.title}: {', '.join(parts)}"


def _action(one: Holding) -> str:
    now, then = ordinal(one.origin), ordinal(one.to)
    match one.action:
        case "enters":
            return f"enters at {then}"
        case "leaves":
            return f"leaves from {now}"
        case "stays":
            return f"stays at {now}" if now == then else f"stays, at {then} instead of {now}"
        case "kept-out":
            return "kept out"
        case _:
            return f"nothing planned, now at {now}" if now else "nothing planned"


def _reason(one: Holding) -> str:
    reason = _REASONS.get(one.reason, one.reason)
    others = [other.title for other in one.others]
    return f"{reason} {listed(others, 'and')}" if others else reason


def action_paint(one: Holding, style: Style) -> Paint:
    """Green for what is in the master, red for what leaves or stays out, yellow for the rest."""
    if one.action in ("enters", "stays"):
        return style.green
    return style.yellow if one.action == "not-planned" else style.red


# Addresses


def member(one: Member) -> str:
    """``spotify:track:… 3:12``."""
    minutes, seconds = divmod(one.duration_ms // 1000, 60)
    return f"{one.uri} {minutes}:{seconds:02}"


def link(one: Link) -> str:
    """What joins an address to one before it."""
    return f"{one.words}: {one.to}"
