"""What `orphans` and `overlap` offer to paste, put exactly where they say, in every layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aum_sync.config.loader import load
from aum_sync.config.types import Config, PlaylistRef
from tests.conftest import Aum
from tests.journey.test_explain import write
from tests.plan.explaining import loaded
from tests.seasons import Slots, state, uri

_PLACE = re.compile(r"\(config/season\.yaml(?::(\d+))?(?::(\d+))?\):|to config/season\.yaml():")

TOP = """masters:
  rap: {genres: [Rap]}
  soul: %s
  sort: {catch_all: true}
"""
KEPT = uri("k")
ID = f"playlist: {'s':0>22}"
MASTERS = {
    "braces": "{ID, genres: [Soul]}",
    "braces on two lines": "{ID, genres: [Soul],\n    name: Soul}",
    "an anchor": "&s {ID, genres: [Soul]}",
    "a block": "\n    ID\n    genres: [Soul]\n    name: Soul",
    "an empty list": "{keep: [], ID, genres: [Soul]}",
    "an empty list in a block": "\n    keep: []\n    ID\n    genres: [Soul]",
    "a list in brackets": f"{{ID, genres: [Soul], keep: [{KEPT}]}}",
    "a comma too many": f"{{ID, genres: [Soul], keep: [{KEPT},]}}",
    "brackets on three lines": f"\n    ID\n    genres: [Soul]\n    keep: [\n      {KEPT},\n    ]",
    "dashes": f"\n    ID\n    genres: [Soul]\n    keep:\n      - {KEPT}",
    "dashes without a step": f"\n    ID\n    genres: [Soul]\n    keep:\n    - {KEPT}",
}
CLEANUP = "{remove_from: sort, also_in: rap}"
CLEANUPS = {
    "no cleanup": "",
    "an empty one": "cleanup: []\n",
    "brackets": f"cleanup: [{CLEANUP}]\n",
    "dashes": f"cleanup:\n  - {CLEANUP}\n",
}


def paste(text: str, shown: str) -> str:
    """The text with what is offered put where the sentence before it says."""
    said, _, rest = shown.partition(":\n    ")
    lines = rest.split("\n")
    stanza = [lines[0], *(line[4:] for line in lines[1:] if line.startswith("      "))]
    said = " ".join(said.split()) + ":"
    place = _PLACE.search(said)
    assert place, said
    old = text.split("\n")
    if place[1] is None:
        return text + "\n".join(stanza) + "\n"
    row = int(place[1]) - 1
    if "right behind the" in said:
        column = int(place[2])
        assert old[row][column - 1] in "[{"
        old[row] = old[row][:column] + stanza[0] + old[row][column:]
    elif "in place of" in said:
        key = said.split("in place of ")[1].split()[0]
        old[row] = old[row].replace(f"{key}: []", stanza[0])
    else:
        indent = re.match(r" *(- )?", old[row + 1])
        assert indent
        blanks = " " * len(indent[0].removesuffix("- "))
        old[row + 1 : row + 1] = [blanks + line for line in stanza]
    return "\n".join(old)


def read(text: str) -> Config:
    return load({"config/season.yaml": text.encode()}.get).config


def season(root: Path, text: str) -> str:
    """A season on disk in which soul holds an orphan and shares a track with rap; its file."""
    config = loaded(text).config
    weeks: dict[int, tuple[str, Slots]] = {1: ("Rap 2, Soul 1", "a b a")}
    write(root, state(config, weeks, {"soul": "o k"}), text)
    return (root / "config/season.yaml").read_text("utf-8")


@pytest.mark.parametrize("layout", MASTERS.values(), ids=MASTERS)
def test_an_orphan_is_kept_by_what_is_pasted(layout: str, aum: Aum, tmp_path: Path) -> None:
    before = season(tmp_path, TOP % layout.replace("ID", ID))
    shown = aum("orphans", "--root", tmp_path)
    assert shown.code == 0, shown.err
    after = paste(before, shown.out.split("to keep one whatever the policy, ")[1])
    (tmp_path / "config/season.yaml").write_text(after, encoding="utf-8")
    assert aum("validate", "--root", tmp_path).code == 0, after
    keep = read(after).master("soul").keep
    assert sorted(keep) == sorted({uri("o"), *([KEPT] if KEPT in layout else [uri("o")])}), after


@pytest.mark.parametrize("layout", CLEANUPS.values(), ids=CLEANUPS)
def test_a_cleanup_is_there_once_it_is_pasted(layout: str, aum: Aum, tmp_path: Path) -> None:
    before = season(tmp_path, TOP % f"{{{ID}, genres: [Soul]}}" + layout)
    shown = aum("overlap", "rap", "soul", "--root", tmp_path)
    assert shown.code == 0, shown.err
    after = paste(before, shown.out.split("→ ")[1])
    (tmp_path / "config/season.yaml").write_text(after, encoding="utf-8")
    assert aum("validate", "--root", tmp_path).code == 0, after
    pairs = {(one.remove_from, one.also_in) for one in read(after).cleanup}
    assert (PlaylistRef("master", "rap"), PlaylistRef("master", "soul")) in pairs
    assert len(pairs) == 1 + (CLEANUP in layout)
