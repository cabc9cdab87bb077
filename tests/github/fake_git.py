"""The git side of a fake GitHub: a bare repository that refuses pushes as GitHub does.

Its own commits and merges are made by plumbing, as GitHub makes them; ``git push`` to it goes
through hooks. What a hook cannot imitate: in its last line git says "pre-receive hook declined"
where GitHub's says "protected branch hook declined" or "push declined due to repository rule
violations"; the lines before it are GitHub's (GITHUB.md 5, 11).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from tests.github.fake_model import BOT, Account

PUSHER = "FAKE_GITHUB_PUSHER"
"""The variable that says who pushes to the bare repository; without it, the workflow's bot."""
NONE = "0" * 40
AUM = Account(1000, "aum")
_WEB = Account(19864447, "web-flow")

_WHO = f'who="${{{PUSHER}:-{BOT}}}"\n'
_PRE_RECEIVE = (
    "#!/bin/sh\n"
    + _WHO
    + """rc=0
while read -r old new ref; do
  name="${ref#refs/heads/}"
  if [ "$who" = "APP" ] && [ "$name" != main ] && [ "$new" != ZEROS ]; then
    flow="$(git diff --name-only --diff-filter=AM refs/heads/main "$new" -- .github/workflows)"
    if [ -n "$flow" ]; then
      flow="$(echo "$flow" | head -n 1)"
      words='without `workflows` permission'
      echo 'refusing to allow a GitHub App to create or update workflow `'"$flow"'`' "$words" >&2
      rc=1
    fi
  fi
  rule="$(git config --get "protection.$name.rule")" || continue
  git config --get-all "protection.$name.bypass" | grep -qxF "$who" && continue
  if [ "$rule" = GH006 ]; then
    echo "error: GH006: Protected branch update failed for $ref." >&2
    echo >&2
  else
    echo "error: GH013: Repository rule violations found for $ref." >&2
    echo "Review all repository rules at https://github.com/aum/season/rules?ref=$ref" >&2
    echo >&2
  fi
  if [ "$old" != ZEROS ] && [ "$new" != ZEROS ] &&
      ! git merge-base --is-ancestor "$old" "$new"; then
    echo "- Cannot force-push to this branch" >&2
    echo >&2
  fi
  echo "- Changes must be made through a pull request." >&2
  rc=1
done
exit $rc
"""
)
_POST_RECEIVE = (
    "#!/bin/sh\n"
    + _WHO
    + """while read -r old new ref; do
  kind=push
  if [ "$old" = ZEROS ]; then kind=branch_creation
  elif [ "$new" = ZEROS ]; then kind=branch_deletion
  elif ! git merge-base --is-ancestor "$old" "$new"; then kind=force_push; fi
  echo "- $kind $ref $old $new $who" >> activity
  pull="$(git config --get "pull.${ref#refs/heads/}.ref")" || continue
  [ "$new" = ZEROS ] || git update-ref "$pull" "$new"
done
"""
)


@dataclass(frozen=True)
class Activity:
    """Who did what to a ref, in ``fork`` or here."""

    fork: str | None
    kind: str
    ref: str
    before: str
    after: str
    actor: str


