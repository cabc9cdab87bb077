"""``aum-sync login``: an app let into Spotify, its token kept where it belongs, seen by nobody."""

from __future__ import annotations

import os
import secrets
import sys
import threading
import time
import webbrowser
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.gating import beside_simulator
from aum_sync.cli.keeping import FileKeeper, GitHubKeeper, environment_of, lines
from aum_sync.cli.output import reveal, say, tell
from aum_sync.errors import AumSyncError
from aum_sync.github.access import REPOSITORY, TOKEN
from aum_sync.github.access import find_access as find_github
from aum_sync.github.errors import GitHubError
from aum_sync.redact import keep_secret
from aum_sync.spotify.access import Access, find_app
from aum_sync.spotify.apps import READING, WRITING, App
from aum_sync.spotify.errors import AccessError
from aum_sync.spotify.limits import Limits, Time
from aum_sync.text.cells import visible
from aum_sync.text.suggest import listed

_APPS = {app.role: app for app in (READING, WRITING)}
_HOLDS = timedelta(days=180)
_LIMITS = Limits(budget=10)


@dataclass(frozen=True, slots=True)
class _How:
    """How the browser is waited for, and where the values go then."""

    port: int
    seconds: float
    browser: bool
    to: Path | None
    show: bool


@click.command("login")
@click.argument("app", type=click.Choice(list(_APPS)))
@options.root
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the values in this new file, for you alone. Default: GitHub's secrets, by gh.",
)
@click.option("--show", is_flag=True, help="Print the values, for whoever looks at the screen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8888,
    help="Where the browser comes back to. Default: 8888.",
)
@click.option("--no-browser", is_flag=True, help="Open no browser: print the page's address only.")
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=300,
    metavar="S",
    help="How many seconds to wait for the browser. Default: 300.",
)
def command(
    app: str, root: Path, to: Path | None, port: int, timeout: int, *, show: bool, no_browser: bool
) -> None:
    """Let an app into Spotify, and put what it gives where it belongs.

    The app's settings at developer.spotify.com need the redirect URI
    http://127.0.0.1:8888/callback. Its client id and secret are taken from AUM_SYNC_READ_CLIENT_ID
    and AUM_SYNC_READ_CLIENT_SECRET (AUM_SYNC_WRITE_...) or asked for. The token, with id and
    secret, becomes a secret of this repository on GitHub; that of the writing app one of the
    environment spotify. The day goes along, for `watch` and `doctor`: six months later the token
    ends. Nothing of it is shown unless --show asks for that.

    \b
    Examples:
      aum-sync login reading
      aum-sync login reading --to reader.env    # for `pull` and `plan` on this machine
      aum-sync login writing
    """
    if to and show:
        raise click.UsageError("--to or --show, not both.")
    how = _How(port, timeout, not no_browser, to, show)
    known = _APPS[app]
    keeper = _keeper(root, known, how)
    if keeper:
        keeper.check()
    access, account = _authorize(known, how)
    today = datetime.now(UTC).date()
    mine = access.credentials
    values = (mine.client_id, mine.client_secret, mine.refresh_token)
    named = dict(zip(known.variables, values, strict=True))
    day = {known.authorized: today.isoformat()}
    if keeper is None:
        reveal(lines(named | day))
    else:
        tell(f"Kept in {keeper.keep(named, day)}")
    say(f"the account {visible(account)} let the {app} app in; that ends about {today + _HOLDS}")


def _keeper(root: Path, app: App, how: _How) -> FileKeeper | GitHubKeeper | None:
    """Who keeps the values; None where they are shown."""
    if how.show:
        return None
    if how.to:
        return FileKeeper(how.to)
    if beside_simulator():
        _refuse_real_github()
    return GitHubKeeper(root, environment_of(root, app))


def _refuse_real_github() -> None:
    """What a simulator gives would replace a secret that is good."""
    some = {**os.environ, REPOSITORY: "a/b", TOKEN: "none"}
    try:
        find_github(some, spotify_loopback=True)
    except GitHubError:
        raise AccessError(
            "what a simulator gives is no secret for GitHub",
            hint="keep it in a file (--to FILE), or unset AUM_SYNC_SPOTIFY_URL",
        ) from None


def _authorize(app: App, how: _How) -> tuple[Access, str]:
    """The access that somebody gave, and whose account it is to."""
    from aum_sync.spotify.callback import Callback
    from aum_sync.spotify.connect import paced
    from aum_sync.spotify.consent import Asked, too_many
    from aum_sync.spotify.gateway import Gateway
    from aum_sync.spotify.reader import SpotifyLibrary

    endpoint, client_id, secret = find_app(os.environ, app)
    client_id = client_id or _asked(f"Client id of the {app.role} app", app.client_id)
    secret = secret or _asked("Its client secret", app.client_secret, hidden=True)
    if not endpoint.loopback:
        keep_secret(secret)
    clock, limits = Time(time.time, time.sleep), paced(_LIMITS, endpoint)
    with Callback(how.port) as callback:
        asked = Asked(app, endpoint, client_id, secret, callback.address)
        state = secrets.token_urlsafe(24)
        page = asked.page(state)
        say(f"Agree in the browser: {page}")
        if how.browser:
            # A browser that runs in the terminal comes back only after we have answered it.
            threading.Thread(target=webbrowser.open, args=(page,), daemon=True).start()
        code = callback.code(state, how.seconds, clock)
    access = asked.exchange(code, limits, clock)
    library = SpotifyLibrary(Gateway(access, limits, clock))
    account = library.account_id()
    if more := too_many(app, library.granted):
        say(
            f"warning: this app may also {listed(more, 'and')}: it was let in for that once, and "
            "its tokens keep it. Let an app read that never was: make another one"
        )
    return access, account


def _asked(what: str, variable: str, *, hidden: bool = False) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise AumSyncError(f"{variable} is not set", hint="set it, or run this in a terminal")
    answer: str = click.prompt(what, hide_input=hidden, err=True)
    return answer.strip()
