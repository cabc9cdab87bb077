"""``state/`` as a whole: only changes are written, and every damage is found at once."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from aum_sync.errors import Fault, StateError
from aum_sync.season.items import Account, Reading, Slot, Snapshot, State, WeekState
from aum_sync.store.files import encode
from aum_sync.store.state import load_state, save_state
from aum_sync.store.tree import WorkTree

SLOTS = (Slot("spotify:track:a", "A"), Slot("spotify:track:b", "B"))
WEEK = Reading(1, "w1", "Aum#1", "Rap 2", "v1", SLOTS)
HELD = replace(WEEK, description="Rap 3", snapshot="v2")
MASTER = Snapshot("rap", "m", "Rap", "", None, "v", None, SLOTS)
WEEK10 = replace(WEEK, week=10)
STATE = State(
    (WeekState(1, WEEK, HELD), WeekState(2, None, replace(WEEK, week=2)), WeekState(10, WEEK10)),
    (MASTER,),
    Account("me"),
)
EMPTY = State()


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    """A season's directory with a state in it."""
    tree = WorkTree(tmp_path / "season")
    save_state(tree, EMPTY, STATE)
    return tree


def faults(tree: WorkTree) -> tuple[Fault, ...]:
    """What is wrong with the state."""
    with pytest.raises(StateError) as caught:
        load_state(tree)
    return caught.value.faults


def damage(tree: WorkTree, data: str | bytes, path: str = "state/weeks/1.json") -> Fault:
    """Put something else into a file, and give the one fault that this makes."""
    tree.write(path, data if isinstance(data, bytes) else data.encode())
    (fault,) = faults(tree)
    return fault


def test_a_season_without_state_is_empty(tmp_path: Path) -> None:
    assert load_state(WorkTree(tmp_path)) == EMPTY


def test_what_is_saved_is_loaded(tree: WorkTree) -> None:
    assert load_state(tree) == STATE


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tree: WorkTree) -> None:
    untouched = tree.root / "state" / "weeks" / "10.json"
    before = untouched.stat()
    after = State((WeekState(1, HELD), *STATE.weeks[1:]), STATE.snapshots, Account("me", ()))
    assert save_state(tree, STATE, after) == ("state/weeks/1.json", "state/weeks/1.held.json")
    assert load_state(tree) == after
    assert untouched.stat() == before
    assert save_state(tree, after, after) == ()


def test_files_of_others_are_left_alone(tree: WorkTree) -> None:
    for path in ("README.md", "audit/2026.csv", "weeks/notes.txt"):
        tree.write(f"state/{path}", b"{")
    tree.write("state/masters/.rap.json.swp", b"{")
    assert load_state(tree) == STATE


def test_a_save_that_fails_midway_leaves_every_file_old_or_new(
    tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = State((WeekState(1, HELD), WeekState(10, replace(WEEK10, name="other"))), (), None)
    write = WorkTree.write
    written: list[str] = []

    def once(self: WorkTree, path: str, data: bytes) -> None:
        if written:
            raise StateError("disk full")
        written.append(path)
        write(self, path, data)

    with monkeypatch.context() as disk:
        disk.setattr(WorkTree, "write", once)
        with pytest.raises(StateError):
            save_state(tree, STATE, after)
    found = load_state(tree)
    assert found.week(1) == WeekState(1, HELD, HELD)
    assert found.week(10) == WeekState(10, WEEK10)
    save_state(tree, found, after)
    assert load_state(tree) == after


def test_a_folder_that_takes_no_files_is_an_error_and_changes_nothing(
    tmp_path: Path,
) -> None:
    tree = WorkTree(tmp_path)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "weeks").write_text("in the way")
    with pytest.raises(StateError, match="state/weeks is no folder"):
        save_state(tree, EMPTY, replace(STATE, snapshots=(), account=None))


