"""act, actionlint and zizmor: where ``make tools`` puts them, else where the PATH has them."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.project.places import ROOT

PLACE = ROOT / "build" / "ci"

# Read while tests are collected: each of them runs in an environment without such variables.
_REQUIRED = bool(os.environ.get("AUM_SYNC_REQUIRE"))


def tool(name: str) -> str:
    """The program. Where it is missing the test is skipped; with AUM_SYNC_REQUIRE it fails."""
    found = shutil.which(name, path=f"{PLACE / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        said = f"{name} is not installed: make tools"
        if _REQUIRED:
            pytest.fail(said)
        pytest.skip(said)
    return found


def environment() -> dict[str, str]:
    """What the tools run in: nothing of ours, but the modules that stand beside them."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "PYTHONPATH": str(PLACE)}