@dataclass(frozen=True)
class FakeRemote:
    """A bare repository; what tests and state commits clone from and push to."""

    path: Path

    @classmethod
    def make(cls, path: Path) -> FakeRemote:
        """One with hooks and a first commit on ``main``, by ``aum``."""
        shutil.copytree(Path(_template().name), path, dirs_exist_ok=True)
        return cls(path)

    def git(
        self,
        *arguments: str,
        stdin: bytes = b"",
        variables: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            input=stdin,
            env={**os.environ, **variables},
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    def protect(
        self, branch: str, rule: Literal["GH006", "GH013"] = "GH013", bypass: tuple[str, ...] = ()
    ) -> None:
        """Refuse pushes to a branch, but for those by accounts in ``bypass``."""
        self.git("config", f"protection.{branch}.rule", rule)
        for login in bypass:
            self.git("config", "--add", f"protection.{branch}.bypass", login)

    def tip(self, ref: str) -> str | None:
        """The commit that a ref stands at; None where there is none."""
        loose = self.path / ref
        if ref.startswith("refs/") and loose.is_file():
            return loose.read_text().strip()  # A process for each question would take much longer.
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        except subprocess.CalledProcessError:
            return None

    def between(self, base: str, head: str) -> list[str]:
        """The commits that ``head`` has and ``base`` has not, oldest first."""
        return self.git("rev-list", "--reverse", "--topo-order", f"{base}..{head}").split()

    def parents(self, commit: str) -> list[str]:
        return self.git("rev-parse", f"{commit}^@").split()

    def people(self, commit: str) -> tuple[str, str]:
        """The e-mail addresses of author and committer."""
        author, committer = self.git("show", "-s", "--format=%ae%n%ce", commit).splitlines()
        return author, committer

    def changed(self, base: str, head: str) -> list[tuple[str, str]]:
        """Path and kind (``A``, ``M``, ``D``) of each file that ``head`` changed since ``base``."""
        rows = self.git("diff", "--name-status", "--no-renames", f"{base}...{head}").splitlines()
        return [(path, kind) for kind, path in (row.split("\t") for row in rows)]

    def patch(self, base: str, head: str, path: str) -> str:
        """The hunks of one file, as GitHub shows them: three lines around each change."""
        whole = self.git("diff", "--unified=3", "--no-renames", f"{base}...{head}", "--", path)
        return whole[whole.index("@@") :] if "@@" in whole else ""

    def text(self, commit: str, path: str) -> list[str]:
        """The lines of a file; none where it is not there."""
        try:
            return self.git("show", f"{commit}:{path}").split("\n")
        except subprocess.CalledProcessError:
            return []

    def move(self, ref: str, to: str, actor: str, kind: str = "", fork: str | None = None) -> None:
        """Set a ref as a push by ``actor`` would, past every rule, and remember that it did.

        A fork's branches are not kept here, only what was done to them.
        """
        name = f"refs/forks/{fork}/{ref}" if fork else f"refs/heads/{ref}"
        before = self.tip(name)
        if not kind:
            ahead = before is None or before in self.git("rev-list", to).split()
            kind = "branch_creation" if before is None else "push" if ahead else "force_push"
        self.git("update-ref", name, to)
        row = f"{fork or '-'} {kind} refs/heads/{ref} {before or NONE} {to} {actor}\n"
        with (self.path / "activity").open("a") as log:
            log.write(row)

    def activities(self) -> list[Activity]:
        """What was done, oldest first."""
        rows = (line.split(" ") for line in (self.path / "activity").read_text().splitlines())
        return [Activity(None if row[0] == "-" else row[0], *row[1:]) for row in rows]

    def write(
        self, parents: list[str], files: Mapping[str, str | None], author: Account, at: str
    ) -> str:
        """A commit that changes ``files`` of its first parent (None removes one)."""
        index = {"GIT_INDEX_FILE": str(self.path / "fake-index")}
        self.git("read-tree", parents[0] if parents else "--empty", variables=index)
        rows = [f"{self._entry(text)}\t{path}\n" for path, text in files.items()]
        self.git("update-index", "--index-info", stdin="".join(rows).encode(), variables=index)
        return self.commit(
            self.git("write-tree", variables=index), parents, "change", author, author, at
        )

    def _entry(self, text: str | None) -> str:
        if text is None:
            return f"0 {NONE}"
        return f"100644 {self.git('hash-object', '-w', '--stdin', stdin=text.encode())}"

    def merge(self, base: str, head: str, author: Account, message: str, at: str) -> str:
        """A merge commit of ``head`` into ``base``."""
        tree = self.merged_tree(base, head)
        return self.commit(tree, [base, head], message, author, _WEB, at)

    def squash(self, base: str, head: str, author: Account, message: str, at: str) -> str:
        """One commit on ``base`` that has what merging ``head`` gives."""
        return self.commit(self.merged_tree(base, head), [base], message, author, _WEB, at)

    def rebase(self, base: str, head: str, at: str) -> list[str]:
        """The commits of ``head`` anew on ``base``, oldest first; merges are left out."""
        made: list[str] = []
        tip = base
        for commit in self.between(base, head):
            parents = self.parents(commit)
            if len(parents) > 1:
                continue
            # Where tip's content stands on the commit's parent, a merge picks just the commit.
            stand = self.commit(f"{tip}^{{tree}}", parents, "stand", _WEB, _WEB, at)
            login, _, _ = self.people(commit)[0].partition("@")
            author = Account(int(login.split("+")[0]), login.split("+")[1])
            tip = self.commit(self.merged_tree(stand, commit), [tip], "change", author, _WEB, at)
            made.append(tip)
        return made

    def merged_tree(self, base: str, head: str) -> str:
        return self.git("merge-tree", "--write-tree", base, head).split()[0]

    def commit(
        self,
        tree: str,
        parents: list[str],
        message: str,
        author: Account,
        committer: Account,
        at: str,
    ) -> str:
        who = {
            f"GIT_{role}_{key}": value
            for role, one in (("AUTHOR", author), ("COMMITTER", committer))
            for key, value in (("NAME", one.login), ("EMAIL", one.email), ("DATE", at))
        }
        lines = [word for parent in parents for word in ("-p", parent)]
        tree = self.git("rev-parse", tree)
        return self.git("commit-tree", tree, *lines, "-m", message, variables=who)


@cache
def _template() -> tempfile.TemporaryDirectory[str]:
    """What every new remote is a copy of; made once, gone with the process."""
    folder = tempfile.TemporaryDirectory()
    remote = FakeRemote(Path(folder.name))
    remote.git("init", "--quiet", "--bare", "--initial-branch=main", "--template=")
    # Too small and short-lived to be tidied: each push would begin a process that finds that out.
    for setting in ("gc.auto", "receive.autoGC"):
        remote.git("config", setting, "0")
    (remote.path / "hooks").mkdir()
    for name, text in (("pre-receive", _PRE_RECEIVE), ("post-receive", _POST_RECEIVE)):
        hook = remote.path / "hooks" / name
        hook.write_text(text.replace("ZEROS", NONE).replace("APP", BOT))
        hook.chmod(0o755)
    first = remote.write([], {"README.md": "A season.\n"}, AUM, "2026-11-22T11:00:00Z")
    remote.move("main", first, AUM.login)
    return folder
