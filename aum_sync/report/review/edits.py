"""What changed in the configuration, edit by edit, and how many tracks each of them moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aum_sync.config import checks
from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config
from aum_sync.errors import DataError
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.review.edit_words import counts, owner, say
from aum_sync.report.review.tree import Tree, Way, config_of, tree_of
from aum_sync.report.review.types import Edit, Edits

_MOST_COUNTED = 40
"""Each count works the whole season out once more: a sixth of a second for 3,000 items."""
_NOWHERE = SourceMap("config/season.yaml", {})


def edits_of(before: Config | None, after: Workings, against: str) -> Edits:
    """The edits between the configuration of a commit (None: it cannot be read) and ours.

    How many tracks an edit moves is exact: what all playlists would hold with the edit, against
    what they would hold without it, everything else as it is now.
    """
    if before is None:
        return Edits(against, unread=True)
    old, new = tree_of(before), tree_of(after.config)
    groups = _grouped(old, new)
    if not groups:
        return Edits(against)
    countable = len(groups) <= _MOST_COUNTED
    found = []
    for leader, ways in groups.items():
        moves = None
        if counts(leader) and countable:
            moves = _moved_without(_without(ways, old, new), after)
        unknown = counts(leader) and moves is None
        found.append(Edit(say(leader, old, new), moves, unknown=unknown))
    return Edits(against, tuple(found), _moved(before, after))


# What was edited


def _grouped(old: Tree, new: Tree) -> dict[Way, list[Way]]:
    """What differs, by the edit that it belongs to."""
    groups: dict[Way, list[Way]] = {}
    for way in _ways(old, new):
        groups.setdefault(_leader(way, old, new), []).append(way)
    return groups


def _ways(old: Tree, new: Tree) -> list[Way]:
    # Takes a quarter of a second to import, and most verbs compare nothing.
    from deepdiff import DeepDiff

    found = DeepDiff(old, new, view="tree", threshold_to_diff_deeper=0)
    changes = (change.path(output_format="list") for group in found.values() for change in group)
    ways = {_named_part(change, old, new) for change in changes}
    rooms = list(new)
    return sorted(ways, key=lambda way: (rooms.index(way[0]), *map(str, way)))


def _named_part(change: Sequence[Any], old: Tree, new: Tree) -> Way:
    """As much of a path as names things; what is within a value belongs to the value."""
    one: object = old
    other: object = new
    way: list[Any] = []
    for name in change:
        if not (isinstance(one, dict) and isinstance(other, dict)):
            break
        way.append(name)
        one, other = one.get(name), other.get(name)
    return tuple(way)


def _leader(way: Way, old: Tree, new: Tree) -> Way:
    """The edit that a change belongs to: a new master brings its aliases and exclusions along."""
    match way:
        case ("masters", _, "genres", key) | ("drop", key):
            return _alias_leader(key, old, new)
        case ("masters", key) | ("masters", _, "excludes", key):
            known = key in old["masters"] and key in new["masters"]
            return way if known else ("masters", _renamed(key, new))
        case _:
            return way


def _alias_leader(key: str, old: Tree, new: Tree) -> Way:
    before, after = owner(key, old), owner(key, new)
    if after and after not in old["masters"]:
        return ("masters", after)
    if before and before not in new["masters"]:
        return ("masters", _renamed(before, new))
    return ("alias", key)


def _renamed(key: str, new: Tree) -> str:
    """The key that a master has by now."""
    return next((now for now, master in new["masters"].items() if master["was"] == key), key)


# What it moves


def _without(ways: Iterable[Way], old: Tree, new: Tree) -> Tree:
    """The tree as it is now, with one edit taken back."""
    tree = _copied(new)
    for *over, name in ways:
        before, after = old, tree
        for step in over:
            before, after = before[step], after[step]
        if name in before:
            after[name] = before[name]
        else:
            del after[name]
    return tree


def _copied(tree: Tree) -> Tree:
    return {
        name: _copied(value) if isinstance(value, dict) else value for name, value in tree.items()
    }


def _moved_without(tree: Tree, after: Workings) -> int | None:
    """None where the configuration makes no sense without that edit."""
    plain = tree | {"expect": {}, "policy": tree["policy"] | {"acknowledge": {}}}
    config = config_of(plain)
    faults = (*checks.run(config, _NOWHERE), *checks.no_catch_all(config, _NOWHERE))
    broken = any(fault.level == "error" for fault in faults)
    return None if broken else _moved(config, after)


def _moved(config: Config, after: Workings) -> int | None:
    """How many tracks are in other playlists than with this configuration."""
    try:
        before = work_out(config, after.state)
    except DataError:
        return None
    one, other = _homes(before), _homes(after)
    return sum(one.get(uri) != other.get(uri) for uri in one.keys() | other.keys())


def _homes(workings: Workings) -> Mapping[str, set[str]]:
    """The playlists that hold each track once all is applied."""
    masters = workings.config.masters
    contents = {other.key: other.slots for other in workings.state.others}
    contents |= {one.playlist or one.key: workings.after(one.key) for one in masters}
    for playlist, target in workings.others.items():
        contents[playlist] = tuple(placed.slot for placed in target.slots)
    homes = defaultdict[str, set[str]](set)
    for playlist, slots in contents.items():
        for slot in slots:
            homes[slot.written_uri or ""].add(playlist)
    return homes
