"""Prints docs/cli.md from the command line itself: ``make docs`` writes it, a test compares it."""

import sys

import click

from aum_sync.cli.main import VERBS, cli

HEAD = """# Command line

Made from `--help` by `make docs`; edit the help texts.

All verbs but `parse`, `simulate`, `demo`, `schema`, `completion` and `show` work on `config/season.yaml` and `state/` under `--root` (default: here). Results go to stdout, messages and progress to stderr; `--format json` is alone on stdout, one value whatever comes of it: a verb that ends early gives `{"exit": 1, "errors": [{"level", "message", "place", "hint"}]}`. Colour and progress only on a terminal; `NO_COLOR` and `FORCE_COLOR` are honoured. Under GitHub Actions faults are also annotations, on their lines of `config/season.yaml`, and so are failing weeks, on their files in `state/weeks/`; nothing that a title or a name brings along acts as a workflow command.

| exit | meaning |
|---|---|
| 0 | done, or nothing to do |
| 1 | an error that the message explains: configuration, data, Spotify, git |
| 2 | wrong usage |
| 3 | a bug in aum-sync: the traceback is in a file, please report it |
| 4 | refused by a limit: the plan is printed all the same |
| 5 | drifted or stale: Spotify or the repository changed since it was planned |
| 6 | an apply stopped half-way; run it again to go on |
| 10 | `plan` and `status` with `--detailed-exitcode`: changes are pending |
| 130 | interrupted |

Of several, the first of 3, 4, 5, 6, 1, 10 counts. `validate` with held weeks is 0 with warnings; `--strict` makes them 1.
"""  # noqa: E501 (Markdown paragraphs are one line)


def reference() -> str:
    """The page: its head, then every verb with its help."""
    context = cli.make_context("aum-sync", [], resilient_parsing=True)
    context.terminal_width = 80
    parts = [HEAD]
    for verb in VERBS:
        command = cli.get_command(context, verb)
        assert command is not None, verb
        inner = click.Context(command, context, info_name=verb)
        help_text = command.get_help(inner).rstrip()
        parts.append(f"## {verb}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(reference())
