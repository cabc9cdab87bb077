"""The entry point: help, wrong verbs, and how every error ends as a message."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete

from aum_sync import __version__
from aum_sync.cli import main
from aum_sync.cli.main import VERBS, cli
from aum_sync.errors import ExitCode, worst
from aum_sync.redact import keep_secret, redact
from tests.conftest import Aum


def test_help_names_every_verb(aum: Aum) -> None:
    for flag in ("--help", "-h"):
        outcome = aum(flag)
        assert outcome.code == 0
        assert [verb for verb in VERBS if f"\n  {verb} " not in outcome.out] == []


def test_the_version(aum: Aum) -> None:
    assert __version__ in aum("--version").out


def test_a_wrong_verb_is_wrong_usage_with_a_guess(aum: Aum) -> None:
    outcome = aum("plam")
    assert outcome.code == 2
    assert "Did you mean 'plan'?" in outcome.err
    assert "Did you mean" not in aum("xyzzy").err


def test_verbs_complete_in_a_shell() -> None:
    shell = ShellComplete(cli, {}, "aum-sync", "_AUM_SYNC_COMPLETE")
    assert [item.value for item in shell.get_completions([], "pl")] == ["plan"]
    found = [item.value for item in shell.get_completions([], "p")]
    assert sorted(found) == ["parse", "plan", "propose", "pull"]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make `aum-sync demo` raise."""

    def fail(error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        monkeypatch.setattr("aum_sync.cli.demo.command", command)

    return fail


def test_a_bug_goes_to_a_file_without_any_secret(aum: Aum, failing: Any) -> None:
    keep_secret("hunter2-refresh-token")
    failing(RuntimeError("it had hunter2-refresh-token in it"))
    outcome = aum("demo")
    assert outcome.code == 3
    assert "hunter2" not in outcome.err
    found = re.search(r"contents of (\S+)", outcome.err)
    assert found
    path = Path(found[1])
    report = path.read_text("utf-8")
    path.unlink()
    assert "RuntimeError: it had [secret] in it" in report
    assert f"aum-sync {__version__}" in report


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_130(error: BaseException, aum: Aum, failing: Any) -> None:
    failing(error)
    outcome = aum("demo")
    assert (outcome.code, outcome.err.strip()) == (130, "interrupted")


def test_a_bug_without_a_temporary_folder_is_told_line_by_line(
    aum: Aum, failing: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    keep_secret("hunter2-refresh-token")
    failing(RuntimeError("\x1b[2J\n::error::hunter2-refresh-token"))
    outcome = aum("demo")
    assert outcome.code == 3
    assert "RuntimeError: <U+001B>[2J\n::error::[secret]\n" in outcome.err
    assert f"it is aum-sync {__version__}" in outcome.err


def test_an_error_of_the_system_that_nobody_foresaw_is_a_bug(aum: Aum, failing: Any) -> None:
    failing(OSError(24, "Too many open files"))
    outcome = aum("demo")
    assert (outcome.code, outcome.err.startswith("bug in aum-sync: OSError")) == (3, True)
    found = re.search(r"contents of (\S+)", outcome.err)
    assert found
    Path(found[1]).unlink()


@pytest.mark.parametrize(
    "name",
    ["AUM_SYNC_READ_TOKEN", "AUM_SYNC_WRITE_CLIENT_SECRET", "GITHUB_TOKEN", "GH_TOKEN"],
)
def test_secrets_of_the_environment_stay_secret_whatever_the_verb(
    name: str, aum: Aum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(name, " hunter2-of-the-environment\n")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "season.yaml").write_text("hunter2-of-the-environment: 1\n")
    outcome = aum("validate", "--root", tmp_path)
    assert outcome.code == 1
    assert "[secret]: 1" in outcome.err
    assert "hunter2" not in outcome.err
    usage = aum("hunter2-of-the-environment")
    assert (usage.code, "hunter2" in usage.err) == (2, False)


def test_other_values_of_the_environment_are_no_secrets(
    aum: Aum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUM_SYNC_READ_CLIENT_ID", "no-such-verb")
    monkeypatch.setenv("AUM_SYNC_READ_TOKEN", "")
    assert "'no-such-verb'" in aum("no-such-verb").err


def test_main_ends_the_process_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["aum-sync", "nothing"])
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 2


def test_of_several_exit_codes_the_first_of_the_list_counts() -> None:
    codes = list(ExitCode)
    assert worst(codes) == ExitCode.BUG
    assert worst([ExitCode.PENDING, ExitCode.ERROR]) == ExitCode.ERROR
    assert worst([ExitCode.ERROR, ExitCode.PARTIAL]) == ExitCode.PARTIAL
    assert worst([ExitCode.STALE, ExitCode.REFUSED]) == ExitCode.REFUSED
    assert worst([]) == worst([ExitCode.OK]) == ExitCode.OK


def test_short_words_are_no_secrets() -> None:
    keep_secret("abc")
    keep_secret("abcdefgh")
    assert redact("abc abcdefgh") == "abc [secret]"


def test_heavy_packages_are_imported_only_where_they_are_used() -> None:
    code = "import sys; from aum_sync.cli.main import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    loaded = set(done.stdout.split())
    heavy = {"spotipy", "requests", "yaml", "jsonschema", "deepdiff", "rapidfuzz", "regex"}
    assert loaded & heavy == set()