def test_a_truncated_file_is_said_to_end_too_early(tree: WorkTree) -> None:
    whole = encode(WEEK).decode()
    fault = damage(tree, whole[: len(whole) // 2].rsplit(",", 1)[0])
    assert fault.message == "the file ends too early"
    assert str(fault.place).startswith("state/weeks/1.json:")
    assert damage(tree, "").message == "the file ends too early"


def test_conflict_markers_are_named(tree: WorkTree) -> None:
    text = encode(WEEK).decode()
    head, tail = text.split('  "name"')
    fault = damage(tree, f'{head}<<<<<<< HEAD\n  "name"{tail}=======\n>>>>>>> theirs\n')
    assert fault.message == "a merge left its conflict markers here"
    assert fault.place is not None
    assert (fault.place.line, fault.place.excerpt) == (5, "<<<<<<< HEAD")


def test_other_text_is_no_json(tree: WorkTree) -> None:
    fault = damage(tree, '{"format": 1,\n  week: 1}')
    assert fault.message.startswith("this is no JSON: ")
    assert str(fault.place) == "state/weeks/1.json:2:3"


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1" * 6000, "-" + "1" * 6000, "1e999"])
def test_a_number_that_is_none_is_shown_where_it_stands(tree: WorkTree, number: str) -> None:
    name = json.dumps(f'{number} \\" {number}')
    fault = damage(tree, f'{{"name": {name},\n  "slots": [{{"duration_ms": {number}}}]}}')
    assert fault.message.endswith(" is no number that can stand here")
    assert len(fault.message) < 80
    assert str(fault.place) == "state/weeks/1.json:2:29"


def test_a_byte_order_mark_counts_for_nothing(tree: WorkTree) -> None:
    for path in ("weeks/1.json", "masters/rap.json", "account.json"):
        tree.write(f"state/{path}", codecs.BOM_UTF8 + (tree.read(f"state/{path}") or b""))
    assert load_state(tree) == STATE
    fault = damage(tree, codecs.BOM_UTF8 + b'{"format" 1}')
    assert str(fault.place) == "state/weeks/1.json:1:11"


def test_bytes_that_are_no_utf8_are_said_with_their_place(tree: WorkTree) -> None:
    fault = damage(tree, '{\n  "name": "ש'.encode() + b'\xff"}')
    assert fault.message == "this is not UTF-8 text"
    assert str(fault.place) == "state/weeks/1.json:2:13"


@pytest.mark.parametrize("levels", [600, 990, 100_000])
def test_too_deep_a_nesting_is_an_error(tree: WorkTree, levels: int) -> None:
    tree.write("state/weeks/1.json", b'{"format": ' + b"[" * levels + b"]" * levels + b"}")
    words = "format: must be|nested too deeply"
    assert any(regex.search(words, fault.message) for fault in faults(tree))


def test_a_newer_format_asks_for_an_upgrade(tree: WorkTree) -> None:
    text = encode(WEEK).decode().replace('"format": 1', '"format": 2')
    fault = damage(tree, text)
    assert fault.message == "this file has format 2; this aum-sync reads 1"
    assert fault.hint == "upgrade aum-sync to the version that wrote it"
    assert str(fault.place) == "state/weeks/1.json:2:13"


def test_the_number_in_the_file_is_the_one_in_its_name(tree: WorkTree) -> None:
    fault = damage(tree, encode(replace(WEEK, week=2)))
    assert fault.message == "state/weeks/1.json: it says it is week 2"
    assert fault.hint is not None
    assert fault.hint.startswith("rename the file: git mv state/weeks/1.json state/weeks/2.json")
    tree.write("state/weeks/1.json", encode(WEEK))
    tree.write("state/weeks/010.json", encode(WEEK10))
    assert "010.json: it says it is week 10" in faults(tree)[0].message


def test_a_key_that_is_there_twice_is_shown_where_it_is(tree: WorkTree) -> None:
    text = encode(WEEK).decode().replace('"name": "B"', '"name": "B", "name": "C"')
    fault = damage(tree, text)
    assert fault.message == "the key 'name' stands twice in one object"
    assert fault.place is not None
    assert fault.place.line == 11
    assert fault.place.excerpt[fault.place.column - 1 :].startswith('"C"')


@pytest.mark.parametrize(
    ("old", "new", "message", "at"),
    [
        ('"name": "B"', '"name": 7', "slots[1].name: must be text", "7"),
        ('"name": "B", ', "", "slots[1]: the key 'name' is missing", "{"),
        ('"name": "B"', '"name": "B", "x": 1', "slots[1].x: unknown key 'x'", "1"),
        ('"uri": "spotify:track:b"', '"uri": null', "slots[1]: the key 'state' is missing", "{"),
        (
            '"duration_ms": 0},',
            '"duration_ms": -1},',
            "slots[0].duration_ms: must be at least 0",
            "-1",
        ),
        ('"duration_ms": 0},', '"duration_ms": 1.0},', "slots[0].duration_ms: must be a w", "1.0"),
        ('"playlist": "w1"', '"playlist": ""', "playlist: must not be empty", '""'),
        ('"week": 1', '"week": true', "week: must be a whole number", "true"),
    ],
)
def test_every_wrong_shape_is_shown_at_its_place(
    tree: WorkTree, old: str, new: str, message: str, at: str
) -> None:
    text = encode(WEEK).decode()
    assert old in text
    fault = damage(tree, text.replace(old, new, 1))
    assert fault.message.startswith(message)
    assert fault.place is not None
    assert fault.place.excerpt[fault.place.column - 1 :].startswith(at)


@pytest.mark.parametrize("path", ["weeks/1.json", "masters/rap.json", "account.json"])
def test_a_file_that_is_no_object_is_said_so(tree: WorkTree, path: str) -> None:
    assert damage(tree, "[]", f"state/{path}").message == "must be a mapping, not []"


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("masters/rap.json", '"public": null', '"public": 1', "public: must be true or false"),
        ("masters/rap.json", '"format": 1', '"format": 0', "format: must be 1, not 0"),
        ("account.json", '"id": "me"', '"id": null', "id: must be text"),
    ],
)
def test_snapshots_and_the_account_are_checked_too(
    tree: WorkTree, path: str, old: str, new: str, message: str
) -> None:
    text = (tree.read(f"state/{path}") or b"").decode()
    assert old in text
    assert damage(tree, text.replace(old, new), f"state/{path}").message.startswith(message)


