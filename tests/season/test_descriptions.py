"""Reading descriptions: every style of real ones, and nothing guessed in silence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aum_sync.config.types import DescriptionRules
from aum_sync.errors import DataError
from aum_sync.season.descriptions import parse

RULES = DescriptionRules()

READINGS = {
    "plain": ("♩ Indie Pop 5 ♩ Afrobeat 5", [("Indie Pop", 5), ("Afrobeat", 5)]),
    "styled letters, raised digits": (
        "♩ 𝘏𝘪𝘱 𝘏𝘰𝘱, 𝘙𝘢𝘱¹⁰ ♩ 𝑅𝑒𝑔𝑔𝑎𝑒 ²",
        [("Hip Hop, Rap", 10), ("Reggae", 2)],
    ),
    "commas between and inside": (
        "Apr 14 - Apr 20 Releases | 𝐼𝑛𝑑𝑖𝑒 ⁵ 𝑀𝑖𝑧𝑟𝑎ℎ𝑖 ³, 𝐻𝑖𝑝 𝐻𝑜𝑝, 𝑅𝑎𝑝 ¹⁴ | Created by IG: x",
        [("Indie", 5), ("Mizrahi", 3), ("Hip Hop, Rap", 14)],
    ),
    "several pairs in one sign": (
        "♩ 𝘊𝘰𝘶𝘯𝘵𝘳𝘺¹, 𝘙𝘦𝘨𝘨𝘢𝘦³ ♩ 𝘙𝘢𝘱⁷",
        [("Country", 1), ("Reggae", 3), ("Rap", 7)],
    ),
    "entities": ("♩ 𝑅&amp;𝐵 3 ♩ Bass &#x2F; House 4", [("R&B", 3), ("Bass / House", 4)]),
    "a count glued to the genre": ("♩ Rap5 ♩ Soul4", [("Rap", 5), ("Soul", 4)]),
    "digits inside a genre": (
        "♩ 80s Pop 5 ♩ B2B 4 ♩ Studio 54³ ♩ UK Garage 2 Step ⁴",
        [("80s Pop", 5), ("B2B", 4), ("Studio 54", 3), ("UK Garage 2 Step", 4)],
    ),
    "connectors before the count": (
        "♩ Rap - 5 ♩ Soul: 4 ♩ Pop (3)",
        [("Rap", 5), ("Soul", 4), ("Pop", 3)],
    ),
    "a count is missing": ("♩ Rap 5 ♩ Soul ♩ Pop 3", [("Rap", 5), ("Soul", None), ("Pop", 3)]),
    "a trailing genre without a count": ("Rap 5, Soul", [("Rap", 5), ("Soul", None)]),
    "a number without a genre": ("♩ Rap ♩ 7", [("Rap", None), ("7", None)]),
    "a range is no count": ("♩ Soul 1-9 ♩ Rap 3", [("Soul 1-9", None), ("Rap", 3)]),
    "a number too large for a count": ("♩ Rap 20260 ♩ Soul 3", [("Rap 20260", None), ("Soul", 3)]),
    "Hebrew": ("♩ מזרחית 3 ♩ פופ ⁴", [("מזרחית", 3), ("פופ", 4)]),
    "Arabic digits": ("♩ راي ٣ ♩ Pop 4", [("راي", 3), ("Pop", 4)]),
    "marks of direction": ("\u200f♩ מזרחית\u200e 3\u200f ♩ Rap 2", [("מזרחית", 3), ("Rap", 2)]),
    "two lines": ("Rap 5\nSoul 3", [("Rap", 5), ("Soul", 3)]),
    "other line ends": (
        "Rap 5\u2028Soul 3\u2029Pop 2\u0085Dub 1",
        [*zip(["Rap", "Soul", "Pop", "Dub"], [5, 3, 2, 1], strict=True)],
    ),
    "lowered digits": ("♩ Studio 54₅", [("Studio 54", 5)]),
    "a count far before the next sign": ("♩ Rap 5          , Soul 3", [("Rap", 5), ("Soul", 3)]),
    "a zero": ("♩ Rap 0 ♩ Soul 3", [("Rap", 0), ("Soul", 3)]),
    "dates in front": ("14-18&#x2F;02&#x2F;2022 ♩ Rap 3", [("Rap", 3)]),
    "a day before its month": ("05 July - 14 July ♩ Rap 3", [("Rap", 3)]),
    "a day, a month, a year": ("7 June 2024 | Rap 3", [("Rap", 3)]),
    "an ampersand that is no entity": ("♩ Soul &reggae 3", [("Soul &reggae", 3)]),
    "days sharing a month": ("Sept 2-8 ♩ Rap 3", [("Rap", 3)]),
    "a stray dash before Releases": ("Feb 23  - Mar  1 -  Releases   | ♩ Rap 3", [("Rap", 3)]),
}


@pytest.mark.parametrize(("text", "expected"), READINGS.values(), ids=READINGS.keys())
def test_reads_as_a_careful_reader_would(text: str, expected: list[tuple[str, int | None]]) -> None:
    found = parse(text, RULES)
    assert [(segment.genre, segment.count) for segment in found.segments] == expected


NOTES = {
    "♩ Rap 3. ♩ Soul 2": ["stray"],
    "14/02/2022 ♩ Rap 3": ["date"],
    "♩ Rap 3 · 14/02/2022": ["date"],
    "Pop 5 Rap 3": ["undelimited"],
    "♩ Soul 1-9": ["range"],
    "♩ Soul 1.5": ["fraction"],
    "♩ Rap 1½ ♩ Soul 2": ["fraction"],
    "♩ Rap 1½, Soul 2.5": ["fraction", "fraction"],
    "♩ Rap 1–9 ♩ Soul 2-3": ["range", "range"],
    "♩ Soul ½": ["fraction"],
    "5½": ["bare-number", "fraction"],
    "5 Rap, 3 Soul": ["number-in-front"],
    "♩ 2 Step 4": ["number-in-front"],
    "♩ 2 Step ⁴": [],
    "2024 ♩ Rap 5": ["bare-number"],
    "♩ Rap 123456": ["large"],
    "": ["empty"],
    "   ": ["empty"],
    "♩ Rap 3 ♩ Soul 2": [],
}


@pytest.mark.parametrize(("text", "expected"), NOTES.items())
def test_says_what_it_passed_over(text: str, expected: list[str]) -> None:
    assert [note.code for note in parse(text, RULES).notes] == expected


def test_a_span_runs_from_the_first_letter_to_behind_the_count() -> None:
    text = "♩ (𝑅&amp;𝐵 – ¹⁰) ♩ 𝘛𝘦𝘤𝘩 "
    spans = [text[slice(*segment.span)] for segment in parse(text, RULES).segments]
    assert spans == ["𝑅&amp;𝐵 – ¹⁰", "𝘛𝘦𝘤𝘩"]


def test_boilerplate_is_cut_where_the_season_says() -> None:
    rules = DescriptionRules(strip=(r"^new music:", r"\[[^\]]*\]"))
    found = parse("NEW MUSIC: Rap 3, [thanks 4 all] Soul 2 [bye 9]", rules)
    assert [(segment.genre, segment.count) for segment in found.segments] == [
        ("Rap", 3),
        ("Soul", 2),
    ]


def test_a_pattern_that_matches_nothing_cuts_nothing() -> None:
    assert parse("Rap 3", DescriptionRules(strip=("x*",))) == parse("Rap 3", RULES)


def test_no_boilerplate_beside_a_date_is_part_of_it() -> None:
    for text, start in (("12.5.2025 by me Rap 3", 0), (" by me 12.5.2025 Rap 3", 7)):
        (note,) = parse(text, DescriptionRules(strip=(" by me ",))).notes
        assert text[slice(*note.span)].rstrip() == "12.5.2025"
        assert note.span[0] == start


def test_one_sign_behind_boilerplate_is_left() -> None:
    found = parse("Rap 3 by me♩", DescriptionRules(strip=("by me",)))
    assert [(segment.genre, segment.count) for segment in found.segments] == [("Rap", 3)]


TOLD = {
    "Rap 3 ♩ !? ♩ Soul 2": ("stray", "passed over '!?'", "!?"),
    "\n12.5.2025\nRap 3": ("date", "passed over the date '12.5.2025'", "\n12.5.2025"),
    "Rap ¹² ♩ 5.10.2024 Soul 3": ("date", "passed over the date '5.10.2024'", "5.10.2024"),
    "Studio 1.1.²⁰ ♩ Rap 3": ("fraction", "a fraction is no count", "1.1.²⁰"),
    "Rap 1.5": ("fraction", "a fraction is no count", "1.5"),
    "4.5 Rap 3": ("fraction", "a fraction is no count", "5"),
    "12 ♩ Rap 3": ("bare-number", "'12' is a number without a genre", "12"),
}


@pytest.mark.parametrize(("text", "told"), TOLD.items())
def test_a_note_has_its_words_and_its_place(text: str, told: tuple[str, str, str]) -> None:
    (note,) = parse(text, RULES).notes
    code, words, piece = told
    start = text.index(piece)
    assert (note.code, note.text, note.span) == (code, words, (start, start + len(piece)))


def test_any_blank_stands_between_words() -> None:
    for blank in "\t\x0b\x1e\u00a0":
        (segment,) = parse(f"Tech{blank}House 3", RULES).segments
        assert (segment.genre, segment.count) == ("Tech House", 3)


def test_delimiters_are_the_curators_choice() -> None:
    found = parse("Rap 3 # Soul 2", DescriptionRules(delimiters="#"))
    assert [(segment.genre, segment.count) for segment in found.segments] == [
        ("Rap", 3),
        ("Soul", 2),
    ]
    assert found.notes == ()


def test_a_pattern_that_runs_away_is_an_error() -> None:
    rules = DescriptionRules(strip=(r"^(a|aa)+$",))
    with pytest.raises(DataError) as caught:
        parse("a" * 200 + "!", rules)
    (fault,) = caught.value.faults
    assert fault.message.endswith(f"strip ran for more than 1 s on '{'a' * 60}'")
    assert fault.hint == "write it without nested repetitions"


GENRES = st.sampled_from(
    ["Rap", "Hip Hop, Rap", "R&B", "Bass / House", "מזרחית", "K-Pop", "シティポップ"]
)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _italic(text: str) -> str:
    return "".join(
        chr(0x1D608 + ord(c) - 65)
        if "A" <= c <= "Z"
        else chr(0x1D622 + ord(c) - 97)
        if "a" <= c <= "z"
        else c
        for c in text
    )


@given(
    st.lists(st.tuples(GENRES, st.integers(1, 60)), min_size=1, max_size=9),
    st.sampled_from([" ♩ ", "♪", " | ", " • "]),
    st.booleans(),
    st.booleans(),
)
def test_any_style_of_writing_reads_back(
    pairs: list[tuple[str, int]], sign: str, italic: bool, raised: bool
) -> None:
    written = [
        f"{_italic(genre) if italic else genre} {str(n).translate(RAISED) if raised else n}"
        for genre, n in pairs
    ]
    found = parse(sign + sign.join(written), RULES)
    expected = [(unicodedata.normalize("NFKC", genre), n) for genre, n in pairs]
    assert [(segment.genre, segment.count) for segment in found.segments] == expected


@given(st.text(st.sampled_from("aR פ&;#x2F,/♩|.-()19٣²⁵½\u200e\n Ⅳﷺ"), max_size=60))
def test_any_text_gives_ordered_spans_that_begin_and_end_where_they_say(text: str) -> None:
    found = parse(text, RULES)
    end = 0
    for segment in found.segments:
        first, last = segment.span
        assert end <= first < last <= len(text)
        assert segment.genre
        end = last
    assert found.declared == sum(segment.count or 0 for segment in found.segments)
    assert found.segments or any(note.code == "empty" for note in found.notes)
