"""The one sentence on what would have placed a track elsewhere, and the line it speaks of."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.season.items import Snapshot
from tests.plan.explaining import SEASON, explain, explainer_of, loaded, paths
from tests.seasons import NULL, Slots, slots, state, track, uri

BY = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap, Hip Hop]}
  soul:
    playlist: "000000000000000000soul"
    genres: [Soul]
    also: [{script: Hebrew}, {artists: [Ibrahim, Noga Erez]}]
  sort: {playlist: "000000000000000000sort", catch_all: true}
drop: [Dubstep]
"""


def nearest(
    weeks: dict[int, tuple[str, Slots]],
    bases: dict[str, Slots] | None = None,
    text: str = SEASON,
    name: str = "a",
) -> tuple[str, list[str]]:
    answer = explain(name, weeks, bases, text=text).nearest
    return answer.words, paths(answer.rules)


def test_for_what_its_genre_placed_the_nearest_spelling_that_leads_elsewhere() -> None:
    assert nearest({1: ("Hip Hop 1", "a")}) == (
        "The nearest genre elsewhere is 'Soul', which leads to ♩ Soul.",
        ["masters.soul.genres[0]"],
    )


def test_an_artist_whose_name_is_near_one_of_a_second_home_comes_first() -> None:
    one = (track("a", "Noga Eretz"),)
    assert nearest({1: ("Rap 1", one)}, text=BY) == (
        "Were it by 'noga erez', it would be in soul too.",
        ["masters.soul.also[1]"],
    )
    assert nearest({1: ("Rap 1", "a")}, text=BY)[1] == ["masters.soul.genres[0]"]
    far = (track("a", "Brahim K"),)
    assert nearest({1: ("Rap 1", far)}, text=BY)[1] == ["masters.soul.genres[0]"]
    assert nearest({1: ("Soul 1", one)}, text=BY)[1] == ["masters.rap.genres[0]"]


