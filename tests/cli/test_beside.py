"""Work in a process beside this one: what it came to, and that nothing is left of it."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import active_children

import pytest

from aum_sync.cli.beside import beside
from tests.cli.processes import RUN, start
from tests.validate.conftest import OnDisk, season

__all__ = ["season"]
ONE_CORE = f"import os; os.cpu_count = lambda: 1; {RUN}"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs these tests: two cores, and no thread but this one."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_what_it_came_to_is_waited_for_and_made_elsewhere() -> None:
    with beside(os.getpid) as found:
        assert found() not in (os.getpid(), 0)
        assert found() == found()
    assert not active_children()


def test_what_nobody_asks_for_is_stopped() -> None:
    with beside(signal.pause):
        assert active_children()
    assert not active_children()


def test_what_fails_there_is_done_here() -> None:
    def work() -> str:
        if os.getpid() != here:
            raise KeyboardInterrupt
        return "done here"

    here = os.getpid()
    with beside(work) as found:
        assert found() == "done here"


def test_what_is_killed_while_it_tells_is_done_here() -> None:
    """More than a pipe takes: the other process is stuck in the middle of it, and killed there."""

    def work() -> bytes:
        if os.getpid() != here:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, 0.1)
        return bytes(1 << 20)

    here = os.getpid()
    with beside(work) as found:
        (other,) = active_children()
        other.join()
        assert other.exitcode == -signal.SIGALRM
        assert len(found()) == 1 << 20


def test_an_error_is_told_where_it_is_asked_for() -> None:
    def work() -> str:
        raise ValueError("no such thing")

    with beside(work) as found, pytest.raises(ValueError, match="no such thing"):
        found()


def _refused() -> int:
    raise BlockingIOError("Resource temporarily unavailable")


@pytest.mark.parametrize("why", ["one core", "a thread", "no fork", "no room"])
def test_where_there_cannot_be_two_it_is_done_here_and_when_it_is_asked_for(
    why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "one core":
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
    elif why == "a thread":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    elif why == "no fork":
        monkeypatch.delattr(os, "fork")
    else:
        monkeypatch.setattr(os, "fork", _refused)
    done: list[int] = []
    with beside(lambda: done.append(os.getpid())) as found:
        assert not done
        found()
        found()
    assert done == [os.getpid()]


@pytest.mark.parametrize("verb", [("validate",), ("plan", "--offline")])
def test_a_command_says_the_same_on_one_core_and_on_two(
    verb: tuple[str, ...], season: OnDisk
) -> None:
    weeks = dict.fromkeys(range(1, 9), ("Rap 2 ♩ Soul 2", "rrss"))
    season.write({**weeks, 9: ("Rap 2 ♩ Soul 2", "rrrs")})
    codes = RUN.replace("import sys", "import os, sys; os.cpu_count = lambda: 2"), ONE_CORE
    said = [start(*verb, "--root", season.root, code=code).communicate() for code in codes]
    assert said[0] == said[1]
    assert b"week 9" in b"".join(said[0])
