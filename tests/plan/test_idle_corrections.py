"""Why a correction, a second look at a master or an acknowledged number does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aum_sync.plan.idle import idle_rules
from aum_sync.plan.workings import work_out
from aum_sync.season.items import Snapshot, State
from tests.seasons import Slots, config, slots, state, uri

LIST = "0000000000000000000abc"
MASTERS = """
masters:
  rap: {playlist: 0000000000000000000rap, genres: [Rap], excludes: [soul]}
  soul: {playlist: 000000000000000000soul, genres: [Soul]}
  sort: {playlist: 000000000000000000sort, catch_all: true}
"""
MEETING: Mapping[int, tuple[str, Slots]] = {40: ("♩ Rap 1 ♩ Soul 1", "m m")}
"""A week in which every rule of the masters is at work."""
FIXED = f"corrections.tracks.{uri('a')}"


def idle(text: str, st: State) -> dict[str, tuple[str, ...]]:
    """The paths of idle rules by kind."""
    return {one.kind: one.paths for one in idle_rules(work_out(config(MASTERS + text), st))}


def corrected(
    weeks: Mapping[int, tuple[str, Slots]],
    held: Mapping[int, tuple[str, Slots]] | None = None,
    bases: Mapping[str, Slots] | None = None,
) -> dict[str, tuple[str, ...]]:
    """What is idle where the track ``a`` is corrected."""
    text = f"corrections: {{tracks: {{'{uri('a')}': {{master: soul, reason: x}}}}}}\n"
    return idle(text, state(config(MASTERS + text), {**MEETING, **weeks}, bases, held=held))


def test_a_correction_is_at_work_where_one_week_of_several_counts() -> None:
    assert corrected({1: ("Rap 2", "a"), 2: ("Rap 1", "a"), 60: ("Rap 1", "a")}) == {}


def test_a_correction_of_what_only_held_weeks_have_waits_with_them() -> None:
    waits = {"corrections in held weeks": (FIXED,)}
    assert corrected({1: ("Rap 2", "a")}) == waits
    assert corrected({1: ("Rap 2", "a"), 60: ("Rap 1", "a")}) == waits
    assert corrected({1: ("Rap 1", "b")}, held={1: ("Rap 9", "b a")}) == waits


def test_a_correction_of_what_only_weeks_outside_the_season_have_is_a_kind_of_its_own() -> None:
    assert corrected({60: ("Rap 1", "a")}) == {"corrections outside season.weeks": (FIXED,)}


def test_a_correction_of_what_only_a_replaced_reading_has_is_idle() -> None:
    held: Mapping[int, tuple[str, Slots]] = {1: ("♩ Rap 1 ♩ Soul 1", "b c")}
    assert corrected({1: ("Rap 1", "a")}, held) == {"corrections": (FIXED,)}


def test_a_correction_of_what_only_a_master_has_is_idle() -> None:
    assert corrected({}, bases={"rap": "a"}) == {"corrections": (FIXED,)}


def test_corrections_count_together_whatever_makes_them_idle() -> None:
    text = f"""corrections:
  weeks: {{1: {{genres: Rap 2, was: Rap, reason: x}}}}
  tracks:
    {uri("a")}: {{master: soul, reason: x}}
    {uri("z")}: {{master: soul, reason: x}}
"""
    cfg = config(MASTERS + text)
    st = state(cfg, {**MEETING, 60: ("Rap 1", "a")})
    assert [(one.kind, one.paths, one.total) for one in idle_rules(work_out(cfg, st))] == [
        ("corrections", ("corrections.weeks.1", f"corrections.tracks.{uri('z')}"), 3),
        ("corrections outside season.weeks", (FIXED,), 3),
    ]


def test_an_exclusion_of_a_master_that_nothing_asks_for_or_that_was_never_read_is_idle() -> None:
    excluding = {"exclusions": ("masters.rap.excludes[0]",)}
    cfg = config(MASTERS)
    st = state(cfg, {1: ("♩ Soul 1", "a")})
    unread = replace(st, snapshots=tuple(one for one in st.snapshots if one.key != "rap"))
    for one in (st, unread):
        assert idle("", one) == {"genres": ("masters.rap.genres[0]",), **excluding}


def acknowledged(removals: int, content: Slots | None) -> bool:
    """Whether the word is at work that so many tracks may leave a playlist beside the masters."""
    text = f"""
cleanup: [{{remove_from: {LIST}, also_in: soul}}]
policy: {{acknowledge: [{{master: {LIST}, removals: {removals}, reason: x}}]}}
"""
    st = state(config(MASTERS + text), MEETING)
    if content is not None:
        st = replace(st, others=(Snapshot(LIST, LIST, "", "", None, "", None, slots(content)),))
    return "acknowledgements" not in idle(text, st)


def test_an_acknowledged_number_of_another_playlist_is_at_work_where_just_so_many_leave() -> None:
    assert acknowledged(1, "m y")
    assert not acknowledged(2, "m y")


def test_an_acknowledged_number_is_not_judged_before_the_playlist_was_read() -> None:
    assert acknowledged(1, None)
