"""What an explanation says of every master: what it holds, what the plan does, and why."""

from __future__ import annotations

from dataclasses import replace

from aum_sync.season.items import Account, Pin
from tests.plan.explaining import SEASON, beside, explain, explainer_of, held, loaded
from tests.seasons import LOCAL, NULL, slots, state, track, uri

LIST = "0000000000000000000abc"


def test_a_new_track_enters_at_its_place_by_the_rule_that_asks_for_it() -> None:
    answer = explain("b", {1: ("Rap 2", "a b")}, {"rap": "x"})
    assert held(answer) == ["rap enters 2 alias masters.rap.genres[0]"]


def test_a_track_that_stays_says_where_it_is_since_when_and_its_line() -> None:
    slot = replace(track("a"), added_at="2025-03-04T05:06:07Z")
    answer = explain("a", {1: ("Rap 1", "a")}, {"rap": (track("x"), slot)})
    (one,) = answer.holdings
    assert held(answer) == ["rap stays 1 alias masters.rap.genres[0]"]
    assert (one.origin, one.added_at, str(one.place)) == (
        1,
        "2025-03-04T05:06:07Z",
        "state/masters/rap.json:11:5",
    )


def test_a_second_copy_leaves_by_the_policy_on_duplicates() -> None:
    answer = explain("a", {1: ("Rap 1", "a")}, {"rap": "a x a"})
    assert held(answer) == [
        "rap stays 0 alias masters.rap.genres[0]",
        "rap leaves 2 duplicate policy.duplicates",
    ]


def test_a_misplaced_track_leaves_with_the_rule_that_wants_it_elsewhere() -> None:
    answer = explain("a", {1: ("Rap 1", "a")}, {"soul": "a"})
    assert held(answer) == [
        "rap enters 0 alias masters.rap.genres[0]",
        "soul leaves 0 misplaced masters.rap.genres[0]",
    ]
    assert [other.key for other in answer.holdings[1].others] == ["rap"]


def test_a_track_kept_out_names_who_has_it() -> None:
    answer = explain("a", {1: ("Rap 1 ♩ Soul 1", "a b"), 2: ("Soul 1", "a")})
    assert held(answer) == [
        "rap kept-out None excluded masters.rap.excludes[0]",
        "soul enters 1 alias masters.soul.genres[0]",
    ]
    assert [other.title for other in answer.holdings[0].others] == ["♩ Soul"]


def test_a_cleanup_keeps_out_in_its_own_name() -> None:
    text = SEASON + "cleanup: [{remove_from: soul, also_in: 60}]\n"
    answer = explain("a", {1: ("Soul 1", "a"), 60: ("Rap 1", "a")}, text=text)
    assert held(answer) == ["soul kept-out None cleanup cleanup[0]"]
    assert [other.title for other in answer.holdings[0].others] == ["week 60"]


def test_a_track_of_a_held_week_stays_by_the_policy_on_mismatches() -> None:
    answer = explain("a", {1: ("Rap 2", "a")}, {"soul": "a"})
    assert held(answer) == ["soul stays 0 held policy.on_mismatch"]


def test_orphans_stay_leave_and_move_by_policy_and_stay_by_keep() -> None:
    base = {"rap": "x"}
    assert held(explain("x", {}, base)) == ["rap stays 0 orphan policy.orphans"]
    removed = SEASON + "policy: {orphans: remove}\n"
    assert held(explain("x", {}, base, text=removed)) == ["rap leaves 0 orphan policy.orphans"]
    moved = SEASON + "policy: {orphans: {move_to: sort}}\n"
    assert held(explain("x", {}, base, text=moved)) == [
        "rap leaves 0 orphan policy.orphans",
        "sort enters 0 orphan policy.orphans",
    ]
    keep = f"keep: ['{uri('a')}', '{uri('x')}'], genres: [Rap"
    kept = removed.replace("genres: [Rap", keep)
    assert held(explain("x", {}, base, text=kept)) == ["rap stays 0 orphan masters.rap.keep[1]"]


def test_nothing_is_planned_for_a_master_that_was_never_read() -> None:
    config = loaded(SEASON)
    st = replace(state(config.config, {1: ("Rap 1", "a")}, {"soul": "a"}), snapshots=())
    answer = explainer_of(config, st).explain(uri("a"))
    assert held(answer) == ["rap not-planned None not read yet masters.rap"]


def test_a_track_waits_where_it_is_until_its_own_master_can_be_read() -> None:
    config = loaded(SEASON)
    st = state(config.config, {1: ("Rap 1", "a")}, {"soul": "a"})
    unread = replace(st, snapshots=tuple(one for one in st.snapshots if one.key != "rap"))
    answer = explainer_of(config, unread).explain(uri("a"))
    assert held(answer) == [
        "rap not-planned None not read yet masters.rap",
        "soul stays 0 waits masters.rap.genres[0]",
    ]


