"""Names and descriptions that Spotify would not take.

Facts: Spotify answers a description with a line end, with more than 300 characters or with an
external URL with an error, and names are limited to 100 characters.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from aum_sync.config.source import SourceMap
from aum_sync.config.types import Config, Season
from aum_sync.errors import Fault
from aum_sync.text.cells import clip, visible
from aum_sync.text.suggest import did_you_mean

PLACEHOLDERS = ("tracks", "season", "weeks", "first_week", "last_week")

_MOST_CHARACTERS = 300
_SHOWN_CELLS = 60
_PLACEHOLDER = regex.compile(r"\{([^{}]*)\}")
_LINE_BREAK = regex.compile(r"[\t\r\n\x85\u2028\u2029]")
_URL = regex.compile(r"(?:https?://|www\.)(?!(?:open\.)?spotify\.com\b)\S+", regex.IGNORECASE)


def names(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A playlist's or the season's name with a line end in it."""
    pairs = [(f"{master.path}.name", master.name) for master in config.masters]
    for path, name in (("season.name", config.season.name), *pairs):
        if name and (found := _LINE_BREAK.search(name)):
            message = f"{path} has {_broken_by(found)} in it"
            yield Fault(message, source.at_rule(path), "write it on one line, with plain blanks")


def descriptions(config: Config, source: SourceMap) -> Iterator[Fault]:
    """A description with a wrong placeholder, or one that Spotify would refuse."""
    for master in config.masters:
        if master.description is not None:
            for message, hint in _troubles(master.description, config.season):
                path = f"{master.path}.description"
                yield Fault(f"{path} {message}", source.at_rule(path), hint)


def _troubles(template: str, season: Season) -> Iterator[tuple[str, str]]:
    known = listed_placeholders()
    for name in dict.fromkeys(_PLACEHOLDER.findall(template)):
        if name not in PLACEHOLDERS:
            near = did_you_mean(name, PLACEHOLDERS)
            shown = clip(visible(name), _SHOWN_CELLS)
            yield f"has the unknown placeholder {{{shown}}}", near or f"there are: {known}"
    if regex.search(r"[{}]", _PLACEHOLDER.sub("", template)):
        yield "has a brace that belongs to no placeholder", f"there are: {known}"
    filled = _at_its_longest(template, season)
    if len(filled) > _MOST_CHARACTERS >= len(template):
        yield (
            f"can grow to {len(filled)} characters when its placeholders are filled in",
            f"Spotify takes {_MOST_CHARACTERS}: shorten it",
        )
    if found := _LINE_BREAK.search(template):
        yield f"has {_broken_by(found)} in it", "Spotify refuses it: write it on one line"
    if found := _URL.search(filled):
        yield (
            f"has an external link, {clip(visible(found[0]), _SHOWN_CELLS)}",
            "Spotify refuses it: take the link out",
        )


def _broken_by(found: regex.Match[str]) -> str:
    return "a tab" if found[0] == "\t" else "a line end"


def listed_placeholders() -> str:
    """The placeholders as they are written."""
    return " ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def _at_its_longest(template: str, season: Season) -> str:
    first, last = str(season.first_week), str(season.last_week)
    longest = {
        "tracks": "10,000",
        "season": season.name,
        "weeks": f"{first}-{last}",
        "first_week": first,
        "last_week": last,
    }
    return _PLACEHOLDER.sub(lambda found: longest.get(found[1], found[0]), template)
