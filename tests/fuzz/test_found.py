"""What fuzzing found once, for good: each input holds to what every input must hold to."""

from __future__ import annotations

import pytest

from aum_sync.errors import ConfigError
from tests.config.seasons import SMALLEST, load_text
from tests.fuzz.descriptions import DESCRIPTIONS, read
from tests.fuzz.documents import DOCUMENTS

TEXTS = {
    "an entity's name that only begins like one": ("♩ Soul &reggae; 3", ["Soul &reggae"]),
    "an entity with a digit of another script": ("♩ a&#8٣297;p 3", ["a&#8٣297;p"]),
    "an entity that holds another's name": ("&nbspsReleasesp;3", ["p"]),
    "an invisible sign between two marks": ("♩ pۢ\U000e0041\u031b 3", ["pۢ\U000e0041\u031b"]),
    "entities that are nothing": ("&#2;" * 100, []),
    "boilerplate that begins within a sign": ("2\u2100reated by", ["2a"]),
    "a date that ends within a sign": ("Feb½ 2", ["2"]),
}


@pytest.mark.parametrize(("text", "genres"), TEXTS.values(), ids=TEXTS.keys())
def test_descriptions(text: str, genres: list[str]) -> None:
    DESCRIPTIONS.once(text)
    assert [segment.genre for segment in read(text).segments] == genres


LONG = "x" * 3_000
DOCUMENTS_FOUND = {
    "a broken item in a list of masters": (
        "  pop: {excludes: [no]}\n",
        "masters.pop.excludes[0] must be text; YAML reads no as true or false",
    ),
    "a control character in a key": (
        '  "\\0": s\n',
        "a key has a control character in it, U+0000",
    ),
    "a line end in a scalar that should be a list": (
        "drop: a\n\n  b\n",
        "drop must be a list, not a single value",
    ),
    "a line end in a placeholder": (
        '  pop: {description: "{a\\nb}"}\n',
        "masters.pop.description has the unknown placeholder {a b}",
    ),
    "a key of any length around others": (
        f"? {LONG}\n: {{a: 1, a: 2}}\n",
        f"the key 'a' stands twice in {'x' * 119}…, first at config/season.yaml:6",
    ),
    "a marker of a merge behind line ends of old": (
        "#\r#\n<<<<<<< a\n",
        "a merge left its conflict markers here",
    ),
}


@pytest.mark.parametrize(("text", "message"), DOCUMENTS_FOUND.values(), ids=DOCUMENTS_FOUND.keys())
def test_documents(text: str, message: str) -> None:
    DOCUMENTS.once(f"{SMALLEST}{text}".encode())
    with pytest.raises(ConfigError) as caught:
        load_text(SMALLEST + text)
    assert message in [fault.message for fault in caught.value.faults]


def test_faults_of_a_document_that_is_no_mapping_stand_in_order() -> None:
    DOCUMENTS.once(b"- {&a []}")
    with pytest.raises(ConfigError) as caught:
        load_text("- {&a []: 1}\n")
    assert [fault.message for fault in caught.value.faults] == [
        "a season is a mapping of keys",
        "a key must be plain text",
    ]


def test_a_line_behind_line_ends_of_old_is_counted_as_elsewhere() -> None:
    with pytest.raises(ConfigError) as caught:
        load_text("#\r#\r\n<<<<<<< a\n")
    assert str(caught.value.faults[0].place) == "config/season.yaml:3:1"


def test_the_same_track_in_two_masters_by_many_corrections_is_told_once_each() -> None:
    tracks = ", ".join(f"{number:022}: {{master: [a, b], reason: x}}" for number in range(30))
    masters = "  a: {excludes: [b, b, b, c]}\n  b: {}\n  c: {}\n"
    text = f"{masters}corrections: {{tracks: {{{tracks}}}}}\n"
    with pytest.raises(ConfigError) as caught:
        load_text(SMALLEST + text)
    assert len(caught.value.faults) == 30
