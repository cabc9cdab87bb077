"""The benchmark itself: what it puts in, and what it counts."""

from __future__ import annotations

from dataclasses import replace
from math import inf

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


def test_a_judge_who_is_told_nothing_tells_typos_from_clean_weeks() -> None:
    kind = next(kind for kind in KINDS if kind.name == "errors cancel out")
    alone, among_all = Ideal(CLEAN, [kind]), Ideal(CLEAN)
    odds: list[tuple[float, float]] = []
    for number, week in CLEAN.weeks.items():
        typo = drawn(CLEAN, kind, number, Dice(f"odds {number}"))
        if typo is not None:
            declared = alone.homes(tuple((genre, n or 0) for genre, n in typo.declared))
            told = [homes for homes in alone.ranking(kind, number, typo) if homes != declared]
            assert alone.blind(number, typo).best == told[0]
            odds.append((among_all.blind(number, typo).odds, among_all.blind(number, week).odds))
    typos, clean = (sorted(some) for some in zip(*odds, strict=True))
    assert typos[len(typos) // 2] > clean[len(clean) // 2] + 2


def test_a_text_that_cannot_be_right_leaves_no_doubt_that_there_is_a_typo() -> None:
    number, week = next(iter(CLEAN.weeks.items()))
    kind = next(kind for kind in KINDS if kind.name == "off by one")
    typo = kind.draw(week, Dice("off"))
    assert typo is not None
    ideal = Ideal(CLEAN)
    found = ideal.blind(number, typo)
    assert found.odds == inf
    assert found.best == ideal.homes(week.truth)


def test_the_judge_of_one_week_has_not_seen_its_truth() -> None:
    number, week = next(iter(CLEAN.weeks.items()))
    (genre, count), *rest = week.truth
    other = next(one for one, _ in rest if one != genre)
    turned = replace(week, truth=((other, count), *rest))
    lied = replace(CLEAN, weeks={**CLEAN.weeks, number: turned})
    judges = (Ideal(lied), Ideal(CLEAN))
    odds, best = zip(*(judge.blind(number, week) for judge in judges), strict=True)
    assert best[0] == best[1]
    assert odds[0] == pytest.approx(odds[1], abs=0.05), "but for what is fitted to the season"


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
        Result("s", "digit dropped", "digits", "typo", 0.9, best, True, odds, odds > 99)
        for best, odds in ((True, 120), (True, 98), (True, 97), (False, 98.5))
    ]
    clean = [Result("s", None, "", "consistent", None, False, False, odds) for odds in range(100)]
    digits, kind = rows([*results, *clean])
    assert (digits.kind, kind.kind) == ("all digits", "digit dropped")
    assert (kind.best, kind.blind_flagged, kind.blind_best) == (
        Share(3, 4),
        Share(2, 4),
        Share(1, 4),
    )
    low, high = kind.best.interval
    assert (round(low, 3), round(high, 3)) == (0.301, 0.954)
    error, of = calibration_error(results)
    assert (round(error, 6), of) == (0.15, 4)
