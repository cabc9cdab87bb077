"""Which paths a season's files may have: inside ``config/`` and ``state/``, of bounded size."""

from __future__ import annotations

from aum_sync.errors import AumSyncError, ConfigError, StateError

MAX_BYTES = 32 * 2**20
"""No file of a season is larger; a master with 10,000 tracks takes about 4 MB."""

ROOMS = ("config", "state")
"""The folders that a season's files are in."""


def path_error(path: str, message: str, hint: str | None = None) -> AumSyncError:
    """The error that says what is wrong with this file, of the class that fits its folder."""
    kind = StateError if path.startswith("state/") else ConfigError
    return kind(f"{path}: {message}", hint=hint)


def refuse_unsafe(path: str) -> None:
    """Raise where ``path`` is not plainly a file or folder inside ``config/`` or ``state/``."""
    parts = path.split("/")
    plain = all(part not in ("", ".", "..") for part in parts)
    if not plain or parts[0] not in ROOMS or "\\" in path or "\0" in path:
        raise path_error(
            path,
            "this path does not stay inside the season's config/ or state/",
            "write it with / and relative to the season's directory, like config/artists.txt",
        )
