"""The benchmark itself: what it puts in, and what it counts."""

from __future__ import annotations

import pytest

from aum_sync.demo.dice import Dice
from tests.bench_typos.figures import Share, calibration_error, rows
from tests.bench_typos.ideal import Ideal
from tests.bench_typos.kinds import KINDS, AnyKind
from tests.bench_typos.play import Result, drawn, play, possible
from tests.bench_typos.seasons import invented_season, with_strays

CLEAN = invented_season(7, 20)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_truth_is_among_what_the_ideal_judge_weighs(kind: AnyKind) -> None:
    ideal = Ideal(CLEAN)
    some = 0
    for number, week in CLEAN.weeks.items():
        typo = kind.draw(week, Dice(f"{kind.name} {number}"))
        if typo is not None:
            some += 1
            assert ideal.homes(typo.truth) in ideal.ranking(kind, number, typo)
    assert bool(some) == (kind.name != "digits swapped"), "no home of the demo has twelve tracks"
    assert possible(CLEAN, kind) == bool(some)


def test_the_odds_of_a_typo_are_those_of_all_readings_that_are_not_declared() -> None:
    ideal = Ideal(CLEAN)
    by_name = {kind.name: kind for kind in KINDS}
    kind = by_name["errors cancel out"]
    found: list[tuple[bool, float]] = []
    for number, week in CLEAN.weeks.items():
        typo = drawn(CLEAN, kind, number, Dice(f"odds {number}"))
        if typo is not None:
            odds, best = ideal.odds(kind, number, typo)
            declared = ideal.homes(tuple((genre, n or 0) for genre, n in typo.declared))
            ranked = [homes for homes in ideal.ranking(kind, number, typo) if homes != declared]
            assert best == ranked[0]
            found += [(True, odds), (False, ideal.odds(kind, number, week)[0])]
    typos, clean = (
        [odds for is_typo, odds in found if is_typo is wanted] for wanted in (True, False)
    )
    assert sorted(typos)[len(typos) // 2] > sorted(clean)[len(clean) // 2] + 2


def test_a_run_judges_every_week_and_is_the_same_twice() -> None:
    ideal = Ideal(CLEAN)
    judged = frozenset(CLEAN.weeks)
    results, timing = play(CLEAN, ideal, "twice", judged, KINDS)
    assert play(CLEAN, ideal, "twice", judged, KINDS)[0] == results
    assert len(results) == timing.weeks == len(CLEAN.weeks)
    assert {one.kind for one in results} > {None}


def test_strays_are_by_artists_of_other_genres() -> None:
    strange = with_strays(CLEAN, 1, 0.2)
    pairs = [
        (before, after)
        for number, week in CLEAN.weeks.items()
        for before, after in zip(week.slots, strange.weeks[number].slots, strict=True)
    ]
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    assert 0.1 < len(changed) / len(pairs) < 0.3
    assert all(before.uri == after.uri for before, after in changed)


def test_figures_are_counted_with_their_intervals() -> None:
    results = [
        Result("s", "digit dropped", "digits", "typo", 0.9, best, True, True, True)
        for best in (True, True, True, False)
    ]
    digits, kind = rows(results)
    assert (digits.kind, kind.kind) == ("all digits", "digit dropped")
    assert kind.best == Share(3, 4)
    low, high = kind.best.interval
    assert (round(low, 3), round(high, 3)) == (0.301, 0.954)
    error, of = calibration_error(results)
    assert (round(error, 6), of) == (0.15, 4)
