"""One week: read where it changed, judged, and put where its reading belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aum_sync.config.types import Config
from aum_sync.pull.compare import differences, same_content
from aum_sync.pull.events import Event, unsettled
from aum_sync.pull.identity import Bound
from aum_sync.pull.ports import Library
from aum_sync.season.items import Reading, WeekState
from aum_sync.season.verdict import complaint, correction_line, remedy
from aum_sync.season.weeks import judge
from aum_sync.text.words import plural


def changed(bound: Bound, known: WeekState | None) -> bool:
    """Whether the playlist is not the one that was read last, or is no longer as it was."""
    card = bound.card
    return (
        known is None
        or known.latest.playlist != card.id
        or card.snapshot is None
        or known.latest.snapshot != card.snapshot
    )


def read_week(
    bound: Bound, known: WeekState | None, config: Config, library: Library
) -> tuple[WeekState, tuple[Event, ...]]:
    """The week after reading its playlist whole, and what changed; raises what the library does."""
    card = bound.card
    slots = library.slots(card.id)
    reading = Reading(bound.week, card.id, card.name, card.description, card.snapshot, slots)
    moving = card.total not in (None, len(slots))
    if moving:
        reading = replace(reading, snapshot=None)
    after = place(reading, known.passed if known else None, config)
    events = [*_news(bound, known, reading), *_hand_edits(known, after, reading)]
    if moving:
        events.append(unsettled(card, len(slots), week=bound.week))
    return after, tuple(events)


def place(reading: Reading, passed: Reading | None, config: Config) -> WeekState:
    """A reading that passes, or says again what passed before, counts; any other is held."""
    again = passed is not None and same_content(passed, reading)
    if again or judge(reading, config).passes:
        return WeekState(reading.week, passed=reading)
    return WeekState(reading.week, passed=passed, held=reading)


def settle(known: WeekState, config: Config) -> WeekState:
    """The week with its held reading put where it belongs by now: a correction may have come."""
    return place(known.held, known.passed, config) if known.held else known


def held_event(week: WeekState, config: Config) -> Event | None:
    """Why the newest reading of the week does not count; None where it does."""
    if week.held is None:
        return None
    judged = judge(week.held, config)
    text = f"{complaint(judged)}; {_consequence(week, config)}"
    hint = f"{remedy(judged)} {correction_line(judged)}"
    return Event("held", "warning", text, week.week, hint=hint)


def _consequence(week: WeekState, config: Config) -> str:
    policy = config.policy.on_mismatch
    if policy == "triage":
        return f"all of it goes to {config.catch_all.key}"
    if policy == "fail":
        return "there is no plan until that is mended"
    return "the last good reading stays" if week.passed else "nothing of it is placed"


def released(before: WeekState | None, after: WeekState) -> Iterator[Event]:
    """Says that a week is no longer held."""
    if before and before.held and not after.held:
        yield Event("released", "change", "passes now, no longer held", after.week)


def standing_hand_edits(known: WeekState) -> Iterator[Event]:
    """Says that the lock of a week that did not change on Spotify was edited by hand."""
    if any(reading.edited for reading in (known.passed, known.held) if reading):
        text = "the lock was edited by hand since pull wrote it; the edit stays"
        hint = f"git log --oneline -- state/weeks/{known.week}.*json shows by whom"
        yield Event("hand-edited", "warning", text, known.week, hint=hint)


def _news(bound: Bound, known: WeekState | None, reading: Reading) -> Iterator[Event]:
    week = reading.week
    if known is None:
        text = f"“{reading.name}”, {plural(len(reading.slots), 'track')}"
        yield Event("new", "change", text, week)
        return
    old = known.latest
    if old.name != reading.name:
        text = f"“{old.name}” is now “{reading.name}”"
        if bound.number != week:
            bears = "no week number" if bound.number is None else f"the number {bound.number}"
            text = f"{text}, which bears {bears}; it stays week {week}"
        yield Event("renamed", "change", text, week)
    if what := differences(replace(old, name=reading.name), reading):
        yield Event("edited", "change", what, week)
    elif old.name == reading.name:
        yield Event("unchanged", "note", "a new version on Spotify, the same content", week)


def _hand_edits(known: WeekState | None, after: WeekState, reading: Reading) -> Iterator[Event]:
    if known is None or not any(r.edited for r in (known.passed, known.held) if r):
        return
    if any(r.edited for r in (after.passed, after.held) if r):
        yield from standing_hand_edits(after)
        return
    text = "the lock was edited by hand since pull wrote it; replaced by what Spotify has now"
    if what := differences(known.latest, reading):
        text = f"{text}: {what}"
    yield Event("hand-edited", "warning", text, known.week)
