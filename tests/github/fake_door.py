"""What stands before every endpoint of the fake GitHub, in GitHub's order, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.github import fake_reading, fake_writing
from tests.github.fake_http import (
    ROUTES,
    Answer,
    Ask,
    Exchange,
    Fault,
    Rows,
    Trouble,
    error,
    find,
    missing,
    page,
    split_target,
)

if TYPE_CHECKING:
    from tests.github.fake import FakeGitHub

ENDPOINTS = (fake_reading, fake_writing)
"""Importing them registers their routes."""
_VERSIONS = {"2022-11-28", "2026-03-10"}
_RESET = "1795350000"
"""2026-11-22 12:20 UTC, in seconds since 1970."""

Found = tuple[str, Mapping[str, str]]


def answer(
    fake: FakeGitHub, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> Answer | Trouble:
    """The answer to one request, remembered; or the way in which there is none."""
    path, query = split_target(target)
    found = find(method, path)
    value = json.loads(body) if body else None
    fault = next((one for one in fake.faults if one.strikes(method, path)), None)
    told: Answer | Trouble
    if fault is None or fault.after:
        told = _sound(fake, found, path, query, headers, value)
    if fault is not None:
        told = _spoiled(fault)
    status, content = (told.status, told.body) if isinstance(told, Answer) else (None, None)
    operation = found[0] if found else f"{method} {path}"
    fake.exchanges.append(Exchange(operation, method, path, query, headers, value, status, content))
    return told


def _sound(
    fake: FakeGitHub,
    found: Found | None,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: Any,
) -> Answer:
    token = fake.world.tokens.get(headers.get("Authorization", "").removeprefix("Bearer "))
    version = headers.get("X-GitHub-Api-Version", "2022-11-28")
    if token is None:
        return error(401, "Bad credentials")
    if turned_away := _turned_away(fake, version, headers):
        return turned_away
    if found is None or not _is_here(fake, found[1]):
        return error(404, "Not Found")
    _, needs, endpoint = ROUTES[found[0]]
    accepted = {"X-Accepted-GitHub-Permissions": needs}
    if missing(needs, token):
        denied = error(403, "Resource not accessible by integration")
        return Answer(denied.status, denied.body, accepted)
    fake.refresh()
    told = endpoint(fake, Ask(found[1], query, body or {}, token))
    if isinstance(told, Rows):
        told = page(told, f"{fake.url}{_by_id(fake, path)}", query)
    content = _without_merge_sha(told.body) if version == "2026-03-10" else told.body
    limits = {"X-RateLimit-Remaining": "900", "X-RateLimit-Reset": _RESET}
    return Answer(told.status, content, {**accepted, **limits, **told.headers})


def _turned_away(fake: FakeGitHub, version: str, headers: Mapping[str, str]) -> Answer | None:
    if "User-Agent" not in headers:
        return error(403, "Request forbidden by administrative rules.")
    if version in fake.world.retired_versions:
        return error(410, f"API version {version} is no longer supported.")
    if version not in _VERSIONS:
        return error(400, f"{version} is not a supported version.")
    return None


def _is_here(fake: FakeGitHub, names: Mapping[str, str]) -> bool:
    """Whether a path is about this repository or a fork; by its id it has no name."""
    forks = {pull.fork for pull in fake.world.pulls.values()}
    where = f"{names.get('owner')}/{names.get('repo')}"
    return "owner" not in names or where in {fake.world.repository, *forks}


def _by_id(fake: FakeGitHub, path: str) -> str:
    """GitHub's links name a repository by its id."""
    return path.replace(f"/repos/{fake.world.repository}", f"/repositories/{fake.world.id}")


def _spoiled(fault: Fault) -> Answer | Trouble:
    wait = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    secondary = "You have exceeded a secondary rate limit. Please wait a few minutes."
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": _RESET}
    page_of_html = {"Content-Type": "text/html"}
    answers = {
        "error": error(fault.status, "Server Error"),
        "busy": Answer(429, {"message": "Too many requests"}, wait),
        "secondary": Answer(403, {"message": secondary}, wait),
        "limit": Answer(403, {"message": "API rate limit exceeded for installation."}, spent),
        "html": Answer(fault.status, "<html>Unicorn!</html>", page_of_html),
        "redirect": Answer(fault.status, {"message": "Moved"}, {"Location": fault.location}),
        "say": Answer(fault.status, fault.body, fault.headers),
    }
    return answers.get(fault.do, fault.do)


def _without_merge_sha(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_merge_sha(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {key: _without_merge_sha(v) for key, v in value.items() if key != "merge_commit_sha"}
