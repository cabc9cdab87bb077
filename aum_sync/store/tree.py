"""Where a season's files come from: a tree that is read, and the work tree that is written too."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aum_sync.errors import AumSyncError
from aum_sync.paths import MAX_BYTES, path_error, refuse_unsafe
from aum_sync.store.atomic import replace_file, sync_folder

_TOO_LARGE = "no file of a season is: look at what it is, and put the right one there"


class Tree(Protocol):
    """The files of one season. Paths are relative to its root, with ``/``."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none. Raises AumSyncError if it is unsafe."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of the files directly inside; () where there is no such folder."""
        ...


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files below ``root`` as they lie on disk.

    Only regular files inside ``config/`` and ``state/`` are touched, and nothing is reached
    through a symlink: whoever writes the repository decides nothing outside of it.
    """

    root: Path

    def read(self, path: str) -> bytes | None:
        """The bytes of a regular file; None where there is none."""
        found = self._find(path)
        if found is None:
            return None
        try:
            status = found.stat()
            if not stat.S_ISREG(status.st_mode):
                raise path_error(path, "is no regular file", f"look at it: ls -l {path}")
            if status.st_size > MAX_BYTES:
                raise path_error(path, f"is larger than {MAX_BYTES // 2**20} MiB", _TOO_LARGE)
            return found.read_bytes()
        except OSError as error:
            raise _cannot("read", path, error) from error

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of what lies directly inside; folders aside that bear no file's name."""
        found = self._find(folder)
        if found is None:
            return ()
        try:
            entries = list(os.scandir(found))
        except OSError as error:
            raise _cannot("read", folder, error) from error
        files = (e for e in entries if "." in e.name[1:] or not e.is_dir(follow_symlinks=False))
        return tuple(sorted(entry.name for entry in files))

    def write(self, path: str, data: bytes) -> None:
        """Write a file so that at every instant it is whole, the old one or the new one."""
        self._find(path)
        target = self.root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, data)
        except OSError as error:
            raise _cannot("write", path, error) from error
        _sync(path, target.parent)

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is fine."""
        found = self._find(path)
        if found is None:
            return
        try:
            found.unlink()
        except OSError as error:
            raise _cannot("remove", path, error) from error
        _sync(path, found.parent)

    def _find(self, path: str) -> Path | None:
        refuse_unsafe(path)
        here = self.root
        for part in path.split("/"):
            here = here / part
            try:
                mode = here.lstat().st_mode
            except FileNotFoundError:
                return None
            except NotADirectoryError as error:
                raise self._no_folder(path, path.rpartition(f"/{part}")[0]) from error
            except OSError as error:
                raise _cannot("read", path, error) from error
            if stat.S_ISLNK(mode):
                raise path_error(
                    path,
                    f"{part} is a symbolic link",
                    "put the file itself there: a season's files are regular files",
                )
        return here

    def _no_folder(self, path: str, above: str) -> AumSyncError:
        """That there is a file where a folder should be; git has one of its own called config."""
        if (self.root / "HEAD").is_file() and (self.root / "objects").is_dir():
            hint = f"leave {above} where it is, and run aum-sync in a clone: git clone"
            return path_error(path, "this is a bare repository (or a .git): no work tree", hint)
        hint = f"move it away: a season keeps a folder at {above}"
        return path_error(path, f"{above} is no folder", hint)


def _cannot(verb: str, path: str, error: OSError) -> AumSyncError:
    hint = "nothing of it was changed; make room or set its permissions, then run it again"
    if verb == "read":
        hint = f"it and the folders above must be readable: ls -ld {path}"
    return path_error(path, f"cannot {verb} it: {_reason(error)}", hint)


def _sync(path: str, folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as error:
        raise path_error(
            path,
            f"was changed, but the disk does not confirm that it will last: {_reason(error)}",
            "look after the disk, then run it again and compare: git status",
        ) from error


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
