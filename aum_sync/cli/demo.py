"""``aum-sync demo``: the whole tool on an invented season, in a folder to go on playing with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aum_sync.cli.output import result, say, style_for


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-season"))
@click.option("--force", is_flag=True, help="Make a former demo anew; your edits in it are lost.")
def command(folder: Path, *, force: bool) -> None:
    """Play an invented season through on the simulator.

    Makes FOLDER (default: demo-season), a git repository to go on playing with. Needs no
    account and no network.
    """
    from aum_sync.cli.main import run
    from aum_sync.demo.stage import Stage
    from aum_sync.demo.story import play

    play(folder, Stage(run, say, result, style_for(sys.stderr)), force=force)