def test_a_track_waits_beside_a_pinned_copy_that_cannot_be_written() -> None:
    text = SEASON.replace('{playlist: "000000000000000000soul", ', "{pin: state/pins/soul.json, ")
    config = loaded(text)
    pin = Pin("state/pins/soul.json", "2026-01-01", "back", slots("a"))
    st = replace(
        state(config.config, {}, {"rap": "a"}),
        pins=(pin,),
        account=Account("curator", (("x" * 22, "♩ Soul"),)),
    )
    answer = explainer_of(config, st).explain(uri("a"))
    assert held(answer) == ["rap stays 0 waits masters.rap.excludes[0]"]
    asked_for = state(config.config, {1: ("Rap 1", "a")}, {"rap": "a"})
    (one,) = explainer_of(config, replace(st, weeks=asked_for.weeks)).explain(uri("a")).appearances
    assert (one.fate, one.homes[0].taken) == ("excluded", False)


def test_a_blocked_master_keeps_what_it_has() -> None:
    text = SEASON.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/gone.json")
    answer = explain("a", {1: ("Soul 1", "a")}, {"soul": "a"}, text=text)
    assert held(answer) == ["soul not-planned 0 blocked masters.soul"]


def test_a_pinned_master_has_what_its_pin_says() -> None:
    text = SEASON.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/soul.json")
    config = loaded(text)
    pin = Pin("state/pins/soul.json", "2026-01-01", "back", slots("a b"))
    st = replace(state(config.config, {1: ("Soul 1", "c")}, {"soul": "d a"}), pins=(pin,))
    asked = explainer_of(config, st)
    assert {name: held(asked.explain(uri(name))) for name in "abcd"} == {
        "a": ["soul stays 0 pinned masters.soul.pin"],
        "b": ["soul enters 1 pin masters.soul.pin"],
        "c": ["soul kept-out None pinned masters.soul.pin"],
        "d": ["soul leaves 0 pinned masters.soul.pin"],
    }


def test_what_cannot_be_addressed_stays_and_stands_at_its_own_line() -> None:
    config = loaded(SEASON)
    st = state(config.config, {}, {"rap": (NULL, track("x"), LOCAL)})
    answer = explainer_of(config, st).explain(str(LOCAL.uri))
    assert held(answer) == ["rap stays 2 untouched built-in.local"]
    assert str(answer.holdings[0].rules[0].place) == "state/masters/rap.json:12:5"


def test_other_playlists_lose_only_what_a_cleanup_takes() -> None:
    text = SEASON + (
        f"cleanup: [{{remove_from: rap, also_in: 60}}, {{remove_from: {LIST}, also_in: soul}}]\n"
    )
    config = loaded(text)
    st = state(config.config, {1: ("Soul 1", "a")})
    asked = explainer_of(config, replace(st, others=(beside(LIST, "a x"),)))
    assert held(asked.explain(uri("a"))) == [
        "soul enters 0 alias masters.soul.genres[0]",
        f"{LIST} leaves 0 cleanup cleanup[1]",
    ]
    assert held(asked.explain(uri("x"))) == [f"{LIST} stays 0 no cleanup takes it cleanup[1]"]
    assert asked.explain(uri("x")).holdings[0].status == "other"


def test_another_playlist_that_is_pinned_has_what_its_pin_says() -> None:
    two, six = "0000000000000000000two", "0000000000000000000six"
    text = SEASON + (
        f"cleanup: [{{remove_from: {six}, also_in: soul}}, "
        f"{{remove_from: {two}, also_in: soul, pin: state/pins/two.json}}]\n"
    )
    config = loaded(text)
    pin = Pin("state/pins/two.json", "2026-01-01", "back", slots("a"))
    st = replace(state(config.config, {1: ("Soul 1", "a")}, {"soul": "a"}), pins=(pin,))
    st = replace(st, others=(beside(two, "a"), beside(six, "x")))
    asked = explainer_of(config, st)
    assert held(asked.explain(uri("a"))) == [
        "soul stays 0 alias masters.soul.genres[0]",
        f"{two} stays 0 pinned cleanup[1].pin",
    ]
    assert held(asked.explain(uri("x"))) == [f"{six} stays 0 no cleanup takes it cleanup[0]"]


def test_a_playlist_that_is_only_compared_with_is_told_too() -> None:
    text = SEASON + f"cleanup: [{{remove_from: rap, also_in: {LIST}}}]\n"
    config = loaded(text)
    st = state(config.config, {1: ("Rap 1", "a")})
    answer = explainer_of(config, replace(st, others=(beside(LIST, "a"),))).explain(uri("a"))
    assert held(answer) == [
        "rap kept-out None cleanup cleanup[0]",
        f"{LIST} stays 0 only compared with cleanup[0].also_in",
    ]
    assert held(explainer_of(config, st).explain(uri("a"))) == [
        "rap enters 0 alias masters.rap.genres[0]"
    ]


def test_a_list_that_no_cleanup_names_any_more_is_passed_over() -> None:
    config = loaded(SEASON)
    st = replace(state(config.config, {1: ("Rap 1", "a")}), others=(beside(LIST, "a z"),))
    assert explainer_of(config, st).names == (uri("a"),)


def test_what_was_a_master_once_stays_as_it_is() -> None:
    config = loaded(SEASON)
    st = state(config.config, {1: ("Rap 1", "a")})
    answer = explainer_of(
        config, replace(st, snapshots=(*st.snapshots, beside("old", "a")))
    ).explain(uri("a"))
    assert held(answer) == [
        "rap enters 0 alias masters.rap.genres[0]",
        "old not-planned 0 released masters",
    ]
