"""act, actionlint and zizmor: where ``make tools`` puts them, else where the PATH has them."""

from __future__ import annotations

import os
import shutil

from tests.needed import missing
from tests.project.places import ROOT

PLACE = ROOT / "build" / "ci"


def tool(name: str) -> str:
    """The program. Where it is missing the test is skipped; with AUM_SYNC_REQUIRE=act it fails."""
    found = shutil.which(name, path=f"{PLACE / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        missing("act", f"{name} is not installed: make tools")
    return found


def environment() -> dict[str, str]:
    """What the tools run in: nothing of ours, but the modules that stand beside them."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "PYTHONPATH": str(PLACE)}
