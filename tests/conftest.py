"""What every test stands on: a clean environment, no network but loopback, one way to call."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from aum_sync import redact
from aum_sync.cli.main import run
from tests.demo.played import played, pulled
from tests.sharing import turn, unit

__all__ = ["played", "pulled"]

# A busy machine makes no test fail, and luck makes none pass: one commit, one result.
settings.register_profile(
    "aum",
    derandomize=True,
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("aum")

_FOREIGN = ("AUM_SYNC_", "GITHUB_", "GH_", "GIT_", "SPOTIPY_")
"""How variables begin that would reach into a test: of the tool, of a runner, of git."""
_STRAY = ("CI", "NO_COLOR", "FORCE_COLOR", "XDG_CONFIG_HOME")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Several workers share the tests as ``tests.sharing`` says, in the order of collection."""
    from xdist.scheduler import LoadScopeScheduling

    config.option.loadscopereorder = False
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = unit
    return scheduler


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers begin with what takes long."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.nodeid))


class YouTriedToReachTheNetworkError(Exception):
    """A test talked to something that is not loopback; point it at the simulator."""


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(
            ("127.", "::1", "localhost")
        ):
            raise YouTriedToReachTheNetworkError(str(address))
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(_FOREIGN) or name in _STRAY:
            monkeypatch.delenv(name)
    monkeypatch.setattr(redact, "_secrets", set())
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))


@dataclass(frozen=True)
class Outcome:
    """What one command line did: its exit code, and what it wrote where."""

    code: int
    out: str
    err: str


Aum = Callable[..., Outcome]


@pytest.fixture
def aum(capsys: pytest.CaptureFixture[str]) -> Aum:
    """Call the command line in this process: ``aum("plan", "--root", path)``."""

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real seasons beside the checkout; tests that need it skip where it is not."""
    if not (SHARED / "data").is_dir():
        pytest.skip("shared data is not there: ../shared/data")
    return SHARED
