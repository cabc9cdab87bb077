"""``aum-sync schema``: the JSON Schema of a file that aum_sync reads or writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from aum_sync.cli.output import result
from aum_sync.config.shape import schema_text

SCHEMAS: Mapping[str, Callable[[], str]] = {"config": schema_text}
"""What can be printed, by the name that the command line knows it by."""


@click.command("schema")
@click.argument("file", type=click.Choice(list(SCHEMAS)), default="config")
def command(file: str) -> None:
    """Print the JSON Schema of config/season.yaml, for editors and other tools.

    \b
    Example:
      aum-sync schema > config/season.schema.json
    """
    result(SCHEMAS[file](), json=True)
