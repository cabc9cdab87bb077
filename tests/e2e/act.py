"""Runs a workflow file for real: act in host mode, GitHub's own actions replaced by small ones."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.tools import environment, tool
from tests.e2e.workflows import used

STUBS = Path(__file__).parent / "stubs"


@dataclass(frozen=True)
class Ran:
    """What a run left: the jobs that it came to, with their results, and what it wrote."""

    jobs: Mapping[str, str]
    log: str
    summary: str

    def ended(self, **jobs: str) -> Ran:
        """Itself, if just these jobs ran and had these results."""
        assert self.jobs == jobs, self.said
        return self

    def succeeded(self, *jobs: str) -> Ran:
        """Itself, if just these jobs ran, and all of them well."""
        return self.ended(**dict.fromkeys(jobs, "success"))

    @property
    def said(self) -> str:
        """The log as a person reads it."""
        return "\n".join(str(line.get("msg", "")).rstrip() for line in lines(self.log))


@dataclass(frozen=True)
class Act:
    """A machine that runs workflows; ``folder`` is its own.

    ``actions`` says where actions are that are used beside those of the project, by their names;
    ``pip`` whether it runs for real: what is installed is there, but that it sees only slowly.
    """

    folder: Path
    variables: Mapping[str, str]
    secrets: Mapping[str, str]
    actions: Mapping[str, Path] = field(default_factory=dict)
    pip: bool = False

    @property
    def artifacts(self) -> Path:
        """Where what was uploaded is kept."""
        return self.folder / "artifacts"

    def _python(self) -> Path:
        """A folder with the Python that runs the tests, which has all that the action installs."""
        real = Path(sys.executable)
        if self.pip:
            return real.parent
        place = self.folder / "bin" / "python"
        place.parent.mkdir(exist_ok=True)
        skip = 'case "$*" in "-I -m pip "*) exit ;; esac'
        place.write_text(f'#!/bin/sh\n{skip}\nexec {shlex.quote(str(real))} "$@"\n', "utf-8")
        place.chmod(0o755)
        return place.parent

    def run(
        self,
        checkout: Path,
        workflow: Path,
        event: str,
        payload: Mapping[str, Any],
        variables: Mapping[str, str],
    ) -> Ran:
        """Run a workflow of a checkout for an event; ``variables`` join those of every run."""
        self.folder.mkdir(exist_ok=True)
        told = self.folder / "event.json"
        told.write_text(json.dumps(payload), "utf-8")
        token = {"GITHUB_TOKEN": variables["GITHUB_TOKEN"]}
        ours = {
            "AUM_TEST_PYTHON": str(self._python()),
            "AUM_TEST_ARTIFACTS": str(self.artifacts),
            "PIP_NO_INDEX": "1",
            **self.variables,
            **{name: value for name, value in variables.items() if name not in token},
        }
        command = [tool("act"), event, "--json", "--rm", "--insecure-secrets", "--no-cache-server"]
        command += ["--no-skip-checkout", "--platform", "ubuntu-latest=-self-hosted"]
        command += ["--workflows", str(workflow), "--eventpath", str(told)]
        command += ["--action-cache-path", str(self.folder / "cache")]
        stubs = {f"{name}@{commit}": STUBS / name.split("/")[1] for name, commit in used()}
        for name, place in {**stubs, **self.actions}.items():
            command += ["--local-repository", f"{name}={place}"]
        command += [f"--secret={name}={value}" for name, value in {**self.secrets, **token}.items()]
        command += [f"--env={name}={value}" for name, value in ours.items()]
        command += [f"--input={name}={value}" for name, value in payload.get("inputs", {}).items()]
        done = subprocess.run(
            command, cwd=checkout, env=environment(), capture_output=True, text=True, check=False
        )
        return _ran(f"{done.stdout}\n{done.stderr}")


def lines(log: str) -> list[dict[str, Any]]:
    """The lines of a log that are JSON; what act says beside them as messages."""
    return [_line(line) for line in log.splitlines() if line.strip()]


def _line(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"msg": text}


def _ran(log: str) -> Ran:
    said = lines(log)
    results = {one["jobID"]: one["jobResult"] for one in said if "jobResult" in one}
    summaries = (str(one["content"]) for one in said if one.get("command") == "summary")
    return Ran(results, log, "".join(summaries))
