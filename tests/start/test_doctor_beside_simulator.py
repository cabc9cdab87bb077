"""``aum-sync doctor`` beside a simulator, which asks nobody for a token."""

from __future__ import annotations

import pytest

from aum_sync.spotify.apps import WRITING
from tests.start.conftest import Clinic


def test_a_simulator_that_lets_everybody_in_is_told_as_that(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = clinic.doctor().out
    for role in ("reading", "writing"):
        assert f"the simulator lets everybody in for {role}" in said
    monkeypatch.setenv(WRITING.refresh_token, "writer")
    assert "the writing app is let in by me" in clinic.doctor().out
