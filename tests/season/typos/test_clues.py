"""What is learned of tracks, and how far it is trusted."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from aum_sync.season.items import Artist, Slot
from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.clues import Clues, Smoothing, fit
from aum_sync.season.typos.traits import Portraits, script_of
from tests.seasons import LOCAL, NULL, track


def clues(weeks: dict[int, list[tuple[Slot, int]]], *asked: Slot) -> Clues:
    """What is learned of tracks with their classes; ``asked`` are those of one week more."""
    whole = [*([slot for slot, _ in some] for some in weeks.values()), asked]
    portraits = Portraits(whole, Recordings(chain.from_iterable(whole)).of_slot)
    learned = Clues(3, portraits, 2)
    for week, some in weeks.items():
        learned.learn(week, [slot for slot, _ in some], [((kind, 1.0),) for _, kind in some])
    return learned


def test_a_week_is_no_evidence_for_itself() -> None:
    own, other = track("a", "x", title="A"), track("c", "y", title="C")
    learned = clues({1: [(own, 0)], 2: [(track("b", "y", title="B"), 1)]}, own, other)
    alone, known = learned.rows(1, [own, other])
    assert alone[0] == pytest.approx(alone[1], abs=0.6)
    assert known[1] > known[0] + 2


def test_what_nobody_listed_speaks_for_nothing() -> None:
    asked = track("d", "x", title="D")
    learned = clues(
        {1: [(track("a", "x"), 2)], 2: [(track("b", "y"), 1)], 3: [(track("c", "z"), 0)]}, asked
    )
    (row,) = learned.rows(9, [asked])
    assert row[2] == 0.0
    assert row[0] == pytest.approx(row[1], abs=0.1)


def test_nulls_say_nothing_and_files_are_known_by_name() -> None:
    learned = clues({1: [(LOCAL, 0), (NULL, 1), (track("a", "x"), 1)]}, LOCAL)
    assert list(learned.named(NULL)) == []
    assert learned.elsewhere(2, ("artist", "Me")) == {0: 1.0}


def test_a_track_of_a_hundred_artists_is_no_trouble() -> None:
    crowd = replace(track("a"), artists=tuple(track("x", f"m{n}").artists[0] for n in range(300)))
    learned = clues({1: [(crowd, 0)], 2: [(track("b", "y"), 1)]}, crowd)
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
    unknown = [replace(track("y"), duration_ms=ms) for ms in (420_000, 170_000, 0)]
    learned = clues(weeks, *unknown)
    long, short, none = learned.rows(9, unknown)
    assert long[1] > long[0] + 0.5
    assert short[0] > short[1] + 0.5
    assert none[0] == pytest.approx(none[1], abs=0.1)
    assert {what for what, _ in learned.named(unknown[0])} == {"script"}


def test_the_number_of_artists_says_a_little() -> None:
    def sung(name: str, voices: int) -> Slot:
        artists = tuple(track("x", f"{name}{n}").artists[0] for n in range(voices))
        return replace(track(name), artists=artists)

    asked = sung("new", 1), sung("newer", 3)
    learned = clues({1: [(sung(f"{at}", 1 + 2 * (at % 2)), at % 2) for at in range(40)]}, *asked)
    alone, three = learned.rows(9, asked)
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


@pytest.mark.parametrize("named", ["title", "artist"])
def test_words_of_titles_and_of_names_say_a_little(named: str) -> None:
    def called(name: str, word: str) -> Slot:
        one = track(name, title=word if named == "title" else name)
        by = replace(one.artists[0], name=word if named == "artist" else name)
        return replace(one, artists=(by,))

    weeks = {
        week: [(called(f"{week}x{at}", ("Baila", "Stay")[at % 2]), at % 2) for at in range(8)]
        for week in (1, 2)
    }
    asked = called("new", "¡Baila!"), called("newer", "Let's Stay"), called("other", "None")
    spanish, english, neither = clues(weeks, *asked).rows(9, asked)
    assert spanish[0] > spanish[1] + 0.4
    assert english[1] > english[0] + 0.4
    assert neither[0] == pytest.approx(neither[1], abs=0.1)


def test_a_title_with_accents_is_where_others_are() -> None:
    def called(name: str, title: str) -> Slot:
        return track(name, title=title)

    weeks = {
        week: [(called(f"{week}x{at}", f"{'éo'[at % 2]}{week}{at}"), at % 2) for at in range(40)]
        for week in (1, 2)
    }
    asked = called("new", "Più"), called("newer", "Sun")
    accented, plain = clues(weeks, *asked).rows(9, asked)
    assert accented[0] > accented[1] + 0.5
    assert plain[1] > plain[0] + 0.5


def test_who_is_met_nowhere_else_is_where_such_people_are() -> None:
    """Class 0 is of the same two in both weeks; in class 1 everybody is there once."""

    def sung(name: str, by: str) -> Slot:
        return replace(track(name, title="T"), artists=(Artist(by, ""),))

    weeks = {
        week: [
            (sung(f"{week}x{at}", f"{at % 4}" if at % 2 == 0 else f"{week}x{at}"), at % 2)
            for at in range(12)
        ]
        for week in (1, 2)
    }
    asked = sung("new", "new"), sung("old", "0")
    unknown, known = clues(weeks, *asked).rows(9, asked)
    assert unknown[1] > unknown[0] + 0.5
    assert known[0] > known[1] + 1


def test_a_stray_is_called_like_others_of_its_class() -> None:
    """Who sings it weighs less where there are many strays; what it is called does not."""
    weeks = {
        week: [
            (track(f"{week}x{at}", f"m{at % 2}", title=("Baila", "Stay")[at % 2]), at % 2)
            for at in range(8)
        ]
        for week in (1, 2)
    }
    asked = track("new", "m0", title="Stay")
    learned = clues(weeks, asked)
    gaps = []
    for strays in (0.0, 0.1, 1.0):
        learned.smoothing = replace(learned.smoothing, strays=strays)
        (row,) = learned.rows(9, [asked])
        gaps.append(row[1] - row[0])
    assert gaps[0] < gaps[1] < 0 < gaps[2]
