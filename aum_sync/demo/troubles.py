"""The troubles of real seasons, each in its place: one table for the generator, tests and story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "wrong-count",
    "cancelled",
    "missing-count",
    "missing-counts",
    "empty",
    "typed",
    "same-uri",
    "same-isrc",
    "same-title",
    "relinked",
    "local",
    "null",
    "episode",
    "homonym",
    "hostile",
    "two-playlists",
    "orphan",
    "misplaced",
    "twice",
    "master-null",
    "master-local",
    "no-playlist",
]
"""How the generator makes the trouble; ``shows`` says what it is for a curator."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that goes wrong in the demo.

    It happens to the part of ``week`` that belongs to ``home`` (to the first track of that part,
    where it happens to a track); without a week it happens to the master of ``home``. ``partner``
    is the (week, home) of the other track of a pair. ``genre`` is what the curator typed.
    ``fate`` is the headline fate that the plan must give the track, or every track of the part.
    """

    kind: Kind
    shows: str
    home: str
    week: int | None = None
    partner: tuple[int, str] | None = None
    genre: str | None = None
    by: int = 0
    fate: str | None = None


TROUBLES = (
    Trouble(
        "typed",
        "'Hip Hop, UG Rap' is no alias, but both of its parts lead to one master",
        "hip-hop",
        104,
        genre="Hip Hop, UG Rap",
        fate="placed",
    ),
    Trouble(
        "wrong-count",
        "one track more declared than there is: the week is held, its tracks stay where they are",
        "hip-hop",
        109,
        by=1,
        fate="held",
    ),
    Trouble("missing-count", "one count is missing and follows from the total", "reggaeton", 118),
    Trouble(
        "typed",
        "no rule knows 'Sea Shanties': triage",
        "unknown",
        127,
        genre="Sea Shanties",
        fate="triage",
    ),
    Trouble(
        "wrong-count",
        "two tracks too few declared; the configuration corrects it, with a reason",
        "afrobeats",
        131,
        by=-2,
        fate="placed",
    ),
    Trouble(
        "typed",
        "the curator drops 'Drum N Bass'",
        "dropped",
        135,
        genre="Drum N Bass",
        fate="dropped",
    ),
    Trouble(
        "local",
        "a file from somebody's computer: counted, never placed",
        "hip-hop",
        138,
        fate="unaddressable",
    ),
    Trouble(
        "null",
        "Spotify took the track away: its place still counts",
        "afrobeats",
        144,
        fate="unaddressable",
    ),
    Trouble(
        "two-playlists",
        "two playlists bear the number 147; season.sources decides",
        "indie-country",
        147,
    ),
    Trouble(
        "episode",
        "a podcast episode among the songs: never placed",
        "hip-hop",
        152,
        fate="unsupported",
    ),
    Trouble(
        "cancelled",
        "two Mizrahi songs are counted as Israeli Indie: the sum is right, and two counts are not",
        "mizrahi",
        154,
        partner=(154, "israeli-music"),
        by=-2,
    ),
    Trouble(
        "hostile",
        "a title that tries to act on the terminal: spelled out instead",
        "city-pop",
        155,
    ),
    Trouble(
        "wrong-count",
        "two tracks more declared than there are: the whole week is held until it is corrected",
        "melodic-house",
        157,
        by=2,
        fate="held",
    ),
    Trouble(
        "relinked",
        "Spotify answers with another id for a track of week 126: one recording",
        "melodic-house",
        159,
        partner=(126, "melodic-house"),
        fate="duplicate",
    ),
    Trouble(
        "same-isrc",
        "released again under another id, with the same ISRC as in week 114: one recording",
        "afrobeats",
        161,
        partner=(114, "afrobeats"),
        fate="duplicate",
    ),
    Trouble(
        "typed",
        "'Afrobaets' is misspelt: triage, with the alias that it is nearest to",
        "afrobeats",
        162,
        genre="Afrobaets",
        fate="triage",
    ),
    Trouble(
        "same-uri",
        "a Mizrahi song that also sits in the Israeli week 123: it leaves Israeli Music",
        "mizrahi",
        164,
        partner=(123, "israeli-music"),
        fate="placed",
    ),
    Trouble(
        "same-uri",
        "an Israeli rapper's song that week 116 had under Hip Hop: it leaves Hip Hop",
        "israeli-hip-hop",
        168,
        partner=(116, "hip-hop"),
        fate="placed",
    ),
    Trouble(
        "same-uri",
        "the song was in week 133 already: once is enough",
        "reggae",
        171,
        partner=(133, "reggae"),
        fate="duplicate",
    ),
    Trouble(
        "typed",
        "the parts of 'Reggae, Afrobeats' lead to two masters: triage",
        "reggae",
        172,
        genre="Reggae, Afrobeats",
        fate="triage",
    ),
    Trouble(
        "missing-counts",
        "two counts are missing: nobody can tell where one genre ends, so the week is held",
        "hip-hop",
        173,
        fate="held",
    ),
    Trouble(
        "same-title",
        "the song of week 129 under another id and without an ISRC: one recording",
        "indie-country",
        176,
        partner=(129, "indie-country"),
        fate="duplicate",
    ),
    Trouble(
        "typed",
        "the curator drops 'Dubstep'",
        "dropped",
        178,
        genre="Dubstep",
        fate="dropped",
    ),
    Trouble(
        "homonym",
        "not the Orbel of the artists' list, only the same name: placed, marked for review",
        "melodic-house",
        179,
        fate="placed",
    ),
    Trouble(
        "typed",
        "no rule knows 'Hyperpop': triage",
        "unknown",
        183,
        genre="Hyperpop",
        fate="triage",
    ),
    Trouble(
        "empty",
        "not described yet: held, and nothing is wrong",
        "indie-country",
        186,
        fate="held",
    ),
    Trouble(
        "typed",
        "'Melodic Huose' is misspelt: triage, with the alias that it is nearest to",
        "melodic-house",
        191,
        genre="Melodic Huose",
        fate="triage",
    ),
    Trouble("orphan", "older than the season, in no week: it stays", "hip-hop"),
    Trouble("orphan", "older than the season, in no week: it stays", "reggae"),
    Trouble("orphan", "older than the season, in no week: it stays", "israeli-music"),
    Trouble(
        "misplaced",
        "put by hand where its genre does not lead",
        "indie-country",
        partner=(112, "melodic-house"),
    ),
    Trouble(
        "misplaced",
        "a Mizrahi song that somebody put into Israeli Music by hand",
        "israeli-music",
        partner=(140, "mizrahi"),
    ),
    Trouble("twice", "the master has one song twice", "hip-hop", partner=(112, "hip-hop")),
    Trouble("master-null", "a place whose track Spotify took away: it stays", "melodic-house"),
    Trouble("master-local", "a file from somebody's computer: it stays", "hip-hop"),
    Trouble("no-playlist", "a new idea without a playlist: the first apply creates it", "levant"),
)


def forced_homes(week: int) -> tuple[str, ...]:
    """The homes that a week must have a part of, so that its troubles have their place."""
    places = [(trouble.week, trouble.home) for trouble in TROUBLES]
    places += [trouble.partner for trouble in TROUBLES if trouble.partner]
    return tuple(dict.fromkeys(home for number, home in places if number == week))
