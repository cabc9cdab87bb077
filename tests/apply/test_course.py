"""Where live stands on the steps of a plan: found on every one, and on none where it was edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aum_sync.apply.course import Course, groups, locate
from aum_sync.plan.steps import steps_of
from aum_sync.plan.types import InsertStep, MasterPlan
from aum_sync.season.items import Slot, content_digest
from aum_sync.season.order import Placed
from tests.seasons import LOCAL, NULL, track, uri

PLAN = MasterPlan("rap", "Rap", "p", "managed", (), (), (), (), "", "", (0, 0))


def isrc(name: str) -> str:
    return f"GBAYE{ord(name):07}"


def slot(name: str) -> Slot:
    """A track by its letter; ``-`` is a null, ``!`` a local file."""
    if name in "-!":
        return NULL if name == "-" else LOCAL
    return replace(track(name), isrc=isrc(name))


def course(base: str, target: str) -> Course:
    """The way from one content to another, by letters; what is in both stays."""
    places = {name: at for at, name in enumerate(base)}
    held = tuple(map(slot, base))
    placed = tuple(Placed(slot(name), places.get(name)) for name in target)
    return Course(PLAN, held, placed, steps_of(held, placed), frozenset())


def at(way: Course, live: Sequence[Slot]) -> int | None:
    """How many steps are done."""
    found = locate(way, live)
    return found.done if found else None


names = st.lists(st.sampled_from("abcdefghijkl"), unique=True, max_size=8).map("".join)
ways = st.builds(course, names, names)


def disguised(draw: st.DrawFn, one: Slot) -> Slot:
    """A track as Spotify may show it today: gone for a while, relinked, or under another URI."""
    other = uri(one.name + "2")
    return draw(
        st.sampled_from(
            [
                one,
                NULL,
                replace(one, uri=other, linked_from=one.uri, isrc=None),
                replace(one, uri=other),
            ]
        )
    )


@st.composite
def on_the_way(draw: st.DrawFn) -> tuple[Course, int, tuple[Slot, ...], tuple[Slot, ...]]:
    """A course, a step of it, what the playlist holds then, and what Spotify shows of that."""
    way = draw(ways)
    contents = list(way.contents())
    done = draw(st.integers(0, len(way.steps)))
    return way, done, contents[done], tuple(disguised(draw, one) for one in contents[done])


@given(ways)
def test_every_content_on_the_way_is_located_at_its_step(way: Course) -> None:
    contents = list(way.contents())
    assert contents[0] == way.base
    assert [one.written_uri for one in contents[-1]] == [one.written_uri for one in way.target]
    for done, content in enumerate(contents):
        assert at(way, content) == done
        if done:
            assert content_digest(content) == way.steps[done - 1].result


@given(on_the_way())
def test_what_spotify_shows_of_it_is_located_no_earlier_and_named_as_written(
    found: tuple[Course, int, tuple[Slot, ...], tuple[Slot, ...]],
) -> None:
    way, done, content, shown = found
    standing = locate(way, shown)
    assert standing is not None
    assert standing.done >= done
    if all(one.state != "null" for one in shown):
        assert standing.done == done
        assert content_digest(standing.content) == content_digest(content)


@given(ways, st.data())
def test_some_tracks_of_an_insertion_are_located_with_those_that_miss(
    way: Course, data: st.DataObject
) -> None:
    contents = list(way.contents())
    wide = [
        n for n, one in enumerate(way.steps) if isinstance(one, InsertStep) and len(one.uris) > 1
    ]
    if not wide:
        return
    done = data.draw(st.sampled_from(wide))
    step = way.steps[done]
    assert isinstance(step, InsertStep)
    kept = data.draw(st.sets(st.sampled_from(step.uris), min_size=1, max_size=len(step.uris) - 1))
    new = [one for one in contents[done + 1] if one.written_uri in kept]
    live = (*contents[done][: step.at], *new, *contents[done][step.at :])
    standing = locate(way, live)
    assert standing is not None
    assert standing.done == done
    assert standing.missing == tuple(one for one in step.uris if one not in kept)
    assert standing.content == live


@given(ways, st.data())
def test_a_foreign_track_is_on_no_step(way: Course, data: st.DataObject) -> None:
    contents = list(way.contents())
    content = data.draw(st.sampled_from(contents))
    place = data.draw(st.integers(0, len(content)))
    assert at(way, (*content[:place], slot("z"), *content[place:])) is None


@given(ways, st.data())
def test_a_swap_is_on_no_step_unless_a_step_is_that(way: Course, data: st.DataObject) -> None:
    contents = list(way.contents())
    content = list(data.draw(st.sampled_from(contents)))
    if len(content) < 2:
        return
    place = data.draw(st.integers(0, len(content) - 2))
    content[place : place + 2] = content[place + 1], content[place]
    expected = [n for n, one in enumerate(contents) if one == tuple(content)]
    assert at(way, content) == (expected[-1] if expected else None)


def test_between_two_steps_a_null_could_be_any_track_so_nothing_is_concluded() -> None:
    way = course("a", "abc")
    assert at(way, (slot("a"), NULL)) is None
    assert at(way, (slot("a"), slot("z"))) is None
    assert at(way, (slot("a"), slot("c"))) == 0


def test_what_was_added_elsewhere_than_planned_is_an_edit() -> None:
    assert at(course("ab", "abcd"), tuple(map(slot, "cab"))) is None
    assert at(course("ab", "cdab"), tuple(map(slot, "abc"))) is None


def test_local_files_and_nulls_stand_where_they_stood() -> None:
    way = course("a-!", "a-!bc")
    assert at(way, tuple(map(slot, "a-!"))) == 0
    assert at(way, tuple(map(slot, "a-!b"))) == 0
    assert at(way, tuple(map(slot, "a-!bc"))) == 1
    assert at(way, tuple(map(slot, "a!-"))) is None
    # A null that heals is not the track that is about to be added.
    assert at(way, tuple(map(slot, "ax!"))) == 0
    assert at(way, tuple(map(slot, "ab!"))) is None


def test_the_furthest_of_several_steps_counts() -> None:
    # A null may be the track that leaves, or the one that is left.
    assert at(course("a", "b"), (NULL,)) == 2


def test_without_refused_tracks_the_way_is_another_and_ends_elsewhere() -> None:
    way = course("ax", "abcd")
    assert way.without(["spotify:track:none"]) is way
    less = way.without([uri("c")])
    assert [one.uri for one in less.target] == [uri(name) for name in "abd"]
    assert list(less.contents())[-1] == less.target


@given(ways, st.data())
def test_where_tracks_are_refused_live_is_on_the_way_without_them(
    way: Course, data: st.DataObject
) -> None:
    coming = sorted(way.coming(0))
    if not coming:
        return
    refused = data.draw(st.sets(st.sampled_from(coming), min_size=1))
    less = way.without(refused)
    for content in list(way.contents())[: way.end_of("grow") + 1]:
        live = tuple(one for one in content if one.written_uri not in refused)
        assert locate(less, live)
    assert list(less.contents())[-1] == less.target


def test_missing_tracks_are_inserted_in_runs_that_nothing_parts() -> None:
    step = InsertStep(0, tuple("abcdef"), "grow")
    assert list(groups(step, "abdf")) == [("a", "b"), ("d",), ("f",)]
