"""``aum-sync pull``: what changed on Spotify, into ``state/``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import Progress, result, style_for
from aum_sync.cli.season import open_season
from aum_sync.config.types import Config
from aum_sync.errors import ExitCode
from aum_sync.pull.events import Event
from aum_sync.pull.pull import Pulled, differs, pull
from aum_sync.report.style import Style
from aum_sync.season.items import State
from aum_sync.spotify.connect import connect
from aum_sync.spotify.errors import AccessError
from aum_sync.spotify.ledger import add, hour_of, last_24h
from aum_sync.spotify.limits import Limits
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from aum_sync.text.cells import fit, visible, width, wrap
from aum_sync.text.words import ranges

PENDING = "state/pending.json"

_LEVELS = ("error", "warning", "change", "note")
_MANY = 9
"""More new weeks than this are not listed one by one."""
_MASTER_READS = frozenset({"master-read", "master-changed", "unchanged"})


@dataclass(frozen=True, slots=True)
class _Report:
    """What a pull did, for people and for programs."""

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


@click.command("pull")
@options.root
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(root: Path, form: str) -> int:
    """Read what changed on Spotify into state/: weeks, masters, who bears whose name.

    Only playlists whose version id moved are read. Files are written at the end, or up to where
    Spotify stopped answering.

    \b
    Access: AUM_SYNC_SPOTIFY_URL for a simulator; for Spotify itself AUM_SYNC_READ_CLIENT_ID,
    AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN.
    """
    tree = WorkTree(root)
    loaded, before = open_season(tree)
    library = connect(os.environ, Limits(budget=loaded.config.policy.budget))
    if library is None:
        raise AccessError(
            "there is no access to Spotify to pull from",
            hint="set AUM_SYNC_READ_CLIENT_ID, AUM_SYNC_READ_CLIENT_SECRET and AUM_SYNC_READ_TOKEN;"
            " for a simulator (aum-sync simulate) set AUM_SYNC_SPOTIFY_URL to its address",
        )
    progress = Progress()
    masters = tree.read(PENDING) is None
    pulled = pull(loaded.config, before, library, progress, masters=masters)
    progress.clear()
    after, spent = _counted(before, pulled.state, library.requests)
    files = save_state(tree, before, after)
    report = _report(loaded.config, before, pulled, files, (library.requests, spent))
    result(_as_json(report) if form == "json" else _as_text(report, style_for(sys.stdout)))
    if pulled.error:
        raise pulled.error
    failed = any(event.level == "error" for event in pulled.events)
    return ExitCode.ERROR if failed else ExitCode.OK


def _counted(before: State, after: State, sent: int) -> tuple[State, int]:
    """``after`` with the requests of this run, and how many there were in 24 hours.

    The count alone is no reason to write a file: it goes along with another change.
    """
    hour = hour_of(time.time())
    if after.account is None:
        return after, sent
    ledger = add(after.account.requests, hour, sent)
    if after != before:
        after = replace(after, account=replace(after.account, requests=ledger))
    return after, last_24h(ledger, hour)


def _report(
    config: Config,
    before: State,
    pulled: Pulled,
    files: tuple[str, ...],
    requests: tuple[int, int],
) -> _Report:
    weeks = [week for week in pulled.state.weeks if week.week in config.season]
    kinds = Counter(event.kind for event in pulled.events)
    touched = {e.week for e in pulled.events if e.kind in ("edited", "renamed", "moved-source")}
    order = sorted(pulled.events, key=lambda e: (_LEVELS.index(e.level), e.week or 0))
    return _Report(
        events=tuple(order),
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


def _as_json(report: _Report) -> str:
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
    }
    return json.dumps(value)


def _as_text(report: _Report, style: Style) -> str:
    shown = _condensed([event for event in report.events if event.level != "note"])
    kinds = max((len(event.kind) for event in shown), default=0)
    subjects = max((width(_subject(event)) for event in shown), default=0)
    lines = [line for event in shown for line in _row(event, kinds, subjects, style)]
    weeks = f"{report.known} known, {report.new} new, {report.edited} edited, {report.held} held"
    requests = f"{report.sent} (24 h: {report.last_24h})"
    last = f"weeks: {weeks} · masters: {report.masters_read} read · requests: {requests}"
    return "\n".join([*lines, style.bold(last)])


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
