"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import click

root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The season's directory, with config/ and state/ in it. Default: here.",
)
