"""What a question finds: by address, ISRC, place in a week, title, words; and what is near it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.errors import DataError
from aum_sync.plan.explain.answer import Explainer
from tests.plan.explaining import SEASON, explainer, explainer_of, loaded
from tests.seasons import EPISODE, LOCAL, NULL, state, track, uri

ID = uri("a").rsplit(":", 1)[-1]


@pytest.fixture(scope="module")
def asked() -> Explainer:
    one = track("a", "Noga Erez", title="𝘝𝘪𝘦𝘸𝘴", isrc="IL-AB1-23-45678")
    other = track("b", "Ibrahim", title="Views of  Haifa")
    hebrew = track("c", "אסף", title="עד הסוף")
    return explainer(
        {1: ("Rap 4", (one, other, hebrew, NULL)), 2: ("Rap 2", (LOCAL, EPISODE))},
        {"soul": (track("x", "Erez", title="Old"),)},
    )


@pytest.mark.parametrize(
    "question",
    [
        uri("a"),
        ID,
        f"https://open.spotify.com/track/{ID}",
        f"https://open.spotify.com/intl-de/track/{ID}?si=0123456789abcdef",
        f"  {uri('a')}\n",
        "ILAB12345678",
        "il-ab1-23-45678",
        "views",
        "VIEWS",
        "  𝑽𝒊𝒆𝒘𝒔 ",
        "noga",
        "erez noga view",
        "1:1",
    ],
)
def test_a_track_is_found_however_it_is_asked_for(asked: Explainer, question: str) -> None:
    assert asked.find(question) == (uri("a"),)


def test_other_scripts_and_odd_items_are_found_too(asked: Explainer) -> None:
    assert asked.find("עד הסוף") == asked.find("אסף") == (uri("c"),)
    assert asked.find(str(LOCAL.uri)) == asked.find("my file") == (LOCAL.uri,)
    assert asked.find(str(EPISODE.uri)) == asked.find("2:2") == (EPISODE.uri,)
    assert asked.find("1:4") == ("1:4",)


def test_an_exact_title_comes_before_titles_that_contain_it(asked: Explainer) -> None:
    assert asked.find("views") == (uri("a"),)
    assert asked.find("view") == (uri("a"), uri("b"))
    assert asked.find("views of haifa") == (uri("b"),)


def test_several_that_fit_are_given_with_where_they_are(asked: Explainer) -> None:
    found = [asked.candidate(name) for name in asked.find("erez")]
    assert [(one.ask, one.title, one.artists, one.weeks, one.masters) for one in found] == [
        (uri("a"), "𝘝𝘪𝘦𝘸𝘴", "Noga Erez", (1,), ()),
        (uri("x"), "Old", "Erez", (), ("soul",)),
    ]


def test_any_address_of_a_recording_finds_it() -> None:
    relinked = replace(track("a"), linked_from=uri("w"))
    asked = explainer({1: ("Rap 1", (relinked,)), 2: ("Rap 1", (track("z", "a", title="Song a"),))})
    config = loaded(SEASON)
    assert asked.find(uri("w")) == asked.find(uri("a"))
    assert explainer_of(config, state(config.config, {})).names == ()


def test_two_readings_of_a_week_may_have_different_tracks_at_one_place() -> None:
    asked = explainer({1: ("Rap 1", "a")}, held={1: ("Rap 2", "b")})
    assert asked.find("1:1") == (uri("b"), uri("a"))


@pytest.mark.parametrize(
    ("question", "message", "hint"),
    [
        ("vievs", "no title and no artist is like 'vievs'", "did you mean '𝘝𝘪𝘦𝘸𝘴'?"),
        ("views of haita", "no title and no artist is like", "did you mean 'Views of  Haifa'?"),
        ("noga eretz", "no title and no artist is like", "did you mean 'Noga Erez'"),
        ("qqqqqq", "no title and no artist is like", "ask with other words, or a link"),
        ("-", "no title and no artist is like '-'", "ask with other words"),
        ("\u3164", "no title and no artist is like", "ask with other words"),
        (uri("q"), f"no week and no master holds that track: {uri('q')}", "aum-sync pull"),
        (
            f"https://open.spotify.com/playlist/{ID}",
            "no week and no master holds a track of that address",
            "copy the link of a track",
        ),
        ("spotify:album:x", "no week and no master holds a track of that address", "copy"),
    ],
)
def test_what_is_not_there_is_an_error_with_what_is_near(
    asked: Explainer, question: str, message: str, hint: str
) -> None:
    with pytest.raises(DataError) as caught:
        asked.find(question)
    (fault,) = caught.value.faults
    assert message in fault.message
    assert fault.hint is not None
    assert hint in fault.hint
