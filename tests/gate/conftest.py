"""A season on a fake GitHub, pulled and applied, so that every test is about one change more."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aum_sync.cli.main import run
from aum_sync.season.items import State
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import Playlist, World
from aum_sync.store.state import load_state
from aum_sync.store.tree import WorkTree
from tests.apply.conftest import CONFIG, MASTERS, WEEKS, Season
from tests.conftest import Aum, Outcome
from tests.git.repository import Repository
from tests.github.fake import FakeGitHub
from tests.github.fake_git import FakeRemote
from tests.github.fake_model import How, Pull
from tests.simulator_fixture import serve

SEASON = "config/season.yaml"
STATE = "aum-state"
"""The name of the state branch, where there is one."""
RENAMED = ("name: Rap,", "name: Raps,")


@dataclass
class Below(Season):
    """A season in a folder of its repository."""

    folder: str = ""

    @property
    def root(self) -> Path:
        return self.clone.root / self.folder


@dataclass
class Stage:
    """The season, the GitHub that it is on, and who sets the environment of its runs."""

    season: Below
    fake: FakeGitHub
    monkeypatch: pytest.MonkeyPatch

    @property
    def simulator(self) -> Simulator:
        return self.season.simulator

    @property
    def tip(self) -> str:
        found = self.fake.remote.tip("refs/heads/main")
        assert found
        return found

    def text(self, path: str = SEASON, ref: str = "refs/heads/main") -> str:
        return f"{self.fake.remote.git('show', f'{ref}:{self.at(path)}')}\n"

    def at(self, path: str) -> str:
        """The way from the repository's top to a file of the season."""
        return f"{self.season.folder}/{path}" if self.season.folder else path

    def edited(self, old: str, new: str) -> dict[str, str | None]:
        text = self.text()
        assert old in text
        return {self.at(SEASON): text.replace(old, new)}

    def propose(self, author: str = "alice", change: tuple[str, str] = RENAMED, **how: Any) -> Pull:
        return self.fake.propose(author, self.edited(*change), **how)

    def here(self) -> dict[str, str | None]:
        """What differs in the work tree."""
        clone = self.season.clone
        names = clone.git("ls-files", "--others", "--modified").split()
        return {name: (clone.root / name).read_text("utf-8") for name in names}

    def taken(self) -> dict[str, str | None]:
        """What differs in the work tree, which then is again as it was committed."""
        files = self.here()
        self.season.clone.git("restore", ".")
        self.season.clone.git("clean", "--quiet", "--force", "-d")
        return files

    def approved(self, how: How = "merge", **proposal: Any) -> Pull:
        """A change that bob approved and aum merged."""
        pull = self.propose(**proposal)
        self.fake.review(pull, "bob")
        self.fake.merge(pull, how)
        return pull

    def policy(self, text: str) -> None:
        """Give the season a policy, as if it had always had it: a reviewed pull request."""
        pull = self.fake.propose("alice", {self.at(SEASON): f"{self.text()}policy: {text}\n"})
        self.fake.review(pull, "bob")
        self.fake.merge(pull)

    def ci(self, commit: str | None = None, event: str = "push", **how: Any) -> int:
        """Be a run of the apply workflow; its number."""
        made = self.fake.run("apply.yml", event, commit or self.tip, **how)
        ref = f"refs/heads/{made.branch}"
        variables = {"GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": str(made.id), "GITHUB_REF": ref}
        for name, value in (self.fake.environ() | variables).items():
            self.monkeypatch.setenv(name, value)
        return made.id

    def apply(self, *, code: int = 0) -> Any:
        """What apply says, as JSON."""
        return json.loads(self.run("apply", "--format", "json", code=code).out)

    def run(self, *arguments: object, code: int = 0) -> Outcome:
        return self.season.run(*arguments, code=code)

    def refused(self) -> set[str]:
        """Which rules refuse an apply; it must not have written anything then."""
        before = self.simulator.world
        refs = self.fake.remote.git("for-each-ref", "refs/heads")
        found = {one["rule"] for one in self.apply(code=4)["gate"]["findings"] if not one["holds"]}
        assert found
        assert self.simulator.world == before
        assert self.fake.remote.git("for-each-ref", "refs/heads") == refs
        return found

    def passes(self) -> None:
        """Apply; the master has its new name then."""
        self.apply()
        assert self.name == "Raps"

    @property
    def name(self) -> str:
        return self.season.playlist("rap").name

    def digest(self, ref: str) -> str:
        """The 16 digits of the plan of a commit."""
        self.season.clone.git("fetch", "--quiet", "origin", ref)
        plan = self.season.run("plan", "--commit", "FETCH_HEAD", "--format", "json").out
        return str(json.loads(plan)["digest"])[:16]

    def direct(self, files: dict[str, str | None], by: str = "alice") -> str:
        """Push straight to the default branch."""
        return self.fake.commit("main", files, by)

    @property
    def state(self) -> State:
        self.season.follow()
        return load_state(WorkTree(self.season.root))


