"""What an explanation copies from state/ and from the plan: titles, lengths, statuses, reviews."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.explain.types import Member
from tests.plan.explaining import SEASON, beside, explain, explainer_of, held, loaded
from tests.seasons import Slots, state, track, uri

LIST, OLD = "0000000000000000000abc", "0000000000000000000old"


def test_a_recording_is_called_as_it_is_seen_first() -> None:
    first, second = (track(name, "Noga", title=name * 3, isrc="GB1") for name in "ba")
    answer = explain("a", {1: ("Rap 1", (first,)), 2: ("Rap 1", (second,))})
    assert (answer.ask, answer.title, answer.artists) == (uri("a"), "bbb", "Noga")
    assert [(one.title, one.artists) for one in answer.appearances] == [
        ("bbb", "Noga"),
        ("aaa", "Noga"),
    ]


def test_a_member_has_the_facts_of_its_slot() -> None:
    one = track("a", "Noga", title="Views", isrc="GB-1", ms=183_000)
    assert explain("a", {1: ("Rap 1", (one,))}).members == (
        Member(uri("a"), "Views", "Noga", 183_000, "GB-1"),
    )


def test_a_week_that_passes_has_no_complaint() -> None:
    (one,) = explain("a", {1: ("Rap 1", "a")}).appearances
    assert one.complaint is None


def test_what_comes_by_a_second_home_under_review_is_to_be_looked_at() -> None:
    also = "genres: [Soul], also: [{artists: [Noga], review: true}]"
    text = SEASON.replace("genres: [Soul]", also)
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 2", (track("a", "Noga"), track("b")))}
    assert [explain(name, weeks, text=text).appearances[0].review for name in "ab"] == [True, False]


def test_a_holding_has_the_status_of_its_master() -> None:
    text = SEASON.replace('playlist: "000000000000000000soul", ', "")
    answer = explain("a", {1: ("Rap 1", "a"), 2: ("Soul 1", "b")}, text=text)
    assert [(one.title, one.status) for one in answer.holdings] == [("rap", "managed")]
    (one,) = explain("b", {1: ("Soul 1", "b")}, text=text).holdings
    assert (one.title, one.status, one.of_master) == ("♩ Soul", "create", True)


def test_what_weeks_ask_for_in_a_blocked_master_that_has_others_is_not_planned() -> None:
    text = SEASON.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/gone.json")
    answer = explain("a", {1: ("Soul 1", "a")}, {"soul": "b"}, text=text)
    assert held(answer) == ["soul not-planned None blocked masters.soul"]


def test_a_playlist_beside_the_masters_goes_by_its_name_and_keeps_its_places() -> None:
    text = SEASON + f"cleanup: [{{remove_from: rap, also_in: {LIST}}}]\n"
    config = loaded(text)
    st = replace(state(config.config, {1: ("Soul 1", "b")}), others=(beside(LIST, "x a"),))
    asked = explainer_of(config, st)
    (one,) = asked.explain(uri("a")).holdings
    assert (one.title, one.status, one.of_master) == (f"a list, {LIST}", "other", False)
    assert (one.origin, one.to) == (1, 1)
    assert [other.master for other in asked.explain(uri("b")).holdings] == ["soul"]


def test_a_former_master_goes_by_its_name_and_has_no_place_after() -> None:
    config = loaded(SEASON)
    st = state(config.config, {1: ("Soul 1", "b")})
    asked = explainer_of(config, replace(st, snapshots=(*st.snapshots, beside(OLD, "x a"))))
    (one,) = asked.explain(uri("a")).holdings
    assert (one.title, one.status, one.of_master) == (f"a list, {OLD}", "released", False)
    assert (one.origin, one.to) == (1, None)
    assert [other.master for other in asked.explain(uri("b")).holdings] == ["soul"]
