"""How the tests of this folder reach a GitHub: through its doors, with a clock of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aum_sync.github.asking import Limits
from aum_sync.github.client import GitHub
from aum_sync.github.connect import connect, connect_writer
from aum_sync.github.writer import GitHubWriter
from tests.github.fake import FakeGitHub
from tests.github.spec import problems, request_problems

START = 1_795_349_700.0
"""2026-11-22 12:15 UTC: five minutes before the fake's hourly limit is reset."""


@dataclass
class FakeTime:
    """A clock that moves only when somebody sleeps."""

    seconds: float = START
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeGitHub]:
    """A GitHub, all of whose successes are as GitHub itself describes them, ours to it as well."""
    with FakeGitHub.make(tmp_path / "github.git") as github:
        yield github
    for one in github.exchanges:
        if one.operation.startswith(
            tuple(f"{verb} /repos/" for verb in ("GET", "POST", "PATCH", "DELETE"))
        ):
            assert request_problems(one.operation, one.query, one.body) == []
            if one.status and one.status < 300 and not github.faults:
                assert problems(one.operation, one.status, one.answer) == []


@dataclass(frozen=True)
class Doors:
    """Ways to the fake, with a clock that only sleeping moves."""

    time: FakeTime

    def reader(self, environ: Mapping[str, str], limits: Limits | None = None) -> GitHub:
        clock = self.time
        door = connect(
            environ, spotify_loopback=True, limits=limits, now=clock.now, sleep=clock.sleep
        )
        assert door is not None
        return door

    def writer(self, environ: Mapping[str, str], limits: Limits | None = None) -> GitHubWriter:
        clock = self.time
        door = connect_writer(
            environ, spotify_loopback=True, limits=limits, now=clock.now, sleep=clock.sleep
        )
        assert door is not None
        return door


@pytest.fixture
def doors(time: FakeTime) -> Doors:
    return Doors(time)


@pytest.fixture
def reader(fake: FakeGitHub, doors: Doors) -> GitHub:
    return doors.reader(fake.environ())


@pytest.fixture
def writer(fake: FakeGitHub, doors: Doors) -> GitHubWriter:
    return doors.writer(fake.environ())
