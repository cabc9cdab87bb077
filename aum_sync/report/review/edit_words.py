"""An edit of the configuration in words: one sentence's beginning, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aum_sync.config.types import (
    Acknowledgement,
    AlsoRule,
    ArtistsRule,
    Cleanup,
    MaxRemovals,
    MoveTo,
    ScriptRule,
    TrackCorrection,
    WeekCorrection,
)
from aum_sync.report.review.cells import key, name, words
from aum_sync.report.review.tree import Tree, Way
from aum_sync.text.words import plural

_MOST_NAMED = 10
_SILENT = frozenset({"name", "description", "public", "order", "rewrite"})
"""What a master may have changed without any track leaving or entering."""
_PLACING = frozenset({"on_mismatch", "duplicates", "orphans"})
"""What of the policy decides where tracks go."""


def counts(leader: Way) -> bool:
    """Whether such an edit can move tracks between masters at all."""
    match leader:
        case ("masters", _, field):
            return field not in _SILENT
        case ("policy", field, *_):
            return field in _PLACING
        case ("season", "name") | ("expect", _):
            return False
        case _:
            return True


def owner(key: str, tree: Tree) -> str | None:
    """The master that an alias leads to; None for none, and for what is dropped."""
    found = (master for master, part in tree["masters"].items() if key in part["genres"])
    return next(found, None)


def say(leader: Way, old: Tree, new: Tree) -> str:
    """What was edited, in words."""
    pair = _at(leader, old), _at(leader, new)
    match leader:
        case ("alias", alias):
            return _alias(alias, old, new)
        case ("masters", master):
            return _master(master, old, new)
        case ("masters", *of):
            return _of_master(of, pair, new)
        case ("weeks" | "tracks" | "cleanup" | "expect", name_):
            return _rule(str(name_), pair)
        case _:
            label = ".".join(map(str, leader))
            return f"{words(_LABELS.get(label, label))}: {_change(pair)}"


_Pair = tuple[Any, Any]
"""A value before and after; None where it was or is not there."""

_LABELS = {
    "season.first_week": "season.weeks, the first",
    "season.last_week": "season.weeks, the last",
}


def _at(way: Way, tree: Tree) -> object:
    value: object = tree
    for step in way:
        value = value.get(step) if isinstance(value, dict) else None
    return value


# Aliases and masters


def _alias(key: str, old: Tree, new: Tree) -> str:
    before, after = owner(key, old), owner(key, new)
    was, now = _text(key, old), _text(key, new)
    if after:
        if before == after:
            return f"alias {name(was)} is now written {name(now)}"
        former = f", no longer to {_title(before, old)}" if before else ""
        former += ", and is no longer dropped" if key in old["drop"] else ""
        return f"alias {name(now)} now leads to {_title(after, new)}{former}"
    former = f" no longer leads to {_title(before, old)}" if before else ""
    if key not in new["drop"]:
        return f"alias {name(was)}{former}" if before else f"genre {name(was)} is no longer dropped"
    return f"genre {name(now)} is now dropped{' and' if former else ''}{former}"


def _text(key: str, tree: Tree) -> str:
    """An alias as it is written."""
    parts = (tree["drop"], *(master["genres"] for master in tree["masters"].values()))
    return next((part[key].text for part in parts if key in part), "")


def _title(key: str, tree: Tree) -> str:
    """What people call a master, in italics."""
    return name((tree["masters"][key]["name"] or "").strip() or key)


def _master(key: str, old: Tree, new: Tree) -> str:
    if key not in new["masters"]:
        return f"master {_title(key, old)} is released: its playlist stays as it is"
    master = new["masters"][key]
    if master["was"] in old["masters"] and master["was"] not in new["masters"]:
        return f"the master with the key {name(master['was'])} now has the key {name(key)}"
    genres = [alias.text for alias in master["genres"].values()]
    return f"new master {_title(key, new)}{' for ' if genres else ''}{_listed(genres)}"


def _of_master(of: Sequence[str], pair: _Pair, new: Tree) -> str:
    title = _title(of[0], new)
    match of[1:]:
        case ("excludes", other):
            return f"{title} {_again(pair)} excludes {_title(other, new)}"
        case ("keep", uri):
            return f"{title} {_again(pair)} keeps {key(uri)}"
        case ("also", _):
            return f"{title} is {_again(pair)} a second home of {_second_home(*pair)}"
        case _:
            return f"{title}: {of[1]} {_change(pair)}"


def _again(pair: _Pair) -> str:
    before, after = pair
    if before is None:
        return "now"
    return "still" if after is not None else "no longer"


def _second_home(before: AlsoRule | None, after: AlsoRule | None) -> str:
    rule = after or before
    if isinstance(rule, ScriptRule):
        return f"tracks with a letter of {name(rule.script)}{_marked(before, after)}"
    was, now = _artists(before), _artists(after)
    parts = [("tracks by", now - was), ("no longer by", was - now)]
    if None in (before, after):
        parts = [("tracks by", now | was)]
    said = "; ".join(f"{word} {_listed(sorted(some))}" for word, some in parts if some)
    return f"{said}{_marked(before, after)}"


def _artists(rule: AlsoRule | None) -> frozenset[str]:
    return rule.names | rule.ids if isinstance(rule, ArtistsRule) else frozenset()


def _marked(before: AlsoRule | None, after: AlsoRule | None) -> str:
    if before is None or after is None or before.review == after.review:
        return ""
    return ", marked for review" if after.review else ", no longer marked for review"


# All the rest


def _rule(about: str, pair: _Pair) -> str:
    before, after = pair
    match after or before:
        case WeekCorrection(week, genres):
            return f"week {week} is {_again(pair)} corrected, to {name(genres)}"
        case TrackCorrection(uri, masters):
            where = f"in {_listed(masters)}" if masters else "in no master"
            return f"{key(uri)} is {_again(pair)} corrected, to be {where}"
        case Cleanup(one, other):
            sides = f"{key(one.value)} that are also in {key(other.value)}"
            return f"tracks of {sides} {_again(pair)} leave the former"
        case _:
            return f"{name(about)} is {_again(pair)} expected of every plan"


def _listed(some: Sequence[str]) -> str:
    more = f" and {len(some) - _MOST_NAMED} more" if len(some) > _MOST_NAMED else ""
    return ", ".join(map(name, some[:_MOST_NAMED])) + more


def _change(pair: _Pair) -> str:
    before, after = pair
    return f"{words(_value(before))} → {words(_value(after))}"


def _value(value: object) -> str:
    text = str(value)
    match value:
        case None:
            text = "(none)"
        case bool():
            text = "yes" if value else "no"
        case MoveTo(master):
            text = f"move to {master}"
        case MaxRemovals(percent, tracks):
            text = f"{percent:g} % or {plural(tracks, 'track')}"
        case Acknowledgement(_, removals, reason):
            text = f"{plural(removals, 'removal')} ({reason})"
        case tuple():
            text = " ".join(value)
    return text
