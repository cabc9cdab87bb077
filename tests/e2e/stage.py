"""The people, the runs and the places of a story that is played on GitHub and Spotify."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aum_sync.simulator.server import Simulator
from tests.apply.conftest import short
from tests.e2e.act import Act, Ran
from tests.e2e.workflows import jobs, logins, permissions, workflow
from tests.git.repository import Repository
from tests.github.fake import FakeGitHub
from tests.github.fake_model import BOT, Pull
from tests.project.places import ROOT, files
from tests.pull.conftest import items, pid

SEASON = "config/season.yaml"
CONFIG = """\
version: 1
season:
  name: Test
  weeks: 1-20
  match: 'Aum#(?P<week>\\d+)'
masters:
  rap: {name: Rap, playlist: 0000000000000000000rap, genres: [Rap]}
  soul: {name: Soul, playlist: 000000000000000000soul, genres: [Soul], excludes: [rap]}
  sort: {name: To sort, playlist: 000000000000000000sort, catch_all: true}
"""
SECRETS = {
    f"AUM_SYNC_{app}_{what}": f"{app.lower()}-{what.lower()}-5f3a9c1e77d2"
    for app in ("READ", "WRITE")
    for what in ("CLIENT_ID", "CLIENT_SECRET", "TOKEN")
}
TOOL = ("action.yml", ".github", "aum_sync", "requirements/lock.txt", "scripts/action")


def write_project(root: Path) -> None:
    """What the default branch of this repository has, beside a season: the tool as it is here."""
    for path in files(*TOOL):
        place = root / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


@dataclass
class Stage:
    """A clone of somebody, the GitHub, the Spotify, the runner; ``runs`` is all that ever ran."""

    clone: Repository
    fake: FakeGitHub
    simulator: Simulator
    act: Act
    runs: list[Ran] = field(default_factory=list)

    @property
    def tip(self) -> str:
        """The commit that the default branch is at."""
        return self.at("main")

    def at(self, branch: str) -> str:
        """The commit that a branch is at."""
        found = self.fake.remote.tip(f"refs/heads/{branch}")
        assert found, branch
        return found

    # -- runs

    def run(self, name: str, event: str, on: str | None = None, **payload: Any) -> Ran:
        """A run of a workflow of the default branch, with the tokens that its jobs ask for."""
        self.clone.git("fetch", "--quiet", "origin", "main")
        self.clone.git("checkout", "--quiet", "--force", "--detach", "FETCH_HEAD")
        here = self.fake.world.repository
        if event != "schedule":  # GitHub leaves it out there
            payload["repository"] = {"full_name": here, "default_branch": "main"}
        commit = on or self.tip
        # aum-sync looks at the clock to tell which workflows fell silent.
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = self.fake.run(f"{name}.yml", event, commit, at=now)
        variables = {
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_REPOSITORY": here,
            "GITHUB_RUN_ID": str(made.id),
            "SHA_REF": commit,
        }
        place = self.clone.root / ".github" / "workflows" / f"{name}.yml"
        tokens = {
            key: self.fake.environ(**permissions(job))["GITHUB_TOKEN"]
            for key, job in jobs(name).items()
        }
        before = self._logins
        ran = self.act.run(self.clone.root, place, event, payload, variables, tokens)
        # The simulator lets everybody in: as which app, no step may choose but by its secrets.
        assert self._logins - before <= logins(name), name
        made.status = "completed"
        made.conclusion = "failure" if "failure" in ran.jobs.values() else "success"
        self.runs.append(ran)
        return ran

    @property
    def _logins(self) -> int:
        return sum(one.path == "/api/token" for one in self.simulator.requests)

    def plan(self, pull: Pull) -> Ran:
        """The run that a push to a pull request starts."""
        base = {"ref": pull.base, "sha": pull.base_sha}
        head = {"ref": pull.branch, "sha": pull.head}
        about = {"number": pull.number, "base": base, "head": head}
        return self.run("plan", "pull_request", number=pull.number, pull_request=about)

    def comment(self, pull: Pull, conclusion: str = "success") -> Ran:
        """The run that follows it."""
        title = workflow("plan")["run-name"].replace(
            "${{ github.event.pull_request.number }}", str(pull.number)
        )
        about = {"event": "pull_request", "conclusion": conclusion, "display_title": title}
        return self.run("comment", "workflow_run", workflow_run=about)

    # -- people

    def propose(self, author: str, old: str, new: str, **how: Any) -> Pull:
        """A pull request that edits the season."""
        text = f"{self.fake.remote.git('show', f'refs/heads/main:{SEASON}')}\n"
        assert old in text
        return self.fake.propose(author, {SEASON: text.replace(old, new)}, **how)

    def land(self, pull: Pull) -> str:
        """bob approves, aum merges; the merge."""
        self.fake.review(pull, "bob")
        return self.fake.merge(pull)

    def edit(self, key: str, tracks: str) -> None:
        """Somebody changes a playlist in the app."""
        self.simulator.edit(
            lambda world: world.changed(pid(key), lambda one: replace(one, tracks=items(tracks)))
        )

    # -- what is there

    def holds(self, key: str) -> str:
        """What a playlist holds on Spotify, by short names."""
        found = next(one for one in self.simulator.world.playlists if one and one.id == pid(key))
        return " ".join(map(short, found.tracks))

    def pulls(self, branch: str) -> list[Pull]:
        """The open pull requests of the bot from a branch."""
        everything = self.fake.world.pulls.values()
        return [p for p in everything if (p.branch, p.author, p.state) == (branch, BOT, "open")]

    def comments(self, pull: Pull, about: str) -> list[str]:
        """The bot's sticky comments on a pull request: about its ``plan``, or its ``apply``."""
        start = f"<!-- aum-sync:{about}:"
        everything = (
            c for c in self.fake.world.comments if (c.number, c.author) == (pull.number, BOT)
        )
        return [one.body for one in everything if one.body.startswith(start)]

    def issues(self) -> list[str]:
        """The bodies of the open issues of the bot."""
        everything = self.fake.world.issues.values()
        return [one.body for one in everything if (one.author, one.state) == (BOT, "open")]

    def changed(self, before: str, after: str) -> list[str]:
        """The paths that differ between two commits."""
        return self.fake.remote.git("diff", "--name-only", before, after).split()

    def snapshot(self, branch: str, key: str) -> str:
        """What a master's snapshot on a branch has, by short names."""
        text = self.fake.remote.git("show", f"refs/heads/{branch}:state/masters/{key}.json")
        slots = json.loads(text)["slots"]
        return " ".join(slot["uri"].rsplit(":", 1)[-1].lstrip("0") for slot in slots)

    def artifact(self) -> Any:
        """The plan that the last run uploaded."""
        return json.loads(self._uploaded("plan"))

    def report(self) -> str:
        """The report that the last run uploaded."""
        return self._uploaded("report")

    def _uploaded(self, name: str) -> str:
        last = max(self.fake.world.runs)
        return (self.act.artifacts / str(last) / name).read_text("utf-8")

    def leaks(self) -> list[str]:
        """Where a token or a secret can be read, of all that anybody was ever shown or given."""
        hidden = [*SECRETS.values(), *self.fake.world.tokens]
        return [
            f"{place}: {value}"
            for place, text in self._texts()
            for value in hidden
            if value in text
        ]

    def _texts(self) -> Iterator[tuple[str, str]]:
        for number, ran in enumerate(self.runs):
            yield f"log of run {number}", ran.log
            yield f"summary of run {number}", ran.summary
        artifacts = (path for path in self.act.artifacts.rglob("*") if path.is_file())
        yield "artifacts", "".join(path.read_text("utf-8") for path in artifacts)
        world = self.fake.world
        yield "comments", "\n".join(one.body for one in world.comments)
        for issue in world.issues.values():
            yield f"#{issue.number}", f"{issue.title}\n{issue.body}"
        for pull in world.pulls.values():
            yield f"#{pull.number}", f"{pull.title}\n{pull.body}"
        yield "git", self.fake.remote.git("log", "--all", "--patch", "--text", "--format=%B")
        yield "Spotify", str(self.simulator.world)
