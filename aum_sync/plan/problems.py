"""What a reviewer must know before approving: weeks held, genres unknown, slots beyond reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from aum_sync.config.types import Cleanup, Config, Master, TrackCorrection
from aum_sync.plan.details import public_differs
from aum_sync.plan.types import MasterPlan, Problem
from aum_sync.plan.workings import namesake
from aum_sync.season.cleaning import pinning
from aum_sync.season.items import State
from aum_sync.season.merge import Target
from aum_sync.season.routing import Routed
from aum_sync.season.verdict import complaint, correction_line, remedy, unknown_genres
from aum_sync.season.wanted import Wanted
from aum_sync.season.weeks import Chosen, Judged
from aum_sync.text.cells import quoted
from aum_sync.text.words import ranges

_MOST_NAMED = 3
MAX_ITEMS = 10_000
"""Spotify's clients stop at this length; the API a little beyond it."""


def week_problems(config: Config, wanted: Wanted) -> Iterator[Problem]:
    """Weeks that are held, read with doubt, or edited by hand, in order."""
    for chosen in wanted.weeks:
        triage = chosen.placement == "triage"
        result = "; all of it goes to the catch-all" if triage else "; nothing of it is placed"
        yield from _reading_problems(chosen.judged, result)
        if chosen.newer:
            yield from _reading_problems(
                chosen.newer, "; the reading before it still places its tracks"
            )
        yield from _edited(chosen)
    if not wanted.weeks:
        weeks = f"{config.season.first_week}-{config.season.last_week}"
        yield Problem(
            "warning",
            "no-weeks",
            f"state/ holds no week of {weeks}, so nothing is asked for",
            hint="aum-sync pull",
        )


def _reading_problems(judged: Judged, result: str) -> Iterator[Problem]:
    week, status = judged.reading.week, judged.checksum.status
    if judged.stale_correction:
        hint = f"{remedy(judged)} {correction_line(judged)}"
        yield Problem("warning", "stale-correction", complaint(judged) + result, week, hint=hint)
    elif not judged.description.segments:
        hint = "write its genres and counts into its description on Spotify"
        yield Problem("warning", "not-described", complaint(judged) + result, week, hint=hint)
    elif status == "inferred":
        pairs = zip(judged.description.segments, judged.checksum.counts, strict=True)
        filled = next(f"{s.genre} {number}" for s, number in pairs if s.count is None)
        text = f"one count is missing and was inferred: {filled}"
        yield Problem("warning", "inferred-count", text, week, hint=_look(week))
    elif status != "ok":
        code = "checksum-mismatch" if status == "mismatch" else status
        yield Problem("warning", code, complaint(judged) + result, week, hint=_look(week))


def _look(week: int) -> str:
    return f"aum-sync validate --week {week}"


def _edited(chosen: Chosen) -> Iterator[Problem]:
    reading = chosen.judged.reading
    if reading.edited:
        text = "its lock was edited by hand since it was pulled"
        hint = f"git log -p -- state/weeks/{reading.week}.json"
        yield Problem("warning", "edited-lock", text, reading.week, hint=hint)


def genre_problems(wanted: Wanted) -> Iterator[Problem]:
    """Genres that no alias knows, each once, with the aliases nearest to it."""
    hint = "add it to a master's genres, or to drop, in config/season.yaml"
    for unknown in unknown_genres(wanted.weeks, wanted.genres):
        week = unknown.weeks[0] if len(unknown.weeks) == 1 else None
        yield Problem("warning", "unknown-genre", str(unknown), week, hint=hint)


def item_problems(wanted: Wanted) -> Iterator[Problem]:
    """Items that count as positions but can be in no master: episodes, local files, nulls."""
    words = {
        "built-in.episode": ("episode", "an episode; episodes are not placed"),
        "built-in.local": ("local-file", "a local file; the API cannot add it"),
        "built-in.uri": ("odd-uri", "no track by its URI; it is not placed"),
        "built-in.null": ("null-item", "unavailable on Spotify; it keeps its position"),
    }
    for routed in wanted.routed:
        if routed.path in words:
            code, text = words[routed.path]
            item = routed.item
            name = quoted(item.slot.name) if item.slot.name else "an item"
            where = f"position {item.position + 1}"
            yield Problem("warning", code, f"{name} ({where}) is {text}", item.week)


def overlap_problems(wanted: Wanted, targets: Mapping[str, Target]) -> Iterator[Problem]:
    """Pairs of masters that genres and corrections give the same recordings: allowed, listed."""
    asked: dict[str, set[str]] = {
        key: {
            recording
            for recording, claim in wanted.claims.get(key, {}).items()
            if claim.home.rule != "also" and recording not in target.barriers
        }
        for key, target in sorted(targets.items())
    }
    for first, second in combinations(asked, 2):
        if shared := asked[first] & asked[second]:
            tracks = sorted(_shown(wanted, recording) for recording in shared)
            more = f" and {len(tracks) - _MOST_NAMED} more" if len(tracks) > _MOST_NAMED else ""
            named = ", ".join(tracks[:_MOST_NAMED]) + more
            text = f"{first} and {second} are both asked to hold {named}"
            yield Problem("warning", "overlap", text, master=first)


