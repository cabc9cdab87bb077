"""Every table as CSV: whole, as docs/tables.md has it, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from aum_sync.simulator.world import Item
from tests.apply.conftest import CONFIG, Season, Start
from tests.pull.conftest import playlist

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8")
COLUMNS = {
    verb: re.findall("`([^`]+)`", columns)
    for verbs, columns in re.findall(r"(?m)^\| (`.*?) \| .*? \| (`.*`) \|$", PAGE)
    for verb in re.findall("`([^`]+)`", verbs)
}
"""The columns that the page gives for each verb."""
SIDES = {"overlap": ("rap", "soul")}
HOSTILE = "=HYPERLINK(0)"
NAMED = {"plan", "status", "orphans", "overlap", "validate", "history", "stats", "typos"}
"""Verbs that print a table of a season."""

YAML = (
    CONFIG.replace("name: Rap", f'name: "{HOSTILE}"')
    .replace("soul: {", "soul: {excludes: [], ")
    .replace(", excludes: [rap]}", "}")
)
TRACK = Item(f"spotify:track:{'x':0>22}", HOSTILE, album=HOSTILE)
ORPHANS = replace(playlist("rap", HOSTILE), tracks=(TRACK,))
WEEKS = (
    playlist("w1", "Aum#1", "♩ Rap 2 ♩ Soul 1", "a b a"),
    playlist("w2", "=1+1 Aum#2", "=Soul 1", "d e f"),
)


def table(season: Season, verb: str) -> list[dict[str, str]]:
    """The rows of a verb's table, whose head is the one of the page."""
    said = season.run(verb, *SIDES.get(verb, ()), "--format", "csv")
    assert said.out.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(said.out, newline=""), strict=True)
    assert head == COLUMNS[verb], verb
    return [dict(zip(head, row, strict=True)) for row in rows]


def begun(start: Start) -> Season:
    """A season of hostile names, applied once and edited since."""
    soul, sort = playlist("soul", "Soul"), playlist("sort", "To sort")
    season = start(config=YAML, playlists=(ORPHANS, soul, sort, *WEEKS))
    who = ("--author", "@Eve <eve@example.org>")
    season.clone.git("commit", "--quiet", "--allow-empty", *who, "--message", "Squash (#7)")
    season.clone.git("push", "--quiet", "origin", "main")
    season.apply()
    season.edit("rap", tracks="x a")
    return season


def test_every_table_is_as_the_page_says_and_holds_no_formula(start: Start) -> None:
    season = begun(start)
    tables = {verb: table(season, verb) for verb in COLUMNS if verb != "show"}
    assert tables.keys() == NAMED
    assert all(tables.values())
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    risky = [one for one in cells if one.lstrip().startswith(tuple("=+-@"))]
    assert {one for one in risky if not re.fullmatch("-[0-9]+", one)} == set()
    assert {f"'{HOSTILE}", "'=Soul 1", "'=1+1 Aum#2", "'@Eve"} <= set(cells)

    (apply,) = tables["history"]
    assert (apply["apply"], apply["author"], apply["pull_requests"]) == ("1", "'@Eve", "#7")
    effects = ("add", "remove", "move", "refused", "details")
    assert [apply[name] for name in effects] == ["3", "0", "0", "0", "0"]

    held = tables["validate"][1]
    assert (held["week"], held["use"], held["difference"]) == ("2", "held", "-2")
    typo, *others = (row for row in tables["typos"] if row["held"])
    assert (typo["week"], typo["declared"], typo["proposal"]) == ("2", "Soul 1", "1")
    assert (typo["changes"], typo["counts"]) == ("Rap 2 is left out", "Rap 2 ♩ Soul 1")
    assert [row["proposal"] for row in others] == ["2", "3"]

    rap = next(row for row in tables["status"] if row["master"] == "rap")
    assert (rap["state"], rap["edited_remove"], rap["edited_add"]) == (
        "edited on Spotify",
        "1",
        "0",
    )
    both = [row for row in tables["overlap"] if row["when"] == "after"]
    assert [(row["track"], row["in_b"]) for row in both] == [("Song a", "1")]
    assert [row["track"] for row in tables["orphans"]] == [f"'{HOSTILE}"]
