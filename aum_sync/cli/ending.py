"""The one handler of all errors: what each becomes on stderr, and the exit code.

It is imported where something went wrong, and only then.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

import click

from aum_sync import __version__
from aum_sync.cli.call import Call
from aum_sync.cli.github import way_to
from aum_sync.cli.output import annotate, result, say, stuck, style_for
from aum_sync.errors import AumSyncError, ExitCode, Fault
from aum_sync.redact import redact
from aum_sync.report.annotations import Annotator
from aum_sync.report.faults import as_values, render_faults
from aum_sync.text.cells import visible


def end(error: Exception | KeyboardInterrupt, call: Call) -> int:
    """Say what went wrong, and return the exit code."""
    code, faults = _told(error, call)
    if call.form == "json" and not call.told:
        _tell_program(code, *faults)
    return code


def _told(error: Exception | KeyboardInterrupt, call: Call) -> tuple[int, tuple[Fault, ...]]:
    match error:
        case click.ClickException():
            return _report_usage(error), (Fault(error.format_message()),)
        case click.Abort() | KeyboardInterrupt():
            say("interrupted")
            return int(ExitCode.INTERRUPTED), (Fault("interrupted"),)
        case AumSyncError():
            return int(_report_error(error, call)), error.faults
        case OSError():
            return int(_report_system(error, call)), (_bug(error),)
        case _:
            return int(_report_bug(error)), (_bug(error),)


def _below(root: Path, fault: Fault) -> Fault:
    """The fault with its place as seen from where ``root`` is: for an editor to jump to."""
    if fault.place is None:
        return fault
    return replace(fault, place=replace(fault.place, path=(root / fault.place.path).as_posix()))


def _report_error(error: AumSyncError, call: Call) -> ExitCode:
    root = Path(call.root)
    faults = [_below(root, fault) for fault in error.faults]
    say(render_faults(faults, style_for(sys.stderr)))
    if root != Path() and any(fault.hint for fault in faults):
        say(f"(commands and paths in hints are meant in {root})")
    commands = Annotator(way_to(root)).commands(faults=error.faults)
    annotate(commands, machine=call.machine)
    return error.exit_code


def _tell_program(code: int, *faults: Fault) -> None:
    """The errors as the one value of JSON, where a verb ended before it could give its own."""
    value = {"exit": code, "errors": as_values(faults)}
    with suppress(AumSyncError):  # There is nowhere else to say that stdout takes nothing.
        result(json.dumps(value, ensure_ascii=False, indent=2), json=True)


def _report_usage(error: click.ClickException) -> int:
    shown = StringIO()
    error.show(shown)
    say(shown.getvalue())
    return error.exit_code


def _report_bug(error: Exception) -> ExitCode:
    text = redact("".join(traceback.format_exception(error)))
    say(
        f"{_bug(error)}. Only aum-sync apply writes to Spotify: "
        f"if that was it, run it again, it looks first and goes on from there."
    )
    try:
        handle, name = tempfile.mkstemp(prefix="aum-sync-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"aum-sync {__version__}, Python {sys.version}\n\n{text}")
    except OSError:
        say("\n".join(map(visible, text.splitlines())))
        say(f"Please report it with these lines, and that it is aum-sync {__version__}")
    else:
        say(f"Please report it with the contents of {Path(name)}")
    return ExitCode.BUG


def _report_system(error: OSError, call: Call) -> ExitCode:
    """Click writes its help by itself; any other error of the system here is a bug."""
    unwritten = stuck()
    return _report_error(unwritten, call) if unwritten else _report_bug(error)


def _bug(error: Exception) -> Fault:
    return Fault(f"bug in aum-sync: {type(error).__name__}")
