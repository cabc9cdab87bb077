"""The entry point: verbs loaded where they are called, and the one handler of all errors."""

from __future__ import annotations

import importlib
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
from click.shell_completion import CompletionItem

from aum_sync import __version__
from aum_sync.cli.github import way_to
from aum_sync.cli.options import Call, similar
from aum_sync.cli.output import annotate, result, say, stuck, style_for
from aum_sync.errors import AumSyncError, ExitCode, Fault
from aum_sync.redact import keep_secrets_of, redact

VERBS = {
    "init": "begin a season: its files on a branch, for the first pull request",
    "login": "let an app into Spotify, and put its token where it belongs, unseen",
    "doctor": "look through the set-up: what is well, what is not, and what to do",
    "import": "propose a season from an account, or pin masters to an old backup",
    "validate": "check the configuration, the weeks and their checksums; needs no network",
    "pull": "read what changed on Spotify into state/",
    "plan": "show what would change on Spotify, track by track, and why",
    "show": "render a plan that was saved as JSON",
    "apply": "bring Spotify to where the reviewed season wants it",
    "gate": "say whether what was reviewed may be applied, rule by rule",
    "comment": "put the review of a pull request on it, as its one comment",
    "propose": "put what changed in the work tree into one pull request",
    "watch": "keep one issue about what needs somebody",
    "request": "write a request: a file that asks for the review of a plan",
    "status": "say where every master stands: in sync, pending, edited on Spotify",
    "adopt": "keep what was edited on Spotify, by a change of season.yaml",
    "history": "list the applies that were, and what each changed",
    "rollback": "bring back what the masters held, by pins in a pull request",
    "explain": "say why a track is where it is: every week, master, rule and line",
    "orphans": "list the tracks of masters that no week holds, and what becomes of them",
    "stats": "show the season in figures",
    "overlap": "compare two playlists, and offer the cleanup of what they share",
    "typos": "find the weeks whose counts look wrong, and say how they may be meant",
    "fix": "write the correction of a week, or print its description put right",
    "parse": "read one description from standard input",
    "simulate": "serve a world file as a local Spotify",
    "demo": "play an invented season through on the simulator",
    "schema": "print the JSON Schema of a file that aum_sync reads or writes",
}


class _Verbs(click.Group):
    """A group whose commands are imported only when one is called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            raise click.UsageError(f"no such verb: {cmd_name!r}.{similar(cmd_name, VERBS)}", ctx)
        module = importlib.import_module(f"aum_sync.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        return [
            CompletionItem(verb, help=text)
            for verb, text in VERBS.items()
            if verb.startswith(incomplete)
        ]


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="aum-sync")
def cli() -> None:
    """Declarative, Git-driven sync for Spotify playlists.

    A season is config/season.yaml and state/ in a git repository. `aum-sync pull` reads Spotify
    into state/, `aum-sync plan` shows what would change and why. `aum-sync apply` alone writes to
    Spotify, what the remote's branch says.
    """


def _below(root: Path, fault: Fault) -> Fault:
    """The fault with its place as seen from where ``root`` is: for an editor to jump to."""
    if fault.place is None:
        return fault
    return replace(fault, place=replace(fault.place, path=(root / fault.place.path).as_posix()))


def _report_error(error: AumSyncError, call: Call) -> ExitCode:
    from aum_sync.report.annotations import Annotator
    from aum_sync.report.faults import render_faults

    faults = [_below(call.root, fault) for fault in error.faults]
    say(render_faults(faults, style_for(sys.stderr)))
    if call.root != Path() and any(fault.hint for fault in faults):
        say(f"(commands and paths in hints are meant in {call.root})")
    commands = Annotator(way_to(call.root)).commands(faults=error.faults)
    annotate(commands, machine=call.machine)
    return error.exit_code


def _tell_program(code: int, *faults: Fault) -> None:
    """The errors as the one value of JSON, where a verb ended before it could give its own."""
    from aum_sync.report.faults import as_values

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
        from aum_sync.text.cells import visible

        say("\n".join(map(visible, text.splitlines())))
        say(f"Please report it with these lines, and that it is aum-sync {__version__}")
    else:
        say(f"Please report it with the contents of {Path(name)}")
    return ExitCode.BUG


def _report_system(error: OSError, call: Call) -> ExitCode:
    """Click writes its help by itself; any other error of the system here is a bug."""
    unwritten = stuck()
    return _report_error(unwritten, call) if unwritten else _report_bug(error)


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code; every error ends here as a message."""
    keep_secrets_of(os.environ)
    call = Call()
    faults: tuple[Fault, ...] = ()
    try:
        code = cli.main(args=arguments, prog_name="aum-sync", standalone_mode=False, obj=call)
        code = int(code) if isinstance(code, int) else int(ExitCode.OK)
    except click.ClickException as error:
        code, faults = _report_usage(error), (Fault(error.format_message()),)
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        code, faults = int(ExitCode.INTERRUPTED), (Fault("interrupted"),)
    except AumSyncError as error:
        code, faults = int(_report_error(error, call)), error.faults
    except OSError as error:
        code, faults = int(_report_system(error, call)), (_bug(error),)
    except Exception as error:  # noqa: BLE001 (the one place where a bug becomes a message)
        code, faults = int(_report_bug(error)), (_bug(error),)
    if faults and call.form == "json" and not call.told:
        _tell_program(code, *faults)
    return code


def _bug(error: Exception) -> Fault:
    return Fault(f"bug in aum-sync: {type(error).__name__}")


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run())
