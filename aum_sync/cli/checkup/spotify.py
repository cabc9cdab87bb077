"""Spotify: whether two apps are let in, for how long, to do what, and what they are told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aum_sync.cli.github import in_actions
from aum_sync.cli.watch import authorized
from aum_sync.errors import AumSyncError
from aum_sync.report.checkup import Found, fail, ok, warn
from aum_sync.season.items import Account, Card
from aum_sync.spotify.access import Access, find_access
from aum_sync.spotify.apps import READING, WRITING, App
from aum_sync.spotify.connect import paced
from aum_sync.spotify.consent import too_many
from aum_sync.spotify.errors import (
    DeniedError,
    LoginError,
    RateLimitError,
    ScopeError,
    SpotifyError,
)
from aum_sync.spotify.gateway import Gateway
from aum_sync.spotify.ledger import hour_of, last_24h
from aum_sync.spotify.limits import Limits, Time
from aum_sync.spotify.reader import SpotifyLibrary
from aum_sync.text.cells import visible
from aum_sync.text.suggest import listed

_MANY = 400
"""Requests in 24 hours; of 543 one knows that they went well, of 600 that they did not."""
_SOON_DAYS = 30
_LIMITS = Limits(budget=20, retries=1, wait_s=5.0)


@dataclass(slots=True)
class SpotifyCheckup:
    """One look at both apps. ``account`` is what ``state/`` knows, ``days`` the days of logins."""

    account: Account | None
    days: Mapping[str, str]
    _ids: dict[App, str] = field(default_factory=dict)
    _accounts: dict[App, str] = field(default_factory=dict)

    def run(self) -> Iterator[Found]:
        """Everything about Spotify."""
        yield from self._reading()
        yield from self._writing()
        if len(self._ids) > 1 and self._ids[READING] == self._ids[WRITING]:
            yield warn(
                "one-app",
                "one app reads and writes, so whoever gets the reading token may write",
                "make a second app for reading alone: aum-sync login reading",
            )
        yield from self._age()
        yield from self._quota()

    def _reading(self) -> Iterator[Found]:
        access, wrong = _access(READING)
        if wrong or access is None:
            yield wrong or fail(
                "reading-missing",
                "there is no access to Spotify to read with",
                "aum-sync login reading --to reader.env, and then: . ./reader.env",
            )
            return
        self._ids[READING] = access.credentials.client_id
        library = _library(access)
        try:
            account = library.account_id()
        except SpotifyError as error:
            yield _refused(error, READING)
            return
        yield from self._known(account, READING, access)
        yield from _rights(library)
        yield from _items(library, account)

    def _writing(self) -> Iterator[Found]:
        access, wrong = _access(WRITING)
        if wrong:
            yield wrong
        if access is None:
            if not wrong:
                yield ok("writing", "no token to write with is here, as it should be")
            return
        self._ids[WRITING] = access.credentials.client_id
        if not (access.endpoint.loopback or in_actions()):
            yield warn(
                "writing-here",
                "a token to write with is on this machine, and nothing here needs one",
                f"unset {' '.join(WRITING.variables)}; GitHub keeps it: aum-sync login writing",
            )
        try:
            account = _library(access).account_id()
        except SpotifyError as error:
            yield _refused(error, WRITING)
            return
        yield from self._known(account, WRITING, access)

    def _known(self, account: str, app: App, access: Access) -> Iterator[Found]:
        """Whether a token is for the account that the season is of, and the other app's."""
        other = self.account.id if self.account else self._accounts.get(READING)
        self._accounts[app] = account
        if other is None or other == account:
            text = f"the {app.role} app is let in by {visible(account)}"
            if access.endpoint.loopback and not os.environ.get(app.refresh_token):
                text = f"the simulator lets everybody in for {app.role}; Spotify asks for an app"
            yield ok(app.role, text)
            return
        yield fail(
            f"{app.role}-account",
            f"the {app.role} app is let in by {visible(account)}, the season is of "
            f"{visible(other)}",
            f"log out of Spotify in the browser, then: aum-sync login {app.role}",
        )

    def _age(self) -> Iterator[Found]:
        try:
            known = authorized(self.days, time.time())
        except AumSyncError as error:
            yield fail("age", str(error), error.faults[0].hint or "")
            return
        again = "aum-sync login reading, and aum-sync login writing"
        if known is None:
            text = "nobody wrote down when Spotify was authorized, so no end can be foreseen"
            yield warn("age", text, f"{again}: they keep the day")
            return
        day, left = known
        if left <= 0:
            yield fail("age", f"authorized on {day}: six months are over", again)
        elif left <= _SOON_DAYS:
            yield warn("age", f"authorized on {day}: that ends in {left} days", again)
        else:
            yield ok("age", f"authorized on {day}: that holds {left} days more")

    def _quota(self) -> Iterator[Found]:
        if self.account is None:
            return
        spent = last_24h(self.account.requests, hour_of(time.time()))
        if spent > _MANY:
            text = f"{spent} requests in 24 hours; Spotify may answer no more for a day"
            yield warn("quota-near", text, "let the next pull wait until tomorrow")
        else:
            yield ok("quota-near", f"{spent} requests to Spotify in the last 24 hours")


def _access(app: App) -> tuple[Access | None, Found | None]:
    try:
        return find_access(os.environ, app), None
    except SpotifyError as error:
        return None, fail(f"{app.role}-half", str(error), error.faults[0].hint or "")


def _library(access: Access) -> SpotifyLibrary:
    return SpotifyLibrary(
        Gateway(access, paced(_LIMITS, access.endpoint), Time(time.time, time.sleep))
    )


def _refused(error: SpotifyError, app: App) -> Found:
    """Why an app was not answered."""
    code = "unreachable"
    if isinstance(error, ScopeError):
        code = "scopes"
    elif isinstance(error, LoginError):
        code = "token"
    elif isinstance(error, DeniedError):
        code = "denied"
    elif isinstance(error, RateLimitError):
        code = "quota"
    return fail(f"{app.role}-{code}", str(error), error.faults[0].hint or "")


def _rights(library: SpotifyLibrary) -> Iterator[Found]:
    if library.granted is None:
        text = "Spotify does not say what the reading app may do"
        yield warn("reading-widened", text, "aum-sync login reading: the exchange of codes says it")
    elif more := too_many(READING, library.granted):
        yield warn(
            "reading-widened",
            f"the reading app may also {listed(more, 'and')}: it was let in for that once",
            "make an app for reading alone, that never was, and: aum-sync login reading",
        )
    else:
        yield ok("reading-widened", "the reading app may read, and nothing else")


def _items(library: SpotifyLibrary, account: str) -> Iterator[Found]:
    """Whether items can be read, by the first playlist of the account's own."""
    try:
        own = next((card for card in library.cards() if _is_own(card, account)), None)
        if own is None:
            yield ok("items", "this account owns no playlist to try whether tracks can be read")
            return
        generation = library.reach(own.id)
    except SpotifyError as error:
        yield fail("items", str(error), error.faults[0].hint or "")
        return
    age = "made before February 2026; keep it, a new one gets fewer rights"
    words = "of the new kind" if generation == "new" else f"of the old kind, {age}"
    yield ok("items", f"what playlists hold can be read; the app is {words}")


def _is_own(card: Card, account: str) -> bool:
    return card.owner == account
