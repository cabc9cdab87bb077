"""stdout for results, stderr for messages and progress; colour and progress only on terminals."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

import click

from aum_sync.cli.call import Call
from aum_sync.cli.github import harmless, in_actions
from aum_sync.errors import AumSyncError
from aum_sync.redact import redact
from aum_sync.report.style import Style

_PIPED_CELLS = 120


def style_for(stream: TextIO | None) -> Style:
    """Colour as ``NO_COLOR``, ``FORCE_COLOR`` and the stream say; width as the terminal is."""
    terminal = _is_terminal(stream)
    colour = terminal and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR"):
        colour = True
    if os.environ.get("NO_COLOR"):
        colour = False
    cells = shutil.get_terminal_size((_PIPED_CELLS, 24)).columns if terminal else _PIPED_CELLS
    return Style(colour=colour, cells=cells)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def say(text: str) -> None:
    """A message for people, on stderr, without any secret; it never fails."""
    _write(sys.stderr, _line(text))


def result(text: str, *, json: bool = False) -> None:
    """The result of a command, on stdout, without any secret; ``json`` says what it is.

    A reader that went away (head, less) or a closed stdout is no error: the command keeps its
    exit code. Raises AumSyncError where the result cannot be written for another reason.
    """
    here = click.get_current_context(silent=True)
    if here and (call := here.find_object(Call)):
        call.told = True
    if error := _write(sys.stdout, _line(text, json=json)):
        raise _unwritten(error)


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


def _unwritten(error: OSError) -> AumSyncError:
    return AumSyncError(
        f"cannot write the result: {error.strerror}",
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
            _write(sys.stderr, f"\r\x1b[K{redact(text)}")

    def clear(self) -> None:
        """Leave the line as if nothing had been written."""
        self("")
