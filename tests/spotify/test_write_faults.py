"""Every fault, before and after the effect, on every write: one request, and the right verdict."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from aum_sync.errors import AmbiguousError, AumSyncError, RefusedError, StoppedError
from aum_sync.spotify.errors import DeniedError
from tests.simulator_fixture import serve
from tests.spotify.conftest import START, FakeTime, ReachWriter
from tests.spotify.writes import BEFORE, WORLD, WRITES, held, outcome


@dataclass(frozen=True)
class Verdict:
    """What a fault makes of a write. ``happens`` where it is not as the rule's ``when`` says."""

    kind: type[AumSyncError] | None
    happens: bool | None = None
    slept: tuple[float, ...] = ()
    logins: int = 1


DOUBT = Verdict(AmbiguousError)
REFUSED = Verdict(RefusedError)
VERDICTS = {
    "500": DOUBT,
    "502": DOUBT,
    "504": DOUBT,
    "drop": DOUBT,
    "html": DOUBT,
    "truncate": Verdict(AmbiguousError, happens=True),
    "stale": Verdict(None, happens=True),
    "ignored": Verdict(None, happens=False),
    "429": Verdict(AmbiguousError, slept=(1.0,)),
    "quota": Verdict(StoppedError),
    "400": REFUSED,
    "403": REFUSED,
    "404": REFUSED,
    "401": Verdict(AmbiguousError, logins=2),
}
SPECIAL = {
    # Half of an empty answer is an empty answer: the write is done, and known to be.
    ("details", "truncate"): Verdict(None, happens=True),
    # A bare no to the account concerns no playlist: nothing else will fare better.
    ("create", "403"): Verdict(DeniedError),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("do", VERDICTS)
def test_a_write_is_sent_once_whatever_happens_to_it(
    reach_writer: ReachWriter, time: FakeTime, write: str, when: str, do: str
) -> None:
    verdict = SPECIAL.get((write, do), VERDICTS[do])
    happens = verdict.happens if verdict.happens is not None else when == "after"
    rule = {"path": "/v1/", "do": do, "when": when, "nth": 1}
    with serve(WORLD, {"rules": [rule]}) as simulator:
        writer = reach_writer(simulator.url)
        error = outcome(lambda: WRITES[write].send(writer))
        asked = [(one.method, one.fault) for one in simulator.requests if one.path[:4] == "/v1/"]
        logins = len(simulator.requests) - len(asked)
        assert held(simulator.world) == (WRITES[write].after if happens else BEFORE)
    assert (type(error) if error else None) is verdict.kind
    assert [fault is not None for _, fault in asked] == [True]
    assert (writer.requests, logins) == (1, verdict.logins)
    assert tuple(time.slept) == verdict.slept
    if isinstance(error, StoppedError):
        assert error.retry_at == START + 82_661
