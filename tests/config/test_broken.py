"""One file per kind of broken season; each says in its first lines what must be reported.

``# expect: 7:5+4 text`` is a fault at line 7, column 5, with four carets; ``#   hint: text``
below it is the way on.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aum_sync.errors import ConfigError, Fault
from tests.config.seasons import load_files
from tests.conftest import Aum

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
_EXPECT = re.compile(r"# expect: (\d+):(\d+)\+(\d+) (.+)")
_HINT = re.compile(r"#   hint: (.+)")

Expected = tuple[int, int, int, str, str | None]


def expectations(text: str) -> list[Expected]:
    found: list[Expected] = []
    for line in text.split("\n"):
        if match := _EXPECT.fullmatch(line):
            line_, column, length, message = match.groups()
            found.append((int(line_), int(column), int(length), message, None))
        elif match := _HINT.fullmatch(line):
            found[-1] = (*found[-1][:4], match[1])
    return found


def _reported(fault: Fault) -> Expected:
    assert fault.place, fault
    assert fault.place.path == "config/season.yaml"
    return (
        fault.place.line,
        fault.place.column,
        fault.place.length,
        fault.message,
        fault.hint,
    )


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_season_reports_exactly_its_faults(path: Path) -> None:
    data = path.read_bytes()
    with pytest.raises(ConfigError) as caught:
        load_files({"config/season.yaml": data})
    lines = data.decode().split("\n")
    for fault in caught.value.faults:
        assert fault.place
        assert fault.place.excerpt == lines[fault.place.line - 1]
    expected = expectations(data.decode())
    assert expected, "the file must say what it expects"
    assert [_reported(fault) for fault in caught.value.faults] == expected
    assert all(fault.hint for fault in caught.value.faults), "every fault has a way on"


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_season_ends_validate_with_an_error_and_no_traceback(
    path: Path, aum: Aum, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "season.yaml").write_bytes(path.read_bytes())
    outcome = aum("validate", "--root", tmp_path)
    assert (outcome.code, outcome.out) == (1, "")
    for line, column, *_ in expectations(path.read_text("utf-8")):
        assert f"config/season.yaml:{line}:{column}: error: " in outcome.err


def test_there_are_at_least_forty_kinds() -> None:
    assert len(BROKEN) >= 40
