"""State commits reach a remote branch whole, on its newest tip, or not at all."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from aum_sync.git.publish import Branch, PublishError
from aum_sync.git.remote import default_branch, is_ancestor
from tests.git.repository import Repository

Pair = tuple[Repository, Repository]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A clone with one commit pushed, and the bare repository that it came from."""
    clone = Repository.make(tmp_path / "clone")
    origin = Repository.bare(tmp_path / "origin.git")
    clone.git("remote", "add", "origin", str(origin.root))
    clone.commit(season__state__a_json="one\n", readme_md="hello\n")
    clone.git("push", "--quiet", "origin", "main")
    return clone, origin


def branch(clone: Repository, name: str = "main", prefix: str = "season") -> Branch:
    return Branch(clone.root, prefix, "origin", name)


def shown(origin: Repository, path: str, revision: str = "main") -> str:
    return origin.git("show", f"{revision}:{path}")


def elsewhere(tmp_path: Path, origin: Repository, **files: str) -> str:
    """A commit that somebody else pushes."""
    other = Repository(tmp_path / f"other{len(list(tmp_path.iterdir()))}")
    origin.git("clone", "--quiet", str(origin.root), str(other.root))
    made = other.commit(**files)
    other.git("push", "--quiet", "origin", "main")
    return made


def hook(origin: Repository, text: str) -> None:
    """Let the remote say this to every push, and refuse it."""
    path = origin.root / "hooks" / "pre-receive"
    path.write_text(f"#!/bin/sh\ncat >/dev/null\n{text}\nexit 1\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_files_are_written_and_removed_and_all_else_stays(pair: Pair) -> None:
    clone, origin = pair
    on = branch(clone)
    tip = on.fetch()
    made = on.publish(tip, {"state/b.json": b"two\n", "state/a.json": None}, "Apply 1: done\n")
    assert origin.git("rev-parse", "main") == made
    assert origin.git("ls-tree", "-r", "--name-only", "main").split() == [
        "readme.md",
        "season/state/b.json",
    ]
    assert shown(origin, "season/state/b.json") == "two"
    assert origin.git("log", "-1", "--format=%s|%an|%ae|%P") == (
        f"Apply 1: done|aum_sync|aum-sync@users.noreply.github.com|{tip}"
    )
    assert clone.git("status", "--porcelain") == ""
    assert on.fetch() == made


def test_a_season_at_the_top_needs_no_prefix(pair: Pair) -> None:
    clone, origin = pair
    on = branch(clone, prefix="")
    on.publish(on.fetch(), {"state/b.json": b"two\n"}, "x\n")
    assert shown(origin, "state/b.json") == "two"


def test_on_a_branch_that_moved_the_same_files_go_on_the_new_tip(
    pair: Pair, tmp_path: Path
) -> None:
    clone, origin = pair
    on = branch(clone)
    tip = on.fetch()
    theirs = elsewhere(tmp_path, origin, season__config__x_yaml="new\n")
    made = on.publish(tip, {"state/b.json": b"two\n"}, "x\n")
    assert origin.git("rev-parse", f"{made}^") == theirs
    assert shown(origin, "season/config/x.yaml") == "new"
    assert shown(origin, "season/state/b.json") == "two"


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    pair: Pair, tmp_path: Path
) -> None:
    clone, origin = pair
    on = branch(clone)
    tip = on.fetch()
    elsewhere(tmp_path, origin, season__state__a_json="theirs\n")
    with pytest.raises(PublishError, match=r"somebody else changed state/a\.json"):
        on.publish(tip, {"state/a.json": b"ours\n"}, "x\n")
    assert shown(origin, "season/state/a.json") == "theirs"


def test_a_branch_that_never_rests_is_given_up_and_never_forced(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone, origin = pair
    on = branch(clone)
    tip, commit = on.fetch(), Branch.commit
    moved: list[str] = []

    def restless(self: Branch, *rest: Any) -> str:
        moved.append(elsewhere(tmp_path, origin, **{f"n{len(moved)}_md": "x"}))
        return commit(self, *rest)

    monkeypatch.setattr(Branch, "commit", restless)
    with pytest.raises(PublishError, match="moved 10 times"):
        on.publish(tip, {"state/b.json": b"two\n"}, "x\n")
    assert origin.git("rev-parse", "main") == moved[-1]
    assert len(moved) == 10


def test_a_remote_that_refuses_is_quoted(pair: Pair) -> None:
    clone, origin = pair
    on = branch(clone)
    hook(origin, "echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2")
    with pytest.raises(PublishError, match="GH006: Protected branch") as caught:
        on.publish(on.fetch(), {"state/b.json": b"two\n"}, "x\n")
    assert "policy.state_branch" in (caught.value.faults[0].hint or "")


def test_a_remote_that_says_nothing_is_reported_all_the_same(pair: Pair) -> None:
    clone, origin = pair
    hook(origin, "")
    on = branch(clone)
    with pytest.raises(PublishError, match="does not take a state commit on main"):
        on.publish(on.fetch(), {"state/b.json": b"two\n"}, "x\n")


def test_a_hook_of_the_clone_has_no_say(pair: Pair) -> None:
    clone, origin = pair
    path = clone.root / ".git" / "hooks" / "pre-push"
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    on = branch(clone)
    assert on.publish(on.fetch(), {"state/b.json": b"2"}, "x\n") == origin.git("rev-parse", "main")


def test_a_branch_that_is_not_there_yet_begins_with_the_first_state_commit(pair: Pair) -> None:
    clone, origin = pair
    on = branch(clone, "aum-state")
    assert on.fetch() is None
    first = on.publish(None, {"state/a.json": b"1\n"}, "x\n")
    on.publish(first, {"state/a.json": b"2\n"}, "y\n")
    assert shown(origin, "season/state/a.json", "aum-state") == "2"
    assert origin.git("rev-list", "--count", "aum-state") == "2"


def test_two_that_begin_a_branch_at_once_do_not_mix(pair: Pair) -> None:
    clone, _ = pair
    on = branch(clone, "aum-state")
    on.publish(None, {"state/a.json": b"1\n"}, "x\n")
    with pytest.raises(PublishError, match="somebody else changed"):
        on.publish(None, {"state/a.json": b"2\n"}, "y\n")


def test_a_remote_that_is_not_there_is_named(pair: Pair) -> None:
    clone, origin = pair
    lost = Branch(clone.root, "", "upstream", "main")
    with pytest.raises(PublishError, match="the remote upstream cannot be asked for main"):
        lost.fetch()
    with pytest.raises(Exception, match="'upstream' cannot be asked"):
        default_branch(clone.root, "upstream")
    assert default_branch(clone.root, "origin") == "main"
    origin.git("symbolic-ref", "HEAD", "refs/heads/gone")
    with pytest.raises(Exception, match="does not say what its default branch is"):
        default_branch(clone.root, "origin")


def test_ancestors_are_told_from_strangers(pair: Pair) -> None:
    clone, _ = pair
    first = clone.git("rev-parse", "HEAD")
    second = clone.commit(b_md="x")
    assert is_ancestor(clone.root, first, second)
    assert not is_ancestor(clone.root, second, first)
    assert not is_ancestor(clone.root, "0" * 40, second)
