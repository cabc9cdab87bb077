"""Rules that do nothing are found; those at work are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aum_sync.plan.idle import idle_rules
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Snapshot
from tests.seasons import Slots, config, slots, state, track, uri

WEEKS: Mapping[int, tuple[str, Slots]] = {1: ("♩ Rap 2 ♩ Soul 1", "a b c")}


def idle(
    yaml: str,
    weeks: Mapping[int, tuple[str, Slots]] = WEEKS,
    bases: Mapping[str, Slots] | None = None,
) -> dict[str, tuple[str, ...]]:
    cfg = config(yaml)
    found = idle_rules(work_out(cfg, state(cfg, weeks, bases)))
    return {one.kind: one.paths for one in found}


def masters(rap: str = "", soul: str = "", more: str = "") -> str:
    return f"""
    masters:
      rap: {{playlist: 0000000000000000000rap, genres: [Rap], {rap}}}
      soul: {{playlist: 000000000000000000soul, genres: [Soul], {soul}}}
      sort: {{playlist: 000000000000000000sort, catch_all: true}}
    {more}
    """


def test_a_season_whose_rules_all_work_has_no_idle_one() -> None:
    assert idle(masters()) == {}


def test_a_genre_is_idle_where_no_week_has_it_and_counts_beside_those_at_work() -> None:
    cfg = config(masters())
    assert [one.total for one in idle_rules(work_out(cfg, state(cfg, {1: ("♩ Rap 1", "a")})))] == [
        2
    ]
    assert idle(masters(), {1: ("♩ Rap 1", "a")}) == {"genres": ("masters.soul.genres[0]",)}


def test_both_parts_of_a_compound_are_at_work() -> None:
    both = masters().replace("genres: [Rap]", "genres: [Rap, Grime]")
    assert idle(both, {1: ("♩ Rap/Grime 1 ♩ Soul 1", "a b")}) == {}


def test_an_exclusion_is_idle_until_the_two_masters_meet() -> None:
    yaml = masters("excludes: [soul]")
    assert idle(yaml) == {"exclusions": ("masters.rap.excludes[0]",)}
    assert idle(yaml, {1: ("♩ Rap 2 ♩ Soul 1", "a b a")}) == {}
    assert idle(yaml, WEEKS, {"rap": "c"}) == {}


def test_a_second_home_is_idle_where_nothing_falls_under_it() -> None:
    yaml = masters("also: [{artists: [Artist c]}, {artists: [Nobody]}]")
    assert idle(yaml) == {"second homes": ("masters.rap.also[1]",)}


def test_a_correction_of_a_week_is_idle_where_the_week_says_the_same_already() -> None:
    text = "corrections: {{weeks: {{1: {{genres: '{0}', was: '♩ Rap 2 ♩ Soul 1', reason: x}}}}}}"
    same = masters(more=text.format("Rap 2, Soul 1"))
    other = masters(more=text.format("Rap 1, Soul 2"))
    assert idle(same) == {"corrections": ("corrections.weeks.1",)}
    assert idle(other) == {}


def test_a_correction_of_a_week_that_was_never_pulled_is_idle() -> None:
    text = "corrections: {weeks: {9: {genres: 'Rap 2', was: 'Rap', reason: x}}}"
    assert idle(masters(more=text)) == {"corrections": ("corrections.weeks.9",)}


def test_a_correction_of_a_track_is_idle_where_no_week_holds_it() -> None:
    one = "corrections: {{tracks: {{'{0}': {{master: soul, reason: x}}}}}}"
    assert idle(masters(more=one.format(uri("a")))) == {}
    path = f"corrections.tracks.{uri('z')}"
    assert idle(masters(more=one.format(uri("z")))) == {"corrections": (path,)}


def test_a_keep_is_idle_unless_the_master_holds_that_orphan() -> None:
    yaml = masters(f"keep: ['{uri('o')}', '{uri('a')}', '{uri('z')}']")
    bases = {"rap": "o a"}
    assert idle(yaml, WEEKS, bases) == {"keeps": ("masters.rap.keep[1]", "masters.rap.keep[2]")}


def test_a_cleanup_is_idle_where_the_two_share_nothing() -> None:
    yaml = masters(more="cleanup: [{remove_from: rap, also_in: soul}]")
    assert idle(yaml) == {"cleanups": ("cleanup[0]",)}
    assert idle(yaml, {1: ("♩ Rap 2 ♩ Soul 1", "a b a")}) == {}


def test_a_cleanup_of_a_playlist_that_was_never_read_is_idle() -> None:
    other, week = "0000000000000000000abc", "7"
    for ref in (other, week):
        yaml = masters(more=f"cleanup: [{{remove_from: {ref}, also_in: soul}}]")
        assert idle(yaml) == {"cleanups": ("cleanup[0]",)}


def test_a_cleanup_of_another_playlist_is_at_work_where_they_share_music() -> None:
    cfg = config(masters(more="cleanup: [{remove_from: 0000000000000000000abc, also_in: soul}]"))
    other = Snapshot("0000000000000000000abc", "0000000000000000000abc", "", "", None, "", None, ())
    st = state(cfg, WEEKS)
    for content, found in (("c", ()), ("x", ("cleanups",))):
        held = replace(st, others=(replace(other, slots=slots(content)),))
        assert tuple(one.kind for one in idle_rules(work_out(cfg, held))) == found


def test_equal_music_counts_as_the_same() -> None:
    twin = (track("y", "Y", title="Same", isrc="GB1"),)
    weeks: Mapping[int, tuple[str, Slots]] = {
        1: ("♩ Rap 1", (track("x", "X", title="Same", isrc="GB1"),)),
        2: ("♩ Soul 1", twin),
    }
    assert idle(masters("excludes: [soul]"), weeks) == {}
