from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from aum_sync.text.cells import (
    LRM,
    brief,
    clip,
    clip_left,
    fit,
    narrow,
    pasted,
    right_to_left,
    steady,
    unpasted,
    visible,
    width,
    wrap,
)
from tests.text.hostile import hostile


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain", "Plain"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x9b2J", "<U+009B>2J"),
        ("\u202egnp.exe", "<U+202E>gnp.exe"),
        ("a\u200bb", "a<U+200B>b"),
        ("blank \u3164 letter", "blank <U+3164> letter"),
        ("\ud83d", "<U+D83D>"),
        ("smuggled\U000e0041", "smuggled<U+E0041>"),
        ("\ufeffmarked\u200e\u200f", "marked"),
        ("p\u200dassword", "p<U+200D>assword"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("👩‍👩‍👧 👍🏽 ❤️ 🇮🇱", "👩‍👩‍👧 👍🏽 ❤️ 🇮🇱"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("a" + "\u0301" * 50 + "b", "a" + "\u0301" * 8 + "b"),
    ],
)
def test_text_is_shown_on_one_line_with_nothing_hidden(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown", "left"),
    [
        ("Rap 5 ♩ 𝘚𝘰𝘶𝘭³\nPop\u200f 👩‍👩‍👧", "Rap 5 ♩ 𝘚𝘰𝘶𝘭³\nPop\u200f 👩‍👩‍👧", ()),
        ("one\r\ntwo\rthree\tfour\x85five", "one\ntwo\nthree four five", ()),
        ("Rap 5\x1b[1;31m, Soul\x07 3\x07", "Rap 5, Soul 3", ("<U+001B>[1;31m", "<U+0007>")),
        ("\x1b]8;;x\x9b2J\ud83d", "]8;;x2J", ("<U+001B>", "<U+009B>", "<U+D83D>")),
    ],
)
def test_what_is_printed_to_be_pasted_has_no_control_character(
    text: str, shown: str, left: tuple[str, ...]
) -> None:
    assert (pasted(text), unpasted(text)) == (shown, left)


@given(hostile)
def test_nothing_but_line_ends_acts_on_a_terminal_in_what_is_pasted(text: str) -> None:
    shown = pasted(text)
    assert not {unicodedata.category(char) for char in shown.replace("\n", "")} & {"Cc", "Cs"}
    assert pasted(shown) == shown
    assert unpasted(shown) == ()


@given(hostile)
def test_nothing_that_acts_on_a_terminal_stays(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068"
    )
    shown.encode()


@given(hostile)
def test_showing_twice_changes_nothing_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("Rap", 3),
        ("漢字", 4),
        ("한글", 4),
        ("שָׁלוֹם", 4),
        ("𝘏𝘪𝘱", 3),
        ("cafe\u0301", 4),
        ("👩‍👩‍👧", 2),
        ("🇮🇱", 2),
        ("１", 2),
        (f"שיר{LRM}", 3),
        ("\x07", 0),
        ("漢\x1b字", 4),
    ],
)
def test_width_counts_terminal_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(hostile.map(visible), st.integers(0, 60))
def test_clipped_text_fits_and_says_that_it_was_cut(text: str, cells: int) -> None:
    shown = clip(text, cells)
    assert width(shown) <= cells
    if width(text) <= cells:
        assert shown == text
    else:
        assert shown.endswith("…") or cells == 0


@given(hostile.map(visible), st.integers(0, 60), st.booleans())
def test_fitted_text_takes_exactly_its_cells(text: str, cells: int, right: bool) -> None:
    assert wcswidth(fit(text, cells, right=right)) == cells


def test_a_cut_never_splits_what_is_one_character_to_people() -> None:
    assert clip("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 5) == "👩‍👩‍👧👩‍👩‍👧…"
    assert clip("cafe\u0301 noir", 5) == "cafe\u0301…"
    assert clip("漢字漢字", 4) == "漢…"


def test_a_long_hostile_title_is_cut_quickly() -> None:
    assert width(clip("漢" * 200_000, 40)) == 39


def test_columns_are_aligned_left_or_right() -> None:
    assert fit("ab", 4) == "ab  "
    assert fit("ab", 4, right=True) == "  ab"


@pytest.mark.parametrize("text", ["שיר", "أغنية", "Song (שיר)", "٣"])
def test_right_to_left_text_is_closed_by_a_mark_that_takes_no_cell(text: str) -> None:
    assert right_to_left(text)
    assert steady(text) == text + LRM
    assert width(steady(text)) == width(text)
    assert fit(text, 12).rstrip() == text + LRM


@pytest.mark.parametrize("text", ["", "Song", "漢字", "𝘏𝘪𝘱 ¹⁰", "👩‍👩‍👧"])
def test_other_text_gets_no_mark(text: str) -> None:
    assert not right_to_left(text)
    assert steady(text) == text


@given(hostile.map(visible), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert lines
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).replace(LRM, "").split()) == "".join(text.split())


def test_text_is_wrapped_at_blanks_and_long_words_in_between() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("a spotify:track:x", 9) == ["a", "spotify:t", "rack:x"]
    assert wrap("漢字漢", 4) == ["漢字", "漢"]
    assert wrap("漢字", 1) == ["漢", "字"]
    assert wrap("", 5) == [""]


@given(hostile, st.integers(0, 30))
def test_the_end_of_a_text_is_kept_and_takes_no_more_than_its_cells(text: str, cells: int) -> None:
    shown = visible(text)
    cut = clip_left(shown, cells)
    assert width(cut) <= cells
    assert shown.endswith(cut.removeprefix("…"))
    assert cut == shown or width(shown) > cells


@given(hostile, st.integers(6, 30))
def test_a_brief_text_keeps_its_beginning_and_its_end(text: str, cells: int) -> None:
    cut = brief(text, cells)
    assert width(cut) <= cells
    if cut != visible(text):
        head, tail = cut.split("…", 1) if "…" not in text else ("", "")
        assert visible(text).startswith(head)
        assert visible(text).endswith(tail)


def test_what_is_cut_out_is_the_middle() -> None:
    assert brief("0123456789" * 10, 12) == "01234567…789"


def test_a_command_and_a_percentage_stay_on_one_line() -> None:
    text = "over 99 %: aum-sync typos --week 3 says why (aum-sync fix --week 3)"
    assert wrap(text, 30) == [
        "over 99 %:",
        "aum-sync typos --week 3 says",
        "why (aum-sync fix --week 3)",
    ]
    assert wrap("run aum-sync rollback --undo 41", 12) == ["run aum-sync", "rollback", "--undo 41"]


@given(hostile, st.integers(10, 60))
def test_narrow_lines_say_what_the_line_said(text: str, cells: int) -> None:
    line = f"  \x1b[31merror\x1b[0m: {visible(text)}"
    parts = narrow(line, cells).split("\n")
    assert " ".join(" ".join(parts).replace(LRM, "").split()) == " ".join(line.split())
    for part in parts:
        bare = part.replace("\x1b[31m", "").replace("\x1b[0m", "")
        assert wcswidth(bare) <= cells or len(bare.split()) == 1
    assert all(part.startswith("    ") for part in parts[1:])


def test_what_is_copied_stays_whole() -> None:
    text = "Open https://github.com/me/season/compare/main...aum-sync/init?expand=1 then"
    copied = "  git push --set-upstream origin main aum-sync/init"
    assert narrow(f"{text}\n{copied}", 40).split("\n") == [
        "Open",
        "  https://github.com/me/season/compare/main...aum-sync/init?expand=1",
        "  then",
        copied,
    ]