@dataclass(frozen=True)
class Ready:
    """A season that was pulled and applied: its clone, and what Spotify holds."""

    clone: Path
    world: World


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return prepare(tmp_path_factory.mktemp("ready"))


def prepare(
    folder: Path,
    *,
    policy: str = "",
    below: str = "",
    applied: bool = True,
    beside: tuple[Playlist, ...] = (),
) -> Ready:
    """Pull a season and apply it, as if nobody had to review that; or have it configured only.

    ``policy`` is what its configuration says more, ``beside`` what else is on Spotify.
    """
    remote = FakeRemote.make(folder / "origin.git")
    clone = Repository.make(folder / "clone")
    clone.git("remote", "add", "origin", str(remote.path))
    clone.git("pull", "--quiet", "origin", "main")
    root = clone.root / below
    (root / "config").mkdir(parents=True)
    (root / SEASON).write_text(f"{CONFIG.lstrip()}{policy}", encoding="utf-8")
    with (
        serve(World(playlists=(*MASTERS, *beside, *WEEKS))) as simulator,
        pytest.MonkeyPatch.context() as env,
    ):
        for name in list(os.environ):
            if name.startswith("GITHUB_"):
                env.delenv(name)
        env.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        clone.git("add", "--all")
        clone.git("commit", "--quiet", "--message", "configure")
        if not applied:
            return Ready(clone.root, simulator.world)
        for verb in ("pull", "apply"):
            assert run([verb, "--root", str(root)]) == 0
            if verb == "pull":
                clone.git("add", "--all")
                clone.git("commit", "--quiet", "--message", "begin")
                clone.git("push", "--quiet", "origin", "HEAD:main")
        clone.git("pull", "--quiet", "--ff-only", "origin", "main")
        return Ready(clone.root, simulator.world)


@pytest.fixture
def stage(
    ready: Ready, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    with staged(ready, tmp_path, aum, monkeypatch) as stage:
        yield stage


@contextmanager
def staged(
    ready: Ready, folder: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch, below: str = ""
) -> Iterator[Stage]:
    """A copy of what was made ready, on a GitHub and a Spotify of its own."""
    shutil.copytree(ready.clone, folder / "clone")
    clone = Repository(folder / "clone")
    with FakeGitHub.make(folder / "github.git") as fake, serve(ready.world) as simulator:
        clone.git("remote", "set-url", "origin", str(fake.remote.path))
        clone.git("push", "--quiet", "origin", "HEAD:main")
        if clone.git("branch", "--remotes", "--list", f"origin/{STATE}"):
            clone.git(
                "push", "--quiet", "origin", f"refs/remotes/origin/{STATE}:refs/heads/{STATE}"
            )
        monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        season = Below(clone, Repository(fake.remote.path), simulator, aum, below)
        yield Stage(season, fake, monkeypatch)
