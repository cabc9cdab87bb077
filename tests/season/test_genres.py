"""Where a genre leads: aliases by key, compounds, drops, and neighbours of the unknown."""

from __future__ import annotations

import pytest

from aum_sync.season.genres import GenreIndex, squash
from aum_sync.text.fold import genre_key
from tests.seasons import config

YAML = """
masters:
  rap:
    playlist: "0000000000000000000rap"
    genres: [Rap, Hip Hop, "Hip Hop, Rap", Trap / Drill, "Old, School"]
  soul: {playlist: "000000000000000000soul", genres: ["R&B", Tech House]}
  sort: {playlist: "000000000000000000sort", catch_all: true, genres: [Mix]}
drop: [Drum N Bass, Dubstep]
"""

SAME = [
    ("R&B", "r and b"),
    ("R&amp;B", "R n B"),
    ("Drum N Bass", "drum & bass"),
    ("Drum-n-Bass", "Drum and Bass"),
    ("Lo-Fi", "lo fi"),
    ("Lo–Fi", "lo fi"),
    ("Hip  Hop ,Rap", "hip hop, rap"),
    ("𝘏𝘪𝘱 𝘏𝘰𝘱", "hip hop"),
    ("STRASSE", "straße"),
    ("מזרחית\u200f", "מזרחית"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_with_one_key(one: str, other: str) -> None:
    assert genre_key(one) == genre_key(other)


DIFFERENT = [
    ("RnB", "R&B"),
    ("Rap/Trap", "Rap / Trap"),
    ("Funk", "Funky"),
    ("Andean", "&ean"),
    ("Soul &reggae", "Soul ®gae"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_spellings_with_two_keys(one: str, other: str) -> None:
    assert genre_key(one) != genre_key(other)


ROUTES = {
    "hip hop": ("alias", "rap", "masters.rap.genres[1]"),
    "HIP HOP , rap": ("alias", "rap", "masters.rap.genres[2]"),
    "Mix": ("alias", "sort", "masters.sort.genres[0]"),
    "Rap, Hip Hop": ("compound", "rap", "masters.rap.genres[0] + masters.rap.genres[1]"),
    "Rap, Hip Hop/Hip Hop": ("compound", "rap", "masters.rap.genres[0] + masters.rap.genres[1]"),
    "Rap, Rap": ("compound", "rap", "masters.rap.genres[0]"),
    "Rap / Hip Hop": ("compound", "rap", "masters.rap.genres[0] + masters.rap.genres[1]"),
    "Rap, Trap / Drill": ("compound", "rap", "masters.rap.genres[0] + masters.rap.genres[3]"),
    "Hip Hop, Rap, Trap / Drill": (
        "compound",
        "rap",
        "masters.rap.genres[2] + masters.rap.genres[3]",
    ),
    "Old, School, Rap": ("compound", "rap", "masters.rap.genres[4] + masters.rap.genres[0]"),
    "Rap, " * 10 + "Rap": ("unknown", "sort", "masters.sort.catch_all"),
    "Rap, " * 9 + "Rap": ("compound", "rap", "masters.rap.genres[0]"),
    "Trap / Drill / Rap": ("compound", "rap", "masters.rap.genres[3] + masters.rap.genres[0]"),
    "Trap/Drill": ("compound", "rap", "masters.rap.genres[3]"),
    "Rap Rap": ("unknown", "sort", "masters.sort.catch_all"),
    "Polka, Waltz": ("unknown", "sort", "masters.sort.catch_all"),
    "Rap, R&B": ("unknown", "sort", "masters.sort.catch_all"),
    "Rap, Dubstep": ("unknown", "sort", "masters.sort.catch_all"),
    "Rap, Polka": ("unknown", "sort", "masters.sort.catch_all"),
    "Dubstep": ("dropped", None, "drop[1]"),
    "Dubstep, Drum & Bass": ("dropped", None, "drop[1] + drop[0]"),
    "Polka": ("unknown", "sort", "masters.sort.catch_all"),
    "": ("unknown", "sort", "masters.sort.catch_all"),
}


@pytest.mark.parametrize(("genre", "expected"), ROUTES.items(), ids=ROUTES.keys())
def test_route(genre: str, expected: tuple[str, str | None, str]) -> None:
    route = GenreIndex(config(YAML)).resolve(genre)
    assert (route.kind, route.master, route.rule) == expected


def test_an_unknown_genre_names_the_nearest_aliases() -> None:
    index = GenreIndex(config(YAML))
    assert index.resolve("Tech ouse").nearest[0] == "Tech House"
    assert index.resolve("RnB").nearest[0] == "R&B"
    assert index.resolve("Dubstpe").nearest[0] == "Dubstep"
    assert index.resolve("Xylophone quartets").nearest == ()


def test_a_sign_and_its_letter_are_the_same_where_the_nearest_is_looked_for() -> None:
    assert squash("r&b") == squash("rnb") == squash("r n, b")
