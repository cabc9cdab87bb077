"""Requests survive their files; what decoders refuse, the schema refuses with words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aum_sync.errors import StateError
from aum_sync.season.items import Account, Snapshot
from aum_sync.store.files import ACCOUNT, encode, master_path
from aum_sync.store.requests import Request, load_requests, refute

BLOB = "0123456789" * 4
WHOLE = Request(7, "a “reason”\u202e", ((master_path("rap"), BLOB), (ACCOUNT, "a" * 64)))


class Files:
    """Implements ``store.tree.Tree`` with requests alone."""

    def __init__(self, **texts: bytes) -> None:
        self._files = {f"{name.removeprefix('n')}.json": data for name, data in texts.items()}

    def read(self, path: str) -> bytes | None:
        return self._files.get(path.removeprefix("state/requests/"))

    def names(self, folder: str) -> tuple[str, ...]:
        assert folder == "state/requests"
        return tuple(sorted(self._files))


def test_a_request_survives_its_file_with_a_line_for_each_snapshot() -> None:
    data = WHOLE.encode()
    assert load_requests(Files(n7=data)) == (WHOLE,)
    assert "\u202e" not in data.decode()
    assert data.decode().splitlines()[4].strip().startswith('{"path": "state/masters/rap.json"')


def test_requests_come_by_number() -> None:
    found = load_requests(Files(n10=WHOLE.encode(), n9=WHOLE.encode(), n010=b"{", n1a=b"{"))
    assert [one.number for one in found] == [9, 10]


def _with(**more: Any) -> bytes:
    return json.dumps(json.loads(WHOLE.encode()) | more).encode()


def _naming(path: Any = ACCOUNT, blob: Any = BLOB, **more: Any) -> bytes:
    return _with(snapshots=[{"path": path, "blob": blob} | more])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "1:1"),
        (b"\xff", "UTF-8"),
        (b"[]", "must be"),
        (_with(format=2), "this file has format 2"),
        (_with(format=0), "format"),
        (_with(reason=""), "must not be empty"),
        (_with(reason=None), "must be text"),
        (_with(more=1), "more"),
        (_with(snapshots={}), "must be a list"),
        (_with(snapshots=[None]), "must be"),
        (_naming(more=1), "more"),
        (_naming(path=1), "must be"),
        (_naming(path=f"{ACCOUNT}\n"), "must be state/masters/KEY.json"),
        (_naming(path="state/masters/../x.json"), "must be state/masters/KEY.json"),
        (_naming(path="state/weeks/1.json"), "must be state/masters/KEY.json"),
        (_naming(path="state/applied.json"), "must be state/masters/KEY.json"),
        (_naming(blob=f"{BLOB}\n"), "must be the full name of a git object"),
        (_naming(blob=BLOB.upper().replace("0", "A")), "must be the full name of a git object"),
        (_naming(blob="--batch"), "must be the full name of a git object"),
    ],
)
def test_what_is_wrong_in_one_is_told_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(StateError) as caught:
        load_requests(Files(n1=data, n2=WHOLE.encode()))
    faults = caught.value.faults
    assert any(said in str(fault) for fault in faults), faults
    assert all("state/requests/1.json" in str(fault) for fault in faults)
    assert all(fault.hint for fault in faults)


def test_all_faults_are_told_and_the_commit_that_had_it_whole() -> None:
    def history(path: str) -> list[tuple[str, bytes]]:
        return [("c" * 40, b"{"), ("d" * 40, WHOLE.encode())] if path.endswith("1.json") else []

    with pytest.raises(StateError) as caught:
        load_requests(Files(n1=b"{", n2=b"["), history)
    hints = [str(fault.hint) for fault in caught.value.faults]
    assert hints[0] == f"restore it: git checkout {'d' * 12} -- state/requests/1.json"
    assert len(hints) == 2


def test_what_a_request_names_must_be_what_its_path_says() -> None:
    snapshot, account = Snapshot("rap", "p", "", "", None, None, None, ()), Account("aum")
    assert refute(master_path("rap"), encode(snapshot)) is None
    assert refute(ACCOUNT, encode(account)) is None
    assert refute(ACCOUNT, encode(snapshot))
    assert refute(master_path("rap"), encode(account))
