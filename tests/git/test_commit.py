"""A commit's files come from its blobs alone, in two processes, or with a clear error."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from aum_sync.errors import AumSyncError
from aum_sync.git.commit import CommitTree, resolve, versions
from aum_sync.git.process import GitError
from tests.git.repository import Repository

SEASON = {"config__season_yaml": "version: 1\n", "state__weeks__1_json": "{}", "README_md": "hi"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository.make(tmp_path / "repository")


def at(repository: Repository, revision: str = "HEAD", root: str = ".") -> CommitTree:
    """The season at a revision."""
    return CommitTree(*resolve(repository.root / root, revision))


def test_files_are_read_from_the_commit_and_not_from_the_work_tree(repository: Repository) -> None:
    repository.commit(**SEASON)
    (repository.root / "config" / "season.yaml").write_text("changed")
    (repository.root / "state" / "weeks" / "2.json").write_text("new")
    repository.git("add", "--all")
    tree = at(repository)
    assert tree.read("config/season.yaml") == b"version: 1\n"
    assert tree.names("state/weeks") == ("1.json",)
    assert tree.read("state/weeks/2.json") is None


def test_names_are_those_directly_inside(repository: Repository) -> None:
    repository.commit(**SEASON, state__account_json="{}", config__a_txt="")
    tree = at(repository)
    assert tree.names("config") == ("a.txt", "season.yaml")
    assert tree.names("state") == ("account.json",)
    assert tree.names("state/masters") == ()


def test_every_form_of_a_revision_is_resolved_to_the_full_commit(repository: Repository) -> None:
    first = repository.commit(**SEASON)
    second = repository.commit(config__season_yaml="two")
    repository.git("tag", "--annotate", "v1", "--message", "one", first)
    for revision in (first, first[:8], "HEAD~1", "v1", "main^"):
        assert resolve(repository.root, revision) == (repository.root.resolve(), first, "")
    assert at(repository, "main").commit == second


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x1c", "\u0085", "\n", " "])
def test_a_folder_may_have_any_sign_in_its_name(tmp_path: Path, sign: str) -> None:
    repository = Repository.make(tmp_path / f"top{sign}most")
    season = repository.root / f"season{sign}"
    (season / "config").mkdir(parents=True)
    (season / "config" / "season.yaml").write_text("here", encoding="utf-8")
    commit = repository.commit()
    assert resolve(season, "HEAD") == (repository.root.resolve(), commit, f"season{sign}")
    assert CommitTree(*resolve(season, "HEAD")).read("config/season.yaml") == b"here"


def test_a_season_below_the_top_has_a_prefix(repository: Repository) -> None:
    repository.commit(seasons__three__config__season_yaml="three", config__season_yaml="top")
    top, commit, prefix = resolve(repository.root / "seasons" / "three", "HEAD")
    assert (top, prefix) == (repository.root.resolve(), "seasons/three")
    assert CommitTree(top, commit, prefix).read("config/season.yaml") == b"three"


def test_odd_bytes_and_names_come_through(repository: Repository) -> None:
    data = bytes(range(256)) * 3 + b"\nabc blob 3\n"
    repository.commit(config__x=data, config__y="", **{"state__weeks__ש _txt": "a"})
    tree = at(repository)
    assert tree.read("config/x") == data
    assert tree.read("config/y") == b""
    assert tree.names("state/weeks") == ("ש .txt",)


def test_a_whole_season_costs_two_processes(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(**{f"state__weeks__{week}_json": f"{week}" for week in range(100)})
    tree = at(repository)
    run = subprocess.run
    asked: list[object] = []

    def counted(*arguments: object, **more: object) -> object:
        asked.append(arguments)
        return run(*arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    read = [tree.read(f"state/weeks/{name}") for name in tree.names("state/weeks")]
    assert len(read) == 100
    assert len(asked) == 2


def test_an_executable_file_is_a_file(repository: Repository) -> None:
    repository.commit(**SEASON)
    (repository.root / "config" / "season.yaml").chmod(0o755)
    repository.commit()
    assert at(repository).read("config/season.yaml") == b"version: 1\n"


def test_a_symlink_in_the_commit_is_an_error_with_its_path(repository: Repository) -> None:
    repository.commit(**SEASON)
    (repository.root / "state" / "link.json").symlink_to("/etc/passwd")
    (repository.root / "config" / "list").symlink_to("season.yaml")
    repository.commit()
    with pytest.raises(GitError) as caught:
        at(repository).read("config/season.yaml")
    messages = [fault.message.rsplit(" in ", 1)[0] for fault in caught.value.faults]
    assert messages == ["config/list is a symbolic link", "state/link.json is a symbolic link"]


def test_a_folder_that_is_a_symlink_is_an_error(repository: Repository) -> None:
    repository.commit(other__season_yaml="x")
    (repository.root / "config").symlink_to("other")
    repository.commit()
    with pytest.raises(GitError, match="config is a symbolic link"):
        at(repository).read("config/season.yaml")


def test_a_submodule_in_the_season_is_an_error(repository: Repository) -> None:
    commit = repository.commit(**SEASON)
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},state/sub")
    repository.git("commit", "--quiet", "--message", "submodule")
    with pytest.raises(GitError, match="state/sub is a submodule"):
        at(repository).names("state")


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "README.md", "config//x"])
def test_a_path_outside_the_season_is_refused(repository: Repository, path: str) -> None:
    repository.commit(**SEASON)
    with pytest.raises(AumSyncError, match="does not stay inside"):
        at(repository).read(path)


def test_a_blob_too_large_is_refused_and_the_others_are_read(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(**SEASON, state__big="x" * 100)
    monkeypatch.setattr("aum_sync.git.commit.MAX_BYTES", 50)
    tree = at(repository)
    assert tree.read("state/weeks/1.json") == b"{}"
    with pytest.raises(AumSyncError, match="state/big: is larger than"):
        tree.read("state/big")


@pytest.mark.parametrize(
    "revision", ["nowhere", "--all", "-x", "", "HEAD\n", "a..b", "HEAD:config", "\0", "deadbeef"]
)
def test_an_unknown_revision_says_what_to_do(repository: Repository, revision: str) -> None:
    repository.commit(**SEASON)
    with pytest.raises(GitError, match="no commit here is named") as caught:
        resolve(repository.root, revision)
    assert "git fetch" in str(caught.value.faults[0].hint)


def test_a_repository_without_commits_has_no_head(repository: Repository) -> None:
    with pytest.raises(GitError, match="no commit here is named 'HEAD'"):
        resolve(repository.root, "HEAD")


def test_a_folder_outside_any_repository_is_an_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(GitError, match="is not inside a git work tree") as caught:
            resolve(folder, "HEAD")
        assert "--root" in str(caught.value.faults[0].hint)


def test_a_shallow_clone_is_an_error_with_the_remedy(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit(**SEASON)
    repository.commit()
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    with pytest.raises(GitError, match="is a shallow clone") as caught:
        resolve(clone, "HEAD")
    assert "fetch-depth: 0" in str(caught.value.faults[0].hint)


def test_missing_git_is_an_error(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(**SEASON)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        resolve(repository.root, "HEAD")


def test_only_a_full_commit_id_makes_a_tree(tmp_path: Path) -> None:
    for commit in ("HEAD", "abc", "--upload-pack=x", "A" * 40):
        with pytest.raises(GitError, match="is no full commit id"):
            CommitTree(tmp_path, commit)


def test_a_blob_that_the_repository_lost_is_an_error(repository: Repository) -> None:
    repository.commit(**SEASON)
    name = repository.git("rev-parse", "HEAD:config/season.yaml")
    tree = at(repository)
    assert tree.names("config") == ("season.yaml",)
    (repository.root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(GitError, match=f"does not hold {name[:12]}"):
        tree.read("config/season.yaml")


def test_variables_of_a_hook_and_replaced_objects_change_nothing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repository.commit(**SEASON)
    forged = repository.commit(config__season_yaml="forged")
    repository.git("replace", first, forged)
    other = Repository.make(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert at(repository, first).read("config/season.yaml") == b"version: 1\n"


def test_versions_are_the_commits_that_touched_the_file_newest_first(
    repository: Repository,
) -> None:
    first = repository.commit(s__state__a="1")
    repository.commit(s__state__b="x")
    third = repository.commit(s__state__a="2")
    root = repository.root / "s"
    assert list(versions(root, "HEAD", "state/a")) == [(third, b"2"), (first, b"1")]
    assert list(versions(root, first, "state/a")) == [(first, b"1")]
    assert list(versions(root, "HEAD", "state/never")) == []
    assert list(versions(repository.root.parent, "HEAD", "state/a")) == []
