"""What the verbs that write on GitHub share: the way there, and the link to this run."""

from __future__ import annotations

import os
import re

from aum_sync.cli.gating import beside_simulator
from aum_sync.github.connect import connect_writer
from aum_sync.github.errors import AccessError
from aum_sync.github.writer import GitHubWriter

_RUN_URL = re.compile(r"https?://[\w.:-]+(?:/[\w.-]+){2}/actions/runs/[0-9]+", re.ASCII)


def writer() -> GitHubWriter:
    """The repository of this run, to write to. Raises AccessError where nothing names it."""
    github = connect_writer(os.environ, spotify_loopback=beside_simulator())
    if github is None:
        raise AccessError(
            "nothing says which GitHub repository this is, or there is no token to write with",
            hint="give the step `env: GITHUB_TOKEN: ${{ github.token }}`; the runner sets "
            "GITHUB_REPOSITORY",
        )
    return github


def run_url() -> str | None:
    """The address of this run; None outside of GitHub Actions."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY")
    server, repository = (os.environ.get(name, "") for name in names)
    url = f"{server}/{repository}/actions/runs/{os.environ.get('GITHUB_RUN_ID', '')}"
    return url if _RUN_URL.fullmatch(url) else None
