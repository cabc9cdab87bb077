"""The published schemas hold for every file that the demo's season ever had in ``state/``."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aum_sync.cli.schema import SCHEMAS
from tests.conftest import Aum
from tests.demo.played import Played, git

PAGE = (Path(__file__).parents[2] / "docs" / "schemas.md").read_text("utf-8")
FILES = {
    name: re.findall("`([^`]+)`", globs)
    for name, globs in re.findall(r"(?m)^\| `([a-z]+)` \|([^|]*)\| ", PAGE)
}
"""The globs that the page gives for each name."""


def schema(aum: Aum, name: str) -> dict[str, Any]:
    done = aum("schema", name)
    assert (done.code, done.err) == (0, "")
    value: dict[str, Any] = json.loads(done.out)
    return value


def wrong(value: object, rules: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(rules).iter_errors(value)]


def test_the_page_names_every_schema_and_plain_is_that_of_the_configuration(aum: Aum) -> None:
    assert list(FILES) == list(SCHEMAS)
    assert schema(aum, "config") == json.loads(aum("schema").out)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_with_a_title_and_refuses_what_it_does_not_know(
    name: str, aum: Aum
) -> None:
    rules = schema(aum, name)
    Draft202012Validator.check_schema(rules)
    assert rules["title"]
    assert wrong({"else": 1}, rules)


def _documents(path: str, data: bytes) -> Iterator[object]:
    """What a schema speaks of in a file: the whole of it, or each of the first rows."""
    if path.endswith(".csv"):
        rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
        yield from islice(rows, 100)
    else:
        yield json.loads(data)


def _blobs(repository: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that any commit has in state/, once for each content."""
    listed = git(repository, "rev-list", "--objects", "--all", "--", "state")
    named = [line.split(" ", 1) for line in listed.splitlines() if " " in line]
    paths = [(name, path) for name, path in named if re.search(r"\.(json|csv)$", path)]
    shown = subprocess.run(
        ["git", "-C", str(repository), "cat-file", "--batch"],
        input="".join(f"{name}\n" for name, _ in paths).encode(),
        capture_output=True,
        check=True,
    )
    out = io.BytesIO(shown.stdout)
    for name, path in paths:
        found, _, size = out.readline().decode().split()
        assert found == name
        yield path, out.read(int(size))
        out.read(1)


def test_every_file_of_the_demo_fits_the_one_schema_that_the_page_gives_it(
    played: Played, aum: Aum
) -> None:
    validators = {name: Draft202012Validator(schema(aum, name)) for name in SCHEMAS}
    seen = set()
    for path, data in _blobs(played.folder):
        (name,) = (name for name, globs in FILES.items() if any(fnmatch(path, g) for g in globs))
        for document in _documents(path, data):
            assert [error.message for error in validators[name].iter_errors(document)] == [], path
            seen.add(name)
    assert seen == {"week", "master", "pin", "account", "pending", "applied", "audit"}


def test_the_plan_of_the_demo_fits(played: Played, aum: Aum) -> None:
    plan = aum("plan", "--offline", "--root", played.folder, "--format", "json")
    assert wrong(json.loads(plan.out), schema(aum, "plan")) == []


def test_an_audit_row_has_all_columns_no_other_and_a_number(played: Played, aum: Aum) -> None:
    rules = schema(aum, "audit")
    (trail,) = (played.folder / "state" / "audit").glob("*.csv")
    row = next(csv.DictReader(io.StringIO(trail.read_bytes().decode(), newline="")))
    assert wrong(row, rules) == []
    for other in ({"apply": "x"}, {"apply": "1\n"}, {"week": None}, {"else": ""}):
        assert wrong(row | other, rules), other
    for key in row:
        assert wrong({name: text for name, text in row.items() if name != key}, rules), key
