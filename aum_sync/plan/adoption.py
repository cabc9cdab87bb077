"""What to write into ``season.yaml`` so that the plan keeps what somebody did on Spotify."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from aum_sync.config.types import PlaylistRef, TrackCorrection
from aum_sync.plan.drift import Drift, Reworded, Touched
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import cleanups_of
from aum_sync.season.merge import Gone
from aum_sync.season.order import Placed

NO_TEXT = regex.compile(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]")
"""What no text in ``season.yaml`` may hold, and line breaks."""

_AGAIN = "aum-sync pull, and aum-sync adopt --all"

Verdict = Literal["written", "kept", "refused"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the YAML: ``value`` at ``way``, or as the last of the list there."""

    way: tuple[str, ...]
    value: object
    last: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one edit: written, kept without that, refused; ``text`` says how or why."""

    master: str
    about: Touched | Reworded
    verdict: Verdict
    text: str
    changes: tuple[Change, ...] = ()

    @property
    def subject(self) -> str:
        """What people call it."""
        return self.about.subject


@dataclass(slots=True)
class _Case:
    """What somebody did to one recording: the masters that gained and lost it, with the slots."""

    gained: dict[str, Touched]
    lost: dict[str, Touched]


def answers(workings: Workings, drifts: Sequence[Drift], reason: str) -> Iterator[Answer]:
    """The answers to all that is in ``drifts``; ``reason`` is what corrections give as theirs."""
    cases: defaultdict[str, _Case] = defaultdict(lambda: _Case({}, {}))
    of_slot = workings.wanted.recordings.of_slot
    for drift in drifts:
        yield from (_detail(workings, drift.master, one) for one in drift.details)
        for one in drift.tracks:
            recording = of_slot(one.slot)
            if not one.undone:
                yield _kept(drift.master, one)
            elif one in drift.moved or recording is None or _pinned(workings, drift.master):
                yield _refused(drift.master, one, _fixed(workings, drift.master))
            elif one in drift.added and (gone := _gone(workings, drift.master, one)):
                if answer := _alone(workings, drift.master, one, gone):
                    yield answer
                else:
                    cases[recording].gained[drift.master] = one
            elif one.again and one.again.claim and one.again.recording:
                cases[one.again.recording].lost[drift.master] = one
            else:
                assert one.again, "what comes back comes by a slot"
                yield _refused(drift.master, one, _by_policy(workings, one.again))
    for recording, case in cases.items():
        yield from _correct(workings, recording, case, reason)


def _kept(master: str, one: Touched | Reworded) -> Answer:
    return Answer(master, one, "kept", "stays as it is: nothing is needed")


def _refused(master: str, one: Touched | Reworded, why: str) -> Answer:
    return Answer(master, one, "refused", why)


def _pinned(workings: Workings, master: str) -> bool:
    return workings.config.master(master).pin is not None


def pinned(playlist: str) -> str:
    """Why no edit of a pinned playlist stays, and what to do."""
    return f"it is pinned: aum-sync rollback --release --master {playlist} takes the pin out"


def _fixed(workings: Workings, key: str) -> str:
    """Why the place of a track is not the curator's to choose."""
    master = workings.config.master(key)
    if master.pin:
        return pinned(key)
    return f"masters.{key}.order is {master.order}; with append tracks stay where they are put"


def _detail(workings: Workings, master: str, one: Reworded) -> Answer:
    path = f"masters.{master}.{one.field}"
    if not one.undone:
        return _kept(master, one)
    if _pinned(workings, master):
        return _refused(master, one, _fixed(workings, master))
    if one.new is None or one.new == "":
        return _refused(master, one, f"it is empty now: take {path} out by hand")
    if NO_TEXT.search(str(one.new)):
        return _refused(master, one, "it has a control character in it: change it on Spotify")
    change = Change(("masters", master, one.field), one.new)
    return Answer(master, one, "written", path, (change,))


def _gone(workings: Workings, master: str, one: Touched) -> Gone | None:
    gone = workings.targets[master].gone
    return next((slot for slot in gone if slot.origin == one.at), None)


def _alone(workings: Workings, master: str, one: Touched, gone: Gone) -> Answer | None:
    """The answer to an added track that needs no correction; None where it does."""
    if gone.reason == "orphan":
        path = ("masters", master, "keep")
        change = Change(path, one.slot.written_uri, last=True)
        return Answer(master, one, "written", ".".join(path), (change,))
    if gone.reason == "duplicate":
        return _refused(master, one, _doubled(workings, master, one))
    if gone.reason == "out-of-range":
        text = "only weeks outside season.weeks hold it: widen season.weeks to place it"
        return _refused(master, one, text)
    if gone.reason == "cleanup" or (gone.item is None and gone.to):
        return _refused(master, one, _kept_out(one, gone))
    return None


