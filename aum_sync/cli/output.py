"""stdout for results, stderr for messages and progress; colour and progress only on terminals."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from aum_sync.redact import redact
from aum_sync.report.style import Style

_PIPED_CELLS = 120


def style_for(stream: TextIO) -> Style:
    """Colour as ``NO_COLOR``, ``FORCE_COLOR`` and the stream say; width as the terminal is."""
    terminal = stream.isatty()
    colour = terminal and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR"):
        colour = True
    if os.environ.get("NO_COLOR"):
        colour = False
    cells = shutil.get_terminal_size((_PIPED_CELLS, 24)).columns if terminal else _PIPED_CELLS
    return Style(colour=colour, cells=cells)


def say(text: str) -> None:
    """A message for people, on stderr, without any secret."""
    _write(sys.stderr, text)


def result(text: str) -> None:
    """The result of a command, on stdout, without any secret."""
    _write(sys.stdout, text)


def annotate(commands: Iterable[str], *, machine: bool = False) -> None:
    """Workflow commands for GitHub Actions, where this runs in it; else nothing.

    They go to stdout, but to stderr where stdout is for a machine; the runner reads both.
    """
    if os.environ.get("GITHUB_ACTIONS"):
        for command in commands:
            _write(sys.stderr if machine else sys.stdout, command)


def _write(stream: TextIO, text: str) -> None:
    shown = redact(text if text.endswith("\n") else text + "\n")
    encoding = stream.encoding or "utf-8"
    # A lone surrogate, or a sign that the terminal's encoding lacks, is escaped and never raises.
    try:
        stream.write(shown.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # Who reads us went away (head, less): no error, and nothing to flush at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise SystemExit(0) from None


class Progress:
    """One line on a terminal's stderr that is overwritten; nothing at all where stderr is piped."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, text: str) -> None:
        """Show ``text`` in place of what was shown before."""
        if self._shown:
            sys.stderr.write("\r\x1b[K" + redact(text))
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line as if nothing had been written."""
        self("")
