"""How much, how fast and how stubbornly: the budget, the pace and the patience of one run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from aum_sync.spotify.errors import BudgetError, RateLimitError, UnavailableError

_log = logging.getLogger(__name__)
_LONG_S = 10
_LEAST_S = 1.0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run. Times in seconds.

    ``interval_s`` lies between two requests to api.spotify.com. A request that failed is tried
    again up to ``retries`` times, all of them together up to ``retries_in_all`` times, after
    ``backoff_s``, then twice that, and so on. Where there were too many requests (429) the wait
    is what Spotify asks for, or begins at a second where it does not say; up to ``wait_s`` in
    all. Facts behind the numbers: SPOTIFY.md 4.
    """

    budget: int
    interval_s: float = 0.5
    timeout_s: tuple[float, float] = (10.0, 30.0)
    retries: int = 4
    retries_in_all: int = 50
    backoff_s: float = 0.5
    wait_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Time:
    """The clock of the process and the way to let it pass, so that tests need neither."""

    now: Callable[[], float]
    """Seconds since 1970."""
    sleep: Callable[[float], None]


class Meter:
    """Counts and paces what is sent, and stops it where the budget ends."""

    def __init__(self, limits: Limits, time: Time) -> None:
        self._limits = limits
        self._time = time
        self._last: float | None = None
        self.sent = 0
        self.latest = ""
        """Method and path of the request sent last."""

    def admit(self, request: str) -> None:
        """Count this request and wait for its turn; raises BudgetError where it must not go."""
        if self.sent >= self._limits.budget:
            raise BudgetError(
                f"the budget of {self._limits.budget} requests is used up; not sent: {request}",
                hint="raise policy.budget in config/season.yaml, or see why so many are needed",
            )
        if self._last is not None:
            passed = max(self._time.now() - self._last, 0.0)
            if passed < self._limits.interval_s:
                self._time.sleep(self._limits.interval_s - passed)
        self._last = self._time.now()
        self.sent += 1
        self.latest = request


class Patience:
    """Tries again what is safe to repeat and worth it. Shared by all requests of a run."""

    def __init__(self, limits: Limits, time: Time) -> None:
        self._limits = limits
        self._time = time
        self._retries_left = limits.retries_in_all
        self._wait_left_s = limits.wait_s

    def run(self, attempt: Callable[[], _T]) -> _T:
        """The result of ``attempt``, which must be safe to repeat; else its last error."""
        failures = 0
        while True:
            try:
                return attempt()
            except UnavailableError as error:
                failures += 1
                if failures > self._limits.retries or not self._retries_left:
                    raise _tried(error, failures) from error
                self._pause(self._backoff_s(failures), error)
            except RateLimitError as error:
                failures += error.wait_s is None
                if failures > self._limits.retries or not self.wait_out(error, failures):
                    raise

    def wait_out(self, error: RateLimitError, failures: int = 1) -> bool:
        """Wait as long as Spotify asks for; False, at once, where that is too long for this run."""
        wait = self._wait_s(error, failures)
        if error.quota or not self._retries_left or wait > self._wait_left_s:
            return False
        self._wait_left_s -= wait
        self._pause(wait, error)
        return True

    def _backoff_s(self, failures: int, least: float = 0.0) -> float:
        return max(self._limits.backoff_s, least) * 2.0 ** (failures - 1)

    def _wait_s(self, error: RateLimitError, failures: int) -> float:
        """How long to wait: as asked for, or longer with every failure in a row."""
        if error.wait_s is None:
            return self._backoff_s(failures, _LEAST_S)
        return max(error.wait_s, _LEAST_S)

    def _pause(self, seconds: float, error: UnavailableError | RateLimitError) -> None:
        self._retries_left -= 1
        level = logging.WARNING if seconds >= _LONG_S else logging.INFO
        _log.log(level, "trying again in %.0f s: %s", seconds, error)
        self._time.sleep(seconds)


def _tried(error: UnavailableError, times: int) -> UnavailableError:
    if times == 1:
        return error
    return UnavailableError(f"{error}, {times} times in a row", hint=error.faults[0].hint)
