"""``aum-sync init``: the repository of a season, on a branch, for a pull request."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import cast

import click

from aum_sync.cli import options
from aum_sync.cli.gating import beside_simulator
from aum_sync.cli.output import result, say, tell
from aum_sync.config.patterns import pattern_trouble
from aum_sync.errors import AumSyncError, ConfigError
from aum_sync.git.begin import Ground, commit_of, github_of, ground_at
from aum_sync.github.access import REPOSITORY
from aum_sync.github.connect import connect
from aum_sync.github.errors import GitHubError
from aum_sync.start.draft import Draft
from aum_sync.start.files import INIT, Place, season_files
from aum_sync.start.kinds import KINDS, REVIEWS, Kind, kind_of
from aum_sync.store.atomic import replace_file
from aum_sync.text.cells import visible

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*/(?!\.{1,2}(?:@|\Z))[0-9A-Za-z._-]+")
_TOOL = re.compile(rf"{_NAME.pattern}@[0-9a-f]{{40}}")
_WEEKS = re.compile(r"\d{1,6}-\d{1,6}")
_FIRST = ".gitignore"
_MATCH = r"#\s*(?P<week>\d+)"
_CHECKOUT = Path(__file__).parents[2]


def _matching(
    form: re.Pattern[str], like: str
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Checks that an option's value is of a form; ``like`` shows one."""

    def check(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
        if value is not None and not form.fullmatch(value):
            raise click.BadParameter(f"it is like {like}.")
        return value

    return check


def _weeks(_: click.Context, __: click.Parameter, value: str) -> str:
    if not _WEEKS.fullmatch(value):
        raise click.BadParameter("it is like 201-300.")
    first, last = map(int, value.split("-"))
    if first > last:
        raise click.BadParameter(f"it ends before it begins: write {last}-{first}.")
    return value


@click.command("init")
@options.root
@click.option("--name", metavar="NAME", help="The season's name. Default: the folder's.")
@click.option(
    "--weeks",
    callback=_weeks,
    default="1-100",
    metavar="A-B",
    help="Its weeks. Default: 1-100.",
)
@click.option(
    "--match",
    default=_MATCH,
    metavar="REGEX",
    help="Finds the number in a week's name. Default: the one behind a #.",
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="The repository: public and yours alone, of several people, or private and yours alone.",
)
@click.option(
    "--repository",
    callback=_matching(_NAME, "owner/name"),
    metavar="OWNER/NAME",
    help="Where it is on GitHub. Default: as the remote origin says.",
)
@click.option(
    "--tool",
    callback=_matching(_TOOL, "owner/aum_sync@ and 40 digits"),
    metavar="OWNER/NAME@COMMIT",
    help="The aum_sync that its workflows call. Default: the checkout that this one runs from.",
)
@click.option("--code-owner", metavar="LOGIN", help="Of .github/. Default: the repository's owner.")
@options.form("json")
def command(
    root: Path, name: str | None, weeks: str, match: str, form: str, **more: object
) -> None:
    """Begin a season: its files on the branch aum-sync/init, and the link to propose them.

    config/season.yaml with its schema, the workflows (they call aum_sync by full commit id),
    CODEOWNERS where the owner is known, a README. The kind of repository decides who says yes to
    a plan (policy.review): asked of GitHub where there is a token (GITHUB_TOKEN), else of you.
    A folder in no repository becomes one. What is there already is left as it is.

    \b
    Examples:
      aum-sync init --kind public
      aum-sync init --kind private --repository me/season --tool me/aum_sync@0123…
    """
    if trouble := pattern_trouble(match, "week"):
        raise ConfigError(f"--match {trouble[0]}", hint=trouble[1])
    tool = cast("str | None", more["tool"]) or _own_tool()
    ground = ground_at(root, INIT)
    repository = cast("str | None", more["repository"]) or github_of(ground.top)
    kind = cast("Kind | None", more["kind"]) or _kind(repository)
    season = visible(name or root.absolute().name) or "Season"
    draft = Draft(season, weeks, match, REVIEWS[kind])
    owner = cast("str | None", more["code_owner"])
    if owner is None and repository:
        owner = repository.partition("/")[0]
    place = Place(tool, ground.branch, ground.prefix or ".", owner, repository)
    done = _begin(ground, season_files(draft, place), season)
    _tell(done, draft, repository, form)
    if owner is None:
        say(
            "No .github/CODEOWNERS was written, since nothing says who looks after the workflows. "
            f"Later, with --root as now: aum-sync init --kind {kind} --tool {tool} "
            "--code-owner LOGIN"
        )


@dataclass(frozen=True, slots=True)
class _Begun:
    """What was done: the files that are on the branch now, and those that were there before."""

    ground: Ground
    written: tuple[str, ...]
    kept: tuple[str, ...]


def _own_tool() -> str:
    """The checkout that this aum_sync runs from, as an action. Raises where that cannot be told."""
    commit, name = commit_of(_CHECKOUT), github_of(_CHECKOUT)
    if commit is None or name is None:
        raise AumSyncError(
            "nothing says which aum_sync the workflows are to call",
            hint=f"aum-sync init --tool OWNER/aum_sync@{commit or 'COMMIT'}, with the account on "
            "GitHub that has it for OWNER, and the full id of the commit that you trust",
        )
    return f"{name}@{commit}"


def _kind(repository: str | None) -> Kind:
    """The kind of a repository, as GitHub says, else as the curator does."""
    environ = {**os.environ, **({REPOSITORY: repository} if repository else {})}
    try:
        github = connect(environ, spotify_loopback=beside_simulator())
        if github is not None:
            about = github.about()
            people = 2 if about.of_organization else len(github.writers())
            return kind_of(public=about.visibility == "public", people=people)
    except GitHubError as error:
        say(f"GitHub does not say what kind of repository this is ({error})")
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.UsageError(f"Say what kind of repository it is: --kind {'|'.join(KINDS)}.")
    choice = click.Choice(KINDS)
    return KINDS[KINDS.index(click.prompt("Kind of repository", type=choice, err=True))]


def _begin(ground: Ground, files: Mapping[str, str], name: str) -> _Begun:
    """Put the files that are missing on the branch; those that say the same count as written."""
    _refuse_links(ground.top, files)
    if ground.here != INIT:
        if ground.has_branch(INIT):
            raise AumSyncError(
                f"there is a branch {INIT} already",
                hint=f"git switch {INIT} to go on there, or git branch -D {INIT} to begin anew",
            )
        if ground.is_empty:
            # A pull request needs something to go into.
            _write(ground.top, files, [_FIRST])
            ground.commit(_ours(ground.top, files, [_FIRST]), f"Begin {name}")
        ground.switch(INIT)
    _write(ground.top, files, files)
    ours = _ours(ground.top, files, files)
    if ours:
        ground.commit(ours, f"Set up {name}")
    return _Begun(ground, tuple(ours), tuple(path for path in files if path not in ours))


def _refuse_links(top: Path, paths: Iterable[str]) -> None:
    """Raise AumSyncError where a folder on the way is a link: it may lead out of the repository."""
    folders = {top / folder for path in paths for folder in PurePosixPath(path).parents}
    links = sorted(str(folder) for folder in folders - {top} if folder.is_symlink())
    if links:
        raise AumSyncError(
            f"what is written there would land elsewhere, by symbolic links: {', '.join(links)}",
            hint="put a folder there itself, then run it again",
        )


def _write(top: Path, files: Mapping[str, str], paths: Iterable[str]) -> None:
    for path in paths:
        place = top / path
        if os.path.lexists(place):
            continue
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            replace_file(place, files[path].encode())
        except OSError as error:
            raise AumSyncError(
                f"cannot write {place}: {error.strerror}",
                hint="make room or set its permissions, then run it again",
            ) from None


def _ours(top: Path, files: Mapping[str, str], paths: Iterable[str]) -> list[str]:
    """Those of the paths that hold what they should."""
    found = [path for path in paths if (top / path).is_file()]
    return [path for path in found if (top / path).read_bytes() == files[path].encode()]


def _tell(done: _Begun, draft: Draft, repository: str | None, form: str) -> None:
    base = done.ground.branch
    where = repository or "OWNER/NAME"
    link = f"https://github.com/{where}/compare/{base}...{INIT}?expand=1"
    if form == "json":
        value = {
            "branch": INIT,
            "base": base,
            "review": draft.review,
            "written": done.written,
            "kept": done.kept,
            "link": link if repository else None,
        }
        result(json.dumps(value, ensure_ascii=False, indent=2), json=True)
        return
    kept = any(path.endswith("config/season.yaml") for path in done.kept)
    review = "the policy that it has" if kept else f"policy.review: {draft.review}"
    lines = [f"On the branch {INIT} of {visible(str(done.ground.top))}, with {review}:"]
    lines += [f"  {path}" for path in done.written]
    lines += [f"  {visible(path)}  (was there, left as it is)" for path in done.kept]
    lines += ["", "Then:"]
    if not done.ground.has_origin:
        lines += [f"  git remote add origin https://github.com/{where}.git"]
    lines += [f"  git push --set-upstream origin {base} {INIT}", f"  {link}"]
    lines += ["", "What is left to set up on GitHub and Spotify: aum-sync doctor"]
    tell("\n".join(lines))
