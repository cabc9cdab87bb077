"""Programs that some tests need and not every machine has: without them these tests skip."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

# Read while tests are collected: each of them runs in an environment without such variables.
_REQUIRED = frozenset(os.environ.get("AUM_SYNC_REQUIRE", "").split(","))


def missing(need: str, said: str) -> NoReturn:
    """Skip the test; fail it where AUM_SYNC_REQUIRE (``act,chromium``) names what it needs."""
    if need in _REQUIRED:
        pytest.fail(said)
    pytest.skip(said)