def test_where_no_other_master_takes_a_genre_it_says_so() -> None:
    text = """
masters:
  rap: {playlist: "0000000000000000000rap", genres: [Rap]}
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""
    assert nearest({1: ("Rap 1", "a")}, text=text)[0] == "No other master takes any genre."
    bare = 'masters: {sort: {playlist: "000000000000000000sort", catch_all: true}}'
    said = nearest({1: ("Rap 1", "a")}, text=bare)
    assert said == ("No rule takes any genre yet.", ["masters"])


def test_for_an_unknown_genre_the_nearest_alias_and_where_it_leads() -> None:
    assert nearest({1: ("Hip Hob 1", "a")}) == (
        "Its genre 'Hip Hob' is nearest to 'Hip Hop', which leads to rap.",
        ["masters.rap.genres[1]"],
    )
    assert nearest({1: ("Dubsteb 1", "a")}) == (
        "Its genre 'Dubsteb' is nearest to 'Dubstep', which is dropped.",
        ["drop[0]"],
    )
    words, rules = nearest({1: ("Xyzul 1", "a")})
    assert words.startswith("Its genre 'Xyzul' is like none; least unlike it is 'Soul'")
    assert rules == ["masters.soul.genres[0]"]


def test_for_an_excluded_one_the_rule_whose_removal_would_let_it_in() -> None:
    assert nearest({1: ("Soul 1", "a"), 2: ("Rap 1", "a")}) == (
        "Without this exclusion it would be in rap too.",
        ["masters.rap.excludes[0]"],
    )


def test_for_one_that_only_the_catch_all_gave_up_what_that_waits_for() -> None:
    text = SEASON.replace("Rap, Hip Hop", "Rap")
    answer = explain("a", {1: ("Rap 1", "a"), 2: ("Polka 1", "a")}, text=text)
    assert answer.nearest.words == "The nearest genre elsewhere is 'Soul', which leads to ♩ Soul."
    assert [one.fate for one in answer.appearances] == ["placed", "excluded"]
    hebrew = (track("a", title="שלום"),)
    words, rules = nearest({1: ("Polka 1", hebrew), 2: ("Rap 1", hebrew)}, text=BY)
    assert words == "sort would have it if no genre or correction put it elsewhere."
    assert rules == ["masters.sort.catch_all"]


def test_for_a_corrected_one_what_its_genre_says_without_the_correction() -> None:
    def corrected(genre: str, master: str = "soul") -> tuple[str, list[str]]:
        fix = f"corrections: {{tracks: {{'{uri('a')}': {{master: {master}, reason: ear}}}}}}\n"
        return nearest({1: (genre, "a")}, text=SEASON + fix)

    assert corrected("Rap 1") == (
        "Without its correction its genre 'Rap' would decide, which leads to rap.",
        ["masters.rap.genres[0]"],
    )
    assert corrected("Dubstep 1", "none") == (
        "Without its correction its genre 'Dubstep' would decide, which goes nowhere.",
        ["drop[0]"],
    )
    assert corrected("Polka 1")[1] == ["masters.sort.catch_all"]


def test_for_a_corrected_one_of_a_week_to_sort_what_becomes_of_its_week() -> None:
    fix = f"corrections: {{tracks: {{'{uri('a')}': {{master: soul, reason: ear}}}}}}\n"
    text = SEASON + fix + "policy: {on_mismatch: triage}\n"
    assert nearest({1: ("Rap 2", "a")}, text=text) == (
        "Without its correction it would be in sort.",
        ["policy.on_mismatch"],
    )


def test_for_a_held_one_and_one_to_sort_the_policy() -> None:
    held = nearest({1: ("Rap 2", "a")})
    assert held == (
        "With on_mismatch: triage sort would have it meanwhile.",
        ["policy.on_mismatch"],
    )
    text = SEASON + "policy: {on_mismatch: triage}\n"
    assert nearest({1: ("Rap 2", "a")}, text=text) == (
        "With on_mismatch: hold it would wait until the counts of its week fit.",
        ["policy.on_mismatch"],
    )


def test_for_a_dropped_one_what_happens_without_the_line() -> None:
    assert nearest({1: ("Dubstep 1", "a")}) == (
        "Without this line its genre would be unknown, and go to sort.",
        ["drop[0]"],
    )


def test_for_one_outside_the_season_what_its_week_would_do() -> None:
    assert nearest({60: ("Rap 1", "a")}) == (
        "Were week 60 in the season, its genre 'Rap' would decide, which leads to rap.",
        ["season.weeks"],
    )
    assert nearest({60: ("Rap 2", "a")})[0] == "In the season, week 60 would wait for right counts."


def test_for_what_no_rule_can_place_that() -> None:
    config = loaded(SEASON)
    answer = explainer_of(config, state(config.config, {1: ("Rap 1", (NULL,))})).explain("1:1")
    assert answer.nearest.words == "No rule places such an item."
    assert paths(answer.nearest.rules) == ["built-in.null"]


def test_an_address_that_is_none_of_a_track_is_placed_by_no_rule() -> None:
    odd = (replace(track("a"), uri="spotify:track:odd"),)
    config = loaded(SEASON)
    said = explainer_of(config, state(config.config, {1: ("Rap 1", odd)})).explain(
        "spotify:track:odd"
    )
    assert said.nearest.words == "No rule places such an item."
    assert paths(said.nearest.rules) == ["built-in.uri"]


def test_for_what_only_an_older_reading_has_that() -> None:
    answer = explain("a", {1: ("Rap 1", "a")}, held={1: ("Rap 1 ♩ Soul 1", "b c")}).nearest
    assert answer.words == "Only the newer reading of this week decides."


def test_for_orphans_what_another_policy_would_do() -> None:
    base: dict[str, Slots] = {"rap": "x"}
    assert nearest({}, base, name="x") == (
        "With orphans: remove it would leave rap.",
        ["policy.orphans"],
    )
    removed = SEASON + "policy: {orphans: remove}\n"
    said = nearest({}, base, removed, name="x")
    assert said == ("With orphans: keep it would stay where it is.", ["policy.orphans"])
    keep = removed.replace("genres: [Rap", f"keep: ['{uri('x')}'], genres: [Rap")
    assert nearest({}, base, keep, name="x") == (
        "Without this line it would be for policy.orphans to decide.",
        ["masters.rap.keep[0]"],
    )


def test_for_an_orphan_of_two_masters_all_that_another_policy_would_change() -> None:
    base: dict[str, Slots] = {"rap": "x", "soul": "x", "sort": "x"}
    keep = SEASON.replace("genres: [Soul]", f"genres: [Soul], keep: ['{uri('x')}']")
    keep = keep.replace(", excludes: [soul]", "")
    said = nearest({}, base, keep, name="x")
    assert said == ("With orphans: remove it would leave rap and sort.", ["policy.orphans"])


def test_for_what_only_a_former_master_has_a_week_that_lists_it() -> None:
    config = loaded(SEASON)
    old = Snapshot("old", "old", "old", "", None, "v1", None, slots("x"))
    st = replace(state(config.config, {}), snapshots=(old,))
    said = explainer_of(config, st).explain(uri("x")).nearest
    assert said.words == "A week that lists it would place it by its genre."


def test_the_appearance_that_says_most_decides() -> None:
    outside: tuple[str, Slots] = ("Soul 1", "a")
    held: tuple[str, Slots] = ("Rap 2", "a")
    assert nearest({0: outside, 1: held, 2: ("Rap 1", "a")})[1] == ["masters.soul.genres[0]"]
    assert nearest({0: outside, 1: held})[1] == ["policy.on_mismatch"]
