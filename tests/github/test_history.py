"""``history --reviews``: who approved what was applied, as GitHub has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aum_sync.season.items import Applied
from aum_sync.store.files import encode
from tests.conftest import Aum
from tests.git.repository import Repository
from tests.github.fake import FakeGitHub

CONFIG = """version: 1
season: {name: X, weeks: 1-9, match: '#(?P<week>\\d+)'}
masters: {sort: {name: S, catch_all: true}}
"""


def test_the_last_word_of_each_reviewer_counts(
    fake: FakeGitHub, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = fake.propose("alice", {"config/season.yaml": CONFIG})
    for who, state in (("bob", "CHANGES_REQUESTED"), ("aum", "APPROVED"), ("bob", "APPROVED")):
        fake.review(proposed, who, state)
    fake.review(proposed, "aum", "CHANGES_REQUESTED")
    fake.review(proposed, "bob", "COMMENTED")
    fake.review(proposed, None, "APPROVED")
    merged = fake.merge(proposed)
    fake.commit("main", {"README.md": "no pull request"}, "alice")
    forged = fake.commit("main", {"README.md": "x"}, "alice")
    applied = Applied(1, merged, "0" * 64, "local", forged, "2026-11-22T12:00:00Z")
    fake.commit("main", {"state/applied.json": encode(applied).decode()}, "aum")
    fake.remote.git("clone", "--quiet", str(fake.remote.path), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    asked = ("history", "--reviews", "--root", clone.root)
    refused = aum(*asked)
    assert refused.code == 1
    assert "GITHUB_TOKEN" in refused.err
    for name, value in fake.environ("aum").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", "http://127.0.0.1:1")
    assert f"#{proposed.number} (bob)" in aum(*asked).out
    (one,) = json.loads(aum(*asked, "--format", "json").out)
    assert one["pull_requests"] == [proposed.number]
    assert one["approved_by"] == {str(proposed.number): ["bob"]}
