"""What is learned of tracks, how far it is trusted, and what digits are taken for."""

from __future__ import annotations

from dataclasses import replace
from math import exp, fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.season.items import Slot
from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.clues import Clues, Smoothing, fit
from aum_sync.season.typos.confusions import confusions
from aum_sync.season.typos.traits import script_of
from tests.seasons import LOCAL, NULL, track


def clues(weeks: dict[int, list[tuple[Slot, int]]]) -> Clues:
    slots = [slot for some in weeks.values() for slot, _ in some]
    learned = Clues(3, Recordings(slots).of_slot, 2)
    for week, some in weeks.items():
        for slot, kind in some:
            learned.learn(week, slot, ((kind, 1.0),))
    return learned


def test_a_week_is_no_evidence_for_itself() -> None:
    learned = clues({1: [(track("a", "x"), 0)], 2: [(track("b", "y"), 1)]})
    alone, known = learned.rows(1, [track("a", "x"), track("c", "y")])
    assert alone[0] == pytest.approx(alone[1], abs=0.6)
    assert known[1] > known[0] + 2


def test_what_nobody_listed_speaks_for_nothing() -> None:
    learned = clues(
        {1: [(track("a", "x"), 2)], 2: [(track("b", "y"), 1)], 3: [(track("c", "z"), 0)]}
    )
    (row,) = learned.rows(9, [track("d", "x")])
    assert row[2] == 0.0
    assert row[0] == pytest.approx(row[1], abs=0.1)


def test_nulls_say_nothing_and_files_are_known_by_name() -> None:
    learned = clues({1: [(LOCAL, 0), (NULL, 1), (track("a", "x"), 1)]})
    assert learned.traits(NULL) == ()
    assert learned.elsewhere(2, ("artist", "Me")) == {0: 1.0}


def test_a_track_of_a_hundred_artists_is_no_trouble() -> None:
    crowd = replace(track("a"), artists=tuple(track("x", f"m{n}").artists[0] for n in range(300)))
    learned = clues({1: [(crowd, 0)], 2: [(track("b", "y"), 1)]})
    (row,) = learned.rows(9, [crowd])
    assert row[0] > 0 > row[1]


@pytest.mark.parametrize(
    ("text", "script"),
    [("Song", "Latin"), ("Été", "Latin"), ("שיר", "Hebrew"), ("Song песня", "Cyrillic")],
)
def test_a_text_is_of_the_script_that_is_not_latin(text: str, script: str) -> None:
    assert script_of(text) == script


def test_long_tracks_are_what_long_tracks_are_elsewhere() -> None:
    weeks = {
        week: [
            (replace(track(f"{week}x{at}"), duration_ms=180_000 + 220_000 * (at % 2)), at % 2)
            for at in range(40)
        ]
        for week in (1, 2)
    }
    learned = clues(weeks)
    unknown = [replace(track("y"), duration_ms=ms) for ms in (420_000, 170_000, 0)]
    long, short, none = learned.rows(9, unknown)
    assert long[1] > long[0] + 0.5
    assert short[0] > short[1] + 0.5
    assert none[0] == pytest.approx(none[1], abs=0.1)
    assert {trait.what for trait in learned.traits(unknown[0])} == {"artist", "recording", "script"}


def test_the_number_of_artists_says_a_little() -> None:
    def sung(name: str, voices: int) -> Slot:
        artists = tuple(track("x", f"{name}{n}").artists[0] for n in range(voices))
        return replace(track(name), artists=artists)

    learned = clues({1: [(sung(f"{at}", 1 + 2 * (at % 2)), at % 2) for at in range(40)]})
    alone, three = learned.rows(9, [sung("new", 1), sung("newer", 3)])
    assert alone[0] > alone[1]
    assert three[1] > three[0]


def test_the_season_teaches_how_far_to_trust_it() -> None:
    def fitted(strays: int) -> Smoothing:
        """Ten artists in each of twelve weeks; some of them once where they are not at home."""
        weeks = {
            week: [
                (track(f"{week}x{at}", f"m{at}"), (at + (week == at + 1 <= strays)) % 2)
                for at in range(10)
            ]
            for week in range(1, 13)
        }
        known = [
            (week, [slot for slot, _ in some], [kind for _, kind in some])
            for week, some in weeks.items()
        ]
        return fit(clues(weeks), known)

    assert fitted(0) == Smoothing(0.02, 0.01)
    assert fitted(6).strays > fitted(0).strays


@given(st.integers(0, 9999), st.integers(1, 60))
def test_confusions_are_shares_of_other_counts(written: int, most: int) -> None:
    shares = confusions(written, most)
    assert set(shares) == set(range(most + 1)) - {written}
    assert fsum(exp(share) for share in shares.values()) == pytest.approx(1.0)


def test_likely_slips_are_likelier() -> None:
    of_13 = confusions(13, 40)
    assert min(of_13[12], of_13[14]) > of_13[11] > of_13[20]
    assert of_13[31] > of_13[30]
    assert confusions(44, 40)[4] > confusions(44, 40)[30]
    assert confusions(1, 40)[12] > confusions(1, 40)[25]
    assert confusions(7, 40)[1] > confusions(7, 40)[2]
