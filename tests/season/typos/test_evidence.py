"""What is named as evidence is what the verdict rests on."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from aum_sync.season.items import Slot
from aum_sync.season.typos.find import find
from aum_sync.season.typos.types import Finding
from tests.season.typos.small import MASTERS, SEASON, first, found, season, tracks, with_artists
from tests.seasons import config, track, uri

CANCELLING = ("Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp")
Content = dict[int, tuple[str, str | tuple[Slot, ...]]]


def judged(weeks: Content) -> Finding:
    """What is found of week 13 among others."""
    return find(config(MASTERS), season(weeks))[12]


def test_an_artist_speaks_by_the_weeks_that_he_was_in() -> None:
    clue = found(*CANCELLING).evidence[0]
    assert (clue.position, clue.what, clue.name, clue.home) == (4, "artist", "s2", "soul")
    assert clue.weeks == tuple(range(1, 13))
    assert clue.weight > 1


def test_guests_and_other_appearances_of_the_recording_speak_too() -> None:
    content = with_artists(tracks(13, "rrrrssssppp"), 4, "new", "s1")
    differs = judged({13: ("Rap 5 ♩ Soul 4 ♩ Pop 3", content)})
    assert {clue.what for clue in differs.evidence} == {"guest"}
    again = (*content[:4], tracks(1, SEASON[1][1])[4], *content[5:])
    what = {clue.what for clue in judged({13: (CANCELLING[0], again)}).evidence}
    assert what == {"artist", "recording"}


def heard_once(text: str, *positions: int) -> tuple[Finding, tuple[Slot, ...]]:
    """A week with tracks by one whom another week has in its Soul, and what is found of it."""
    weeks: Content = {1: (SEASON[1][0], with_artists(tracks(1, SEASON[1][1]), 5, "m"))}
    content = tracks(13, "rrrrs...pp")
    for position in positions:
        content = with_artists(content, position, "m")
    return judged({**weeks, 13: (text, content)}), content


def test_what_says_most_is_named_first_with_its_track() -> None:
    finding, content = heard_once("Rap 6 ♩ Soul 4 ♩ Pop 2", 5, 6)
    weights = [clue.weight for clue in finding.evidence]
    assert len(set(weights)) > 1
    assert weights == sorted(weights, reverse=True)
    assert [clue.slot for clue in finding.evidence] == [
        content[clue.position] for clue in finding.evidence
    ]


def test_what_a_week_says_of_an_artist_itself_is_no_evidence_for_it() -> None:
    """One appearance elsewhere, against what was never seen; two sevenths of all are Soul."""
    finding, _ = heard_once("Rap 4 ♩ Soul 4 ♩ Pop 5", 5, 6, 7)
    (clue,) = finding.evidence
    assert (clue.name, clue.home, clue.weeks) == ("m", "soul", (1,))
    assert clue.weight == pytest.approx(log(1 + 1 / (0.02 * 2 / 7)), abs=0.1)


@pytest.mark.parametrize(("policy", "what"), [("recording", {"recording"}), ("uri", set())])
def test_one_music_under_two_uris_is_one_recording_where_the_policy_says_so(
    policy: str, what: set[str]
) -> None:
    masters = f"{MASTERS}policy: {{duplicates: {policy}}}\n"
    text, letters = SEASON[1]
    song = track("one", "nobody", title="One Song")
    other = replace(song, uri=uri("other"))
    weeks: Content = {1: (text, (*tracks(1, letters)[:4], song, *tracks(1, letters)[5:]))}
    weeks[13] = ("Rap 5 ♩ Soul 3", (*tracks(13, "rrrr"), other, *tracks(13, "sss")))
    finding = find(config(masters), season(weeks, masters))[12]
    assert {clue.what for clue in finding.evidence} == {"artist", *what}


def test_a_script_speaks_where_it_is_typical() -> None:
    weeks: Content = {
        week: (
            text,
            tuple(
                _hebrew(slot, at in range(4, 8)) for at, slot in enumerate(tracks(week, letters))
            ),
        )
        for week, (text, letters) in SEASON.items()
    }
    content = tuple(
        _hebrew(slot, at in range(4, 8)) for at, slot in enumerate(tracks(13, "........"))
    )
    finding = judged({**weeks, 13: ("Rap 4 ♩ Soul 3", content)})
    assert ("script", "Hebrew", "soul") in [(c.what, c.name, c.home) for c in finding.evidence]


def _hebrew(slot: Slot, hebrew: bool) -> Slot:
    return replace(slot, name="שיר") if hebrew else slot


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        CANCELLING,
        ("Rap 5 ♩ Soul 4 ♩ Pop 3", "rrrrssssppp"),
        ("Rap 4 ♩ Soul 2 ♩ Pop 3", "rrrrssssppp"),
        ("Rap 4 ♩ Soul 3 ♩ Pop 4", "rrrrssssppp"),
        ("Rap 4 ♩ Pop 3", "rrrrssssppp"),
        ("Rap 4 ♩ Soull 4 ♩ Pop 3", "rrrrssssppp"),
    ],
)
def test_without_the_evidence_the_proposal_is_less_likely(text: str, letters: str) -> None:
    content = tracks(13, letters)
    finding = judged({13: (text, content)})
    named = {clue.position for clue in finding.evidence}
    assert named
    for position in named:
        content = with_artists(content, position, f"nobody{position}")
    less = judged({13: (text, content)})
    stated = {one.counts: one.probability for one in less.proposals}
    assert stated.get(finding.proposals[0].counts, 0.0) < finding.proposals[0].probability


def test_where_nothing_is_known_nothing_is_named() -> None:
    finding = found("Rap 3 ♩ Soul 4", "........")
    assert finding.verdict == "typo"
    assert [clue for clue in finding.evidence if clue.what != "script"] == []


def test_where_there_is_one_reading_nothing_has_to_speak_for_it() -> None:
    finding = found("Rap", "rr")
    assert (first(finding), finding.evidence) == ("Rap 2", ())
    assert finding.proposals[0].probability == pytest.approx(1.0)
