"""The entry point: verbs loaded where they are called, and nothing before that they need."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from aum_sync import __version__
from aum_sync.cli.call import Call
from aum_sync.redact import keep_secrets_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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
    "report": "write the season and its plan as one HTML page to search, sort and filter",
    "overlap": "compare two playlists, and offer the cleanup of what they share",
    "typos": "find the weeks whose counts look wrong, and say how they may be meant",
    "fix": "write the correction of a week, or print its description put right",
    "parse": "read one description from standard input",
    "simulate": "serve a world file as a local Spotify",
    "demo": "play an invented season through on the simulator",
    "schema": "print the JSON Schema of a file that aum_sync reads or writes",
    "completion": "print what teaches a shell to complete verbs, options, masters and weeks",
}


class _Verbs(click.Group):
    """A group whose commands are imported only when one is called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            if ctx.resilient_parsing:
                return None  # A shell asks: a message would land in the middle of its line.
            from aum_sync.cli.options import similar

            raise click.UsageError(f"no such verb: {cmd_name!r}.{similar(cmd_name, VERBS)}", ctx)
        module = importlib.import_module(f"aum_sync.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        from click.shell_completion import CompletionItem

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


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code; every error ends here as a message."""
    keep_secrets_of(os.environ)
    call = Call()
    try:
        code = cli.main(args=arguments, prog_name="aum-sync", standalone_mode=False, obj=call)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (bugs become messages, too)
        from aum_sync.cli.ending import end

        return end(error, call)
    return int(code) if isinstance(code, int) else 0


def main() -> None:
    """Run the command line of this process."""
    # What a command makes it needs to its end, and then the process is gone: to look for rubbish
    # in between is vain, and takes the longer the larger the season is. What serves on and on
    # (simulate) turns it on again.
    gc.disable()
    sys.exit(run())
