"""Work begun in a process beside this one, for what is needed only later."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

import click

from aum_sync.config.types import Config
from aum_sync.report.doubts import Search, search_of
from aum_sync.season.items import State
from aum_sync.season.typos.cases import too_many

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Found = TypeVar("Found")


def searching(config: Config, state: State) -> Search:
    """The search of a season for typos, begun now unless it is too large, for this command."""
    search = partial(search_of, config, state)
    if too_many(config, state):
        return search
    return click.get_current_context().with_resource(beside(search))


@contextmanager
def beside(work: Callable[[], Found]) -> Iterator[Callable[[], Found]]:
    """Begin ``work``, which prints nothing and changes nothing; what is given waits for its result.

    Where there is no second core, or a fork is not to be had or not safe, or the other process
    fails, it is done here, when it is asked for. What nobody asked for is stopped at the end.
    """
    if os.cpu_count() == 1 or not hasattr(os, "fork") or threading.active_count() > 1:
        yield cache(work)
        return
    from multiprocessing import get_context

    here = get_context("fork")
    receiving, sending = here.Pipe(duplex=False)
    other = here.Process(target=_send, args=(work, sending))
    with receiving:
        try:
            with sending:
                other.start()
        except OSError:  # No room for another process, or none is allowed.
            yield cache(work)
            return
        try:
            yield cache(lambda: _receive(receiving, work))
        finally:
            other.kill()
            other.join()


def _send(work: Callable[[], object], sending: Connection) -> None:
    with suppress(BaseException):  # The one who asks then does it, and hears of what went wrong.
        sending.send(work())


def _receive(receiving: Connection, work: Callable[[], Found]) -> Found:
    try:
        found: Found = receiving.recv()
    except (EOFError, OSError):  # It was killed: before it told anything, or while it did.
        return work()
    return found
