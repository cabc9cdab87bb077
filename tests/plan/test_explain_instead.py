"""What would place a track where its week does not, or its correction does: the policy's part."""

from __future__ import annotations

import pytest

from tests.plan.explaining import SEASON, explain, paths
from tests.seasons import Slots, track, uri

FIXED = f"corrections.tracks.{uri('a')}"


def corrected(masters: str, policy: str = "hold") -> str:
    """A season in which no master excludes another, with a correction of the track ``a``."""
    season = SEASON.replace(", excludes: [soul]", "")
    fix = f"corrections: {{tracks: {{'{uri('a')}': {{master: {masters}, reason: ear}}}}}}\n"
    return f"{season}{fix}policy: {{on_mismatch: {policy}}}\n"


def nearest(weeks: dict[int, tuple[str, Slots]], text: str = SEASON) -> tuple[str, list[str]]:
    """The sentence and the paths for the track ``a``."""
    answer = explain("a", weeks, text=text).nearest
    return answer.words, paths(answer.rules)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("hold", "In the season, week 60 would wait for right counts."),
        ("fail", "In the season, week 60 would let no plan be made."),
        ("triage", "Were week 60 in the season, sort would have it."),
    ],
)
def test_a_week_outside_that_does_not_pass_would_do_as_the_policy_says(
    policy: str, words: str
) -> None:
    text = f"{SEASON}policy: {{on_mismatch: {policy}}}\n"
    assert nearest({60: ("Rap 2", "a")}, text) == (words, ["season.weeks"])


@pytest.mark.parametrize(
    ("policy", "genres"), [("hold", "Rap 1"), ("triage", "Rap 1"), ("triage", "Rap 2")]
)
def test_of_a_week_outside_a_correction_would_decide_before_its_genre(
    policy: str, genres: str
) -> None:
    assert nearest({60: (genres, "a")}, corrected("soul", policy)) == (
        "Were week 60 in the season, its correction would decide, which puts it into ♩ Soul.",
        ["season.weeks", FIXED],
    )


def test_a_correction_does_not_help_a_week_outside_that_would_wait() -> None:
    assert nearest({60: ("Rap 2", "a")}, corrected("soul")) == (
        "In the season, week 60 would wait for right counts.",
        ["season.weeks"],
    )


@pytest.mark.parametrize(
    ("masters", "where"),
    [("soul", "♩ Soul"), ("[rap, soul]", "rap and ♩ Soul"), ("none", "no master")],
)
def test_of_a_held_week_a_correction_would_decide_under_triage(masters: str, where: str) -> None:
    assert nearest({1: ("Rap 2", "a")}, corrected(masters)) == (
        f"With on_mismatch: triage its correction would decide, which puts it into {where}.",
        ["policy.on_mismatch", FIXED],
    )


def test_the_correction_of_another_track_changes_nothing() -> None:
    assert nearest({1: ("Rap 3", "a b")}, corrected("soul").replace(uri("a"), uri("b"))) == (
        "With on_mismatch: triage sort would have it meanwhile.",
        ["policy.on_mismatch"],
    )


def test_the_nearest_genre_elsewhere_is_the_most_similar_not_the_first() -> None:
    text = """
    masters:
      a: {playlist: "00000000000000000000aa", genres: [Xyz]}
      b: {playlist: "00000000000000000000bb", genres: [Hip Hop]}
      c: {playlist: "00000000000000000000cc", genres: [Qqq, Trip Hop]}
      sort: {playlist: "000000000000000000sort", catch_all: true}
    """
    assert nearest({1: ("Hip Hop 1", "a")}, text) == (
        "The nearest genre elsewhere is 'Trip Hop', which leads to c.",
        ["masters.c.genres[1]"],
    )


def test_a_name_of_which_a_quarter_differs_is_taken_for_another_spelling() -> None:
    text = SEASON.replace("genres: [Soul]", "genres: [Soul], also: [{artists: [Nova]}]")
    assert nearest({1: ("Rap 1", (track("a", "Noga"),))}, text) == (
        "Were it by 'nova', it would be in ♩ Soul too.",
        ["masters.soul.also[0]"],
    )
    assert nearest({1: ("Rap 1", (track("a", "Nog"),))}, text)[1] == ["masters.soul.genres[0]"]


@pytest.mark.parametrize(
    ("genre", "path"), [("Dubstep", "drop[0]"), ("Hip Hob", "masters.rap.genres[1]")]
)
def test_a_week_that_counts_says_more_than_one_before_it_that_is_held(
    genre: str, path: str
) -> None:
    assert nearest({1: ("Rap 2", "a"), 2: (f"{genre} 1", "a")})[1] == [path]
