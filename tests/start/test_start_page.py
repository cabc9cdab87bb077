"""docs/start.md, followed to the letter: all its commands, in one shell, in an empty directory."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from aum_sync.spotify.apps import READING
from tests.project.places import ROOT
from tests.start.conftest import IDENTITY

PAGE = (ROOT / "docs" / "start.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
END = "=== end of a block"
BROWSER = f"""#!{sys.executable}
import sys, urllib.request as web
web.build_opener(web.ProxyHandler({{}})).open(sys.argv[1]).read()
"""
LISTENS = "until (exec 3<>/dev/tcp/127.0.0.1/{}) 2>/dev/null; do sleep 0.1; done"


@dataclass(frozen=True)
class Walk:
    """Where somebody ends who follows the page, and what each of its blocks printed."""

    place: Path
    said: list[str]
    errors: str

    @property
    def season(self) -> Path:
        return self.place / "low-tide"


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    folder = tmp_path_factory.mktemp("walk")
    place, home = folder / "empty", folder / "home"
    place.mkdir()
    home.mkdir()
    (home / ".gitconfig").write_text(IDENTITY, "utf-8")
    browser = home / "browser"
    browser.write_text(BROWSER, "utf-8")
    browser.chmod(0o755)
    # Ports of the page may be taken on this machine.
    port = free_port()
    blocks = [b.replace("8765", port).replace("login ", "login --port 0 ") for b in BLOCKS]
    blocks[0] += LISTENS.format(port)
    script = ["set -eu", *(f"{block}\necho '{END}'" for block in blocks), "kill %1", "wait"]
    foreign = ("AUM_SYNC_", "GITHUB_", "GIT_", "FORCE_COLOR")
    clean = {name: v for name, v in os.environ.items() if not name.startswith(foreign)}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=place,
        env={**clean, "HOME": str(home), "PATH": path, "BROWSER": f"{browser} %s"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return Walk(place, done.stdout.split(f"{END}\n"), done.stderr)


def test_the_page_leads_from_an_empty_directory_to_a_plan_for_review(walk: Walk) -> None:
    review, short = walk.said[5].split("Digest of the effects:")
    assert "Review of commit" in review
    assert "checksum-mismatch" in review
    assert "declares 4 tracks and holds 2" in review
    assert {"Nine Lives", "Honey"} <= set(re.findall(r"Nine Lives|Honey|Late Bus|Slow", review))
    assert "2 to add" in review
    assert "Honey" in short + walk.said[6]


def test_what_it_says_of_the_proposal_is_so(walk: Walk) -> None:
    text = (walk.season / "config" / "season.yaml").read_text("utf-8")
    config = yaml.safe_load(text)
    assert config["season"] == {
        "name": "Low Tide",
        "weeks": "1-3",
        "match": r"\bTape\s*#\s*(?P<week>\d+)",
    }
    genres = {key: one.get("genres") for key, one in config["masters"].items()}
    assert genres == {"hip-hop": ["Hip Hop", "UG Rap"], "soul": ["Soul"], "to-sort": None}
    assert "2 of 2 are in it" in text
    assert config["policy"] == {"review": "environment"}


def test_no_token_is_on_the_screen_or_in_git(walk: Walk) -> None:
    file = walk.season / "reader.env"
    assert file.stat().st_mode & 0o777 == 0o600
    values = dict(
        line.removeprefix("export ").split("=", 1) for line in file.read_text().split("\n") if line
    )
    token = values[READING.refresh_token]
    assert len(token) == 22
    assert token not in "".join(walk.said) + walk.errors
    show = ["git", "log", "--all", "--patch", "--format=%B"]
    history = subprocess.run(show, cwd=walk.season, capture_output=True, text=True, check=True)
    assert token not in history.stdout
    assert "reader.env" not in history.stdout.replace("*.env", "")


def test_the_doctor_has_nothing_worse_than_that_github_was_not_asked(walk: Walk) -> None:
    assert "1 warn, 0 fail." in walk.said[7]
    assert "GitHub was not asked" in walk.said[7]
