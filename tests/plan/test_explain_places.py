"""Asking by place in a week, by ISRC and by words that are nearly right: what is found, or said."""

from __future__ import annotations

import pytest

from aum_sync.errors import DataError
from aum_sync.plan.explain.answer import Explainer
from tests.plan.explaining import explainer
from tests.seasons import track, uri


def refused(asked: Explainer, question: str) -> tuple[str, str | None]:
    """The message and the hint of a question that finds nothing."""
    with pytest.raises(DataError) as caught:
        asked.find(question)
    (fault,) = caught.value.faults
    return fault.message, fault.hint


def test_a_week_may_be_written_with_its_sign_and_with_zeros() -> None:
    asked = explainer({1: ("Rap 2", "a b"), 12: ("Rap 1", "c")})
    assert asked.find("#1:2") == asked.find("001:02") == (uri("b"),)
    assert asked.find("#12:1") == (uri("c"),)


def test_a_position_past_the_end_of_a_week_says_which_there_are() -> None:
    asked = explainer({1: ("Rap 2", "a b"), 2: ("Rap 1", "c")})
    assert refused(asked, "1:3") == (
        "week 1 has 2 positions, so there is no 1:3",
        "ask for 1:1 to 1:2",
    )
    assert refused(asked, "#2:0") == (
        "week 2 has 1 position, so there is no 2:0",
        "ask for 2:1 to 2:1",
    )


def test_of_two_readings_of_a_week_the_longer_one_says_how_many_positions_there_are() -> None:
    asked = explainer({1: ("Rap 1", "a")}, held={1: ("Rap 3", "a b")})
    assert refused(asked, "1:4")[0] == "week 1 has 2 positions, so there is no 1:4"


def test_a_week_that_holds_nothing_is_to_be_asked_for_by_title() -> None:
    asked = explainer({4: ("Rap 1", "")})
    assert refused(asked, "4:1") == (
        "week 4 has 0 positions, so there is no 4:1",
        "ask by title, or with a link",
    )


@pytest.mark.parametrize(("week", "near"), [(7, 9), (5, 1), (6, 9), (40, 20), (0, 1)])
def test_a_week_that_was_never_pulled_names_the_nearest_the_earlier_of_two(
    week: int, near: int
) -> None:
    asked = explainer({1: ("Rap 1", "a"), 9: ("Rap 1", "b"), 20: ("Rap 1", "c")})
    message, hint = refused(asked, f"{week}:1")
    assert message == f"state/ does not hold week {week}"
    assert hint == f"the nearest is {near}: {near}:1"


def test_where_no_week_was_pulled_yet_pulling_is_the_way_on() -> None:
    assert refused(explainer({}), "4:1") == ("state/ does not hold week 4", "aum-sync pull")


def test_an_isrc_is_found_with_every_letter_that_it_may_have() -> None:
    asked = explainer({1: ("Rap 2", (track("a", isrc="QZXX-12345678"), track("b", isrc="X")))})
    assert asked.find("qz-xx1-23-45678") == asked.find("QZXX 12345678") == (uri("a"),)


def test_for_a_link_that_no_week_has_the_hint_is_to_copy_one_or_to_pull() -> None:
    hint = "copy the link of a track; what is new on Spotify comes with aum-sync pull"
    asked = explainer({1: ("Rap 1", "a")})
    assert refused(asked, uri("q"))[1] == refused(asked, "spotify:album:x")[1] == hint


def test_words_that_are_like_nothing_are_to_be_replaced() -> None:
    assert refused(explainer({}), "noga") == (
        "no title and no artist is like 'noga'",
        "ask with other words, or a link",
    )


def test_a_title_by_many_artists_is_suggested_once_and_leaves_room_for_others() -> None:
    titled = [("Moonlight", "A"), ("Moonlight", "B"), ("Moonlight", "C"), ("Moonly", "Z" * 20)]
    titled += [("Moonlit", "Y" * 20), ("Sun", "D")]
    named = tuple(track(f"m{index}", by, title=title) for index, (title, by) in enumerate(titled))
    asked = explainer({1: (f"Rap {len(named)}", named)})
    assert refused(asked, "moonlighd")[1] == "did you mean 'Moonlight', 'Moonlit' or 'Moonly'?"
