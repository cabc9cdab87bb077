"""A configuration as a tree of named things, and back: two of them can be told apart name by name.

Where the YAML has lists, a rule is named by what it is about (an alias by its key, a correction by
its week), never by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from aum_sync.config.types import (
    Alias,
    AlsoRule,
    AtMost,
    Cleanup,
    Config,
    Contains,
    DescriptionRules,
    Expectation,
    Master,
    NeverEmpty,
    Policy,
    ScriptRule,
    Season,
    TrackCorrection,
    WeekCorrection,
)

Tree = dict[str, Any]
"""Names to values; inner trees are dicts, everything else is a value."""

Way = tuple[Any, ...]
"""Names from the top of a tree to a value in it."""

_Rule = TypeVar(
    "_Rule", Alias, ScriptRule, AlsoRule, Cleanup, Expectation, WeekCorrection, TrackCorrection
)


def tree_of(config: Config) -> Tree:
    """The configuration as a tree."""
    return {
        "season": _fields(config.season)
        | {
            "ignore": dict.fromkeys(config.season.ignore, True),
            "sources": dict(config.season.sources),
            "description": _fields(config.season.description),
        },
        "masters": {master.key: _master(master) for master in config.masters},
        "drop": _named(config.drop, "drop", lambda alias: alias.key),
        "weeks": {correction.week: correction for correction in config.week_corrections},
        "tracks": {
            correction.uri: replace(correction, path=f"corrections.tracks.{correction.uri}")
            for correction in config.track_corrections
        },
        "cleanup": _named(config.cleanup, "cleanup", _sides),
        "expect": _named(config.expect, "expect", _promise),
        "policy": _fields(config.policy)
        | {
            "acknowledge": {
                one.master: replace(one, path=f"policy.acknowledge.{one.master}")
                for one in config.policy.acknowledge
            }
        },
    }


def config_of(tree: Tree) -> Config:
    """The configuration that a tree stands for; its paths name rules by what they are about."""
    policy = tree["policy"]
    return Config(
        season=_as_season(tree["season"]),
        masters=tuple(_as_master(tree["masters"][key]) for key in sorted(tree["masters"])),
        drop=tuple(tree["drop"].values()),
        week_corrections=tuple(tree["weeks"].values()),
        track_corrections=tuple(tree["tracks"].values()),
        cleanup=tuple(tree["cleanup"].values()),
        expect=tuple(tree["expect"].values()),
        policy=Policy(**policy | {"acknowledge": tuple(policy["acknowledge"].values())}),
    )


def _fields(value: Season | DescriptionRules | Policy | Master) -> Tree:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _named(rules: Iterable[_Rule], path: str, name: Callable[[_Rule], str]) -> dict[str, _Rule]:
    return {name(rule): replace(rule, path=f"{path}.{name(rule)}") for rule in rules}


def _sides(cleanup: Cleanup) -> str:
    sides = (cleanup.remove_from, cleanup.also_in)
    return " ".join(f"{side.kind}:{side.value}" for side in sides)


def _promise(expectation: Expectation) -> str:
    """An expectation in words: ``at most 40 in triage``."""
    match expectation:
        case AtMost(master, tracks):
            return f"at most {tracks} in {master}"
        case Contains(master, track):
            return f"{track} in {master}"
        case _:
            word = "never empty" if isinstance(expectation, NeverEmpty) else "disjoint"
            return f"{word}: {', '.join(expectation.masters)}"


def _master(master: Master) -> Tree:
    return _fields(master) | {
        "genres": _named(master.genres, f"{master.path}.genres", lambda alias: alias.key),
        "also": dict(_second_homes(master)),
        "excludes": dict.fromkeys(master.excludes, True),
        "keep": dict.fromkeys(master.keep, True),
    }


def _second_homes(master: Master) -> Iterable[tuple[str, AlsoRule]]:
    """A script by its name; lists of artists by their order among themselves."""
    lists = 0
    for rule in master.also:
        lists += not isinstance(rule, ScriptRule)
        name = rule.script if isinstance(rule, ScriptRule) else f"artists {lists}"
        yield name, replace(rule, path=f"{master.path}.also.{name}")


def _as_season(part: Tree) -> Season:
    return Season(
        **part
        | {
            "ignore": tuple(part["ignore"]),
            "sources": tuple(sorted(part["sources"].items())),
            "description": DescriptionRules(**part["description"]),
        }
    )


def _as_master(part: Tree) -> Master:
    return Master(
        **part
        | {
            "genres": tuple(part["genres"].values()),
            "also": tuple(part["also"].values()),
            "excludes": tuple(part["excludes"]),
            "keep": tuple(part["keep"]),
        }
    )
