"""The lattice holds all readings of a week and nothing else, and sums them exactly."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, pairwise
from math import exp, fsum, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.parts import Declared, Option, Path, Rows
from tests.season.typos.enumerated import HABITS, SIZES, readings, turned

RAP, SOUL, POP = (Option(name, kind) for kind, name in enumerate(("Rap", "Soul", "Pop")))
SPELT = (Option("Rapp", 2, log(0.3)), Option("Rap", 0, log(0.7)))
STRANGERS = (Option("Soul", 1, log(0.5)), Option("Pop", 2, log(0.5)))


def rows(tracks: str) -> Rows:
    """``rs.`` is a track that is likely Rap, one that is likely Soul, one nobody knows."""
    known = {"r": (2.0, -1.0, -1.5), "s": (-1.0, 1.7, -0.5), "p": (-2.0, 0.3, 1.0)}
    return [known.get(track, (0.0, 0.0, 0.0)) for track in tracks]


def same(declared: list[Declared], tracks: str, strangers: tuple[Option, ...] = STRANGERS) -> int:
    """Compare a week with its enumeration; how many readings there are."""
    lattice = Lattice(declared, rows(tracks), strangers, HABITS, SIZES, turned)
    wanted = readings(declared, rows(tracks), strangers)
    found = list(lattice.readings())
    assert grouped(found) == {
        path: pytest.approx(some, abs=1e-9) for path, some in grouped(wanted).items()
    }
    scores = [score for score, _ in found]
    assert all(a >= b - 1e-9 for a, b in pairwise(scores))
    if wanted:
        assert lattice.total is not None
        assert isclose(exp(lattice.total), fsum(exp(score) for score, _ in wanted), rel_tol=1e-9)
        assert isclose(fsum(exp(score - lattice.total) for score in scores), 1.0, rel_tol=1e-9)
    else:
        assert lattice.total is None
    return len(found)


def grouped(found: list[tuple[float, Path]]) -> dict[Path, list[float]]:
    """The weights of all readings of one path; one path may come about in several ways."""
    weights: defaultdict[Path, list[float]] = defaultdict(list)
    for score, path in sorted(found, key=lambda one: one[0]):
        weights[path].append(score)
    return weights


def counted(*pairs: tuple[Option, int | None]) -> list[Declared]:
    return [Declared((option,), count) for option, count in pairs]


@pytest.mark.parametrize(
    ("declared", "tracks"),
    [
        (counted((RAP, 2), (SOUL, 3)), "rrsss"),
        (counted((RAP, 2), (SOUL, 3), (RAP, 1)), "rrsssr"),
        (counted((RAP, 3), (SOUL, 3)), "rrsss"),
        (counted((RAP, 1), (SOUL, 3)), "rrsssp"),
        (counted((RAP, None), (SOUL, 3)), "rrsss"),
        (counted((RAP, None), (SOUL, None), (POP, 1)), "r.s.p"),
        (counted((RAP, None), (SOUL, None), (POP, None)), "r.sp"),
        (counted((RAP, 1), (SOUL, 0), (POP, 2)), "r.p"),
        (counted((RAP, 2), (RAP, 2)), "r..r"),
        (counted((RAP, 2), (SOUL, 1), (SOUL, 1), (POP, 1)), "..spp"),
        (counted((RAP, 9)), "r"),
        ([Declared(SPELT, 2), Declared((SOUL,), 1)], "rrs"),
        (
            [
                Declared((RAP,), 2, again=True),
                Declared((SOUL,), 1),
                Declared((RAP,), 2, again=True),
            ],
            "rrs",
        ),
        (counted((RAP, 1), (SOUL, 2), (POP, 2), (RAP, 1)), "r.s.pr"),
    ],
)
def test_a_lattice_holds_exactly_the_readings_that_there_are(
    declared: list[Declared], tracks: str
) -> None:
    assert same(declared, tracks) > 0


def test_a_week_that_is_past_telling_has_no_reading() -> None:
    assert same(counted((RAP, None), (SOUL, None), (POP, None)), "rs") == 0


@st.composite
def weeks(draw: st.DrawFn) -> tuple[list[Declared], str]:
    options = [(RAP,), (SOUL,), (POP,), SPELT]
    declared = [
        Declared(
            draw(st.sampled_from(options)), draw(st.integers(0, 4) | st.none()), draw(st.booleans())
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return declared, draw(st.text("rsp.", min_size=1, max_size=6))


@given(weeks())
def test_any_tiny_week_comes_to_the_same_as_its_enumeration(
    week: tuple[list[Declared], str],
) -> None:
    same(*week)


@pytest.mark.parametrize(("soul", "there"), [(3, True), (4, False)])
def test_what_is_declared_is_a_reading_where_it_adds_up(soul: int, *, there: bool) -> None:
    lattice = Lattice(
        counted((RAP, 2), (SOUL, soul)), rows("rrsss"), STRANGERS, HABITS, SIZES, turned
    )
    written = lattice.written
    assert (written is not None) == there
    if written is not None:
        readings = {path: score for score, path in lattice.readings()}
        assert written[0] == pytest.approx(readings[written[1]])


def test_the_likeliest_come_first_without_the_others_being_made() -> None:
    declared = counted(*[(RAP, 9), (SOUL, 9), (POP, 9)] * 4)
    tracks = rows("rrrrrrrrrsssssssssppppppppp" * 4)
    lattice = Lattice(declared, tracks, (), HABITS, dict.fromkeys(range(3), [0.0] * 109), turned)
    (best, path), *_ = islice(lattice.readings(), 5)
    assert [part.count for part in path] == [9] * 12
    assert lattice.total is not None
    assert best < lattice.total


@pytest.mark.parametrize("missing", [0, 1, 2, 5])
def test_the_work_grows_linearly_with_the_tracks(missing: int) -> None:
    def arcs(size: int) -> int:
        counts = [None if at < missing else size for at in range(6)]
        declared = counted(*zip([RAP, SOUL, POP] * 2, counts, strict=True))
        return Lattice(
            declared,
            rows("rsp..." * size + "r"),
            STRANGERS,
            HABITS,
            dict.fromkeys(range(3), [0.0] * (6 * size + 2)),
            turned,
        ).arcs

    small, middle, large = arcs(20), arcs(40), arcs(80)
    assert large - middle <= 2.2 * (middle - small)
