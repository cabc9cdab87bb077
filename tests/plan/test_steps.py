"""From base to target by requests: which, in which order, and what they never do."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from aum_sync.plan.steps import steps_of
from aum_sync.plan.types import InsertStep, RemoveStep
from aum_sync.season.items import Slot, content_digest
from tests.plan.paper import Entry, entries, placed, play, slots, told


def steps(base: str, target: str, chunk: int = 100, *, rewrite: bool = False) -> list[str]:
    """The steps from base to target, as told."""
    held = slots(base)
    return told(steps_of(held, placed(held, slots(target)), chunk=chunk, rewrite=rewrite))


def test_what_is_in_order_needs_no_step() -> None:
    assert steps("a b -", "a b -") == []
    assert steps("", "") == []


def test_new_tracks_are_appended_in_one_request_per_hundred() -> None:
    assert steps("a b", "a b c d") == ["+c d @2"]
    assert steps("a", "a b c d e", chunk=3) == ["+b c d @1", "+e @4"]
    assert steps("", "a") == ["+a @0"]


def test_additions_come_before_removals_and_stand_right_once_these_are_done() -> None:
    assert steps("x a y b z", "n a b m") == ["+n @1", "+m @6", "-x y z"]
    assert steps("a x b", "a n b") == ["+n @2", "-x"]


def test_removals_come_before_moves() -> None:
    assert steps("a x b c", "b c a") == ["-x", "0+1>3"]


def test_a_range_moves_as_one_and_of_two_the_smaller() -> None:
    assert steps("a b c d e", "d e a b c") == ["3+2>0"]
    assert steps("a b c d e", "c d e a b") == ["0+2>5"]
    assert steps("a b c d", "c d a b") == ["0+2>4"]


def test_two_runs_share_a_request_where_the_order_is_mended_after_it() -> None:
    assert steps("a b", "b n a m") == ["+n m @2", "0+1>3"]
    assert steps("a b c", "c x b y a z", chunk=2)[:2] == ["+y @2", "+x z @4"]


def test_a_run_is_parted_where_that_fills_two_requests() -> None:
    assert steps("b a", "n a m b l k", chunk=2) == ["+l n @1", "+m k @4", "0+2>5"]


def test_a_range_longer_than_a_hundred_moves_in_pieces() -> None:
    names = [f"t{number}" for number in range(420)]
    held = slots(" ".join(names))
    up = placed(held, slots(" ".join(names[210:] + names[:210])))
    assert told(steps_of(held, up)) == ["110+100>420", "10+100>320", "0+10>220"]
    down = placed(held, slots(" ".join(names[240:] + names[:240])))
    assert told(steps_of(held, down)) == ["240+100>0", "340+80>100"]


def test_what_no_uri_addresses_is_carried_and_never_removed() -> None:
    assert steps("- a @x x", "a - @x") == ["-x", "0+1>2"]
    assert steps("- a ?e", "n - ?e") == ["+n @0", "-a"]


def test_a_relinked_track_goes_and_comes_by_the_uri_that_was_written() -> None:
    assert steps("a~b c", "c d~e") == ["+d @2", "-a"]


def test_a_track_held_twice_is_removed_and_put_back_last() -> None:
    assert steps("a b a c", "a b c n") == ["+n @4", "-a", "+a @0"]
    assert steps("b a c a", "c b a") == ["2+1>0", "-a", "+a @2"]


def test_doubled_neighbours_fly_together_others_one_by_one() -> None:
    assert steps("a b c a b", "a b c") == ["-a b", "+a b @0"]
    assert steps("a c b a b", "a c b") == ["-a", "+a @0", "-b", "+b @2"]
    assert steps("a b a b", "a b", chunk=1) == ["-a", "+a @0", "-b", "+b @1"]


def test_removals_go_along_with_what_flies() -> None:
    assert steps("x a y a b", "a b") == ["-a x y", "+a @0"]
    twice_of_three = steps("a c a a d b b x y", "a c a d b", chunk=2)
    assert twice_of_three == ["-a x", "+a @0", "+a @2", "-b y", "+b @4"]
    assert steps("x a y a z b", "a b", chunk=3) == ["-x y z", "-a", "+a @0"]


def test_a_track_wanted_twice_of_three_is_taken_once_and_put_back_twice() -> None:
    assert steps("a b a a", "a b a") == ["-a", "+a @0", "+a @2"]


def test_a_rewrite_happens_only_where_it_is_allowed_and_cheaper() -> None:
    names = "abcdefghijkl"
    shuffled = " ".join("gcbhaekdjlif")
    base = " ".join(names)
    held = slots(base)
    assert all(">" in step for step in told(steps_of(held, placed(held, slots(shuffled)))))
    assert steps(base, shuffled, rewrite=True) == [f"-{shuffled}", f"+{shuffled} @0"]
    assert steps("a b c", "a c b n", rewrite=True) == ["+n @3", "1+1>3"]


def test_a_rewrite_adds_what_is_new_before_anything_leaves_and_loses_no_null() -> None:
    found = steps("- a b c d e f g h x", "h g f - e n d c b a", rewrite=True)
    assert found == ["+n @10", "-h g f x", "+h g f @0", "-e n d c b a", "+e n d c b a @4"]
    few = steps("a b c d e f g h", "h n g f e m d c b a", rewrite=True)
    assert few == ["+n m @8", "-h n g f e m d c b a", "+h n g f e m d c b a @0"]


_WORDS = st.sampled_from([*"abcdefgh", "-", "-", "@x", "?e", "a~z", "q~b"])
_LISTS = st.lists(_WORDS, max_size=12).map(" ".join)


@st.composite
def _tasks(draw: st.DrawFn) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """A base and a target that keeps whatever is no track, as plans do."""
    base = slots(draw(_LISTS))
    kept = [one for one in base if one.state != "track"]
    asked = [one for one in slots(draw(_LISTS)) if one.state == "track"]
    return base, tuple(draw(st.permutations([*kept, *asked])))


def _check(base: tuple[Slot, ...], asked: tuple[Slot, ...], *, rewrite: bool, chunk: int) -> None:
    target = placed(base, asked)
    made = steps_of(base, target, chunk=chunk, rewrite=rewrite)
    playlist = entries(base)
    before = {entry.origin: entry for entry in playlist}
    taken: set[str] = set()
    for index, step in enumerate(made):
        assert step.phase == "shrink" or not taken
        playlist = play(playlist, step)
        assert step.result == content_digest(tuple(map(_as_slot, playlist)))
        if isinstance(step, RemoveStep):
            taken.update(step.uris)
            there = {entry.uri for entry in playlist}
            following = made[index + 1] if index + 1 < len(made) else None
            back = set(following.uris) if isinstance(following, InsertStep) else set()
            assert {one.written_uri for one in asked} & set(step.uris) <= back | there
        if isinstance(step, InsertStep | RemoveStep):
            assert len(step.uris) <= chunk
    assert [entry.uri for entry in playlist] == [one.written_uri for one in asked]
    gone = Counter(one.written_uri for one in base)
    gone.subtract(one.slot.written_uri for one in target if one.origin is not None)
    for entry, one in zip(playlist, target, strict=True):
        flies = rewrite and one.slot.state == "track"
        if one.origin is not None and not gone[one.slot.written_uri] and not flies:
            assert entry is before[one.origin]


def _as_slot(entry: Entry) -> Slot:
    return Slot(entry.uri)


@given(_tasks(), st.booleans(), st.sampled_from([1, 2, 3, 100]))
def test_steps_lead_to_the_target_and_what_stays_is_never_touched(
    task: tuple[tuple[Slot, ...], tuple[Slot, ...]], rewrite: bool, chunk: int
) -> None:
    _check(*task, rewrite=rewrite, chunk=chunk)
