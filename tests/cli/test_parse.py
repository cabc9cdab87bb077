"""`aum-sync parse`: one description on standard input."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from tests.conftest import Aum, Outcome


@pytest.fixture
def parse(aum: Aum, monkeypatch: pytest.MonkeyPatch) -> Any:
    def call(text: str | bytes, *arguments: object) -> Outcome:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        return aum("parse", *arguments)

    return call


def test_json_is_as_the_contract_says(parse: Any) -> None:
    text = "♩ Indie Pop 5 ♩ 𝘈𝘧𝘳𝘰𝘣𝘦𝘢𝘵⁵"
    outcome = parse(text, "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out) == {
        "status": "ok",
        "segments": [
            {"genre": "Indie Pop", "count": 5, "span": [2, 13]},
            {"genre": "Afrobeat", "count": 5, "span": [16, 25]},
        ],
        "declared": 10,
        "notes": [],
    }
    assert text[16:25] == "𝘈𝘧𝘳𝘰𝘣𝘦𝘢𝘵⁵"


@pytest.mark.parametrize(
    ("total", "status"),
    [((), "missing-counts"), (("--total", 7), "inferred"), (("--total", 5), "mismatch")],
)
def test_a_total_makes_the_difference_and_the_exit_code_is_0(
    total: tuple[object, ...], status: str, parse: Any
) -> None:
    outcome = parse("♩ Rap 5 ♩ Soul", "--format", "json", *total)
    assert outcome.code == 0
    value = json.loads(outcome.out)
    assert (value["status"], value["segments"][1]["count"]) == (status, None)


def test_text_lines_up_in_cells_and_says_what_was_inferred_and_passed_over(parse: Any) -> None:
    outcome = parse("14/02/2022 ♩ シティポップ 5 ♩ Soul", "--total", 7)
    assert outcome.out.splitlines() == [
        "シティポップ  5",
        "Soul          2 (inferred)",
        "note: passed over the date '14/02/2022'",
        "inferred: 5 of 7 declared",
    ]
    assert parse("♩ Soul").out.splitlines() == ["Soul  ?", "missing-counts: 0 declared"]


def test_a_fraction_or_a_range_is_one_note_over_the_whole_of_it(parse: Any) -> None:
    for text, noted in (
        ("♩ Rap 1½ ♩ Soul 2", ["1½"]),
        ("♩ Rap 1.5 ♩ Soul 2–3", ["1.5", "2–3"]),
        ("♩ Rap 1½, Soul 1½", ["1½", "1½"]),
        ("♩ Rap 1&frasl;2", ["1&frasl;2"]),
    ):
        notes = json.loads(parse(text, "--format", "json").out)["notes"]
        assert [text[slice(*note["span"])] for note in notes] == noted
        lines = [one for one in parse(text).out.splitlines() if one.startswith("note:")]
        assert lines == list(dict.fromkeys(f"note: {note['text']}" for note in notes))


def test_an_empty_text_is_kindly_said(parse: Any) -> None:
    outcome = parse("")
    assert outcome.out.splitlines() == [
        "note: this description declares no genre yet",
        "missing-counts: 0 declared",
    ]


@pytest.mark.parametrize("data", [b"\xff\xfe Rap 5", b"\x1b[2J\xe2\x80\xae Rap 5", b"\x00" * 99])
def test_bytes_that_are_no_text_do_no_harm(data: bytes, parse: Any) -> None:
    outcome = parse(data)
    assert outcome.code == 0
    assert "\x1b" not in outcome.out
    assert "\u202e" not in outcome.out


def test_too_long_a_text_is_refused(parse: Any) -> None:
    assert parse("🎵" * 20_000 + "\n").code == 0
    assert parse("🎵" * 20_001).code == 1
    outcome = parse("a" * 20_001)
    assert outcome.code == 1
    assert "Spotify allows 300" in outcome.err


def test_a_negative_total_is_wrong_usage(parse: Any) -> None:
    assert parse("Rap 5", "--total", -1).code == 2
