"""The season in figures: what each counts, and that all of them add up."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from aum_sync.plan.build import plan_of
from aum_sync.plan.stats import Stats, stats_of
from aum_sync.plan.workings import work_out
from aum_sync.report.validation import validate
from aum_sync.season.items import Artist, Slot, State
from tests.generated_seasons import Generated, seasons
from tests.seasons import LOCAL, MASTERS, config, slots, state, track, uri

TWO_HOMES = MASTERS.replace("genres: [Soul]", "genres: [Soul], also: [{artists: [Both]}]")


def counted(st: State, text: str = MASTERS) -> Stats:
    return stats_of(work_out(config(text), st))


def test_recordings_are_counted_once_and_repeats_are_the_rest() -> None:
    weeks = {1: ("Rap 3", "a b -"), 2: ("Soul 2", "a c"), 3: ("Rap 1", "a")}
    stats = counted(state(config(), weeks))
    assert (len(stats.fates), stats.recordings, stats.repeats, stats.ungenred) == (6, 3, 2, 0)


def test_genres_are_counted_as_typed_the_most_frequent_first() -> None:
    text = f"{MASTERS}drop: [Dub]\n"
    weeks = {
        1: ("Rap 1, Dub 2", "a b c"),
        2: ("RAP 3", "d e f"),
        3: ("Rap 1, Polka 1", "g h"),
        4: ("Rap/Hip Hop 1", "i"),
        5: ("Rap 9", "held"),
    }
    stats = counted(state(config(text), weeks), text)
    assert [(g.genre, g.kind, g.master, g.tracks, g.weeks) for g in stats.genres] == [
        ("RAP", "alias", "rap", 3, (2,)),
        ("Dub", "dropped", None, 2, (1,)),
        ("Rap", "alias", "rap", 2, (1, 3)),
        ("Polka", "unknown", "sort", 1, (3,)),
        ("Rap/Hip Hop", "compound", "rap", 1, (4,)),
    ]
    assert stats.genres[1].rule == "drop[0]"
    assert stats.ungenred == 1


def test_a_master_is_counted_now_and_after_the_plan() -> None:
    weeks = {1: ("Rap 1", "a"), 2: ("Rap 1, Polka 1", "b p"), 3: ("Rap 1", "a")}
    st = state(config(), weeks, {"rap": (*slots("a x y -"), LOCAL)})
    rap, sort, soul = counted(st).masters
    assert (rap.now, rap.after, rap.weeks, rap.orphans, rap.unaddressable) == (5, 6, 3, 2, 2)
    assert (sort.now, sort.after, sort.weeks) == (0, 1, 1)
    assert (soul.key, soul.title, soul.status, soul.after) == ("soul", "soul", "managed", 0)


def test_a_master_that_is_not_planned_stays_as_it_is() -> None:
    text = MASTERS.replace("genres: [Soul]", "genres: [Soul], pin: state/pins/gone.json")
    (soul,) = (
        one
        for one in counted(state(config(text), {1: ("Soul 1", "a")}, {"soul": "x y"}), text).masters
        if one.key == "soul"
    )
    assert (soul.status, soul.now, soul.after) == ("blocked", 2, 2)


def test_an_artist_is_known_by_id_and_counted_by_recordings() -> None:
    def by(name: str, *artists: Artist) -> Slot:
        return Slot(uri(name), name, artists, "", 180_000)

    one, renamed, nameless = Artist("1", "One"), Artist("1", "Uno"), Artist(None, "Nobody")
    weeks = {
        1: ("Rap 3", (by("a", one, nameless), by("b", one), by("a", one, nameless))),
        2: ("Rap 2", (by("c", renamed, Artist("2", "One")), by("d", Artist(None, "nobody")))),
        3: ("Rap 1", (by("a", one, nameless),)),
    }
    artists = counted(state(config(), weeks)).artists
    assert [(one.name, one.recordings, one.weeks) for one in artists] == [
        ("One", 3, 3),
        ("Nobody", 2, 3),
        ("One", 1, 1),
    ]


def test_recordings_in_several_masters_are_counted_once_and_per_pair() -> None:
    both = track("a", by="Both")
    text = TWO_HOMES.replace("soul:", "pop: {playlist: 0000000000000000000pop}\n  soul:")
    weeks = {1: ("Rap 2", (both, track("b")))}
    stats = counted(state(config(text), weeks, {"pop": "b o", "soul": "o"}), text)
    # b leaves pop, where no week wants it; o is in no week and stays in both.
    assert (stats.several, stats.shared) == (2, (("pop", "soul", 1), ("rap", "soul", 1)))


def test_the_pairs_that_share_most_come_first() -> None:
    text = MASTERS.replace("soul:", "pop: {playlist: 0000000000000000000pop}\n  soul:")
    bases = {"pop": "a", "rap": "a b c d", "soul": "b c d"}
    stats = counted(state(config(text), {}, bases), text)
    assert stats.shared == (("rap", "soul", 3), ("pop", "rap", 1))
    assert [(one.master.key, len(one.orphans)) for one in stats.orphans] == [
        ("pop", 1),
        ("rap", 4),
        ("sort", 0),
        ("soul", 3),
    ]


@given(seasons())
def test_all_figures_add_up_and_are_those_of_the_plan(one: Generated) -> None:
    if one.config.policy.on_mismatch == "fail":
        return
    workings = work_out(one.config, one.state)
    stats = stats_of(workings)
    plan = plan_of(workings, commit=None, base_from="snapshots")
    validation = validate(one.config, one.state)
    weeks = workings.wanted.weeks
    positions = sum(len(chosen.judged.reading.slots) for chosen in weeks)
    tracks = sum(slot.state == "track" for chosen in weeks for slot in chosen.judged.reading.slots)
    assert stats.fates == plan.fates
    assert sum(Counter(fate.fate for fate in stats.fates).values()) == positions
    assert sum(genre.tracks for genre in stats.genres) + stats.ungenred == positions
    assert stats.recordings + stats.repeats == tracks
    assert len(validation.weeks) + len(validation.not_read) == 50
    sizes = {master.key: master.size for master in plan.masters}
    assert {m.key: (m.now, m.after) for m in stats.masters} == {
        m.key: sizes[m.key] for m in stats.masters
    }
    unknown = {(g.genre, g.tracks, g.weeks) for g in stats.genres if g.kind == "unknown"}
    assert unknown == {(u.genre, u.tracks, u.weeks) for u in validation.unknown}
    assert stats.several <= sum(count for _, _, count in stats.shared)
