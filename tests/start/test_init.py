"""``aum-sync init``: a season's repository, on a branch, with nothing written over."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

import pytest
import yaml

from aum_sync.spotify.apps import READING, WRITING
from aum_sync.text.cells import visible
from tests.conftest import Aum
from tests.git.repository import Repository
from tests.github.fake import FakeGitHub
from tests.project.places import ROOT
from tests.start.conftest import TOOL

BRANCH = "aum-sync/init"
WORKFLOWS = ("plan", "comment", "apply", "pull", "drift", "rollback")
ASKED = ("--kind", "private", "--repository", "me/season", "--tool", TOOL)

pytestmark = pytest.mark.usefixtures("home")


def files_of(repository: Repository, branch: str) -> set[str]:
    return set(repository.git("ls-tree", "-r", "--name-only", branch).split())


def test_an_empty_folder_becomes_a_repository_with_a_proposal(tmp_path: Path, aum: Aum) -> None:
    root = tmp_path / "Low Tide"
    done = aum("init", "--root", root, *ASKED)
    assert done.code == 0
    season = Repository(root)
    assert files_of(season, "main") == {".gitignore"}
    proposed = files_of(season, BRANCH)
    flows = {f".github/workflows/{name}.yml" for name in WORKFLOWS}
    season_files = {"config/season.yaml", "config/season.schema.json", "README.md"}
    assert proposed == {".gitignore", ".github/CODEOWNERS", *flows, *season_files}
    (root / "report.html").write_text("x", "utf-8")
    assert season.git("status", "--porcelain") == ""
    assert season.git("branch", "--show-current") == BRANCH
    assert f"https://github.com/me/season/compare/main...{BRANCH}?expand=1" in done.out
    assert aum("validate", "--root", root, "--strict").code == 0
    against = ("plan", "--root", root, "--commit", "HEAD", "--against", "main")
    plan = aum(*against, "--format", "summary")
    assert "Nothing changes on Spotify" in plan.out
    config = yaml.safe_load((root / "config" / "season.yaml").read_text("utf-8"))
    assert (config["season"]["name"], config["policy"]) == ("Low Tide", {"review": "acknowledge"})


def test_workflows_call_the_tool_by_full_commit_id_and_nothing_else_differs(
    tmp_path: Path, aum: Aum
) -> None:
    from tests.e2e.workflows import FOLDER

    aum("init", "--root", tmp_path / "s", *ASKED)
    for name in WORKFLOWS:
        ours = (FOLDER / f"{name}.yml").read_text("utf-8").splitlines()
        made = (tmp_path / "s/.github/workflows" / f"{name}.yml").read_text("utf-8").splitlines()
        changed = {new.strip() for old, new in zip(ours, made, strict=True) if old != new}
        assert {line.removeprefix("- ") for line in changed} == {f"uses: {TOOL}"}


def test_the_readme_shows_how_the_workflows_of_this_repository_ended(
    tmp_path: Path, aum: Aum
) -> None:
    aum("init", "--root", tmp_path / "s", *ASKED)
    text = (tmp_path / "s" / "README.md").read_text("utf-8")
    badge = r"^\[!\[(\w+)\]\((\S+?)/badge\.svg\?branch=main\)\]\((\S+)\)$"
    badges = re.findall(badge, text, re.MULTILINE)
    setup = (ROOT / "docs" / "setup.md").read_text("utf-8")
    assert [name for name, _, _ in badges] == ["apply", "pull", "drift"]
    for name, image, page in badges:
        assert image == page == f"https://github.com/me/season/actions/workflows/{name}.yml"
        assert (tmp_path / "s" / ".github" / "workflows" / f"{name}.yml").is_file()
        assert f"actions/workflows/{name}.yml/badge.svg?branch=main" in setup


def test_a_repository_without_a_name_on_github_has_no_badges(tmp_path: Path, aum: Aum) -> None:
    asked = ("--root", tmp_path / "s", "--kind", "private", "--tool", TOOL)
    done = aum("init", *asked)
    assert done.code == 0
    assert "badge" not in (tmp_path / "s" / "README.md").read_text("utf-8")
    owners = tmp_path / "s" / ".github" / "CODEOWNERS"
    assert "No .github/CODEOWNERS was written" in done.err
    assert not owners.exists()
    later = done.err.partition("aum-sync init ")[2].strip()
    assert later == f"--kind private --tool {TOOL} --code-owner LOGIN"
    again = aum("init", "--root", tmp_path / "s", *later.split())
    assert (again.code, again.err) == (0, "")
    assert "/.github/ @LOGIN" in owners.read_text("utf-8")


def test_a_season_in_a_folder_of_a_repository_with_another_default_branch(
    tmp_path: Path, aum: Aum
) -> None:
    top = Repository.make(tmp_path / "all")
    top.git("checkout", "--quiet", "-b", "trunk")
    top.commit(notes_txt="mine")
    root = top.root / "it's mine"
    assert aum("init", "--root", root, *ASKED).code == 0
    apply = yaml.safe_load((top.root / ".github/workflows/apply.yml").read_text("utf-8"))
    assert apply["env"] == {"SEASON": "it's mine"}
    assert apply[True]["push"] == {"branches": ["trunk"]}
    assert (root / "config" / "season.yaml").is_file()
    assert top.git("diff", "--name-only", "trunk", BRANCH, "--", "notes.txt") == ""


def test_a_folder_that_reads_as_another_word_in_yaml_is_quoted(tmp_path: Path, aum: Aum) -> None:
    top = Repository.make(tmp_path / "all")
    top.commit(notes_txt="mine")
    assert aum("init", "--root", top.root / "on", *ASKED).code == 0
    apply = yaml.safe_load((top.root / ".github/workflows/apply.yml").read_text("utf-8"))
    assert apply["env"] == {"SEASON": "on"}


def test_it_says_which_repository_and_how_that_gets_to_github(tmp_path: Path, aum: Aum) -> None:
    top = Repository.make(tmp_path / "around")
    top.commit(notes_txt="mine")
    done = aum("init", "--root", top.root / "season", *ASKED)
    assert f"On the branch {BRANCH} of {top.root}, with policy.review: acknowledge" in done.out
    assert "  git remote add origin https://github.com/" in done.out
    top.git("remote", "add", "origin", "https://github.com/me/around.git")
    again = aum("init", "--root", top.root / "season", *ASKED, "--name", "Another")
    assert "with the policy that it has" in again.out
    assert "git remote add" not in again.out


def test_weeks_that_end_before_they_begin_are_refused(tmp_path: Path, aum: Aum) -> None:
    done = aum("init", "--root", tmp_path / "s", *ASKED, "--weeks", "9-1")
    assert (done.code, (tmp_path / "s").exists()) == (2, False)
    assert "it ends before it begins: write 1-9" in done.err


def test_nothing_is_written_through_a_link(tmp_path: Path, aum: Aum) -> None:
    season, away = Repository.make(tmp_path / "s"), tmp_path / "away"
    season.commit(notes_txt="mine")
    away.mkdir()
    (season.root / "config").symlink_to(away)
    done = aum("init", "--root", season.root, *ASKED)
    assert done.code == 1
    assert f"by symbolic links: {season.root / 'config'}" in done.err
    assert list(away.iterdir()) == []
    assert not (season.root / ".github").exists()


def test_what_is_there_is_left_as_it_is(tmp_path: Path, aum: Aum) -> None:
    season = Repository.make(tmp_path / "s")
    mine = {"README.md": "mine\n", "config/season.yaml": "mine: too\n"}
    for path, text in mine.items():
        (season.root / path).parent.mkdir(exist_ok=True)
        (season.root / path).write_text(text, "utf-8")
    season.commit()
    waiting = season.root / "waiting.txt"
    waiting.write_text("not yet", "utf-8")
    season.git("add", "waiting.txt")
    done = json.loads(aum("init", "--root", season.root, *ASKED, "--format", "json").out)
    assert done["kept"] == sorted(mine)
    assert (done["branch"], done["base"], done["review"]) == (BRANCH, "main", "acknowledge")
    assert {path: (season.root / path).read_text("utf-8") for path in mine} == mine
    assert not {*mine, "waiting.txt"} & set(season.git("diff", "--name-only", "main...").split())
    assert "waiting.txt" not in files_of(season, BRANCH)
    assert season.git("diff", "--cached", "--name-only") == "waiting.txt"


def test_run_twice_it_goes_on_and_then_has_nothing_to_do(tmp_path: Path, aum: Aum) -> None:
    aum("init", "--root", tmp_path / "s", *ASKED)
    season = Repository(tmp_path / "s")
    before = season.git("rev-parse", "HEAD")
    again = aum("init", "--root", season.root, *ASKED)
    assert (again.code, season.git("rev-parse", "HEAD")) == (0, before)
    assert "compare/main...aum-sync/init" in again.out
    season.git("checkout", "--quiet", "main")
    refused = aum("init", "--root", season.root, *ASKED)
    assert refused.code == 1
    assert "git switch aum-sync/init" in refused.err


def test_without_a_name_git_makes_no_commit(tmp_path: Path, aum: Aum) -> None:
    (tmp_path / "home" / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n", "utf-8")
    refused = aum("init", "--root", tmp_path / "s", *ASKED)
    assert refused.code == 1
    assert "git config --global user.name" in refused.err


@pytest.mark.parametrize(
    ("visibility", "people", "review"),
    [
        ("public", 1, "environment"),
        ("private", 1, "acknowledge"),
        ("private", 2, "pull-request"),
        ("public", 2, "pull-request"),
    ],
)
def test_github_says_what_kind_of_repository_it_is(
    hub: FakeGitHub,
    tmp_path: Path,
    aum: Aum,
    monkeypatch: pytest.MonkeyPatch,
    visibility: Literal["public", "private"],
    people: int,
    review: str,
) -> None:
    monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", "http://127.0.0.1:1")
    for name, value in hub.environ("aum").items():
        monkeypatch.setenv(name, value)
    before = hub.world.visibility, hub.world.levels
    hub.world.visibility = visibility
    hub.world.levels = dict.fromkeys(["aum", "bob"][:people], "admin")
    done = aum("init", "--root", tmp_path / "s", "--tool", TOOL, "--format", "json")
    hub.world.visibility, hub.world.levels = before
    assert json.loads(done.out)["review"] == review


def test_no_secret_of_its_environment_is_in_what_it_says_or_writes(
    hub: FakeGitHub, tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {**hub.environ("aum"), "AUM_SYNC_SPOTIFY_URL": "http://127.0.0.1:1"}
    spotify = {
        name: f"value-of-{name.lower()}" for app in (READING, WRITING) for name in app.variables
    }
    for name, value in (given | spotify).items():
        monkeypatch.setenv(name, value)
    done = aum("init", "--root", tmp_path / "s", *ASKED)
    assert done.code == 0
    season = Repository(tmp_path / "s")
    written = season.git("log", "--all", "--patch")
    assert "AUM_SYNC_READ_TOKEN" in written
    text = f"{done.out}{done.err}{written}{season.git('config', '--list')}"
    secrets = {given["GITHUB_TOKEN"], *hub.world.tokens, *spotify.values()}
    assert [secret for secret in secrets if secret in text] == []


def test_where_nobody_says_the_kind_it_asks_for_it(tmp_path: Path, aum: Aum) -> None:
    refused = aum("init", "--root", tmp_path / "s", "--tool", TOOL)
    assert refused.code == 2
    assert "--kind public|several|private" in refused.err


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--tool", "aum/aum_sync@main"), "40 digits"),
        (("--repository", "season"), "owner/name"),
        (("--weeks", "all"), "201-300"),
        (("--match", "Tape#"), "week"),
        (("--kind", "mine"), "kind"),
    ],
)
def test_what_is_asked_for_wrongly_begins_nothing(
    tmp_path: Path, aum: Aum, wrong: tuple[str, str], words: str
) -> None:
    refused = aum("init", "--root", tmp_path / "s", *ASKED, *wrong)
    assert refused.code in (1, 2)
    assert words in refused.err
    assert not (tmp_path / "s").exists()


def test_hostile_names_stay_words(tmp_path: Path, aum: Aum) -> None:
    name = "x\n- [a](http://b) <b> 'q' \"r\" \u202e\x1b @bob: {"
    assert aum("init", "--root", tmp_path / "s", *ASKED, "--name", name).code == 0
    config = yaml.safe_load((tmp_path / "s/config/season.yaml").read_text("utf-8"))
    assert config["season"]["name"] == visible(name)
    head = (tmp_path / "s/README.md").read_text("utf-8").splitlines()[0]
    assert not re.search(r"(?<!\\)[<\[@]", head)


def test_the_tool_is_the_checkout_that_this_runs_from(
    tmp_path: Path, aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aum_sync.cli import init

    checkout = Repository.make(tmp_path / "aum_sync")
    commit = checkout.commit(action_yml="x")
    monkeypatch.setattr(init, "_CHECKOUT", checkout.root)
    refused = aum("init", "--root", tmp_path / "s", "--kind", "public")
    assert f"aum-sync init --tool OWNER/aum_sync@{commit}" in refused.err
    for url in ("https://github.com/you/aum_sync.git", "git@github.com:you/aum_sync"):
        checkout.git("config", "remote.origin.url", url)
        root = tmp_path / url[:3]
        assert aum("init", "--root", root, "--kind", "public").code == 0
        text = (root / ".github/workflows/plan.yml").read_text("utf-8")
        assert f"uses: you/aum_sync@{commit}" in text
