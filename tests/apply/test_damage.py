"""Damaged files that applies write: what is said, and that following it does no harm."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.apply.conftest import Season, Start
from tests.apply.test_troubles import QUOTA, contents, cut

PENDING = "state/pending.json"


def damage(season: Season, path: str, data: bytes) -> None:
    """Put these bytes into a file, and push that."""
    (season.root / path).write_bytes(data)
    season.push("damage")


def hints(text: str) -> list[str]:
    """The ways on in what a verb said."""
    return re.findall(r"(?m)^ +→ (.*)$", text)


def audit(season: Season) -> str:
    """The one file of the audit trail."""
    (path,) = (season.root / "state" / "audit").iterdir()
    return path.relative_to(season.root).as_posix()


def restore(season: Season, hint: str) -> None:
    """Do what a hint says, and push that."""
    command = hint.removeprefix("restore it: ").split()
    assert command[:2] == ["git", "checkout"]
    season.clone.git(*command[1:])
    season.push("restored")


def test_an_apply_that_has_ended_is_not_to_be_brought_back(start: Start) -> None:
    season = start()
    season.apply()
    damage(season, PENDING, b'{"x":1}')
    said = season.run("plan", "--offline", code=1).err
    assert said.count(PENDING) > 3
    (hint,) = hints(said)
    assert "checkout" not in said
    assert hint.startswith(f"delete it: git rm {PENDING}; ")
    season.clone.git("rm", "--quiet", PENDING)
    season.push("as it says")
    assert season.in_sync


def test_one_that_goes_on_is_to_be_restored_or_abandoned(start: Start) -> None:
    season = start(faults=QUOTA)
    pending = cut(season)
    damage(season, PENDING, b"{")
    (hint,) = hints(season.run("plan", "--offline", code=1).err)
    restore(season, hint.partition(";")[0])
    assert season.state.pending == pending


def test_which_apply_has_ended_must_be_known_first(start: Start) -> None:
    season = start()
    season.apply()
    damage(season, PENDING, b"{")
    damage(season, "state/applied.json", b"{")
    said = hints(season.run("plan", "--offline", code=1).err)
    assert said[1] == "restore state/applied.json first: it says which apply has ended"
    assert said[0].endswith(" -- state/applied.json")


def test_many_faults_of_one_file_have_one_way_on(start: Start) -> None:
    season = start()
    damage(season, "state/masters/rap.json", b'{"x":1}')
    said = season.run("plan", "--offline", code=1).err
    assert said.count("state/masters/rap.json:1:") > 3
    (hint,) = hints(said)
    assert hint.endswith(" -- state/masters/rap.json")


def wrong_head(data: bytes) -> bytes:
    """The trail without its head."""
    return data.partition(b"\n")[2]


def torn(data: bytes) -> bytes:
    """The trail without its last line end."""
    return data.removesuffix(b"\r\n")


def half_a_row(data: bytes) -> bytes:
    """The trail with a row that lacks columns."""
    return data + b"1,2026\r\n"


def open_quote(data: bytes) -> bytes:
    """The trail with a quote that is never closed."""
    return data + b'1,"2026\r\n'


def no_number(data: bytes) -> bytes:
    """The trail with a row of no apply."""
    last = data.splitlines(keepends=True)[-1]
    return data + b"x" + last


def no_text(data: bytes) -> bytes:
    """The trail with a byte that is no text."""
    return data.replace(b"Song", b"\xff", 1)


SPOILT = (wrong_head, torn, half_a_row, open_quote, no_number, no_text, lambda _: b"")


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_damaged_audit_trail_is_told_before_anything_is_written(
    start: Start, spoil: Callable[[bytes], bytes]
) -> None:
    season = start()
    season.apply()
    path = audit(season)
    whole = (season.root / path).read_bytes()
    season.configure("genres: [Soul]", "genres: [Funk]")
    damage(season, path, spoil(whole))
    held = contents(season)
    for verb in ("history", "apply"):
        said = season.run(verb, code=1).err
        assert f"{path}:" in said.splitlines()[0]
        (hint,) = hints(said)
    assert contents(season) == held
    assert season.state.pending is None
    restore(season, hint)
    assert (season.root / path).read_bytes() == whole
    assert "+4" in season.run("history").out
    season.apply()
    assert (season.root / path).read_bytes().startswith(whole)


def test_the_line_of_the_damage_is_named(start: Start) -> None:
    season = start()
    season.apply()
    path = audit(season)
    whole = (season.root / path).read_bytes()
    lines = whole.count(b"\n")
    damage(season, path, half_a_row(whole))
    said = season.run("history", code=1).err
    assert f"{path}:{lines + 1}:1: error: this is no row of an audit trail\n" in said
    damage(season, path, torn(whole))
    said = season.run("history", code=1).err
    assert f"{path}:{lines}:1: error: the file ends in the middle of a row\n" in said
