"""``aum-sync parse``: one description from standard input, as the season would read it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from aum_sync.cli import options
from aum_sync.cli.input import standard_input
from aum_sync.cli.output import result
from aum_sync.config.types import DescriptionRules
from aum_sync.errors import DataError
from aum_sync.season.checksum import Checksum, check
from aum_sync.season.descriptions import Description, parse
from aum_sync.text.cells import fit, visible, width

_MAX_LENGTH = 20_000
_MAX_BYTES = 4 * _MAX_LENGTH + 2
"""So many code points and a line end take no more in UTF-8."""


@click.command("parse")
@click.option("--total", type=click.IntRange(min=0), help="How many items the playlist holds.")
@options.form("json")
def command(total: int | None, form: str) -> None:
    """Read one description on standard input and print its segments.

    \b
    Example:
      echo '♩ Indie Pop 5 ♩ Afrobeat 5' | aum-sync parse --total 10
    """
    data = standard_input(_MAX_BYTES + 1)
    text = data.decode("utf-8", "replace")
    if len(data) > _MAX_BYTES or len(text.rstrip("\r\n")) > _MAX_LENGTH:
        raise DataError(
            f"a description of more than {_MAX_LENGTH} characters; Spotify allows 300",
            hint="pipe one description into aum-sync parse",
        )
    description = parse(text, DescriptionRules())
    checksum = check(description, total)
    if form == "json":
        result(_as_json(description, checksum), json=True)
    else:
        result(_as_text(description, checksum))


def _as_json(description: Description, checksum: Checksum) -> str:
    value = {
        "status": checksum.status,
        "segments": [asdict(segment) for segment in description.segments],
        "declared": checksum.declared,
        "notes": [asdict(note) for note in description.notes],
    }
    return json.dumps(value, ensure_ascii=False)


def _as_text(description: Description, checksum: Checksum) -> str:
    cells = max((width(visible(s.genre)) for s in description.segments), default=0)
    lines = []
    for index, segment in enumerate(description.segments):
        count = "?" if segment.count is None else str(segment.count)
        if segment.count is None and checksum.counts:
            count = f"{checksum.counts[index]} (inferred)"
        lines.append(f"{fit(visible(segment.genre), cells)}  {count}")
    notes = dict.fromkeys(note.text for note in description.notes)
    lines += [f"note: {visible(text)}" for text in notes]
    real = "" if checksum.total is None else f" of {checksum.total}"
    lines.append(f"{checksum.status}: {checksum.declared}{real} declared")
    return "\n".join(lines)
