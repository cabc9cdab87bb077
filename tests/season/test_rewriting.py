"""A description put right: only what is wrong changes, and it reads as it should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.types import DescriptionRules
from aum_sync.season.descriptions import parse
from aum_sync.season.rewriting import Pair, anew, correction, description, steps

RULES = DescriptionRules()
FOREIGN = "٤"
"""An Arabic-Indic four."""


MOSTLY_BARS = "Rap 4 | Pop 3 | R&B 2 ♩ UK 1 | X 5"


def wanted(text: str) -> tuple[Pair, ...]:
    """``Rap 4 ♩ Soul 3`` as pairs."""
    return tuple((one.genre, one.count or 0) for one in parse(text, RULES).segments)


@pytest.mark.parametrize(
    ("text", "meant", "written"),
    [
        ("♩ Rap 4 ♩ Soul 3", "Rap 3 ♩ Soul 4", "♩ Rap 3 ♩ Soul 4"),
        ("Rap¹⁴♩ Soul ⁵", "Rap 9 ♩ Soul 10", "Rap⁹♩ Soul ¹⁰"),
        ("Rap ₁₄", "Rap 3", "Rap ₃"),
        ("Rap 𝟙𝟜", "Rap 23", "Rap 𝟚𝟛"),
        (f"Rap {FOREIGN}", "Rap 5", "Rap ٥"),
        ("Rap ④", "Rap 5", "Rap 5"),
        ("Area 54⁵", "Area 54 6", "Area 54⁶"),
        ("Rap: 4 | Soul: 3", "Rap 5 ♩ Soul 2", "Rap: 5 | Soul: 2"),
        ("May 2 - May 9 Releases | Rap 4 | Created by me", "Rap 3", None),
        ("R&amp;B 4 ♩ Rap 2", "R&B 3 ♩ Rap 3", "R&B 3 ♩ Rap 3"),
        ("Rap 4 ♩ Soul ♩ Pop 2", "Rap 4 ♩ Soul 3 ♩ Pop 2", "Rap 4 ♩ Soul 3 ♩ Pop 2"),
        ("Rap⁴ ♩ Soul ♩ Pop²", "Rap 4 ♩ Soul 3 ♩ Pop 2", "Rap⁴ ♩ Soul³ ♩ Pop²"),
        ("Rap: 4 ♩ Soul: ♩ Pop: 2", "Rap 4 ♩ Soul 3 ♩ Pop 2", "Rap: 4 ♩ Soul: 3 ♩ Pop: 2"),
        ("Rap ♩ Soul", "Rap 4 ♩ Soul 3", "Rap 4 ♩ Soul 3"),
        ("♩ 𝘚𝘰𝘶𝘭𝘭⁴", "Soul 4", "♩ 𝘚𝘰𝘶𝘭⁴"),
        ("♩ Ｓｏｕｌｌ 4", "Soul 4", "♩ Ｓｏｕｌ 4"),
        ("♩ 𝑆𝑜𝑢𝑙𝑙 4", "R&B Hop 4", "♩ 𝑅&𝐵 𝐻𝑜𝑝 4"),
        ("♩ 𝑆𝑜𝑢𝑙𝑙 4", "Hip 4", "♩ 𝐻𝑖𝑝 4"),
        ("♩ 𝑆𝑜𝑢𝑙𝑙 4", "House 4", "♩ 𝐻𝑜𝑢𝑠𝑒 4"),
        ("♩ 𝑆𝑜𝑢𝑙𝑙 4", "Tech 4", "♩ 𝑇𝑒𝑐h 4"),
        ("♩ 𝑆𝑜𝑢𝑙𝑙 4", "Kadın 4", "♩ 𝐾𝑎𝑑ı𝑛 4"),
        ("♩ 𝑅&𝐵 4", "Soul 4", "♩ 𝑆𝑜𝑢𝑙 4"),
        ("♩ 𝘗𝘰𝘱 54321⁴", "Soul 4", "♩ 𝘚𝘰𝘶𝘭⁴"),
        ("Rap 4 ♩ Soull³ ♩ Pop 2", "Rap 5 ♩ Soul 2 ♩ Pop 2", "Rap 5 ♩ Soul² ♩ Pop 2"),
        ("Rap, 4, Soul, 3", "Rap 5 ♩ Soul 2", "Rap, 5, Soul, 2"),
        ("♩ Ⓢoul 4", "Pop 4", "♩ Pop 4"),
        ("♩ 99 4", "Pop 4", "♩ Pop 4"),
        ("♩ שירים 4", "Pop 4", "♩ Pop 4"),
    ],
)
def test_counts_and_genres_are_put_right_where_they_stand(
    text: str, meant: str, written: str | None
) -> None:
    kept = text.replace("Rap 4", "Rap 3")
    assert description(text, wanted(meant), RULES) == (written or kept)


@pytest.mark.parametrize(
    ("text", "meant", "written"),
    [
        ("♩ 𝘙𝘢𝘱 4 | Soul³ |", "Soul 3 ♩ Rap 4", "♩ Soul³ | 𝘙𝘢𝘱 4 |"),
        ("♩ Rap 4 ♩ Soul 3 ♩ Rap 4", "Rap 4 ♩ Soul 3", "♩ Rap 4 ♩ Soul 3"),
        ("♩ Rap 4 ♩ Soul 3 ♩ Pop 2", "Soul 3 ♩ Pop 6", "♩ Soul 3 ♩ Pop 6"),
        ("Rap 4 ♩ Soul 3  |  Pop 2 ♩", "Rap 4 ♩ Pop 2", "Rap 4  |  Pop 2 ♩"),
        ("Rap 4 ♩ Pop 3 ♩ R&B 2 | Soul 1", "Rap 4 ♩ Pop 3 ♩ Soul 1", "Rap 4 ♩ Pop 3 ♩ Soul 1"),
        ("Rap 4 ♩ Pop 3 ♩ R&B 2  |  Soul 1", "Rap 4 ♩ Pop 3 ♩ Soul 1", "Rap 4 ♩ Pop 3  |  Soul 1"),
        ("Rap 4 | Pop 3 | R&B 2 ♩ UK 1", "Rap 4 ♩ Pop 3 ♩ R&B 2 ♩ UK 1 ♩ X 5", MOSTLY_BARS),
        ("♩ 𝘙𝘢𝘱⁴ ♩ Pop² ♩", "Rap 4 ♩ Soul 3 ♩ Pop 2", "♩ 𝘙𝘢𝘱⁴ ♩ 𝘚𝘰𝘶𝘭³ ♩ Pop² ♩"),
        ("♩ Rap⁴ ♩ Pop² ♩", "Rap 4 ♩ Pop 2 ♩ Soul 3", "♩ Rap⁴ ♩ Pop² ♩ Soul³ ♩"),
        ("♩ Rap⁴ |", "Soul 3 ♩ Rap 1", "♩ Soul³ ♩ Rap¹ |"),
        ("Rap 4, Soul 3", "Rap 2 ♩ Soul 3 ♩ Rap 2", "Rap 2, Soul 3, Rap 2"),
    ],
)
def test_parts_are_exchanged_left_out_and_put_in(text: str, meant: str, written: str) -> None:
    assert description(text, wanted(meant), RULES) == written


def test_with_soft_delimiters_alone_these_are_used() -> None:
    rules = DescriptionRules((), ",")
    assert description("Rap 4", wanted("Rap 3 ♩ Soul 1"), rules) == "Rap 3, Soul 1"
    assert correction(wanted("Rap 3 ♩ Soul 1"), rules) == "Rap 3, Soul 1"
    assert correction(wanted("Rap 3 ♩ Soul 1"), DescriptionRules((), "§")) == "Rap 3 § Soul 1"


def test_what_would_not_read_as_it_should_is_not_written() -> None:
    assert description("12 Rap 4", (("12 Rap", 3),), RULES) is None
    assert description("♩", (("Rap", 3),), RULES) is None
    assert description("♩", (), RULES) == ""
    assert correction((("Rap ♩ Soul", 3),), RULES) is None


@pytest.mark.parametrize(
    ("text", "genre", "written"),
    [
        ("Rap 6\x1b[31m ♩ Soul 3\r\nPop\t2", "Rap 6\x1b[31m", "Rap 4 ♩ Soul 3\nPop 2"),
        ("Rap 6\x07 ♩ Soul 3 ♩ Pop 2", "Rap 6\x07", "Rap 4 ♩ Soul 3 ♩ Pop 2"),
        ("R\x07ap ♩ Soul 3 ♩ Pop 2", "R\x07ap", "Rap 4 ♩ Soul 3 ♩ Pop 2"),
        ("Rap 6\x07 Ska 2\x07 ♩ Soul 3 ♩ Pop 2", "Rap 6\x07 Ska 2\x07", None),
    ],
)
def test_control_characters_are_left_out_and_no_correction_has_one(
    text: str, genre: str, written: str | None
) -> None:
    pairs = ((genre, 4), ("Soul", 3), ("Pop", 2))
    assert description(text, pairs, RULES) == written
    assert correction(pairs, RULES) is None


def test_what_is_to_be_written_anew_has_no_number_in_its_names() -> None:
    pairs = (("Hip Hop, Rap 20260", 4), ("Area 54", 3), ("Pop\x07", 2))
    assert anew(pairs, RULES) == "Hip Hop, Rap 4 ♩ Area 54 3 ♩ Pop 2"
    assert anew((("20260", 4),), RULES) is None
    cut = DescriptionRules(("Area.*",), RULES.delimiters)
    assert anew(pairs, cut) is None, "it would be read otherwise"


def test_a_letter_that_no_alphabet_has_stays_as_it_is() -> None:
    # The surrogate is half a character, as only damaged text has it: nobody can paste it.
    assert description("♩ 𝑆𝑜𝑢𝑙𝑙 4", (("A\ud800ß", 4),), RULES) == "♩ 𝐴ß 4"


@pytest.mark.parametrize(
    ("pairs", "text"),
    [
        ((("Hip Hop, Rap", 4), ("R&B", 13)), "Hip Hop, Rap 4 ♩ R&B 13"),
        ((("Area 54", 4), ("Rap", 1)), "Area 54 4 ♩ Rap 1"),
        ((("12 Rap", 14), ("Rap", 1)), "12 Rap¹⁴ ♩ Rap¹"),
    ],
)
def test_a_correction_is_the_plainest_text_that_reads_so(
    pairs: tuple[Pair, ...], text: str
) -> None:
    assert correction(pairs, RULES) == text


def test_a_correction_is_read_by_the_delimiters_of_the_season() -> None:
    pairs = (("Rap | Soul", 3), ("R&B", 2))
    assert correction(pairs, DescriptionRules((), "§")) == "Rap | Soul 3 § R&B 2"
    assert correction(pairs, DescriptionRules((), "|§")) is None


def test_as_many_genres_stand_one_by_one() -> None:
    assert steps(["a", "b"], (("b", 1), ("a", 2))) == [(0, ("b", 1)), (1, ("a", 2))]
    assert steps(["a", "b"], (("b", 1),)) == [(0, None), (1, ("b", 1))]
    assert steps(["b"], (("a", 1), ("b", 1))) == [(None, ("a", 1)), (0, ("b", 1))]


_genres = st.sampled_from(["Rap", "Soul", "Hip Hop, Rap", "R&B", "Tech House", "Indie Pop"])
_pairs = st.lists(st.tuples(_genres, st.integers(1, 40)), min_size=1, max_size=6)


@given(_pairs, _pairs, st.sampled_from([" {}", "{}", ": {}"]), st.booleans())
def test_whatever_is_wanted_is_said(
    old: list[Pair], new: list[Pair], joint: str, raised: bool
) -> None:
    digits = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹") if raised else {}
    parts = [genre + joint.format(str(count).translate(digits)) for genre, count in old]
    text = description(f"♩ {' ♩ '.join(parts)} | created by me", new, RULES)
    assert text is not None
    assert text.startswith("♩ ")
    assert text.endswith(" | created by me")
    assert [(one.genre, one.count) for one in parse(text, RULES).segments] == new
    assert description(text, new, RULES) == text
