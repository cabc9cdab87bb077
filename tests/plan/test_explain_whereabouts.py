"""Which addresses, lines and playlists an explanation gives."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.plan.explain.answer import Explainer
from aum_sync.plan.explain.types import Candidate, Named
from aum_sync.season.items import Snapshot
from tests.plan.explaining import (
    SEASON,
    beside,
    explain,
    explainer,
    explainer_of,
    held,
    loaded,
    paths,
)
from tests.seasons import LOCAL, NULL, Slots, state, track, uri

FIRST, SECOND = "0000000000000000000abc", "0000000000000000000abd"


def with_lists(text: str, *lists: Snapshot, weeks: dict[int, tuple[str, Slots]]) -> Explainer:
    """Explains a season beside which there are other playlists."""
    config = loaded(SEASON + text)
    return explainer_of(config, replace(state(config.config, weeks), others=lists))


def test_an_appearance_has_the_address_that_its_week_gives() -> None:
    relinked = replace(track("u"), linked_from=uri("w"))
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 1", "w"), 2: ("Rap 1", (relinked,))}
    answer = explainer(weeks).explain(explainer(weeks).find("1:1")[0])
    assert [one.uri for one in answer.appearances] == [uri("w"), uri("u")]
    assert explainer({1: ("Rap 1", (NULL,))}).explain("1:1").appearances[0].uri is None


def test_a_holding_has_the_address_that_enters_stays_or_leaves() -> None:
    relinked = replace(track("u"), linked_from=uri("w"))
    config = loaded(SEASON)
    st = state(config.config, {1: ("Rap 1", (relinked,))}, {"soul": (relinked,)})
    asked = explainer_of(config, st)
    (name,) = asked.names
    found = {one.action: one.uri for one in asked.explain(name).holdings}
    assert found == {"enters": uri("w"), "leaves": uri("w")}
    stays = explain("a", {1: ("Rap 1", "a")}, {"rap": "a"}).holdings
    assert [(one.action, one.uri) for one in stays] == [("stays", uri("a"))]


def test_a_master_that_was_never_read_is_what_keeps_a_track_out() -> None:
    config = loaded(SEASON)
    st = replace(state(config.config, {1: ("Rap 1", "a")}), snapshots=())
    (one,) = explainer_of(config, st).explain(uri("a")).appearances
    (home,) = one.homes
    assert (one.fate, home.taken, paths(home.barred_by)) == ("held", False, ["masters.rap"])


def test_what_no_rule_places_is_said_at_its_own_line() -> None:
    asked = explainer({1: ("Rap 3", (track("a"), NULL, LOCAL))})
    for name, line in (("1:2", "state/weeks/1.json:11:5"), (str(LOCAL.uri), "12:5")):
        (rule,) = asked.explain(name).nearest.rules
        assert str(rule.place).endswith(line)


def test_a_candidate_says_which_playlists_beside_the_masters_have_it() -> None:
    text = f"cleanup: [{{remove_from: {FIRST}, also_in: soul}}]\n"
    asked = with_lists(text, beside(FIRST, "a x a"), weeks={1: ("Rap 1", "a"), 3: ("Rap 1", "a")})
    assert asked.candidate(uri("a")) == Candidate(
        uri("a"), "Song a", "Artist a", (1, 3), (), (Named(FIRST, f"a list, {FIRST}"),)
    )
    assert asked.candidate(uri("x")).weeks == ()


def test_a_candidate_of_a_master_is_in_no_playlist_beside() -> None:
    found = explainer({}, {"soul": "a", "rap": "a"}).candidate(uri("a"))
    assert (found.masters, found.others) == (("rap", "soul"), ())


def test_what_stays_in_a_list_names_the_first_cleanup_of_that_list() -> None:
    text = f"""cleanup:
  - {{remove_from: rap, also_in: soul}}
  - {{remove_from: {FIRST}, also_in: soul}}
  - {{remove_from: {SECOND}, also_in: soul}}
  - {{remove_from: {SECOND}, also_in: sort}}
"""
    asked = with_lists(text, beside(FIRST, "x"), beside(SECOND, "y"), weeks={})
    assert held(asked.explain(uri("x"))) == [f"{FIRST} stays 0 no cleanup takes it cleanup[1]"]
    assert held(asked.explain(uri("y"))) == [f"{SECOND} stays 0 no cleanup takes it cleanup[2]"]


def test_what_stays_in_a_week_that_is_cleaned_names_its_cleanup() -> None:
    week = f"{60:0>22}"
    text = "cleanup: [{remove_from: 60, also_in: soul}]\n"
    asked = with_lists(text, beside(week, "x"), weeks={60: ("Rap 1", "x")})
    assert held(asked.explain(uri("x"))) == [f"{week} stays 0 no cleanup takes it cleanup[0]"]


def test_where_duplicates_are_by_uri_an_equal_isrc_joins_no_members() -> None:
    weeks: dict[int, tuple[str, Slots]] = {
        1: ("Rap 1", (track("a", isrc="I1"),)),
        2: ("Rap 1", (track("b", isrc="I1"),)),
        3: ("Rap 1", (replace(track("a", isrc="I1"), linked_from=uri("b")),)),
    }
    for policy, kinds in (("uri", [None, "relinked"]), ("recording", [None, "isrc"])):
        asked = explainer(weeks, text=f"{SEASON}policy: {{duplicates: {policy}}}\n")
        members = asked.explain(asked.find("1:1")[0]).members
        assert [one.link.kind if one.link else None for one in members] == kinds, policy
