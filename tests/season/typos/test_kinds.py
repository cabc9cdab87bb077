"""The classes of genres: which listed one an unlisted one may be, and which may be left out."""

from __future__ import annotations

from math import exp, log

import pytest

from aum_sync.season.typos.kinds import Kinds
from tests.seasons import config

MASTERS = """
masters:
  rap: {genres: [Rap, Hip Hop, "Hip Hop, Rap", Electronic]}
  soul: {genres: [Soul, Neo Soul]}
  pop: {genres: [Indie Pop, Pop]}
  sort: {catch_all: true, genres: [Mixed]}
drop: [Dubstep]
"""


@pytest.mark.parametrize(
    ("typed", "meant", "share"),
    [
        ("Indi Pop", "Indie Pop", 0.9),
        ("Indiepop", "Indie Pop", 0.98),
        ("Inde Popp", "", 0.0),
        ("Elctronic", "Electronic", 0.9),
        ("Elektronik", "Electronic", 0.7),
        ("lectronik", "", 0.0),
        ("Sool", "Soul", 0.3),
        ("Soull", "Soul", 0.3),
        ("NeoSoul", "Neo Soul", 0.98),
        ("Mixxed", "Mixed", 0.9),
        ("R ap", "Rap", 0.98),
        ("Rab", "", 0.0),
        ("Popp", "", 0.0),
        ("Hip Hpo, Rap", "Hip Hop, Rap", 0.9),
        ("Rap, Hip Hopp", "Rap, Hip Hop", 0.9),
        ("Rap, Hip Hopp, Electronic", "Rap, Hip Hop, Electronic", 0.9),
        ("Elektronik, Nu Jazz", "", 0.0),
    ],
)
def test_an_unlisted_genre_may_be_one_that_is_spelt_nearly_so(
    typed: str, meant: str, share: float
) -> None:
    itself, *others = Kinds(config(MASTERS), [typed]).options(typed)
    assert itself.genre == typed
    assert exp(itself.cost) == pytest.approx(1 - share)
    assert [one.genre for one in others] == ([meant] if meant else [])
    assert [exp(one.cost) for one in others] == pytest.approx([share] if meant else [])


def test_what_may_be_two_genres_is_either_by_how_near_it_is() -> None:
    masters = MASTERS.replace("[Indie Pop,", "[Indie Pop, Electronica,")
    options = Kinds(config(masters), ["Electronoc"]).options("Electronoc")
    assert {one.genre: exp(one.cost) for one in options} == pytest.approx(
        {"Electronoc": 0.1, "Electronic": 0.9 * 0.9 / 1.6, "Electronica": 0.9 * 0.7 / 1.6}
    )


def test_a_listed_genre_is_what_it_says() -> None:
    compound = "Hip Hop, Pop"
    masters = MASTERS.replace("[Indie Pop,", f'[Indie Pop, "{compound}",')
    for text, genre in ((MASTERS, "Hip Hop"), (MASTERS, "Hip Hop / Rap"), (masters, compound)):
        options = Kinds(config(text), [genre, "Rap"]).options(genre)
        assert [(one.genre, one.cost) for one in options] == [(genre, 0.0)]
    kinds = Kinds(config(MASTERS), ["Hip Hop", "Dubstep"])
    assert [kinds.home(kinds.of(genre)) for genre in ("Hip Hop", "Dubstep")] == ["rap", None]
    assert kinds.unlisted is None


def test_one_that_was_left_out_is_named_as_its_class_is_most_often_typed() -> None:
    typed = ["Rap", "Hip Hop", "Rap", "Soul", "Neo Soul", "Dubstep", "Nu Jazz", "Nu Jazz"]
    kinds = Kinds(config(MASTERS), typed)
    priors = [(at + 1) / 10 for at in range(len(kinds))]
    found = {one.genre: one for one in kinds.strangers(priors)}
    assert set(found) == {"Rap", "Neo Soul", "Dubstep"}
    for genre, one in found.items():
        assert one.kind == kinds.of(genre)
        assert one.cost == log(priors[one.kind])
    assert kinds.unlisted == kinds.of("Nu Jazz")
    assert kinds.home(kinds.of("Nu Jazz")) == "sort"
