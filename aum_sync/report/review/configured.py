"""What changed in the configuration, as a section."""

from __future__ import annotations

from aum_sync.report.review.blocks import Block, Section
from aum_sync.report.review.types import Edit, Edits
from aum_sync.text.words import plural


def edits(found: Edits | None) -> Section:
    """A line per edit with what it moves, and what all of them move together."""
    rows = tuple(_rows(found)) if found else ()
    against = f" since `{found.against[:12]}`" if found else ""
    return Section(
        "edits of the configuration", 3, (Block(rows),), f"#### The configuration{against}"
    )


def _rows(found: Edits) -> list[str]:
    if found.unread:
        return ["What changed cannot be told: the configuration there cannot be read."]
    rows = [f"- {_edit(edit)}" for edit in found.edits]
    if len(rows) > 1 and found.moves is not None:
        rows.append(f"- together they move {_moves(found.moves)}")
    return rows


def _edit(edit: Edit) -> str:
    if edit.unknown:
        return f"{edit.words}; what this moves by itself was not counted"
    return edit.words if edit.moves is None else f"{edit.words}; this moves {_moves(edit.moves)}"


def _moves(tracks: int) -> str:
    return plural(tracks, "track") if tracks else "no track"
