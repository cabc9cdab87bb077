"""One root for every expected error, and the table of exit codes.

Whatever a user can cause is an :class:`AumSyncError` that carries :class:`Fault` values: what
happened, where, and what to do next. ``cli.ending`` is the only place that handles it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Literal

Level = Literal["error", "warning"]


class ExitCode(IntEnum):
    """What a process ends with; see the table in ``docs/cli.md``."""

    OK = 0
    ERROR = 1
    USAGE = 2
    BUG = 3
    REFUSED = 4
    STALE = 5
    PARTIAL = 6
    PENDING = 10
    INTERRUPTED = 130


_PRECEDENCE = (
    ExitCode.BUG,
    ExitCode.REFUSED,
    ExitCode.STALE,
    ExitCode.PARTIAL,
    ExitCode.ERROR,
    ExitCode.PENDING,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The one of several exit codes that counts: the first of 3, 4, 5, 6, 1, 10, else 0."""
    found = set(codes)
    return next((code for code in _PRECEDENCE if code in found), ExitCode.OK)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text file. Line and column count from 1, in code points.

    ``excerpt`` is the whole line without its end; ``length`` is how many code points of it,
    from ``column`` on, a caret line underlines.
    """

    path: str
    line: int
    column: int
    excerpt: str = ""
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what happened, where, and the way on."""

    message: str
    place: Place | None = None
    hint: str | None = None
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class AumSyncError(Exception):
    """The root of every expected error; carries one fault or more, all found at once."""

    exit_code: ClassVar[ExitCode] = ExitCode.ERROR

    def __init__(self, *faults: Fault | str, hint: str | None = None) -> None:
        self.faults = tuple(
            fault if isinstance(fault, Fault) else Fault(fault, hint=hint) for fault in faults
        )
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ConfigError(AumSyncError):
    """``config/`` cannot be used as it stands."""


class StateError(AumSyncError):
    """A file under ``state/`` is damaged, unsafe or of a newer format."""


class UnreadableError(AumSyncError):
    """One playlist cannot be read: gone, someone else's, being edited. Others still can."""


class DataError(AumSyncError):
    """What was read is well formed but cannot be planned from."""


class AmbiguousError(AumSyncError):
    """A write that may have happened or not: no usable answer came. Never repeated blindly."""


class RefusedError(AumSyncError):
    """Spotify refused a write and did nothing."""


class StoppedError(AumSyncError):
    """This run may ask Spotify no more; what was done so far stands.

    ``retry_at`` is when it may be asked again, in seconds since 1970, where that is known.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.PARTIAL

    def __init__(
        self, *faults: Fault | str, hint: str | None = None, retry_at: float | None = None
    ) -> None:
        super().__init__(*faults, hint=hint)
        self.retry_at = retry_at
