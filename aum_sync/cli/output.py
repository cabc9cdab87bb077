"""stdout for results, stderr for messages and progress; colour and progress only on terminals."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

import click

from aum_sync.cli.call import Call
from aum_sync.cli.github import harmless, in_actions
from aum_sync.errors import AumSyncError
from aum_sync.redact import redact
from aum_sync.report.style import Style
from aum_sync.text.cells import clip, narrow

_PIPED_CELLS = 120
_MOST_DIGITS = 5


def style_for(stream: TextIO | None) -> Style:
    """Colour as ``NO_COLOR``, ``FORCE_COLOR`` and the stream say; width as the terminal is."""
    cells = _cells(stream)
    colour = cells is not None and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR"):
        colour = True
    if os.environ.get("NO_COLOR"):
        colour = False
    return Style(colour=colour, cells=cells or _PIPED_CELLS)


def _cells(stream: TextIO | None) -> int | None:
    """How wide a terminal is; None where there is none, and nothing is to be broken."""
    if not _is_terminal(stream):
        return None
    assert stream is not None, "a terminal is a stream"
    asked = os.environ.get("COLUMNS", "")
    cells = int(asked) if asked.isdecimal() and len(asked) <= _MOST_DIGITS else 0
    with suppress(OSError):
        cells = cells or os.get_terminal_size(stream.fileno()).columns
    return cells or _PIPED_CELLS


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def say(text: str) -> None:
    """A message for people, on stderr, without any secret; it never fails."""
    _write(sys.stderr, _line(_narrow(text, sys.stderr)))


def tell(text: str) -> None:
    """The result of a command in sentences for people, none of it to be copied; see `result`."""
    result(_narrow(text, sys.stdout))


def _narrow(text: str, stream: TextIO | None) -> str:
    cells = _cells(stream)
    return text if cells is None else narrow(text, cells)


def result(text: str, *, json: bool = False, done: str = "") -> None:
    """The result of a command, on stdout, without any secret; ``json`` says what it is.

    ``done`` is what was done before, for whoever does not get the result.

    A reader that went away (head, less) or a closed stdout is no error: the command keeps its
    exit code. Raises AumSyncError where the result cannot be written for another reason.
    """
    here = click.get_current_context(silent=True)
    if here and (call := here.find_object(Call)):
        call.told = True
    if error := _write(sys.stdout, _line(text, json=json)):
        raise _unwritten(error, done)


def reveal(text: str) -> None:
    """A secret, on stdout as it is: for somebody who asked to see it."""
    if error := _write(sys.stdout, f"{text}\n"):
        raise _unwritten(error)


def annotate(commands: Iterable[str], *, machine: bool = False) -> None:
    """Workflow commands for GitHub Actions, where this runs in it; else nothing.

    They go to stdout, but to stderr where stdout is for a machine; the runner reads both.
    """
    if in_actions():
        for command in commands:
            _write(sys.stderr if machine else sys.stdout, redact(f"{command}\n"))


def stuck() -> AumSyncError | None:
    """Why what click wrote to stdout by itself (help) did not get there; None where it did."""
    error = _write(sys.stdout, "")
    return _unwritten(error) if error else None


def _unwritten(error: OSError, done: str = "") -> AumSyncError:
    return AumSyncError(
        f"cannot write the result: {error.strerror}" + (f"; {done}" if done else ""),
        hint="make room where standard output goes, or send it elsewhere",
    )


def _line(text: str, *, json: bool = False) -> str:
    shown = redact(text if text.endswith("\n") else f"{text}\n")
    return harmless(shown, json=json) if in_actions() else shown


def _write(stream: TextIO | None, text: str) -> OSError | None:
    """Why the text cannot be written; None where it was, or where nobody is there to read it."""
    if stream is None:  # It was closed before we started.
        return None
    # The same bytes on every machine where a program or a file reads; on a terminal, its encoding.
    encoding = (stream.encoding if _is_terminal(stream) else None) or "utf-8"
    # A lone surrogate, or a sign that the encoding lacks, is escaped and never raises.
    data = text.encode(encoding, "backslashreplace")
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except OSError as error:
        _discard(stream)
        return None if isinstance(error, BrokenPipeError) else error
    return None


def _discard(stream: TextIO) -> None:
    """Send the rest, what is still buffered too, nowhere: it would fail again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


class Progress:
    """One line on a terminal's stderr that is overwritten; nothing at all where stderr is piped."""

    def __init__(self) -> None:
        self._shown = _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"

    def __call__(self, text: str) -> None:
        """Show ``text`` in place of what was shown before."""
        if self._shown:
            # A line that is broken by the terminal could not be overwritten.
            shown = clip(redact(text), (_cells(sys.stderr) or _PIPED_CELLS) - 1)
            _write(sys.stderr, f"\r\x1b[K{shown}")

    def clear(self) -> None:
        """Leave the line as if nothing had been written."""
        self("")
