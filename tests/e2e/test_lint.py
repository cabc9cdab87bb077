"""actionlint and zizmor have nothing to say."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.e2e.tools import environment, tool
from tests.e2e.workflows import ACTION, FILES, FOLDER
from tests.project.places import ROOT

LINTERS = {
    "actionlint": [str(path) for path in FILES],
    "zizmor": ["--offline", "--no-progress", str(FOLDER), str(ACTION)],
}


@pytest.mark.parametrize("name", LINTERS)
def test_the_workflows_are_clean(name: str) -> None:
    done = subprocess.run(
        [tool(name), *LINTERS[name]],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_waived_says_why() -> None:
    waived = [
        line.partition("zizmor: ignore")[2]
        for path in (*FILES, ACTION)
        for line in path.read_text("utf-8").splitlines()
        if "zizmor: ignore" in line
    ]
    assert waived
    assert all(re.fullmatch(r"\[[a-z-]+\] \S.{20,}", one) for one in waived), waived


@pytest.mark.parametrize(
    ("required", "ending"),
    [
        ("", pytest.skip.Exception),
        ("chromium", pytest.skip.Exception),
        ("act,chromium", pytest.fail.Exception),
    ],
)
def test_a_tool_that_is_missing_is_named_with_the_way_to_it(
    monkeypatch: pytest.MonkeyPatch, required: str, ending: type[BaseException]
) -> None:
    monkeypatch.setattr("tests.needed._REQUIRED", frozenset(required.split(",")))
    with pytest.raises(ending, match="no-such-tool is not installed: make tools"):
        tool("no-such-tool")
