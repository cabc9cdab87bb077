"""The words on pull requests that aum_sync opens: what they are, and why one is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from aum_sync.report.escape import code
from aum_sync.report.posts.parts import fitting, marker, quoted, told
from aum_sync.text.cells import clip, visible

_TITLE = 200
_WORDS = 20_000
_FEW = 5


def title(text: str) -> str:
    """A title on one line."""
    return clip(visible(text).strip(), _TITLE)


def body(text: str, base: str, root: str) -> str:
    """The text of the pull request, with what the caller has to say in a block of its own."""
    what = (
        f"aum_sync made this from what Spotify and the season say now. It is made anew when "
        f"{code(base)} moves or something changes, never over somebody else's commits. Closed "
        f"without a merge, it stays closed until it would ask for something else."
    )
    parts = [
        marker("proposal", root),
        what,
        quoted(text, _WORDS) if text.strip() else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def theirs(branch: str, commits: Sequence[str], root: str) -> str:
    """That the branch is left alone from now on, since others work on it."""
    named = ", ".join(code(commit[:12]) for commit in commits[:_FEW])
    more = f" and {len(commits) - _FEW} more" if len(commits) > _FEW else ""
    return (
        f"{marker('proposal', root)}\n**This branch is left alone.** {code(branch)} has commits "
        f"that are not aum_sync's ({named}{more}), and it writes over nobody's work. What changed "
        f"on Spotify since then is not in this pull request.\n\n"
        f"Merge it, and the next run proposes the rest. Or close it and delete the branch, and the "
        f"next run begins anew.\n"
    )


def settled(base: str, root: str) -> str:
    """That there is nothing left to ask for."""
    return (
        f"{marker('proposal', root)}\n**Closed by aum_sync**: {code(base)} has all of this by now, "
        f"or Spotify is as it was. The next change opens a new pull request.\n"
    )


def unreadable(faults: Sequence[str], commit: str, root: str) -> str:
    """The review of a commit whose season cannot be read: its faults."""
    lines = [f"- {told(fault)}" for fault in faults]
    return "\n".join(
        [
            marker("plan", root),
            f"### This commit has no plan: its season cannot be read ({code(commit[:12])})",
            "",
            fitting(lines, _WORDS, "fault"),
            "",
            "Nothing can be applied from it; `aum-sync validate` shows the lines.",
            "",
        ]
    )
