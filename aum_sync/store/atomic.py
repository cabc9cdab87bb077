"""Files that are whole at every instant: the old one or the new one."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that at every instant it is whole, the old one or the new one.

    Whoever may read and write the old one may do so with the new one. Raises OSError, and the old
    file is still there. That the new one survives a failure of power takes :func:`sync_folder` too.
    """
    mode = _mode(path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        # Never readable by more people than the old one is, not even for an instant.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        handle = os.open(temporary, flags, 0o666 if mode is None else mode)
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                temporary.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(handle)
        temporary.replace(path)
    finally:
        # Gone already where all went well; what stopped the write may stop this too.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _mode(path: Path) -> int | None:
    """The permissions of a regular file; None where there is none."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            return stat.S_IMODE(mode)
    return None


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
