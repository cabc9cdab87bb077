"""Inside GitHub Actions: whether we are, what its runner would obey, and how it names files."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

_AT_LINE_START = re.compile(r"(?<![^\r\n])([^\S\r\n]*):(?=:)")
_GAP = "\u200b"


def in_actions() -> bool:
    """Whether a runner of GitHub Actions reads what we write."""
    return bool(os.environ.get("GITHUB_ACTIONS"))


def harmless(text: str, *, json: bool) -> str:
    """``text`` without anything that the runner would take for a workflow command.

    It obeys ``##[command]`` anywhere in a line, and ``::command`` where a line begins, blanks
    aside: titles and names could forge either. A zero-width space parts the two signs. In
    ``json`` the first one is escaped, so that the value stays the same; no line of JSON begins
    with a colon.
    """
    if json:
        return text.replace("##[", r"\u0023#[")
    return _AT_LINE_START.sub(rf"\1:{_GAP}", text.replace("##[", f"#{_GAP}#["))


def way_to(root: Path) -> str:
    """The way from the repository to ``root``, for annotations; "" where they are the same.

    The repository is the workspace of the job, elsewhere the current directory. A root that is
    not below it is named as it was given.
    """
    way = Path(os.path.normpath(root))
    with suppress(OSError):  # The current directory may be gone.
        top = os.path.realpath(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        here = Path(os.path.realpath(root))
        way = here.relative_to(top) if here.is_relative_to(top) else way
    return "" if way == Path() else way.as_posix()
