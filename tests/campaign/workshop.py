"""A season in two repositories, one clone and its remote, brought back to its start in no time."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from aum_sync.cli import apply as apply_verb
from aum_sync.cli.main import run
from aum_sync.git.process import GitFailedError, git
from aum_sync.simulator.world import World
from aum_sync.spotify.connect import connect_writer
from aum_sync.store.document import read_document
from aum_sync.store.runs import decode_applied
from tests.campaign.seasons import Season
from tests.campaign.spotify import Spotify
from tests.campaign.ways import Season as Planned
from tests.campaign.ways import season_at
from tests.git.repository import Repository

_HASTE = """
[gc]
auto = 0
[maintenance]
auto = false
[receive]
autogc = false
[core]
fsync = none
"""
"""Nothing is packed, nothing waits for a disk."""
URL = "AUM_SYNC_SPOTIFY_URL"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A season that was pulled: the commit, Spotify, and the plan."""

    commit: str
    world: World
    planned: Planned


class Workshop:
    """Where the seasons of one process are applied, one after the other."""

    def __init__(self, folder: Path, spotify: Spotify) -> None:
        self.spotify = spotify
        self.clone = Repository(folder / "clone")
        self.origin = Repository(folder / "origin.git")
        self.passed_s = 0.0
        """By how much its clock is ahead."""

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.passed_s += seconds

    @property
    def tip_file(self) -> Path:
        """The file that says where the remote's branch stands."""
        return self.origin.root / "refs" / "heads" / "main"

    @property
    def tip(self) -> str:
        """The commit at the remote's branch."""
        return _ref(self.origin.root)

    def aum(self, *arguments: object) -> tuple[int, str]:
        """Run a verb on the clone in this process; its exit code, and all that it says."""
        written = io.BytesIO()
        text = io.TextIOWrapper(written, encoding="utf-8", write_through=True)
        with redirect_stdout(text), redirect_stderr(text):
            code = run([*map(str, arguments), "--root", str(self.clone.root)])
        return code, written.getvalue().decode()

    def apply(self) -> tuple[int, str]:
        """Apply what the remote has."""
        return self.aum("apply")

    def prepare(self, season: Season) -> Prepared:
        """Begin anew with a season: commit it, pull, push."""
        self._begin()
        for path, data in {"config/season.yaml": season.yaml.encode(), **season.pins}.items():
            place = self.clone.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        self.spotify.serve(season.world)
        return self.pull()

    def _begin(self) -> None:
        for repository in (self.clone, self.origin):
            shutil.rmtree(repository.root, ignore_errors=True)
        Repository.make(self.clone.root)
        self.clone.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.origin.root))
        self.clone.git("remote", "add", "origin", str(self.origin.root))
        for repository in (self.clone, self.origin):
            with (repository.root / self._config_of(repository)).open("a") as file:
                file.write(_HASTE)

    def _config_of(self, repository: Repository) -> str:
        return "config" if repository is self.origin else ".git/config"

    def pull(self) -> Prepared:
        """Pull from Spotify, push what that gives, and plan."""
        code, said = self.aum("pull")
        assert code == 0, said
        self.clone.git("add", "--all")
        self.clone.git("commit", "--quiet", "--allow-empty", "--message", "pull")
        self.clone.git("push", "--quiet", "origin", "main")
        world = self.spotify.world
        return Prepared(self.tip, world, self.planned(world))

    def follow(self) -> None:
        """Bring the clone to what the remote has."""
        self.clone.git("pull", "--quiet", "--ff-only", "origin", "main")

    def planned(self, world: World) -> Planned:
        """The season of the remote's tip, which the clone pushed there."""
        return season_at(self.clone.root, self.tip, world)

    def reset(self, prepared: Prepared) -> None:
        """Be where the season was prepared, whatever happened since."""
        if _ref(self.clone.root / ".git") != prepared.commit:
            self.clone.git("reset", "--quiet", "--hard", prepared.commit)
        self.tip_file.write_text(f"{prepared.commit}\n")

    def has_begun(self, commit: str) -> bool:
        """Whether a commit of the remote says that an apply has begun."""
        try:
            git(self.origin.root, "cat-file", "-e", f"{commit}:state/pending.json")
        except GitFailedError:
            return False
        return True

    def numbers(self) -> list[int]:
        """The numbers of all applies, the newest first."""
        path = "state/applied.json"
        commits = git(self.origin.root, "rev-list", "main", "--", path).decode().split()
        blobs = (git(self.origin.root, "show", f"{one}:{path}") for one in commits)
        return [read_document(path, one, "applied", decode_applied).number for one in blobs]


def _ref(folder: Path) -> str:
    """What the branch of a repository names; nothing packs its refs."""
    return (folder / "refs" / "heads" / "main").read_text("utf-8").strip()


@contextmanager
def workshop(folder: Path) -> Iterator[Workshop]:
    """A workshop whose Spotify runs; nobody waits in it: time is let pass."""
    with Spotify() as spotify, patch.dict(os.environ, {URL: spotify.url}):
        shop = Workshop(folder, spotify)
        real = time.time

        def now() -> float:
            return real() + shop.passed_s

        hasty = partial(connect_writer, sleep=shop.wait, now=now)
        with patch.object(apply_verb, "connect_writer", hasty), patch("time.time", now):
            yield shop
