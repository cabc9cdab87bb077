"""Files that are hardly YAML, or too much of it: one clear fault, quickly, and never more."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from aum_sync.config.document import MAX_DEPTH, MAX_NODES
from aum_sync.config.loader import load
from aum_sync.config.syntax import MAX_BYTES
from aum_sync.config.types import ArtistsRule
from aum_sync.errors import ConfigError, Fault, StateError
from tests.config.seasons import HEAD, SMALLEST, load_files, load_text
from tests.conftest import Aum

WITH_ARTISTS = HEAD + (
    "masters:\n  rest: {catch_all: true}\n  pop: {also: [{artists_file: config/pop.txt}]}\n"
)


def faults(data: bytes) -> list[Fault]:
    with pytest.raises(ConfigError) as caught:
        load_files({"config/season.yaml": data})
    return list(caught.value.faults)


def fault(data: bytes) -> Fault:
    (only,) = faults(data)
    return only


def test_a_season_that_is_not_there_names_the_file() -> None:
    with pytest.raises(ConfigError, match=r"there is no config/season\.yaml here") as caught:
        load_files({})
    assert "--root" in str(caught.value.faults[0].hint)


@pytest.mark.parametrize("text", ["", "\n# nothing yet\n", "---\n"])
def test_an_empty_file_says_how_to_begin(text: str) -> None:
    found = fault(text.encode())
    assert found.message == "this file is empty"
    assert "version: 1" in str(found.hint)


def test_a_byte_order_mark_is_tolerated_and_moves_no_column() -> None:
    config = load_files({"config/season.yaml": codecs.BOM_UTF8 + SMALLEST.encode()}).config
    assert config == load_text(SMALLEST).config
    found = fault(codecs.BOM_UTF8 + SMALLEST.replace("version: 1", "version: 2").encode())
    assert found.place
    assert (found.place.line, found.place.column) == (1, 10)


def test_line_ends_of_windows_move_no_column() -> None:
    text = SMALLEST.replace("catch_all: true", "catch_all: ja")
    one, two = (fault(text.replace("\n", end).encode()).place for end in ("\n", "\r\n"))
    assert one == two


def test_utf_16_is_named() -> None:
    found = fault(SMALLEST.encode("utf-16"))
    assert "UTF-16" in found.message
    assert found.hint == "save config/season.yaml as UTF-8"


def test_a_byte_that_is_no_utf_8_has_its_place() -> None:
    found = fault(SMALLEST.encode() + "drop: [Dubsté".encode("latin-1") + b"p]\n")
    assert "0xe9" in found.message
    assert found.place
    assert (found.place.line, found.place.column) == (5, 13)


def test_a_file_that_is_too_large_is_not_read() -> None:
    found = fault(b"#" * (MAX_BYTES + 1))
    assert f"{MAX_BYTES:,}" in found.message
    assert "right file" in str(found.hint)
    load_text(SMALLEST + "#" * (MAX_BYTES - len(SMALLEST)))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_is_bounded(opening: str) -> None:
    found = fault((opening * 5000).encode())
    assert f"nested deeper than {MAX_DEPTH} levels" in found.message


def test_the_number_of_values_is_bounded() -> None:
    found = fault(SMALLEST.encode() + b"drop: [" + b"a," * MAX_NODES + b"]\n")
    assert f"more than {MAX_NODES} values" in found.message


def test_aliases_that_multiply_are_bounded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert "aliases followed" in fault("\n".join(lines).encode()).message


def test_an_alias_of_itself_is_bounded() -> None:
    assert "nested deeper" in fault(b"drop: &a [*a]\n").message


def test_an_alias_that_repeats_a_value_is_that_value() -> None:
    text = HEAD + "masters:\n  rest: {catch_all: true, name: &n Rest}\n  pop: {name: *n}\n"
    assert load_text(text).config.master("pop").name == "Rest"


@pytest.mark.parametrize("yaml", [r'a: "\UFFFFFFFF"', "%YAML 1." + "9" * 5000 + "\n---\na: 1"])
def test_numbers_beyond_what_the_reader_takes_are_a_fault(yaml: str) -> None:
    assert "too large" in fault(yaml.encode()).message


def test_yaml_trouble_of_no_special_kind_still_has_a_place() -> None:
    found = fault(b"%YAML 2.0\n---\nversion: 1\n")
    assert found.message.startswith("this is no YAML: ")
    assert found.place
    assert found.place.line == 1


def test_more_than_a_hundred_faults_are_counted() -> None:
    found = faults(SMALLEST.encode() + b"drop: [" + b"1, " * 150 + b"2]\n")
    assert len(found) == 101
    assert found[-1].message == "and 51 more; mend these first"


def test_of_many_circles_of_exclusions_twenty_are_named() -> None:
    pairs = "".join(
        f"  a{n}: {{excludes: [b{n}]}}\n  b{n}: {{excludes: [a{n}]}}\n" for n in range(25)
    )
    found = faults((SMALLEST + pairs).encode())
    circles = {str(fault.message).split(": ")[1] for fault in found}
    assert len(circles) == len(found) == 20
    assert circles <= {f"a{n} → b{n} → a{n}" for n in range(25)}


@pytest.mark.parametrize("number", ["0x1F", "1:30", ".nan", ".inf", "2026-01-02"])
def test_what_yaml_makes_of_odd_scalars_is_text_as_written(number: str) -> None:
    config = load_text(SMALLEST + f"drop: [{number}]\n").config
    assert [alias.text for alias in config.drop] == [number]
    percent = SMALLEST + f"policy: {{max_removals: {{percent: {number}}}}}\n"
    assert fault(percent.encode()).message == (
        "policy.max_removals.percent must be a number, not text"
    )


def test_whole_numbers_may_be_written_with_a_point() -> None:
    policy = load_text(SMALLEST + "policy: {budget: 40.0, max_removals: {percent: 3.0}}").config
    assert repr(policy.policy.budget) == "40"
    assert repr(policy.policy.max_removals.percent) == "3"


def test_a_line_end_behind_a_value_is_no_part_of_a_playlist() -> None:
    text = HEAD + 'masters:\n  rest: {catch_all: true, playlist: "AAAAAAAAAAAAAAAAAAAAAA\\n"}\n'
    assert fault(text.encode()).message.startswith("masters.rest.playlist must be a playlist")


def test_artists_come_from_a_file_without_comments_and_blank_lines() -> None:
    artists = b"# pop\r\n\r\n  The  Pets \r\nAAAAAAAAAAAAAAAAAAAAA1\r\n"
    loaded = load_files({"config/season.yaml": WITH_ARTISTS.encode(), "config/pop.txt": artists})
    (rule,) = loaded.config.master("pop").also
    assert isinstance(rule, ArtistsRule)
    assert rule.names == {"the pets", "aaaaaaaaaaaaaaaaaaaaa1"}
    assert rule.ids == {"AAAAAAAAAAAAAAAAAAAAA1"}


def test_a_file_of_artists_without_artists_is_a_warning() -> None:
    loaded = load_files({"config/season.yaml": WITH_ARTISTS.encode(), "config/pop.txt": b"# x\n"})
    (warning,) = loaded.warnings
    assert (warning.level, warning.message) == ("warning", "config/pop.txt names no artist")


def test_a_file_of_artists_that_is_no_text_has_a_place_of_its_own() -> None:
    with pytest.raises(ConfigError) as caught:
        load_files({"config/season.yaml": WITH_ARTISTS.encode(), "config/pop.txt": b"a\nb\xff\n"})
    assert str(caught.value.faults[0].place) == "config/pop.txt:2:2"


def test_conflict_markers_in_a_file_of_artists_are_no_names() -> None:
    artists = b"Noga Erez\r\n=======\r\nRotem Sivan\r\n"
    with pytest.raises(ConfigError) as caught:
        load_files({"config/season.yaml": WITH_ARTISTS.encode(), "config/pop.txt": artists})
    (found,) = caught.value.faults
    assert str(found) == "config/pop.txt:2:1: a merge left its conflict markers here"


def test_an_odd_blank_is_named_only_where_something_is_wrong() -> None:
    text = SMALLEST + "drop: [Rap\u00a0Rock]\ncleanup: []\nexpect:\u3000[]\n"
    found = fault(text.encode())
    assert found.message.startswith("the blank U+3000 (ideographic space) stands where YAML wants")
    assert found.place
    assert (found.place.line, found.place.column) == (7, 8)
    fine = SMALLEST + "drop:\n- Week#1:\u00a0live\n"
    assert load_text(fine).config.drop[0].text == "Week#1:\u00a0live"


def test_a_file_of_artists_that_is_unsafe_is_reported_where_it_is_named() -> None:
    def read(path: str) -> bytes | None:
        if path == "config/season.yaml":
            return WITH_ARTISTS.encode()
        raise StateError(f"{path} is a symbolic link")

    with pytest.raises(ConfigError) as caught:
        load(read)
    (found,) = caught.value.faults
    assert found.message == "config/pop.txt is a symbolic link"
    assert found.place
    assert found.place.line == 5


def test_a_broken_season_on_disk_ends_every_verb_with_its_faults(aum: Aum, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    text = SMALLEST.replace("catch_all", "catchall")
    (tmp_path / "config" / "season.yaml").write_text(text, "utf-8")
    outcome = aum("validate", "--root", tmp_path)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        f"{tmp_path}/config/season.yaml:4:10: error: unknown key 'catchall' in masters.rest\n"
        "  4 |   rest: {catchall: true}\n"
        "    |          ^^^^^^^^\n"
        "  → did you mean 'catch_all'?\n"
        f"(commands and paths in hints are meant in {tmp_path})\n"
    )
