"""Files that are there and cannot be read: an error that leads on, whichever file it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aum_sync.paths import MAX_BYTES
from tests.config.seasons import SMALLEST
from tests.conftest import Aum

ARTISTS = SMALLEST + "  pop: {also: [{artists_file: config/pop.txt}]}\n"
FILES = ("config/season.yaml", "config/pop.txt", "state/weeks/12.json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A season of three files, one of which is no lock."""
    root = tmp_path / "season"
    for path, text in zip(FILES, (ARTISTS, "Ada\n", "{}"), strict=True):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_may_not_be_read_says_what_to_look_at(
    path: str, root: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def guarded(self: Path) -> bytes:
        if self == root / path:
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", guarded)  # root may read everything
    outcome = aum("validate", "--root", root)
    assert outcome.code == 1
    assert f"{path}: cannot read it: Permission denied" in outcome.err
    assert f"it and the folders above must be readable: ls -ld {path}" in outcome.err


def test_a_folder_that_may_not_be_read_says_what_to_look_at(
    root: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", forbidden)
    outcome = aum("validate", "--root", root)
    assert outcome.code == 1
    assert "state/weeks: cannot read it: Permission denied" in outcome.err
    assert "must be readable: ls -ld state/weeks" in outcome.err


def test_a_file_of_absurd_size_is_not_read(root: Path, aum: Aum) -> None:
    with (root / "config" / "season.yaml").open("ab") as file:
        file.truncate(MAX_BYTES + 1)
    outcome = aum("validate", "--root", root)
    assert outcome.code == 1
    assert "config/season.yaml: is larger than 32 MiB" in outcome.err
    assert "put the right one there" in outcome.err
