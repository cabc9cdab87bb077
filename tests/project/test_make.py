"""The Makefile, and what continuous integration makes of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import machine as m
from tests.project.places import ROOT

TARGETS = ("demo", "test", "check", "wheel")


def _make(*arguments: str) -> list[str]:
    """What make prints, as typed by a person: not as a part of the make that runs the tests."""
    make = shutil.which("make")
    if not make:
        pytest.skip("make is not installed")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [make, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("target", [*TARGETS, "lock"])
def test_every_target_sets_up_first(target: str) -> None:
    assert _make("--dry-run", target)[0] == "sh scripts/setup"


def test_make_alone_lists_every_target_that_a_person_types() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = {
        word for line in re.findall(r"^\.PHONY:(.*)$", text, re.MULTILINE) for word in line.split()
    }
    assert {line.split()[1] for line in _make()} == targets - {"setup"}
    assert targets > {*TARGETS}


def test_the_makefile_keeps_to_what_make_3_81_knows() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    newer = (".ONESHELL", "$(file", "!=", "::=", ".SHELLFLAGS", "$(guile", ".EXTRA_PREREQS", "&:")
    assert [word for word in newer if word in text] == []


@pytest.fixture
def ci(tmp_path: Path) -> m.Machine:
    """A checkout with the real .ci/run, and a make that fails for the target in BREAK."""
    machine = m.machine(tmp_path)
    shutil.copytree(ROOT / ".ci", machine.checkout / ".ci")
    (machine.bin / "bash").symlink_to(shutil.which("bash") or pytest.skip("bash is missing"))
    machine.install("chromium", "")
    machine.install("chromedriver", "")
    machine.install(
        "make",
        '[ "$1" = test ] && echo "12 passed, 1 skipped in 3.45s"; [ "$1" != "$BREAK" ]',
    )
    return machine


def _table(output: str) -> dict[str, str]:
    rows = (line.split(maxsplit=3) for line in output.splitlines())
    return {row[0]: row[3] if len(row) > 3 else "" for row in rows if row[2:3] == ["s"]}


def test_ci_times_every_part_and_ends_with_the_tests_own_closing_line(ci: m.Machine) -> None:
    done = ci.run("bash", ".ci/run", CI="true", BREAK="nothing")
    assert done.returncode == 0
    assert _table(done.stdout) == {
        **dict.fromkeys(("setup", "browser", "check", "test", "wheel", "demo"), "ok"),
        "all": "",
    }
    assert done.stdout.splitlines()[-1] == "12 passed, 1 skipped in 3.45s"


@pytest.mark.parametrize("part", TARGETS)
def test_ci_fails_with_any_part_and_runs_the_others(ci: m.Machine, part: str) -> None:
    done = ci.run("bash", ".ci/run", BREAK=part)
    table = _table(done.stdout)
    assert done.returncode == 1
    assert table[part] == "FAILED"
    assert [table[other] for other in TARGETS if other != part] == ["ok"] * 3


def test_ci_stops_where_it_cannot_set_up(ci: m.Machine) -> None:
    done = ci.run("bash", ".ci/run", BREAK="setup")
    assert done.returncode == 1
    assert _table(done.stdout) == {"setup": "FAILED", "all": ""}


def test_ci_installs_what_runs_the_workflows_and_lets_no_test_skip_for_want_of_it(
    ci: m.Machine,
) -> None:
    ci.install("make", 'echo "make $* $AUM_SYNC_REQUIRE"')
    lines = ci.run("bash", ".ci/run").stdout.splitlines()
    assert {"make setup tools ", "make test act,chromium"} <= set(lines)


@pytest.mark.parametrize("package", ["chromium", "chromedriver"])
def test_ci_installs_debians_browser_where_there_is_none(ci: m.Machine, package: str) -> None:
    (ci.bin / package).unlink()
    ci.install("sudo", 'exec "$@"')
    ci.install("apt-get", 'echo "apt-get $*" >&2')
    done = ci.run("bash", ".ci/run", BREAK="nothing")
    assert _table(done.stdout)["browser"] == "ok"
    asked = [line for line in done.stderr.splitlines() if line.startswith("apt-get")]
    assert asked[0] == "apt-get update -qq"
    assert asked[1].endswith("chromium chromium-driver")


def test_ci_says_where_it_has_no_browser_and_runs_the_others(ci: m.Machine) -> None:
    (ci.bin / "chromedriver").unlink()
    ci.install("sudo", "exit 1")
    ci.install("apt-get", "exit 100")
    done = ci.run("bash", ".ci/run", BREAK="nothing")
    assert done.returncode == 1
    assert _table(done.stdout)["browser"] == "FAILED"
    assert _table(done.stdout)["test"] == "ok"
