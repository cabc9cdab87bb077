"""DESIGN 5: from a genre as typed to where it leads, by trying every way to cut it into parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from aum_sync.config.types import Config
from aum_sync.season.genres import JOINT
from aum_sync.text.fold import genre_key

DROPPED = "drop"
"""Stands for a master where a genre is dropped; no master has this key here."""


@dataclass(frozen=True)
class Lead:
    """Where a genre leads, by which kind of rule, at which paths."""

    to: str
    rule: str
    path: str


def _cuts(text: str, sign: str) -> list[list[str]]:
    """Every way to cut a text at some of its signs, the longest first part first."""
    parts = text.split(sign)
    found: list[list[str]] = []
    for choice in product((False, True), repeat=len(parts) - 1):
        pieces = [parts[0]]
        for cut, part in zip(choice, parts[1:], strict=True):
            if cut:
                pieces.append(part)
            else:
                pieces[-1] += sign + part
        found.append([piece.strip() for piece in pieces])
    return sorted(found, key=lambda pieces: [-piece.count(sign) for piece in pieces])


def _known(config: Config) -> dict[str, tuple[str, str]]:
    known = {alias.key: (DROPPED, alias.path) for alias in config.drop}
    for master in config.masters:
        known |= {alias.key: (master.key, alias.path) for alias in master.genres}
    return known


def _leads(text: str, sign: str, known: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """The aliases that a genre is made of, where all lead to one place; a comma binds looser."""
    for pieces in _cuts(text, sign):
        found: list[tuple[str, str]] = []
        for piece in pieces:
            if piece in known:
                found.append(known[piece])
            elif sign == "," and sign not in piece:
                found += _leads(piece, "/", known) or [("", "")]
            else:
                found.append(("", ""))
        if "" not in dict(found) and len(dict(found)) == 1:
            return found
    return []


def _spaced(text: str) -> str:
    """Blanks around a slash do not matter between the parts of a compound."""
    return re.sub(r"\s*/\s*", "/", text)


def lead(genre: str, config: Config) -> Lead:
    """Where a genre leads."""
    key, known = genre_key(genre), _known(config)
    spaced = {_spaced(alias): found for alias, found in known.items()}
    found = [known[key]] if key in known else _leads(_spaced(key), ",", spaced)
    if not found:
        catch_all = config.catch_all.key
        return Lead(catch_all, "catch-all", f"masters.{catch_all}.catch_all")
    to = found[0][0]
    rule = "alias" if key in known else "compound"
    return Lead(to, rule, JOINT.join(dict.fromkeys(path for _, path in found)))
