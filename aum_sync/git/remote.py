"""Which remote branch a season's state goes to, and how commits relate."""

from __future__ import annotations

from pathlib import Path

from aum_sync.git.process import GitError, GitFailedError, git, is_full, lasting


def default_branch(repository: Path, remote: str) -> str:
    """The branch that the remote's HEAD names; raises GitError where it names none."""
    try:
        answer = git(repository, "ls-remote", "--symref", "--end-of-options", remote, "HEAD")
    except GitFailedError as error:
        raise GitError(
            f"the remote {remote!r} cannot be asked: {error}",
            hint="git remote -v shows the remotes; --remote names one",
        ) from error
    for line in answer.decode("utf-8", "replace").splitlines():
        if line.startswith("ref: refs/heads/"):
            return line.removeprefix("ref: refs/heads/").split("\t")[0]
    raise GitError(
        f"the remote {remote!r} does not say what its default branch is",
        hint="name it with --branch",
    )


def known_default(folder: Path) -> str | None:
    """The default branch as this clone knows it without asking: that of origin, else its own."""
    for ref in ("refs/remotes/origin/HEAD", "HEAD"):
        try:
            found = git(folder, "symbolic-ref", "--quiet", ref).decode("utf-8", "replace").strip()
        except GitError:
            continue
        return found.removeprefix("refs/remotes/origin/").removeprefix("refs/heads/")
    return None


def is_branch_name(folder: Path, name: str) -> bool:
    """Whether git takes a name for that of a branch."""
    try:
        git(folder, "check-ref-format", f"refs/heads/{name}")
    except GitFailedError:
        return False
    return True


def is_ancestor(repository: Path, commit: str, of: str) -> bool:
    """Whether ``of`` contains ``commit``; false for one that is not here at all."""
    ask = lasting if is_full(commit) and is_full(of) else git
    try:
        ask(repository, "merge-base", "--is-ancestor", commit, of)
    except GitFailedError:
        return False
    return True
