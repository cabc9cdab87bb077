"""How much each trait says: the sums themselves, by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import log

import pytest

from aum_sync.season.items import Slot
from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.clues import Clues, Smoothing, fit
from aum_sync.season.typos.traits import Portraits, Trait
from tests.seasons import track

FIRST, OTHER, UNLISTED = range(3)
Known = dict[int, list[tuple[Slot, int]]]


def learned(weeks: Known, *asked: Slot) -> Clues:
    """What is learned of tracks with their classes; ``asked`` are those of one week more."""
    whole = [*([slot for slot, _ in some] for some in weeks.values()), list(asked)]
    slots = [slot for some in whole for slot in some]
    clues = Clues(3, Portraits(whole, Recordings(slots).of_slot), UNLISTED)
    for week, some in weeks.items():
        clues.learn(week, [slot for slot, _ in some], [((kind, 1.0),) for _, kind in some])
    return clues


def named(clues: Clues, slot: Slot, what: str) -> Trait:
    return next(trait for one, trait in clues.named(slot) if one == what)


ASKED = track("asked", "x", title="Asked")
WEEKS: Known = {
    1: [(track("a", "x"), FIRST), (track("b", "x"), FIRST), (track("c", "y"), OTHER)],
    2: [(track("d", "x"), OTHER), (track("e", "z"), OTHER), (track("f", "w"), UNLISTED)],
}
PRIORS = [3 / 8, 4 / 8, 1 / 8]
"""Two and three tracks of the classes that are listed, and one more of each class."""


@pytest.mark.parametrize(
    ("week", "first", "other"), [(9, 2, 1), (1, 0, 1), (2, 2, 0)], ids=["new", "first", "second"]
)
def test_an_artist_says_how_often_he_is_of_a_class_in_other_weeks(
    week: int, first: int, other: int
) -> None:
    clues = learned(WEEKS, ASKED)
    assert clues.priors == pytest.approx(PRIORS)
    weights = clues.weights(week, named(clues, ASKED, "artist"), PRIORS)
    assert weights == pytest.approx(
        [
            log(1 + first / (PRIORS[FIRST] * 0.05)),
            log(1 + other / (PRIORS[OTHER] * 0.05)),
            log(1 + (first + other) / 0.05),
        ]
    )


def test_what_was_met_in_no_other_week_says_nothing() -> None:
    clues = learned(WEEKS, ASKED)
    for what in ("artist", "script"):
        trait = replace(named(clues, ASKED, what), key=(what, "never met"))
        assert clues.weights(9, trait, PRIORS) == [0.0] * 3


@pytest.mark.parametrize("week", [9, 1])
def test_a_script_says_how_much_commoner_it_is_in_a_class(week: int) -> None:
    hebrew = {
        number: [
            (replace(track(f"{number}{at}"), name="שיר" if at < found else "Song"), at % 2)
            for at in range(8)
        ]
        for number, found in ((1, 2), (2, 5), (3, 0))
    }
    asked = replace(ASKED, name="שיר")
    clues = learned(hebrew, asked)
    weights = clues.weights(week, Trait(("title", "Hebrew"), often=True), clues.priors)
    first, other, of_each = (4, 3, 12) if week == 9 else (3, 2, 8)
    share = (first + other) / (2 * of_each)
    assert weights == pytest.approx(
        [
            log(0.9 * (count + 3 * share) / (total + 3) / share + 0.1)
            for count, total in ((first, of_each), (other, of_each), (0, 0))
        ]
    )


def test_a_week_that_is_learned_again_is_learned_in_place_of_before() -> None:
    slots = [slot for slot, _ in WEEKS[1]]
    turned: Known = {**WEEKS, 1: [(slot, 1 - kind) for slot, kind in WEEKS[1]]}
    clues, wanted = learned(WEEKS, ASKED), learned(turned, ASKED)
    for kinds in ((FIRST, FIRST, FIRST), [kind for _, kind in turned[1]]):
        clues.rows(9, [ASKED])
        clues.learn(1, slots, [((kind, 1.0),) for kind in kinds])
    assert clues.priors == pytest.approx(wanted.priors)
    assert clues.rows(9, [ASKED])[0] == pytest.approx(wanted.rows(9, [ASKED])[0])


def test_a_trait_is_of_a_class_in_weeks_where_that_is_likelier_than_not() -> None:
    clues = learned(WEEKS, ASKED)
    key = named(clues, ASKED, "artist").key
    assert clues.weeks(9, key, FIRST) == (1,)
    assert clues.weeks(1, key, FIRST) == ()
    for share, weeks in ((0.5, (1, 4)), (0.49, (1,))):
        clues.learn(4, [ASKED], [((FIRST, share), (OTHER, 1 - share))])
        assert clues.weeks(9, key, FIRST) == weeks


def test_rows_are_those_of_the_tracks_that_are_asked_for_and_of_what_is_trusted_now() -> None:
    slots = [slot for slot, _ in WEEKS[1]]
    clues, fresh = learned(WEEKS, ASKED), learned(WEEKS, ASKED)
    some = slots[:2]
    clues.rows(1, slots)
    before = clues.rows(1, some)
    assert before == fresh.rows(1, slots)[:2]
    clues.smoothing = fresh.smoothing = Smoothing(0.4, 0.1)
    assert clues.rows(1, some) == fresh.rows(1, list(slots))[:2] != before


def test_of_what_nobody_listed_the_words_of_a_title_say_as_much_as_on_average() -> None:
    weeks: Known = {
        week: [(track(f"{week}", "x", title="Baila Mucho"), FIRST)] for week in (1, 2, 3)
    }
    two, one = (track(title, "new", title=title) for title in ("Mucho Baila", "Baila"))
    clues = learned(weeks, two, one)
    (more,), (less,) = (clues.rows(9, [slot]) for slot in (two, one))
    assert more[UNLISTED] - less[UNLISTED] == pytest.approx(0.5 * log(1 + 3 / 3))


@pytest.mark.parametrize(
    "like",
    [replace(ASKED, name="שיר"), replace(ASKED, duration_ms=400_000)],
    ids=["script", "length"],
)
def test_what_a_track_of_the_week_itself_is_like_is_no_evidence(like: Slot) -> None:
    weeks: Known = {
        week: [(track(f"{week}{at}"), at % 2) for at in range(12)] for week in (1, 2, 3)
    }
    own = [(replace(like, artists=track(f"own{at}").artists), FIRST) for at in range(6)]
    clues = learned({**weeks, 4: own}, own[0][0])
    (itself,) = clues.rows(4, [own[0][0]])
    (elsewhere,) = clues.rows(9, [own[0][0]])
    assert itself[FIRST] == pytest.approx(itself[OTHER], abs=0.3)
    assert elsewhere[FIRST] > elsewhere[OTHER] + 0.6


def wandering(some: int) -> Known:
    """Twenty artists, each in weeks 1 and 2, so many of them of the other class the second time."""
    return {
        week: [
            (track(f"{week}x{at}", f"m{at}"), (at + (week == 2 and at < some)) % 2)
            for at in range(20)
        ]
        for week in (1, 2)
    }


@pytest.mark.parametrize(
    ("some", "unknown"), [(0, 0.02), (1, 0.1), (2, 0.2), (3, 0.4), (4, 0.4), (8, 0.4)]
)
def test_one_appearance_is_trusted_as_far_as_the_others_bear_it_out(
    some: int, unknown: float
) -> None:
    """The share of a class for one who was met once: by that one, and by a prior of ``unknown``."""
    weeks = wandering(some)
    known = [(week, [s for s, _ in some], [k for _, k in some]) for week, some in weeks.items()]
    clues = learned(weeks)
    priors = clues.priors

    def likelihood(unknown: float, strays: float) -> float:
        pairs = [(weeks[1][at][1], weeks[2][at][1]) for at in range(20)]
        return sum(
            log((1 - strays) * ((one == other) / priors[kind] + unknown) / (1 + unknown) + strays)
            for one, other in pairs
            for kind in (one, other)
        )

    strays = (0.01, 0.03, 0.06, 0.1)
    likeliest = max(product((0.02, 0.05, 0.1, 0.2, 0.4), strays), key=lambda one: likelihood(*one))
    found = fit(clues, known)
    assert found.unknown == likeliest[0] == unknown
    ratios = [one for week in known for one in clues.ratios(*week, priors)]
    assert found.strays == max(
        strays, key=lambda share: sum(log((1 - share) * ratio + share) for ratio in ratios)
    )


def test_one_whom_a_known_guest_sings_with_is_no_stranger() -> None:
    guest = replace(track("g", "new"), artists=(*track("g", "new").artists, *ASKED.artists))
    alone = track("h", "newer")
    clues = learned(WEEKS, ASKED, guest, alone)
    strange = ("strangers", "")
    portraits = Portraits([[slot for slot, _ in WEEKS[1]], [guest, alone]], lambda _: None)
    assert strange not in [trait.key for trait in portraits[guest].all]
    assert strange in [trait.key for trait in portraits[alone].all]
    assert next(clues.named(guest))[0] == "guest"


@pytest.mark.parametrize(
    ("title", "accented"), [("Song", "False"), ("Été", "True"), ("שיר", "False"), ("שיר é", "True")]
)
def test_accents_are_those_of_latin_letters(title: str, accented: str) -> None:
    one = track("a", "x", title=title)
    portraits = Portraits([[one], [track("b", "y", title=title)]], lambda _: None)
    assert ("accents", accented) in [trait.key for trait in portraits[one].own.all]


def test_a_script_of_names_and_one_of_titles_are_two_things() -> None:
    by = replace(track("a", "x").artists[0], name="שם")
    one = replace(track("a", "x", title="Song"), artists=(by,))
    other = replace(track("b", "y", title="שיר"))
    portraits = Portraits([[one, other], [one, other]], lambda _: None)
    scripts = {
        slot.uri: [
            (trait.key, trait.name) for trait in portraits[slot].all if trait.what == "script"
        ]
        for slot in (one, other)
    }
    assert scripts[one.uri] == [(("script", "Hebrew"), "Hebrew"), (("title", "Latin"), "Latin")]
    assert scripts[other.uri] == [(("script", "Latin"), "Latin"), (("title", "Hebrew"), "Hebrew")]
