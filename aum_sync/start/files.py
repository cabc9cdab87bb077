"""The files of a season's repository, as ``init`` writes them. It holds no code of the tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import quote

import regex
import yaml

from aum_sync.config.shape import schema_text
from aum_sync.start.draft import Draft, skeleton
from aum_sync.text.cells import visible

WORKFLOWS = ("plan", "comment", "apply", "pull", "drift", "rollback")
BADGES = ("apply", "pull", "drift")
"""Those whose runs belong to the season as it is, not to a pull request."""
INIT = "aum-sync/init"
"""The branch that all of it is put on, for a pull request."""
_IGNORED = """\
# Tokens that `aum-sync login` wrote.
*.env
# The page that `aum-sync report` writes.
report.html
"""

_USES = regex.compile(r"uses: \./ .*")
_SEASON = regex.compile(r"SEASON: \. ")
_MARKS = regex.compile(r"[\\`*_<>#|~&@\[\]]")
_MAIN = regex.compile(r"branches: \[main\]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a season is to live.

    ``tool`` is the action that its workflows call, ``owner/name@commit``; ``folder`` the way from
    the repository's top to the season, ``.`` for the top itself; ``owner`` who looks after
    ``.github/``, by login, None where nobody was named; ``repository`` is its ``owner/name`` on
    GitHub, None where that is not known yet.
    """

    tool: str
    branch: str
    folder: str = "."
    owner: str | None = None
    repository: str | None = None


def season_files(draft: Draft, place: Place) -> dict[str, str]:
    """Every file by its path from the repository's top."""
    start = "" if place.folder == "." else f"{place.folder}/"
    found = {
        f"{start}README.md": readme(draft, place),
        f"{start}config/season.yaml": skeleton(draft),
        f"{start}config/season.schema.json": schema_text(),
    }
    for name in WORKFLOWS:
        found[f".github/workflows/{name}.yml"] = workflow(name, place)
    if place.owner:
        found[".github/CODEOWNERS"] = _owners(place.owner)
    return {**found, ".gitignore": _IGNORED}


def workflow(name: str, place: Place) -> str:
    """A workflow of the project, made one that calls it from elsewhere by full commit id."""
    text = _template(name).read_text("utf-8")
    text = _USES.sub(f"uses: {place.tool}", text)
    # Quoted as JSON: a folder may be called anything.
    text = _SEASON.sub(lambda _: f"SEASON: {_folder(place.folder)} ", text)
    return _MAIN.sub(lambda _: f"branches: [{_folder(place.branch)}]", text)


def _template(name: str) -> Traversable:
    """The project's own workflow: from the package where it is installed, else the checkout."""
    here = files("aum_sync")
    packaged = here / "start" / "workflows" / f"{name}.yml"
    return packaged if packaged.is_file() else here / ".." / ".github" / "workflows" / f"{name}.yml"


def _folder(name: str) -> str:
    bare = regex.fullmatch(r"[A-Za-z][\w./-]*|\.", name) and yaml.safe_load(name) == name
    return name if bare else "'" + name.replace("'", "''") + "'"


def _owners(owner: str) -> str:
    return (
        "# Who may change what runs beside the write token. It counts once a rule of the default\n"
        "# branch asks for a review of code owners (docs/setup.md of aum_sync).\n"
        f"/.github/ @{owner}\n"
    )


_HOW: Mapping[str, str] = {
    "environment": "Merge it; the workflow `apply` then shows the plan once more and waits until "
    "you let it into the environment `spotify`.",
    "pull-request": "Somebody who did not write it approves it; merge it then, and the workflow "
    "`apply` brings Spotify there.",
    "acknowledge": "Put the line `approve` with the digits of the plan, as the comment has it, "
    "into a review of it; merge it then, and the workflow `apply` brings Spotify there.",
}


def _escaped(found: regex.Match[str]) -> str:
    return f"\\{found[0]}"


def _badges(place: Place) -> str:
    """The workflows' own badges: how their last runs on the default branch ended."""
    if place.repository is None:
        return ""
    start = f"https://github.com/{place.repository}/actions/workflows"
    branch = quote(place.branch, safe="")
    return (
        "".join(
            f"[![{name}]({start}/{name}.yml/badge.svg?branch={branch})]({start}/{name}.yml)\n"
            for name in BADGES
        )
        + "\n"
    )


def readme(draft: Draft, place: Place) -> str:
    """What somebody reads who comes across the repository."""
    tool = place.tool.partition("@")[0]
    return f"""# {_MARKS.sub(_escaped, visible(draft.name))}

{_badges(place)}A season of playlists, kept by [aum_sync](https://github.com/{tool})
from this repository.

- `config/season.yaml` says which playlists are weeks, which master playlists there are, and which
  genres lead to which. It is edited by hand.
- `state/` is what aum_sync read from Spotify, one line per track. The workflow `pull` keeps it
  true by a pull request; it is not edited by hand.
- Every pull request gets its plan as a comment: what would change on Spotify, track by track.

To change something, edit `config/season.yaml` and open a pull request. {_HOW[draft.review]}

Something is wrong? `aum-sync doctor` looks through the set-up and says what to do.
"""
