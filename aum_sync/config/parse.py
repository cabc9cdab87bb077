"""From a well-shaped document to the frozen :class:`Config`; what it means is checked later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aum_sync.config.artists import artists_of
from aum_sync.config.ids import playlist_id, track_uri
from aum_sync.config.parse_policy import distinct, each, expectations, policy
from aum_sync.config.types import (
    DEFAULT_DELIMITERS,
    DEFAULT_STRIP,
    Alias,
    AlsoRule,
    ArtistsRule,
    Cleanup,
    Config,
    DescriptionRules,
    Master,
    PlaylistRef,
    ScriptRule,
    Season,
    TrackCorrection,
    WeekCorrection,
)
from aum_sync.text.fold import genre_key

Raw = Mapping[str, Any]
Artists = Callable[[str, str], list[str]]
"""The artists of a file, by its path and the rule path that names it."""

EVERY_WEEK = (0, 999_999)
"""Stands in for a range that could not be read: no week is outside."""

ANY_MATCH = "(?P<week>[0-9]+)"
"""Stands in for a pattern that could not be read."""

NO_MASTER = "none"
"""What a track correction says for a recording that belongs in no master; never a key."""


def parse(raw: Raw, artists: Artists) -> Config:
    """The configuration that ``raw`` describes: the document's value without what is broken.

    What is required and not there has a stand-in, so that the cross-checks can still run.
    """
    season = _season(raw.get("season", {}))
    masters = tuple(
        _master(key, part, artists) for key, part in sorted(raw.get("masters", {}).items())
    )
    corrections = raw.get("corrections", {})
    return Config(
        season=season,
        masters=masters,
        drop=_aliases(raw.get("drop", []), "drop"),
        week_corrections=tuple(
            sorted(_week_corrections(corrections.get("weeks", {})), key=lambda c: (c.week, c.path))
        ),
        track_corrections=tuple(
            sorted(_track_corrections(corrections.get("tracks", {})), key=lambda c: (c.uri, c.path))
        ),
        cleanup=tuple(_cleanups(raw.get("cleanup", []), season, masters)),
        expect=expectations(raw),
        policy=policy(raw, masters),
    )


def _season(raw: Raw) -> Season:
    first, last = _weeks(raw.get("weeks"))
    sources = ((int(week), _playlist(text)) for week, text in raw.get("sources", {}).items())
    description = raw.get("description", {})
    return Season(
        name=raw.get("name", ""),
        first_week=first,
        last_week=last,
        match=raw.get("match", ANY_MATCH),
        ignore=tuple(
            dict.fromkeys(playlist_id(text) or text for text in distinct(raw.get("ignore", [])))
        ),
        sources=tuple(sorted(sources)),
        description=DescriptionRules(
            strip=distinct(description.get("strip", list(DEFAULT_STRIP))),
            delimiters=description.get("delimiters", DEFAULT_DELIMITERS),
            ranges=description.get("ranges", False),
        ),
    )


def _weeks(text: object) -> tuple[int, int]:
    if isinstance(text, str):
        first, _, last = text.partition("-")
        return int(first), int(last or first)
    if isinstance(text, int | float):
        return int(text), int(text)
    return EVERY_WEEK


def _playlist(text: str) -> str:
    found = playlist_id(text)
    assert found, "the schema lets nothing else pass"
    return found


def _tracks(items: list[Any]) -> tuple[str, ...]:
    return tuple(str(track_uri(text)) for text, _ in each(items, ""))


def _aliases(items: list[Any], path: str) -> tuple[Alias, ...]:
    found: dict[str, Alias] = {}
    for text, where in each(items, path):
        key = genre_key(text)
        found.setdefault(key, Alias(text, key, where))
    return tuple(found.values())


def _master(key: str, raw: Raw, artists: Artists) -> Master:
    path = f"masters.{key}"
    return Master(
        key=key,
        name=raw.get("name"),
        playlist=_playlist(raw["playlist"]) if "playlist" in raw else None,
        description=raw.get("description"),
        public=raw.get("public"),
        genres=_aliases(raw.get("genres", []), f"{path}.genres"),
        also=tuple(_also(raw.get("also", []), f"{path}.also", artists)),
        excludes=tuple(key for key, _ in each(raw.get("excludes", []), "")),
        order=raw.get("order", "append"),
        keep=_tracks(raw.get("keep", [])),
        was=raw.get("was"),
        catch_all=raw.get("catch_all", False),
        rewrite=raw.get("rewrite", False),
        pin=raw.get("pin"),
    )


def _also(items: list[Any], path: str, artists: Artists) -> Iterator[AlsoRule]:
    for raw, where in each(items, path):
        review = raw.get("review", False)
        if "script" in raw:
            yield ScriptRule(raw["script"], review, where)
        elif "artists" in raw:
            yield ArtistsRule(*artists_of(distinct(raw["artists"])), review, where)
        elif "artists_file" in raw:
            listed = artists(raw["artists_file"], f"{where}.artists_file")
            yield ArtistsRule(*artists_of(listed), review, where)


def _week_corrections(raw: Raw) -> Iterator[WeekCorrection]:
    for week, part in raw.items():
        yield WeekCorrection(
            week=int(week),
            genres=part.get("genres", ""),
            was=part.get("was", ""),
            reason=part.get("reason", ""),
            path=f"corrections.weeks.{week}",
        )


def _track_corrections(raw: Raw) -> Iterator[TrackCorrection]:
    for track, part in raw.items():
        masters = part.get("master", NO_MASTER)
        yield TrackCorrection(
            uri=str(track_uri(track)),
            masters=distinct(masters) if isinstance(masters, list) else _one(masters),
            reason=part.get("reason", ""),
            path=f"corrections.tracks.{track}",
        )


def _one(master: str) -> tuple[str, ...]:
    return () if master == NO_MASTER else (master,)


def _cleanups(items: list[Any], season: Season, masters: tuple[Master, ...]) -> Iterator[Cleanup]:
    for raw, path in each(items, "cleanup"):
        if "remove_from" in raw and "also_in" in raw:
            yield Cleanup(
                remove_from=reference(str(raw["remove_from"]), season, masters),
                also_in=reference(str(raw["also_in"]), season, masters),
                keep=_tracks(raw.get("keep", [])),
                path=path,
                pin=raw.get("pin"),
            )


def reference(text: str, season: Season, masters: tuple[Master, ...]) -> PlaylistRef:
    """What a text means: a master by key or playlist, a week by number or source, else as is."""
    keys = {master.key for master in masters}
    if text in keys:
        return PlaylistRef("master", text)
    if text.isdecimal() and len(text) < len("1000000"):
        return PlaylistRef("week", str(int(text)))
    found = playlist_id(text)
    if found is None:
        return PlaylistRef("master", text)
    for master in masters:
        if master.playlist == found:
            return PlaylistRef("master", master.key)
    for week, source in season.sources:
        if source == found:
            return PlaylistRef("week", str(week))
    return PlaylistRef("playlist", found)
