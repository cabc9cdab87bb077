"""``config/season.yaml`` to a :class:`Config`, or to all of its faults at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from aum_sync.config import checks
from aum_sync.config.artists import Read, read_artists
from aum_sync.config.document import Document, load_document
from aum_sync.config.parse import parse
from aum_sync.config.shape import check_shape, usable
from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config
from aum_sync.errors import ConfigError, Fault
from aum_sync.formats.places import Steps

DEFAULT_PATH = "config/season.yaml"

_MOST_FAULTS = 100
_MOST_FOUND = 10_000
"""Of contradictions: lists that repeat themselves could make millions."""


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A valid configuration, where each of its rules is written, and what is worth a warning."""

    config: Config
    source: SourceMap
    warnings: tuple[Fault, ...] = ()


def load(read: Read, path: str = DEFAULT_PATH) -> LoadedConfig:
    """Load the season's configuration.

    ``read`` gives the bytes of a file by its path from the season's root, None where there is
    none, and raises AumSyncError for a path that is not safe. Raises ConfigError with every
    fault that was found, in the order of the file.
    """
    data = read(path)
    if data is None:
        raise ConfigError(
            f"there is no {path} here",
            hint="run aum-sync in the season's directory, or name it with --root; to begin one: "
            "aum-sync init",
        )
    document = _document(data, path)
    if not isinstance(document.value, dict):
        raise ConfigError(*_at_most(_no_mapping(document)))
    findings = (*document.findings, *check_shape(document))
    if findings and document.suspect:
        raise ConfigError(document.suspect)
    broken = frozenset(finding.path for finding in findings if finding.path)
    config, more = _parse(document, broken, read)
    faults = _in_order([*(finding.fault for finding in findings), *more])
    if any(fault.level == "error" for fault in faults):
        raise ConfigError(*_at_most(faults))
    return LoadedConfig(config, document.source, faults)


@lru_cache(maxsize=8)
def _document(data: bytes, path: str) -> Document:
    """A document, which is only read: the gate looks at many commits, most with the same one."""
    return load_document(data, path)


def _parse(document: Document, broken: frozenset[Steps], read: Read) -> tuple[Config, list[Fault]]:
    """The configuration without what is broken, and what else is wrong with the rest."""
    faults: list[Fault] = []

    def artists(path: str, rule: str) -> list[str]:
        found, wrong = read_artists(read, path, document.source.place(rule))
        faults.extend(wrong)
        return found

    raw: Any = usable(document.value, broken)
    config = parse(raw, artists)
    faults += islice(checks.run(config, document.source), _MOST_FOUND)
    if not any(path[:1] == ("masters",) for path in broken):
        faults += checks.no_catch_all(config, document.source)
    return config, faults


def _no_mapping(document: Document) -> tuple[Fault, ...]:
    what = "this file is empty" if document.value is None else "a season is a mapping of keys"
    fault = Fault(what, document.source.at(()), "begin with `version: 1`, `season:`, `masters:`")
    return _in_order([*(finding.fault for finding in document.findings), fault])


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=_position))


def _position(fault: Fault) -> tuple[str, int, int, str]:
    place = fault.place
    return (place.path, place.line, place.column, fault.message) if place else ("", 0, 0, "")


def _at_most(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    left = len(faults) - _MOST_FAULTS
    if left <= 0:
        return faults
    return (*faults[:_MOST_FAULTS], Fault(f"and {left} more; mend these first"))
