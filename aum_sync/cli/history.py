"""``aum-sync history``: the applies that were, newest first."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.gating import beside_simulator
from aum_sync.cli.output import result, style_for, tell
from aum_sync.cli.past import Entry, Past
from aum_sync.cli.season import open_season, recorded_at, tree_of
from aum_sync.cli.trail import read_trail
from aum_sync.git.authors import Origin, origin_of
from aum_sync.github.connect import connect
from aum_sync.github.errors import AccessError, NotFoundError
from aum_sync.report.columns import GAP, Column, place, share
from aum_sync.report.sheet import sheet_of
from aum_sync.store.tree import Tree
from aum_sync.text.cells import visible
from aum_sync.text.words import minute, plural

_COLUMNS = (Column(right=True), Column(), Column(), Column(1), Column(1))
_HEAD = ("apply", "when", "plan of", "by", "what")
_WORDS = {"add": "+", "remove": "−", "move": "↕", "refused": "refused "}
_SHORT = 12
_FINAL = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")
_Approved = Mapping[int, tuple[str, ...]]
"""The logins of those who approve a pull request, by its number."""


@click.command("history")
@options.root
@click.option("--reviews", is_flag=True, help="Ask GitHub who approved them (GITHUB_TOKEN).")
@options.form("json", "csv")
def command(root: Path, reviews: bool, form: str) -> None:
    """List the applies that were, newest first, by whom, and what each changed.

    "by" is the author of the plan's commit, and the pull requests that came in since the apply
    before, as the commits here name them; with --reviews also who approved those.

    \b
    Example:
      aum-sync history
      aum-sync rollback 41      # as apply 41 left the masters
    """
    past = past_of(root)
    told = _told(past, _changes(tree_of(root, past.revision)[0]), reviews=reviews)
    if form == "json":
        result(_as_json(told), json=True)
    elif form == "csv":
        result(sheet_of(_Line, map(_line, told)))
    elif told:
        result(_table(told))
    else:
        tell("Nothing was applied yet.")


@dataclass(frozen=True, slots=True)
class _Told:
    """An apply, its effects by kind, where its plan came from, and who approved that."""

    entry: Entry
    counts: Counter[str]
    origin: Origin
    approved: _Approved


def past_of(root: Path) -> Past:
    """The applies of the season at ``root``, as far as this clone knows of them."""
    loaded, _ = open_season(tree_of(root, "HEAD")[0])
    outputs = recorded_at(root, loaded.config.policy.state_branch)
    return Past.of(root, outputs.commit if outputs else "HEAD")


def _changes(tree: Tree) -> Mapping[int, Counter[str]]:
    """How many effects of each kind the audit trail has, by the number of the apply."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for number, what in read_trail(tree):
        if what != "fate":
            counts[number][what] += 1
    return counts


def _told(past: Past, counts: Mapping[int, Counter[str]], *, reviews: bool) -> list[_Told]:
    commits = [entry.applied.commit for entry in past.entries]
    origins = [
        origin_of(past.repository, commit, before)
        for commit, before in zip_longest(commits, commits[1:])
    ]
    approved = _approved(origins) if reviews else {}
    return [
        _Told(
            entry,
            counts[entry.applied.number],
            origin,
            {number: approved[number] for number in origin.pulls if number in approved},
        )
        for entry, origin in zip(past.entries, origins, strict=True)
    ]


def _approved(origins: Iterable[Origin]) -> _Approved:
    """Who approves each pull request by their last word; none of what GitHub does not know."""
    github = connect(os.environ, spotify_loopback=beside_simulator())
    if github is None:
        raise AccessError(
            "nothing says which GitHub repository this is, or there is no token",
            hint="GITHUB_REPOSITORY=OWNER/NAME GITHUB_TOKEN=$(gh auth token) "
            "aum-sync history --reviews",
        )
    found = {}
    for number in dict.fromkeys(number for one in origins for number in one.pulls):
        try:
            given = github.reviews(number)
        except NotFoundError:
            given = ()
        words = {one.author.login: one.state for one in given if one.author and one.state in _FINAL}
        found[number] = tuple(login for login, word in words.items() if word == "APPROVED")
    return found


def _table(told: Iterable[_Told]) -> str:
    rows = list(map(_row, told))
    style = style_for(sys.stdout)
    widths = share([_HEAD, *rows], _COLUMNS, style.cells)
    lines = [style.dim(GAP.join(place(_HEAD, widths, _COLUMNS)))]
    return "\n".join([*lines, *(GAP.join(place(row, widths, _COLUMNS)).rstrip() for row in rows)])


def _row(one: _Told) -> tuple[str, ...]:
    applied, counts, origin = one.entry.applied, one.counts, one.origin
    tracks = [f"{sign}{counts[what]:,}" for what, sign in _WORDS.items() if counts[what]]
    details = _details(counts)
    words = [*tracks, *([plural(details, "detail")] if details else [])]
    when = visible(minute(applied.at))
    by = [visible(origin.author or "?")]
    for number in origin.pulls:
        who = ", ".join(map(visible, one.approved.get(number, ())))
        by.append(f"#{number} ({who})" if who else f"#{number}")
    return (
        str(applied.number),
        when,
        applied.commit[:_SHORT],
        " ".join(by),
        " ".join(words) or "nothing",
    )


def _details(counts: Counter[str]) -> int:
    return sum(counts[what] for what in ("name", "description", "public"))


@dataclass(frozen=True, slots=True)
class _Line:
    """An apply in a spreadsheet: where its plan came from, and how many effects it had."""

    apply: int
    at: str
    commit: str
    digest: str
    run: str
    author: str | None
    pull_requests: str
    approved_by: str
    add: int
    remove: int
    move: int
    refused: int
    details: int


def _line(one: _Told) -> _Line:
    applied, counts, pulls = one.entry.applied, one.counts, one.origin.pulls
    return _Line(
        applied.number,
        applied.at,
        applied.commit,
        applied.digest,
        applied.run,
        one.origin.author,
        " ".join(f"#{number}" for number in pulls),
        " ".join(dict.fromkeys(who for number in pulls for who in one.approved.get(number, ()))),
        counts["add"],
        counts["remove"],
        counts["move"],
        counts["refused"],
        _details(counts),
    )


def _as_json(told: Iterable[_Told]) -> str:
    rows = [
        {
            "apply": one.entry.applied.number,
            "at": one.entry.applied.at,
            "commit": one.entry.applied.commit,
            "digest": one.entry.applied.digest,
            "run": one.entry.applied.run,
            "before": one.entry.applied.before,
            "after": one.entry.commit,
            "author": one.origin.author,
            "pull_requests": one.origin.pulls,
            "approved_by": one.approved,
            "changes": dict(sorted(one.counts.items())),
        }
        for one in told
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
