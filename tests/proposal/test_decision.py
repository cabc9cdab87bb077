"""What becomes of a branch of ours and its pull request: every row one fact from another."""

from __future__ import annotations

from itertools import product

import pytest

from aum_sync.proposal.decision import Branch, Pull, Step, decide

FINE, SAME, THEIRS = Branch(foreign=False, same=False), Branch(False, True), Branch(True, False)
OPEN, MERGED, KEPT = Pull("open"), Pull("merged"), Pull("merged", kept=True)
DECLINED, OTHERWISE = Pull("closed", same=True), Pull("closed")
BY_US = Pull("closed", by_us=True, same=True)

ROWS: list[tuple[Branch | None, Pull | None, bool, Step]] = [
    (None, None, False, "nothing"),
    (None, None, True, "propose"),
    (FINE, None, True, "propose"),
    (FINE, OPEN, True, "propose"),
    (FINE, OPEN, False, "settled"),
    (FINE, MERGED, False, "nothing"),
    (SAME, OPEN, True, "unchanged"),
    (SAME, None, True, "unchanged"),
    (THEIRS, OPEN, True, "theirs"),
    (THEIRS, OPEN, False, "theirs"),
    (THEIRS, None, False, "nothing"),
    (THEIRS, None, True, "blocked"),
    (THEIRS, MERGED, True, "blocked"),
    (THEIRS, KEPT, True, "propose"),
    (THEIRS, OTHERWISE, True, "blocked"),
    (FINE, DECLINED, True, "declined"),
    (THEIRS, DECLINED, True, "declined"),
    (None, DECLINED, True, "declined"),
    (FINE, OTHERWISE, True, "propose"),
    (FINE, BY_US, True, "propose"),
    (FINE, DECLINED, False, "nothing"),
]


@pytest.mark.parametrize(("branch", "pull", "asks", "step"), ROWS)
def test_the_step(branch: Branch | None, pull: Pull | None, asks: bool, step: Step) -> None:
    assert decide(branch, pull, asks=asks) == step


def test_commits_of_others_are_pushed_over_only_where_a_merge_has_kept_them() -> None:
    pulls = (None, OPEN, MERGED, KEPT, DECLINED, OTHERWISE, BY_US)
    for pull, same, asks in product(pulls, (True, False), (True, False)):
        if decide(Branch(True, same), pull, asks=asks) in ("propose", "unchanged"):
            assert pull is KEPT
