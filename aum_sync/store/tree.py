"""Where a season's files come from: a tree that is read, and the work tree that is written too."""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aum_sync.paths import MAX_BYTES, path_error, refuse_unsafe


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
                raise path_error(path, f"is larger than {MAX_BYTES // 2**20} MiB")
            return found.read_bytes()
        except OSError as error:
            raise _cannot("read", path, error) from error

    def names(self, folder: str) -> tuple[str, ...]:
        """The sorted names of what lies directly inside, folders aside."""
        found = self._find(folder)
        if found is None:
            return ()
        try:
            entries = list(os.scandir(found))
        except OSError as error:
            raise _cannot("read", folder, error) from error
        return tuple(sorted(e.name for e in entries if not e.is_dir(follow_symlinks=False)))

    def write(self, path: str, data: bytes) -> None:
        """Write a file so that at every instant it is whole, the old one or the new one."""
        self._find(path)
        target = self.root / path
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(handle)
            temporary.replace(target)
            _sync(target.parent)
        except OSError as error:
            raise _cannot("write", path, error) from error
        finally:
            # Gone already where all went well; a folder that refused the file refuses this too.
            if temporary.exists():
                temporary.unlink()

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is fine."""
        found = self._find(path)
        if found is None:
            return
        try:
            found.unlink()
            _sync(found.parent)
        except OSError as error:
            raise _cannot("remove", path, error) from error

    def _find(self, path: str) -> Path | None:
        refuse_unsafe(path)
        here = self.root
        for part in path.split("/"):
            here = here / part
            try:
                mode = here.lstat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                return None
            except OSError as error:
                raise _cannot("read", path, error) from error
            if stat.S_ISLNK(mode):
                raise path_error(
                    path,
                    f"{part} is a symbolic link",
                    "put the file itself there: a season's files are regular files",
                )
        return here


def _cannot(verb: str, path: str, error: OSError) -> Exception:
    reason = error.strerror or type(error).__name__
    hint = "nothing of it was changed; make room or set its permissions, then run it again"
    return path_error(path, f"cannot {verb} it: {reason}", None if verb == "read" else hint)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
