"""State commits: written by plumbing onto the tip of a remote branch, never through a work tree."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aum_sync.errors import ExitCode
from aum_sync.git.process import GitError, GitFailedError, git
from aum_sync.redact import redact

Files = Mapping[str, bytes | None]
"""What a commit writes, by path from the season's root; None removes the file."""

_ATTEMPTS = 10
_NO_SUCH_REF = 2
"""What ``git ls-remote --exit-code`` ends with where nothing matches."""
_MODE = "100644"
NAME, MAIL = "aum_sync", "aum-sync@users.noreply.github.com"
_IDENTITY = {
    "GIT_AUTHOR_NAME": NAME,
    "GIT_AUTHOR_EMAIL": MAIL,
    "GIT_COMMITTER_NAME": NAME,
    "GIT_COMMITTER_EMAIL": MAIL,
}
_MOVED = (b"[rejected]", b"fetch first", b"non-fast-forward", b"cannot lock ref")


class PublishError(GitError):
    """A state commit did not reach the remote branch; nothing was changed there."""


class OvertakenError(PublishError):
    """Somebody else changed the same files first."""

    exit_code = ExitCode.STALE


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a remote that state commits go to; ``prefix`` is the season's root in it."""

    repository: Path
    prefix: str
    remote: str
    name: str

    def fetch(self) -> str | None:
        """The commit at the branch's tip now, which is here then; None where there is none."""
        tip = self.tip()
        if tip:
            fetched = f"+{self._ref}:{self._tracked}"
            try:
                git(self.repository, "fetch", "--no-tags", "--quiet", self.remote, fetched)
            except GitFailedError as error:
                what = f"{self.name} of {self.remote} cannot be brought here"
                raise self._unwritten(what, _last_line(error)) from error
        return tip

    def tip(self) -> str | None:
        """The commit at the branch's tip now; None where the remote has no such branch."""
        try:
            ask = ("ls-remote", "--exit-code", "--end-of-options", self.remote, self._ref)
            listed = git(self.repository, *ask)
        except GitFailedError as error:
            if error.status == _NO_SUCH_REF:
                return None
            raise self._unreachable(error) from error
        return listed.decode().split()[0]

    def publish(self, tip: str | None, files: Files, message: str) -> str:
        """Commit ``files`` on ``tip`` and push that; the new tip.

        Where the branch moved meanwhile, the same files go on its new tip, as long as nobody else
        changed one of them; up to ten times, never by force. Raises PublishError.
        """
        first = tip
        for _ in range(_ATTEMPTS):
            commit = self.commit(tip, files, message)
            if self._push(commit):
                return commit
            tip = self.fetch()
            if taken := self._taken(first, tip, files):
                raise OvertakenError(
                    f"{self.name} moved, and somebody else changed {', '.join(taken)}",
                    hint="run again: it starts from what is there now",
                )
        raise PublishError(
            f"{self.name} moved {_ATTEMPTS} times while a state commit was pushed",
            hint="run again when it is quieter there",
        )

    def replace(self, over: str | None, commit: str) -> bool:
        """Make ``commit`` the tip where that is ``over`` still, None for no branch; whether it is.

        By force, so only for branches that are nobody's but ours. Raises PublishError.
        """
        lease = f"--force-with-lease={self._ref}:{over or ''}"
        return self._push(commit, lease)

    def commit(self, tip: str | None, files: Files, message: str) -> str:
        """A commit of ``files`` on ``tip``, which no branch has yet."""
        parents = ("-p", tip) if tip else ()
        try:
            made = git(
                self.repository,
                *("commit-tree", self._tree(tip, files), *parents),
                stdin=message.encode(),
                variables=_IDENTITY,
            )
        except OSError as error:
            raise PublishError(
                f"no state commit can be made: {error.strerror}",
                hint="make room, or let TMPDIR name a folder that can be written to",
            ) from error
        except GitFailedError as error:
            raise self._unwritten("no state commit can be made", _last_line(error)) from error
        return made.decode().strip()

    def _tree(self, tip: str | None, files: Files) -> str:
        """The tree of ``tip`` with ``files``, made in an index of its own."""
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if tip:
                git(self.repository, "read-tree", tip, variables=index)
            rows = "".join(self._rows(Path(folder), files))
            git(
                self.repository,
                *("update-index", "-z", "--index-info"),
                stdin=os.fsencode(rows),
                variables=index,
            )
            return git(self.repository, "write-tree", variables=index).decode().strip()

    def _rows(self, folder: Path, files: Files) -> Iterator[str]:
        """The lines of ``update-index --index-info``; mode 0 removes a path."""
        written = {path: data for path, data in sorted(files.items()) if data is not None}
        for path in sorted(files.keys() - written.keys()):
            yield f"0 {'0' * 40}\t{self._start}{path}\0"
        for path, blob in zip(written, self._blobs(folder, [*written.values()]), strict=True):
            yield f"{_MODE} {blob}\t{self._start}{path}\0"

    def _blobs(self, folder: Path, contents: Sequence[bytes]) -> list[str]:
        """The names of blobs of these contents, written by one process from copies in a folder."""
        copies = [folder / str(number) for number in range(len(contents))]
        for copy, content in zip(copies, contents, strict=True):
            copy.write_bytes(content)
        stdin = b"".join(os.fsencode(copy) + b"\n" for copy in copies)
        ask = ("hash-object", "-w", "--no-filters", "--stdin-paths")
        return git(self.repository, *ask, stdin=stdin).decode().split() if copies else []

    def _push(self, commit: str, *options: str) -> bool:
        """Whether the commit became the tip; False where the branch moved before it did."""
        try:
            ref = f"{commit}:{self._ref}"
            # A hook of this clone has no say in what the remote takes.
            git(self.repository, "push", "--quiet", "--no-verify", *options, self.remote, ref)
        except GitFailedError as error:
            if any(word in error.words for word in _MOVED):
                return False
            raise self._rejected(error) from error
        # A clone of one branch does not follow the others by itself.
        with suppress(GitError):
            git(self.repository, "update-ref", self._tracked, commit)
        return True

    def _taken(self, before: str | None, after: str | None, files: Files) -> list[str]:
        """Which of ``files`` somebody else changed between two tips."""
        if before is None or after is None:
            return sorted(files) if after else []
        listing = ("diff", "--name-only", "-z", "--no-renames", before, after)
        names = set(os.fsdecode(git(self.repository, *listing)).split("\0"))
        return sorted(path for path in files if f"{self._start}{path}" in names)

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.name}"

    @property
    def _tracked(self) -> str:
        """Where this clone keeps the tip of the branch."""
        return f"refs/remotes/{self.remote}/{self.name}"

    @property
    def _start(self) -> str:
        return f"{self.prefix}/" if self.prefix else ""

    def _unreachable(self, error: GitFailedError) -> PublishError:
        return PublishError(
            f"the remote {self.remote} cannot be asked for {self.name}: {_last_line(error)}",
            hint="git remote -v shows the remotes; --remote and --branch name others",
        )

    def _unwritten(self, what: str, words: str) -> PublishError:
        """Git cannot write into the clone: its disk is full, or not ours to write to."""
        return PublishError(
            f"{what}: {words}",
            hint=f"make room on the disk and see that {self.repository / '.git'} can be written "
            "to, then run it again",
        )

    def _rejected(self, error: GitFailedError) -> PublishError:
        return PublishError(
            f"{self.remote} does not take a state commit on {self.name}: {_last_line(error)}",
            hint="let aum_sync push there, or set policy.state_branch in config/season.yaml",
        )


def _last_line(error: GitFailedError) -> str:
    """What the other side said, on one line, without the refs that git lists behind it."""
    lines = [line.strip() for line in error.words.decode("utf-8", "replace").splitlines()]
    said = [line.removeprefix("remote: ") for line in lines if line.startswith("remote: ")]
    told = said or [line for line in lines if line and not line.startswith(("To ", "hint:"))]
    return redact(" ".join(told[:4])) if told else "no reason given"
