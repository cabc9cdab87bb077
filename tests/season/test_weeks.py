"""Which reading of a week counts."""

from __future__ import annotations

import hashlib

import pytest

from aum_sync.errors import DataError
from aum_sync.season.items import WeekState
from aum_sync.season.wanted import want
from aum_sync.season.weeks import choose, judge, was_of
from tests.seasons import HEAD, MASTERS, config, reading, state

GOOD = reading(1, "Rap 2", "a b")
BAD = reading(1, "Rap 3", "a c")


def corrected(was: str, policy: str = "hold") -> str:
    return f"""{MASTERS}
corrections:
  weeks:
    1: {{genres: "Rap 1, Soul 1", was: {was!r}, reason: heard}}
policy: {{on_mismatch: {policy}}}
"""


def test_the_last_reading_that_passed_is_used() -> None:
    chosen = choose(WeekState(1, passed=GOOD), config())
    assert (chosen.judged.reading, chosen.placement, chosen.newer) == (GOOD, "genres", None)


def test_a_newer_reading_that_fails_changes_nothing_and_is_named() -> None:
    chosen = choose(WeekState(1, passed=GOOD, held=BAD), config())
    assert (chosen.judged.reading, chosen.placement) == (GOOD, "genres")
    assert chosen.newer is not None
    assert chosen.newer.reading == BAD


def test_a_week_that_never_passed_is_held() -> None:
    chosen = choose(WeekState(1, held=BAD), config())
    assert (chosen.placement, chosen.held) == ("held", True)


def test_a_lock_that_no_longer_passes_is_held() -> None:
    assert choose(WeekState(1, passed=BAD), config()).placement == "held"


def test_triage_takes_the_reading_that_fails() -> None:
    cfg = config(MASTERS + "policy: {on_mismatch: triage}")
    chosen = choose(WeekState(1, passed=GOOD, held=BAD), cfg)
    assert (chosen.judged.reading, chosen.placement) == (BAD, "triage")
    assert choose(WeekState(1, passed=BAD), cfg).placement == "triage"
    assert choose(WeekState(1, passed=GOOD), cfg).placement == "genres"


SHA = hashlib.sha256(b"Rap 3").hexdigest()[:12]


@pytest.mark.parametrize("was", ["Rap 3", " rap 3".replace("r", "R"), f"sha:{SHA}"])
def test_a_correction_that_fits_lets_the_held_reading_pass(was: str) -> None:
    chosen = choose(WeekState(1, passed=GOOD, held=BAD), config(corrected(was)))
    assert (chosen.judged.reading, chosen.placement) == (BAD, "genres")
    assert chosen.judged.checksum.counts == (1, 1)
    assert chosen.judged.correction is not None


def test_a_correction_for_another_description_holds_the_week() -> None:
    judged = judge(GOOD, config(corrected("Rap 9")))
    assert judged.stale_correction
    assert not judged.passes
    assert choose(WeekState(1, passed=GOOD), config(corrected("Rap 9"))).placement == "held"


def test_the_hash_may_be_of_the_text_as_spotify_shows_it() -> None:
    digest = hashlib.sha256(b"R&B 2").hexdigest()[:12]
    assert judge(reading(1, "R&amp;B 2", "a b"), config(corrected(f"sha:{digest}"))).passes


def test_a_correction_is_read_as_it_stands_without_cutting_boilerplate() -> None:
    yaml = corrected("Rap 3").replace("Rap 1, Soul 1", "New Releases 1, Soul 1")
    judged = judge(BAD, config(yaml))
    assert [segment.genre for segment in judged.description.segments] == ["New Releases", "Soul"]


def test_a_correction_is_read_by_the_delimiters_of_the_season() -> None:
    yaml = corrected("Rap 3").replace("Rap 1, Soul 1", "Rap | Soul 1 § R&B 1")
    season = HEAD + "  description: {delimiters: '§'}\n" + yaml
    judged = judge(BAD, config(season))
    assert [segment.genre for segment in judged.description.segments] == ["Rap | Soul", "R&B"]


def test_where_a_failing_week_stops_the_plan_every_such_week_is_named() -> None:
    cfg = config(MASTERS + "policy: {on_mismatch: fail}")
    weeks = {1: ("Rap 1", "a"), 2: ("Rap 9", "b"), 4: ("Rap 1", "c"), 60: ("Rap 9", "d")}
    st = state(cfg, weeks, held={4: ("Rap 9", "c")})
    with pytest.raises(DataError) as caught:
        want(cfg, st)
    found = [(fault.message.split(" does ")[0], fault.hint) for fault in caught.value.faults]
    assert found == [
        ("week 2", "aum-sync validate --week 2 shows why"),
        ("week 4", "aum-sync validate --week 4 shows why"),
    ]


def test_the_was_that_is_written_for_a_description_is_the_digest_of_that_text() -> None:
    text = "♩ Rap 2"
    assert was_of(text) == f"sha:{hashlib.sha256(text.encode()).hexdigest()[:12]}"
