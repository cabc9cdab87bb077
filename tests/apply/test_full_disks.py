"""Disks that are full and repositories that cannot be written to: what to do is said."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.apply.conftest import Start
from tests.apply.test_troubles import DONE, apply, before_write, contents, elsewhere
from tests.conftest import Outcome

WAY_ON = "→ make room on the disk and see that {}/.git can be written to"


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process or of one that it starts may grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_nothing_is_written(start: Start) -> None:
    season = start()
    said: list[Outcome] = []
    with full_disk():
        assert season.writes(lambda: said.append(season.run("apply", code=1))) == []
    assert "main of origin cannot be brought here: " in said[0].err
    assert WAY_ON.format(season.root) in said[0].err
    assert contents(season) == ("a x", "")
    apply(season, code=0)
    assert contents(season) == DONE


def test_a_disk_that_fills_half_way_loses_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = start()
    with ExitStack() as stack, monkeypatch.context() as wire:
        before_write(wire, 2, lambda: stack.enter_context(full_disk()))
        said = season.run("apply", code=6).err
    assert "Stopped half-way" in said
    assert WAY_ON.format(season.root) in said
    season.follow()
    assert season.state.pending is not None
    assert season.writes(lambda: apply(season, code=0)) == []
    assert contents(season) == DONE
    assert season.in_sync


def test_without_room_for_temporary_files_nothing_is_written(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    season = start()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not-there"))
    said: list[Outcome] = []
    assert season.writes(lambda: said.append(season.run("apply", code=1))) == []
    assert "no state commit can be made: No such file or directory" in said[0].err
    assert "TMPDIR" in said[0].err


def test_in_a_repository_that_cannot_be_written_to_nothing_is_written(start: Start) -> None:
    season = start()
    season.clone.git("gc", "--quiet", "--prune=now")
    objects = season.root / ".git" / "objects"
    for number in range(256):
        # Holds for every user, an administrator too: there is no folder to put an object into.
        (objects / f"{number:02x}").touch()
    said: list[Outcome] = []
    assert season.writes(lambda: said.append(season.run("apply", code=1))) == []
    assert "no state commit can be made: " in said[0].err
    assert WAY_ON.format(season.root) in said[0].err


def test_where_the_tip_cannot_be_brought_here_that_is_said(start: Start) -> None:
    season = start()
    other = elsewhere(season)
    other.git("commit", "--quiet", "--allow-empty", "--message", "theirs")
    other.git("push", "--quiet", "origin", "main")
    season.clone.git("gc", "--quiet", "--prune=now")
    for number in range(256):
        (season.root / ".git" / "objects" / f"{number:02x}").touch()
    said = season.run("apply", code=1).err
    assert "main of origin cannot be brought here: " in said
    assert WAY_ON.format(season.root) in said