def _doubled(workings: Workings, master: str, one: Touched) -> str:
    """Why a second copy cannot stay, and how it stays in place of the first."""
    text = "the same music is in that master already, so the next apply takes it out"
    uri = one.slot.written_uri
    if any(placed.slot.written_uri == uri for placed in workings.targets[master].slots):
        return f"{text}: a master holds a track once"
    return f"{text}; to keep it in place of the other: put {uri} into masters.{master}.keep"


def _kept_out(one: Touched, gone: Gone) -> str:
    holders = ", ".join(gone.to)
    text = f"{gone.path} keeps it out, since {holders} holds it, so the next apply takes it out"
    if gone.reason == "cleanup":
        return f"{text}; to keep it there: put {one.slot.written_uri} into {gone.path}.keep"
    return f"{text}; to keep it there: take it out of {holders} on Spotify, then {_AGAIN}"


def _by_policy(workings: Workings, placed: Placed) -> str:
    holders = [key for key, target in workings.targets.items() if _leaves(target.gone, placed)]
    return (
        f"{placed.path} moves it there from {', '.join(sorted(holders))}: take it out of that, or "
        f"put it into masters.{min(holders)}.keep"
    )


def _leaves(gone: Sequence[Gone], placed: Placed) -> bool:
    return any(one.slot.written_uri == placed.slot.written_uri for one in gone)


def _correct(workings: Workings, recording: str, case: _Case, reason: str) -> Iterator[Answer]:
    """One correction for all that was done to a recording that weeks know."""
    config = workings.config
    homes = {key for key in workings.targets if _asked(workings, key, recording)} - case.lost.keys()
    for key, one in sorted(case.gained.items()):
        if conflict := _conflict(workings, recording, key, homes | case.gained.keys(), case):
            yield _refused(key, one, conflict)
        else:
            homes.add(key)
    done = {**{k: v for k, v in case.gained.items() if k in homes}, **case.lost}
    if not done:
        return
    if len(homes) > 1:
        homes.discard(config.catch_all.key)
    masters = sorted(homes)
    way, changes = _correction(workings, recording, masters, reason)
    text = f"{way}: {_said(masters)}"
    for number, (key, one) in enumerate(sorted(done.items())):
        yield Answer(key, one, "written", text, () if number else changes)


def _asked(workings: Workings, master: str, recording: str) -> bool:
    """Whether a master will hold a recording because weeks ask for it."""
    slots = workings.targets[master].slots
    return any(placed.recording == recording and placed.claim for placed in slots)


def _conflict(
    workings: Workings, recording: str, key: str, homes: set[str], case: _Case
) -> str | None:
    """Why a recording cannot be in a master beside these homes."""
    config = workings.config
    if key == config.catch_all.key and homes - {key}:
        others = ", ".join(sorted(homes - {key}))
        return (
            "the catch-all gives way to every master that weeks place it in, so the next apply "
            f"takes it out; to keep it there: take it out of {others} on Spotify, then {_AGAIN}"
        )
    holding = {
        other for other, target in workings.targets.items() if recording in target.recordings
    }
    for other in sorted((holding | homes) - case.lost.keys() - {key}):
        if path := _excluded(workings, recording, key, other):
            return f"{path} keeps it out, since {other} holds it: take it out there first"
        if other in homes and (path := _excluded(workings, recording, other, key)):
            return f"{path} would take it out of {other}: take it out there first"
    return None


def _excluded(workings: Workings, recording: str, master: str, other: str) -> str | None:
    """The config path by which a master gives way to another that holds a recording."""
    config, of = workings.config, workings.wanted.recordings.of
    excludes = config.master(master).excludes
    if other in excludes:
        return f"masters.{master}.excludes[{excludes.index(other)}]"
    beside = PlaylistRef("master", other)
    cleanups = cleanups_of(config, PlaylistRef("master", master))
    return next(
        (
            one.path
            for one in cleanups
            if one.also_in == beside and recording not in map(of, one.keep)
        ),
        None,
    )


def _correction(
    workings: Workings, recording: str, masters: Sequence[str], reason: str
) -> tuple[str, tuple[Change, ...]]:
    """The correction of a recording: a new one, or the one that is there, said otherwise."""
    value: object = list(masters) if len(masters) > 1 else _said(masters)
    known = _known(workings, recording)
    if known is None:
        uri = str(workings.wanted.by_recording[recording][0].item.slot.written_uri)
        way = ("corrections", "tracks", uri)
        return ".".join(way), (Change(way, {"master": value, "reason": reason}),)
    start = ("corrections", "tracks", known.path.removeprefix("corrections.tracks."))
    reasons = f"{known.reason}; {reason}"
    return known.path, (Change((*start, "master"), value), Change((*start, "reason"), reasons))


def _known(workings: Workings, recording: str) -> TrackCorrection | None:
    recordings = workings.wanted.recordings
    return next(
        (
            one
            for one in workings.config.track_corrections
            if recordings.in_weeks(one.uri) and recordings.of(one.uri) == recording
        ),
        None,
    )


def _said(masters: Sequence[str]) -> str:
    return ", ".join(masters) if masters else "none"
