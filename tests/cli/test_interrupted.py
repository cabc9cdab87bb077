"""Ctrl-C in the middle of a pull, as a real signal to a real process."""

from __future__ import annotations

import json
import signal

from tests.cli.processes import RUN
from tests.cli.processes import start as begin
from tests.pull.conftest import Season, Start, pid, said, start

__all__ = ["start"]

# A shell that runs tests in the background has its children ignore Ctrl-C.
LISTENING = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {RUN}"


def interrupted(season: Season, *arguments: str) -> tuple[int, bytes, bytes]:
    """What a verb does that is interrupted once it says that it waits for Spotify."""
    with begin(*arguments, "--root", season.root, code=LISTENING) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        assert told.startswith(b"trying again in 100 s"), told
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def waiting(start: Start, path: str) -> Season:
    """A season whose Spotify asks to wait, once, where ``path`` is read."""
    rule = {"path": path, "do": "429", "retry_after": 100, "times": 1}
    return start(faults={"rules": [rule]})


def test_what_was_read_before_is_saved_and_told(start: Start) -> None:
    season = waiting(start, pid("w2"))
    code, out, err = interrupted(season, "pull", "--format", "json")
    assert code == 130
    assert said(json.loads(out), "new", week=1)
    assert err == b"interrupted; what was read is saved\n"
    assert [week.week for week in season.state.weeks] == [1]
    asked = season.asked(season.pull)
    assert f"/v1/playlists/{pid('w1')}/items" not in asked
    assert [week.week for week in season.state.weeks] == [1, 2]


def test_a_plan_that_is_interrupted_is_none(start: Start) -> None:
    season = waiting(start, "me/playlists")
    code, out, err = interrupted(season, "plan")
    assert (code, out, err.strip()) == (130, b"", b"interrupted")
