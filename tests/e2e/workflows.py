"""The workflow files, as YAML says them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

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


def permissions(name: str) -> dict[str, str]:
    """What any of its jobs may do, in the words of GitHub's API."""
    asked: dict[str, str] = {}
    for job in jobs(name).values():
        for what, level in job["permissions"].items():
            key = what.replace("-", "_")
            asked[key] = "write" if "write" in (level, asked.get(key)) else level
    return asked


def used() -> frozenset[tuple[str, str]]:
    """Which actions of others are used, each with its commit."""
    texts = (path.read_text("utf-8") for path in (*FILES, ACTION))
    return frozenset(pair for text in texts for pair in _USED.findall(text))
