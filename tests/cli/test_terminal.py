"""What is shown only where a person looks on: progress and colour."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aum_sync.text.cells import width
from tests.pull.conftest import Season, season, start

__all__ = ["season", "start"]

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(
    root: Path, url: str, *arguments: str, environment: dict[str, str], code: int = 0
) -> str:
    """What a verb writes to a terminal, its stdout and stderr together."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "aum_sync", *arguments, "--root", str(root)],
        stdout=follower,
        stderr=follower,
        env={"PATH": os.environ["PATH"], "AUM_SYNC_SPOTIFY_URL": url, **environment},
    ) as process:
        os.close(follower)
        written = b""
        try:
            while part := os.read(leader, 4096):
                written += part
        except OSError:
            pass  # Linux says so where the other end of a terminal is closed.
        finally:
            os.close(leader)
    assert process.returncode == code, written
    return written.decode()


def test_progress_is_overwritten_and_gone_at_the_end(season: Season) -> None:
    written = on_a_terminal(
        season.root, season.simulator.url, "pull", environment={"TERM": "xterm"}
    )
    assert "\r\x1b[Kweek 1 (1 of 2)\r\x1b[K" in written
    rest = written[written.rindex("\r\x1b[K") :]
    assert COLOUR.sub("", rest).startswith("\r\x1b[Kmaster-read")
    assert "weeks: 2 known" in rest


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour_follows_the_terminal_and_what_was_asked(
    environment: dict[str, str], coloured: bool, season: Season
) -> None:
    season.pull()
    url = season.simulator.url
    written = on_a_terminal(season.root, url, "plan", "--offline", environment=environment)
    assert ("\x1b[32m" in written) == coloured


def test_piped_output_has_neither(season: Season) -> None:
    outcome = season.tell()
    assert "\x1b" not in outcome.out + outcome.err
    assert "\r" not in outcome.out + outcome.err


@pytest.mark.parametrize("cells", [60, 80])
def test_sentences_fit_a_narrow_terminal(cells: int, season: Season) -> None:
    url = season.simulator.url
    asked = [(("pull",), 0), (("plan", "--offline"), 0), (("apply",), 1), (("gate",), 4)]
    for arguments, code in asked:
        written = on_a_terminal(
            season.root, url, *arguments, environment={"COLUMNS": str(cells)}, code=code
        )
        lines = [COLOUR.sub("", line).split("\r\x1b[K")[-1] for line in written.split("\r\n")]
        assert [one for one in lines if width(one) > cells and len(one.split()) > 1] == []
        assert not any(line.endswith("aum-sync") for line in lines)
    piped = season.aum("gate", "--root", season.root).err
    assert max(map(len, piped.split("\n"))) > cells