def _shown(wanted: Wanted, recording: str) -> str:
    items = [routed.item for routed in wanted.by_recording[recording]]
    weeks = sorted({item.week for item in items})
    return f"{quoted(items[0].slot.name)} (week{'s' * (len(weeks) > 1)} {ranges(weeks)})"


def cleanup_problems(config: Config, state: State, wanted: Wanted) -> Iterator[Problem]:
    """Cleanups that can do nothing yet, since one of their playlists was never read."""
    for cleanup in config.cleanup:
        one, two = cleanup.remove_from, cleanup.also_in
        unknown = one.kind == "week" and not state.week(int(one.value))
        unread = [("remove_from", one)] if unknown else []
        if two.kind != "master" and two not in wanted.beside:
            unread.append(("also_in", two))
        for side, ref in unread:
            what = f"week {ref.value}" if ref.kind == "week" else ref.value
            text = f"{cleanup.path} takes nothing out: {what}, its {side}, was never read"
            hint = "aum-sync pull"
            if ref.kind == "week" and int(ref.value) not in config.season:
                hint = "name it by its playlist's id: pull reads the weeks of season.weeks alone"
            yield Problem("warning", "cleanup-unread", text, hint=hint)


def correction_problems(config: Config, wanted: Wanted) -> Iterator[Problem]:
    """Corrections of tracks that no week holds, and those that contradict each other."""
    said: dict[str, TrackCorrection] = {}
    for correction in config.track_corrections:
        recording = wanted.recordings.of(correction.uri)
        if not wanted.recordings.in_weeks(correction.uri):
            yield _idle(correction, wanted.by_recording.get(recording, ()))
            continue
        first = said.setdefault(recording, correction)
        if set(first.masters) != set(correction.masters):
            text = f"{first.path} and {correction.path} say different things of one recording"
            yield Problem("error", "corrections-disagree", text, hint="keep one of the two")


def _idle(correction: TrackCorrection, items: Sequence[Routed]) -> Problem:
    text = f"{correction.path} corrects nothing: no week holds that track"
    if not items:
        return Problem("warning", "idle-correction", text, hint=f"take {correction.path} out")
    item = items[0].item
    text = f"{text}, only a master does; week {item.week} has the same music under another id"
    hint = f"correct {item.slot.written_uri} instead"
    return Problem("error", "idle-correction", text, item.week, hint=hint)


def _blocked(config: Config, state: State, key: str) -> Iterator[Problem]:
    if cleanup := pinning(config, state, key):
        yield _no_pin(key, cleanup)
        return
    master = config.master(key)
    if master.pin and not state.pin(master.pin):
        yield _no_pin(key, master)
    if taken := None if master.playlist else namesake(state, master):
        text = f"{quoted(master.title)} has no playlist id, and the account owns one of that name"
        hint = f"add playlist: {taken} to {master.path}, or rename the master"
        yield Problem("error", "namesake", text, master=master.key, hint=hint)


def _no_pin(key: str, pinned: Master | Cleanup) -> Problem:
    text = f"{pinned.pin} is not there, so nothing is planned"
    hint = f"bring the file back, or take out {pinned.path}.pin"
    return Problem("error", "no-pin", text, master=key, hint=hint)


def _too_long(master: MasterPlan) -> Iterator[Problem]:
    """A master that would be longer than Spotify takes: in the end, or before anything leaves."""
    grown = sum(len(one.uris) for one in master.steps if one.phase == "grow")
    if master.size[1] > MAX_ITEMS:
        size, when = master.size[1], ""
        hint = f"split the genres of masters.{master.key} over two masters"
    elif grown and master.size[0] + grown > MAX_ITEMS:
        size, when = master.size[0] + grown, " before anything leaves it"
        hint = "all enters before anything leaves: merge and apply what leaves first"
    else:
        return
    text = f"{quoted(master.title)} would hold {size:,} items{when}; Spotify stops at {MAX_ITEMS:,}"
    yield Problem("error", "too-long", text, master=master.key, hint=hint)


def master_problems(
    config: Config, state: State, masters: tuple[MasterPlan, ...]
) -> Iterator[Problem]:
    """Masters that cannot be planned yet, that are no longer managed, or that are too long."""
    for master in masters:
        if master.status == "unread":
            text = f"{quoted(master.title)} was never read, so nothing is planned for it"
            yield Problem("warning", "unread", text, master=master.key, hint="aum-sync pull")
        elif master.status == "blocked":
            yield from _blocked(config, state, master.key)
        yield from _too_long(master)
    for one in config.masters:
        snapshot = state.snapshot(one.key)
        if snapshot and snapshot.tried_public == one.public and public_differs(one, snapshot):
            word = "public" if one.public else "private"
            text = f"{quoted(one.title)} was made {word} by an apply, and Spotify shows otherwise"
            hint = f"change it in the app, or take out {one.path}.public: it is not tried again"
            yield Problem("warning", "public", text, master=one.key, hint=hint)
    kept = {key for master in config.masters for key in (master.key, master.was)}
    for snapshot in state.snapshots:
        if snapshot.key not in kept:
            text = f"{snapshot.key} is no longer in config/season.yaml: its playlist stays as it is"
            yield Problem("warning", "released", text, master=snapshot.key)
