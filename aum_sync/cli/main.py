"""The entry point: verbs loaded where they are called, and the one handler of all errors."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from aum_sync import __version__
from aum_sync.cli.output import annotate, say, style_for
from aum_sync.errors import AumSyncError, ExitCode
from aum_sync.redact import redact

VERBS = {
    "validate": "check the configuration, the weeks and their checksums; needs no network",
    "pull": "read what changed on Spotify into state/",
    "plan": "show what would change on Spotify, track by track, and why",
    "show": "render a plan that was saved as JSON",
    "parse": "read one description from standard input",
    "simulate": "serve a world file as a local Spotify",
    "demo": "play an invented season through on the simulator",
    "schema": "print the JSON Schema of a file that aum_sync reads or writes",
}


class _Verbs(click.Group):
    """A group whose commands are imported only when one is called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            close = _closest(cmd_name)
            hint = f" Did you mean {close!r}?" if close else ""
            raise click.UsageError(f"no such verb: {cmd_name!r}.{hint}", ctx)
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


def _closest(word: str) -> str | None:
    from rapidfuzz import process

    found = process.extractOne(word, list(VERBS), score_cutoff=60)
    return found[0] if found else None


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="aum-sync")
def cli() -> None:
    """Declarative, Git-driven sync for Spotify playlists.

    A season is config/season.yaml and state/ in a git repository. `aum-sync pull` reads Spotify
    into state/, `aum-sync plan` shows what would change and why. Nothing writes to Spotify here.
    """


def _report_error(error: AumSyncError) -> ExitCode:
    from aum_sync.report.annotations import fault_annotation
    from aum_sync.report.faults import render_faults

    say(render_faults(error.faults, style_for(sys.stderr)))
    annotate(map(fault_annotation, error.faults))
    return error.exit_code


def _report_bug(error: Exception) -> ExitCode:
    text = redact("".join(traceback.format_exception(error)))
    handle, name = tempfile.mkstemp(prefix="aum-sync-bug-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"aum-sync {__version__}, Python {sys.version}\n\n{text}")
    say(f"bug in aum-sync: {type(error).__name__}. Nothing was written to Spotify.")
    say(f"Please report it with the contents of {Path(name)}")
    return ExitCode.BUG


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code; every error ends here as a message."""
    try:
        code = cli.main(args=arguments, prog_name="aum-sync", standalone_mode=False)
        return int(code) if isinstance(code, int) else int(ExitCode.OK)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return int(ExitCode.INTERRUPTED)
    except AumSyncError as error:
        return int(_report_error(error))
    except Exception as error:  # noqa: BLE001 (the one place where a bug becomes a message)
        return int(_report_bug(error))


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run())
