"""The workflow files, as YAML says them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aum_sync.spotify.apps import READING, WRITING
from tests.project.places import ROOT

FOLDER = ROOT / ".github" / "workflows"
ACTION = ROOT / "action.yml"
FILES = sorted(FOLDER.glob("*.yml"))
NAMES = tuple(path.stem for path in FILES)

_USED = re.compile(r"uses: ([\w.-]+/[\w.-]+)@([0-9a-f]{40})\b")

Json = dict[str, Any]


@cache
def workflow(name: str) -> Json:
    """A workflow; YAML 1.1 takes its key ``on`` for true, here it is ``on`` again."""
    value = parsed(FOLDER / f"{name}.yml")
    return {"on" if key is True else key: part for key, part in value.items()}


def parsed(path: Path) -> dict[Any, Any]:
    """A YAML file."""
    value = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(value, dict)
    return value


def jobs(name: str) -> dict[str, Json]:
    """The jobs of a workflow, by their keys."""
    found = workflow(name)["jobs"]
    assert isinstance(found, dict)
    return found


def steps(name: str) -> list[Json]:
    """The steps of all its jobs."""
    return [step for job in jobs(name).values() for step in job["steps"]]


def permissions(job: Json) -> dict[str, str]:
    """What a job may do, in the words of GitHub's API."""
    return {what.replace("-", "_"): level for what, level in job["permissions"].items()}


def with_tokens(text: str) -> str:
    """A workflow each of whose jobs has a token of its own: act knows one for all of them."""
    head, start, rest = text.partition("\njobs:\n")
    _, *parts = re.split(r"^  (\w+):\n", rest, flags=re.MULTILINE)
    told = (
        f"  {key}:\n{body.replace('github.token', f'secrets.{token_of(key)}')}"
        for key, body in zip(parts[::2], parts[1::2], strict=True)
    )
    return f"{head}{start}{''.join(told)}"


def token_of(job: str) -> str:
    """What the token of a job is called there."""
    return f"TOKEN_OF_{job.upper()}"


def logins(name: str) -> int:
    """How often a run may log in to Spotify: once for each step with the secrets of an app."""
    apps = (READING, WRITING)
    return sum(
        all(one in str(step) for one in app.variables) for step in steps(name) for app in apps
    )


def used() -> frozenset[tuple[str, str]]:
    """Which actions of others are used, each with its commit."""
    texts = (path.read_text("utf-8") for path in (*FILES, ACTION))
    return frozenset(pair for text in texts for pair in _USED.findall(text))