def test_a_long_list_of_faults_is_counted(tree: WorkTree) -> None:
    raw = json.loads(encode(WEEK)) | {"slots": [1] * 50}
    tree.write("state/weeks/1.json", json.dumps(raw).encode())
    found = faults(tree)
    assert len(found) == 21
    assert found[-1].message == "state/weeks/1.json: 30 more of this kind"


def test_all_damaged_files_are_named_at_once(tree: WorkTree) -> None:
    for path in ("weeks/1.json", "weeks/2.held.json", "masters/rap.json", "account.json"):
        tree.write(f"state/{path}", b"{")
    assert [fault.place and fault.place.path for fault in faults(tree)] == [
        "state/weeks/1.json",
        "state/weeks/2.held.json",
        "state/masters/rap.json",
        "state/account.json",
    ]


def test_without_git_the_hint_says_how_to_look_for_a_whole_version(tree: WorkTree) -> None:
    assert damage(tree, "{").hint == (
        "restore it: git log --oneline -- state/weeks/1.json, "
        "then git checkout COMMIT -- state/weeks/1.json"
    )


def test_the_newest_version_that_is_whole_is_named(tree: WorkTree) -> None:
    def history(path: str) -> Iterator[tuple[str, bytes]]:
        assert path == "state/weeks/1.json"
        yield "bad" + "0" * 37, b"{"
        yield "cafe" + "0" * 36, encode(WEEK)
        yield "dead" + "0" * 36, encode(WEEK)

    tree.write("state/weeks/1.json", b"{")
    with pytest.raises(StateError) as caught:
        load_state(tree, history)
    assert caught.value.faults[0].hint == (
        "restore it: git checkout cafe00000000 -- state/weeks/1.json"
    )
