"""The configuration as frozen values. Past the loader nothing sees a dict.

A ``path`` names the rule by its place in the YAML, like ``masters.hip-hop.genres[3]``: plans
speak of rules by these paths, and the loader's source map turns a path into file, line, column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Order = Literal["append", "oldest-first", "newest-first"]
OnMismatch = Literal["hold", "triage", "fail"]
Duplicates = Literal["recording", "uri"]
Review = Literal["pull-request", "environment", "acknowledge"]

DEFAULT_STRIP = (r"^.*?releases\s*\|?", r"\|?\s*created? by.*$")
DEFAULT_DELIMITERS = "♩♪♫|,/•·"


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of a genre: as typed in the YAML, and the key it is compared by."""

    text: str
    key: str
    path: str


@dataclass(frozen=True, slots=True)
class ScriptRule:
    """A second home for tracks with a letter of ``script`` in the title or an artist's name."""

    script: str
    review: bool
    path: str


@dataclass(frozen=True, slots=True)
class ArtistsRule:
    """A second home for tracks by these artists: folded whole names, and artist ids."""

    names: frozenset[str]
    ids: frozenset[str]
    review: bool
    path: str


AlsoRule = ScriptRule | ArtistsRule


@dataclass(frozen=True, slots=True)
class Master:
    """A managed target playlist. None: a detail is not managed, the playlist not there yet.

    ``excludes`` and ``keep`` are as the YAML has them, twins included, so that an index names the
    place there.
    """

    key: str
    name: str | None = None
    playlist: str | None = None
    description: str | None = None
    public: bool | None = None
    genres: tuple[Alias, ...] = ()
    also: tuple[AlsoRule, ...] = ()
    excludes: tuple[str, ...] = ()
    order: Order = "append"
    keep: tuple[str, ...] = ()
    was: str | None = None
    catch_all: bool = False
    rewrite: bool = False
    pin: str | None = None

    @property
    def path(self) -> str:
        """Where the master stands in the YAML."""
        return f"masters.{self.key}"

    @property
    def title(self) -> str:
        """What people call it: its name, else its key."""
        return self.name.strip() if self.name and self.name.strip() else self.key


@dataclass(frozen=True, slots=True)
class DescriptionRules:
    """How a description is read: boilerplate to cut (case-insensitive regexes), delimiters.

    With ``ranges``, ``Soul 1-9`` says which positions are Soul.
    """

    strip: tuple[str, ...] = DEFAULT_STRIP
    delimiters: str = DEFAULT_DELIMITERS
    ranges: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """Which playlists are weeks. ``sources`` pairs a week with the playlist id that is it."""

    name: str
    first_week: int
    last_week: int
    match: str
    ignore: tuple[str, ...] = ()
    sources: tuple[tuple[int, str], ...] = ()
    description: DescriptionRules = field(default_factory=DescriptionRules)

    def __contains__(self, week: object) -> bool:
        return isinstance(week, int) and self.first_week <= week <= self.last_week


@dataclass(frozen=True, slots=True)
class WeekCorrection:
    """A description that beats the one on Spotify, for as long as that one still is ``was``."""

    week: int
    genres: str
    was: str
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class TrackCorrection:
    """The masters (none, one, several) that a recording belongs in, whatever its genre says."""

    uri: str
    masters: tuple[str, ...]
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class PlaylistRef:
    """A playlist named in ``cleanup``: a master's key, a week's number or a playlist id."""

    kind: Literal["master", "week", "playlist"]
    value: str


@dataclass(frozen=True, slots=True)
class Cleanup:
    """Tracks of ``remove_from`` that are in ``also_in`` too leave the former, ``keep`` aside.

    ``pin`` replaces what ``remove_from``, which is then no master, is to hold exactly.
    """

    remove_from: PlaylistRef
    also_in: PlaylistRef
    keep: tuple[str, ...]
    path: str
    pin: str | None = None


@dataclass(frozen=True, slots=True)
class NeverEmpty:
    """These masters hold at least one track after every plan."""

    masters: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Disjoint:
    """No two of these masters share a recording after any plan."""

    masters: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class AtMost:
    """This master holds at most so many tracks after every plan."""

    master: str
    tracks: int
    path: str


@dataclass(frozen=True, slots=True)
class Contains:
    """This master holds the recording of this track URI after every plan."""

    master: str
    track: str
    path: str


Expectation = NeverEmpty | Disjoint | AtMost | Contains


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Orphans go to this master."""

    master: str


@dataclass(frozen=True, slots=True)
class MaxRemovals:
    """How much a master may lose in one plan: the larger of ``tracks`` and ``percent`` of it."""

    percent: float = 5
    tracks: int = 25


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The curator's word that a master may lose exactly so many tracks.

    ``master`` is its key, or the id of a playlist that is cleaned and no master.
    """

    master: str
    removals: int
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What happens in the cases that need a decision; defaults lose nothing."""

    on_mismatch: OnMismatch = "hold"
    duplicates: Duplicates = "recording"
    orphans: Literal["keep", "remove"] | MoveTo = "keep"
    max_removals: MaxRemovals = field(default_factory=MaxRemovals)
    acknowledge: tuple[Acknowledgement, ...] = ()
    budget: int = 300
    review: Review = "pull-request"
    approvals: int = 1
    state_branch: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A whole ``season.yaml``, valid. Masters are sorted by key, one of them is the catch-all."""

    season: Season
    masters: tuple[Master, ...]
    drop: tuple[Alias, ...] = ()
    week_corrections: tuple[WeekCorrection, ...] = ()
    track_corrections: tuple[TrackCorrection, ...] = ()
    cleanup: tuple[Cleanup, ...] = ()
    expect: tuple[Expectation, ...] = ()
    policy: Policy = field(default_factory=Policy)

    def master(self, key: str) -> Master:
        """The master with this key; raises KeyError."""
        return {master.key: master for master in self.masters}[key]

    @property
    def catch_all(self) -> Master:
        """The one master that takes what nothing else places."""
        return next(master for master in self.masters if master.catch_all)
