"""What a pull did, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from aum_sync.config.types import Config
from aum_sync.errors import Fault
from aum_sync.pull.events import Event
from aum_sync.pull.pull import Pulled, differs
from aum_sync.report.faults import as_values
from aum_sync.report.style import Style
from aum_sync.season.items import State
from aum_sync.text.cells import fit, visible, width, wrap
from aum_sync.text.words import ranges

_LEVELS = ("error", "warning", "change", "note")
_MANY = 9
"""More new weeks than this are not listed one by one."""
_MASTER_READS = frozenset({"master-read", "master-changed", "unchanged"})


@dataclass(frozen=True, slots=True)
class PullReport:
    """A pull in events, the most important first, and in numbers."""

    events: tuple[Event, ...]
    changed: bool
    """Whether anything changed that a person should see."""
    files: tuple[str, ...]
    known: int
    new: int
    edited: int
    held: int
    masters_read: int
    sent: int
    last_24h: int


def report_on(
    config: Config,
    before: State,
    pulled: Pulled,
    files: tuple[str, ...],
    requests: tuple[int, int],
) -> PullReport:
    """A pull that began at ``before``; ``requests`` counts those of this run and of 24 hours."""
    weeks = [week for week in pulled.state.weeks if week.week in config.season]
    kinds = Counter(event.kind for event in pulled.events)
    touched = {e.week for e in pulled.events if e.kind in ("edited", "renamed", "moved-source")}
    return PullReport(
        events=_in_order(pulled.events),
        changed=differs(before, pulled.state),
        files=files,
        known=len(weeks),
        new=kinds["new"],
        edited=len(touched),
        held=sum(week.held is not None for week in weeks),
        masters_read=sum(bool(e.master) and e.kind in _MASTER_READS for e in pulled.events),
        sent=requests[0],
        last_24h=requests[1],
    )


def as_json(report: PullReport, stopped: Sequence[Fault] = ()) -> str:
    """The report for programs, in ASCII, with what stopped it."""
    events = [{k: v for k, v in asdict(event).items() if v is not None} for event in report.events]
    value = {
        "changed": report.changed,
        "files": report.files,
        "weeks": {
            "known": report.known,
            "new": report.new,
            "edited": report.edited,
            "held": report.held,
        },
        "masters": {"read": report.masters_read},
        "requests": {"sent": report.sent, "last_24h": report.last_24h},
        "events": events,
        "errors": as_values(stopped),
    }
    return json.dumps(value)


def render(report: PullReport, style: Style) -> str:
    """The report for people: what happened, and one line of numbers last."""
    weeks = f"{report.known} known, {report.new} new, {report.edited} edited, {report.held} held"
    requests = f"{report.sent} (24 h: {report.last_24h})"
    last = f"weeks: {weeks} · masters: {report.masters_read} read · requests: {requests}"
    return "\n".join([*event_rows(report.events, style), style.bold(last)])


def event_rows(events: Iterable[Event], style: Style) -> list[str]:
    """The events as lines, the most important first, notes left out, columns aligned."""
    shown = _condensed([event for event in _in_order(events) if event.level != "note"])
    kinds = max((len(event.kind) for event in shown), default=0)
    subjects = max((width(_subject(event)) for event in shown), default=0)
    return [line for event in shown for line in _row(event, kinds, subjects, style)]


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: (_LEVELS.index(e.level), e.week or 0)))


def _condensed(events: list[Event]) -> list[Event]:
    """Many new weeks told as one: a first pull has a hundred of them."""
    new = [event.week for event in events if event.kind == "new" and event.week is not None]
    if len(new) <= _MANY:
        return events
    one = Event("new", "change", f"{len(new)} weeks read for the first time: {ranges(new)}")
    return [*(event for event in events if event.kind != "new"), one]


def _subject(event: Event) -> str:
    if event.week is not None:
        return f"week {event.week}"
    return event.master or ""


def _row(event: Event, kinds: int, subjects: int, style: Style) -> Iterator[str]:
    """An event as lines: what, of what, and the text wrapped in the room that is left."""
    paint = {"error": style.red, "warning": style.yellow}.get(event.level, style.green)
    indent = kinds + subjects + 4
    room = max(style.cells - indent, 30)
    head = f"{paint(fit(event.kind, kinds))}  {fit(_subject(event), subjects)}  "
    first, *rest = wrap(visible(event.text), room)
    yield f"{head}{first}".rstrip()
    yield from (f"{' ' * indent}{line}" for line in rest)
    if event.hint:
        for index, line in enumerate(wrap(visible(event.hint), room - 2)):
            yield f"{' ' * indent}{' ' if index else style.cyan('→')} {line}"
