"""The work tree: nothing outside config/ and state/, nothing half-written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from aum_sync.errors import AumSyncError, ConfigError, StateError
from aum_sync.paths import MAX_BYTES
from aum_sync.store.atomic import replace_file
from aum_sync.store.tree import WorkTree

UNSAFE = (
    "",
    "/etc/passwd",
    "../secret",
    "config/../../secret",
    "config/./a",
    "config//a",
    "config/",
    "other/file",
    "config\\a",
    "state/a\0b",
)


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    """A season's directory with nothing in it."""
    return WorkTree(tmp_path / "season")


@pytest.mark.parametrize("path", UNSAFE)
def test_a_path_that_does_not_stay_inside_is_refused(tree: WorkTree, path: str) -> None:
    for act in (tree.read, tree.names, tree.remove, lambda path: tree.write(path, b"")):
        with pytest.raises(AumSyncError, match="does not stay inside"):
            act(path)


def test_what_is_written_is_read(tree: WorkTree) -> None:
    tree.write("state/weeks/1.json", b"one")
    tree.write("state/weeks/1.json", b"two")
    tree.write("state/weeks/0.json", b"")
    assert tree.read("state/weeks/1.json") == b"two"
    assert tree.names("state/weeks") == ("0.json", "1.json")
    assert tree.names("state") == ()


def test_what_is_not_there_is_none(tree: WorkTree) -> None:
    assert tree.read("config/season.yaml") is None
    assert tree.names("state/weeks") == ()
    assert tree.read("state/weeks/1.json") is None


def test_removing_is_final_and_may_be_repeated(tree: WorkTree) -> None:
    tree.write("state/a", b"")
    tree.remove("state/a")
    tree.remove("state/a")
    assert tree.read("state/a") is None


@pytest.mark.parametrize("link", ["state", "state/weeks", "state/weeks/1.json"])
def test_nothing_is_reached_through_a_symlink(tree: WorkTree, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    (outside / "weeks").mkdir(parents=True)
    (outside / "weeks" / "1.json").write_text("secret")
    place = tree.root / link
    place.parent.mkdir(parents=True)
    target = outside / Path(link).relative_to("state")
    place.symlink_to(target)
    for act in (tree.read, tree.remove, lambda path: tree.write(path, b"")):
        with pytest.raises(StateError, match="is a symbolic link"):
            act("state/weeks/1.json")
    assert (outside / "weeks" / "1.json").read_text() == "secret"


def test_a_folder_or_a_pipe_is_no_file(tree: WorkTree) -> None:
    (tree.root / "config" / "artists").mkdir(parents=True)
    os.mkfifo(tree.root / "config" / "pipe")
    for path in ("config/artists", "config/pipe"):
        with pytest.raises(ConfigError, match="is no regular file"):
            tree.read(path)
    assert tree.names("config") == ("pipe",)
    (tree.root / "state" / "weeks" / "1.json").mkdir(parents=True)
    assert tree.names("state/weeks") == ("1.json",)
    with pytest.raises(StateError, match="is no regular file"):
        tree.read("state/weeks/1.json")


def test_a_file_where_a_folder_should_be_is_an_error(tree: WorkTree) -> None:
    tree.write("state/weeks", b"")
    with pytest.raises(StateError, match="state/weeks: cannot read it: "):
        tree.names("state/weeks")
    with pytest.raises(StateError, match="state/weeks is no folder"):
        tree.write("state/weeks/1.json", b"")
    with pytest.raises(StateError, match="state/weeks is no folder"):
        tree.read("state/weeks/1.json")
    (tree.root / "state" / "folder").mkdir()
    with pytest.raises(StateError, match="cannot remove it: "):
        tree.remove("state/folder")


def test_a_name_too_long_for_the_disk_is_an_error(tree: WorkTree) -> None:
    tree.write("state/a", b"")
    with pytest.raises(StateError, match="cannot read it: File name too long"):
        tree.read(f"state/{'x' * 300}")


def test_a_file_that_may_not_be_read_is_an_error(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write("state/a", b"")

    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(StateError, match="state/a: cannot read it: Permission denied"):
        tree.read("state/a")


def test_a_file_too_large_is_refused(tree: WorkTree) -> None:
    tree.write("state/big", b"")
    with (tree.root / "state" / "big").open("wb") as file:
        file.truncate(MAX_BYTES)
        assert len(tree.read("state/big") or b"") == MAX_BYTES
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(StateError, match="larger than 32 MiB"):
        tree.read("state/big")


def test_a_write_that_fails_midway_leaves_the_old_file_and_nothing_else(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write("state/a", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(StateError, match="cannot write it: No space left on device") as caught:
            tree.write("state/a", b"new and longer")
    assert caught.value.faults[0].hint
    assert tree.read("state/a") == b"old"
    assert tree.names("state") == ("a",)


def test_a_write_that_fails_where_nothing_can_be_removed_either_says_why_it_failed(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    def gone(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        disk.setattr(Path, "unlink", gone)
        with pytest.raises(StateError, match="cannot write it: No space left on device"):
            tree.write("state/a", b"new")


@pytest.mark.parametrize("act", ["write", "remove"])
def test_a_change_that_the_disk_does_not_confirm_is_not_called_undone(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    tree.write("state/a", b"old")
    real = os.fsync

    def failing(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        real(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", failing)
        with pytest.raises(StateError, match="state/a: was changed, but") as caught:
            tree.write("state/a", b"new") if act == "write" else tree.remove("state/a")
    assert "Input/output error" in str(caught.value)
    assert "nothing" not in (caught.value.faults[0].hint or "")
    assert tree.read("state/a") == (b"new" if act == "write" else None)


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write("state/a", b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as now:
        now.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            tree.write("state/a", b"new")
    assert tree.read("state/a") == b"old"
    assert tree.names("state") == ("a",)


def test_files_get_the_permissions_that_the_user_gives(tree: WorkTree) -> None:
    before = os.umask(0o027)
    try:
        tree.write("state/a", b"")
    finally:
        os.umask(before)
    assert (tree.root / "state" / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755, 0o444])
def test_a_file_that_is_replaced_keeps_its_permissions(tree: WorkTree, mode: int) -> None:
    tree.write("state/a", b"old")
    (tree.root / "state" / "a").chmod(mode)
    before = os.umask(0o022)
    try:
        tree.write("state/a", b"new")
    finally:
        os.umask(before)
    assert tree.read("state/a") == b"new"
    assert (tree.root / "state" / "a").stat().st_mode & 0o777 == mode


def test_a_link_gives_no_permissions_to_the_file_in_its_place(tmp_path: Path) -> None:
    link, before = tmp_path / "link", os.umask(0o027)
    link.symlink_to(tmp_path)
    try:
        replace_file(link, b"new")
    finally:
        os.umask(before)
    assert (link.is_symlink(), link.stat().st_mode & 0o777) == (False, 0o640)
