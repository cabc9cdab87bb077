"""``aum-sync doctor``: a look through the whole set-up, each line with its remedy."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.checkup.season import look_at_season
from aum_sync.cli.gating import beside_simulator
from aum_sync.cli.output import result, style_for, tell
from aum_sync.errors import ExitCode
from aum_sync.git.begin import github_of
from aum_sync.github.access import REPOSITORY, TOKEN
from aum_sync.github.client import GitHub
from aum_sync.github.connect import connect
from aum_sync.github.errors import GitHubError
from aum_sync.report.checkup import Found, as_json, fail, render, warn
from aum_sync.text.suggest import listed


@click.command("doctor")
@options.root
@options.form("json")
def command(root: Path, form: str) -> ExitCode:
    """Look through the set-up: what is well, what is not, and what to do about it.

    The season's files; both apps of Spotify, their rights, their age, their quota; on GitHub the
    environment, secrets (their names; values nobody sees), rules and workflows. Nothing is
    changed; it costs up to seven requests to Spotify. GitHub is asked with GITHUB_TOKEN, about
    GITHUB_REPOSITORY or what the remote origin names. Exit 1 where a line says fail.

    \b
    Example:
      GITHUB_TOKEN=$(gh auth token) aum-sync doctor
    """
    from aum_sync.cli.checkup.github import GitHubCheckup
    from aum_sync.cli.checkup.spotify import SpotifyCheckup

    season = look_at_season(root)
    policy = season.loaded.config.policy if season.loaded else None
    github, untold = _github(root)
    forge = GitHubCheckup(github, policy) if github else None
    days = {**(forge.days() if forge else {}), **os.environ}
    account = season.state.account if season.state else None
    found = [*season.found, *SpotifyCheckup(account, days).run()]
    found += forge.run() if forge else untold
    if form == "json":
        result(as_json(found), json=True)
    else:
        tell(render(found, style_for(sys.stdout)))
    failed = any(one.health == "fail" for one in found)
    return ExitCode.ERROR if failed else ExitCode.OK


def _github(root: Path) -> tuple[GitHub | None, list[Found]]:
    """The repository on GitHub, or why it is not looked at."""
    environ = dict(os.environ)
    if not environ.get(REPOSITORY) and (named := github_of(root)):
        environ[REPOSITORY] = named
    try:
        github = connect(environ, spotify_loopback=beside_simulator())
    except GitHubError as error:
        return None, [fail("github", str(error), error.faults[0].hint or "")]
    if github is None:
        lacking = [] if environ.get(REPOSITORY) else ["no remote origin names the repository"]
        lacking += [] if environ.get(TOKEN) else ["there is no GITHUB_TOKEN"]
        way = "GITHUB_TOKEN=$(gh auth token) aum-sync doctor"
        if not environ.get(REPOSITORY):
            way = f"GITHUB_REPOSITORY=OWNER/NAME {way}"
        return None, [warn("github", f"GitHub was not asked: {listed(lacking, 'and')}", way)]
    return github, []
