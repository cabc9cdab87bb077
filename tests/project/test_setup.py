"""Setting up: whichever Python the machine has, and whatever was there before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.project import machine as m
from tests.project.places import ROOT

MISSING = "No Python 3.11 or newer runs here."


@pytest.fixture
def machine(tmp_path: Path) -> m.Machine:
    return m.machine(tmp_path)


def test_shims_that_fail_and_pythons_that_are_too_old_are_passed_over(machine: m.Machine) -> None:
    machine.install("python3.14", m.SHIM)
    machine.install("python3.13", m.SHIM)
    machine.install("python3.12", m.OLD)
    machine.install("python3", m.VENV.format(version="3.11"))

    done = machine.setup()

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Setting up .venv with Python 3.11 (once, a minute or two) ...\n"
    assert machine.installed == [
        "install --require-hashes -r requirements/dev.lock.txt",
        "install --no-deps --no-build-isolation --editable .",
    ]


def test_the_newest_python_that_the_lock_knows_is_taken(machine: m.Machine) -> None:
    machine.install("python3.12", m.VENV.format(version="3.12"))
    machine.install("python3.13", m.VENV.format(version="3.13"))
    assert "Python 3.13" in machine.setup().stderr


def test_a_python_without_venv_gives_way_to_one_that_has_it(machine: m.Machine) -> None:
    machine.install("python3.12", m.BARE.format(version="3.12"))
    machine.install("python3.11", m.VENV.format(version="3.11"))

    done = machine.setup()

    assert done.returncode == 0
    assert "with Python 3.11" in done.stderr
    assert "apt install" not in done.stderr


def test_where_venv_is_missing_its_package_is_named_for_that_version(machine: m.Machine) -> None:
    machine.install("python3.11", m.BARE.format(version="3.11"))

    done = machine.setup()

    assert done.returncode == 1
    assert "ensurepip is not available" in done.stderr
    assert "sudo apt install python3.11-venv" in done.stderr
    assert MISSING not in done.stderr
    assert machine.installed == []


def test_where_no_python_serves_uv_does(machine: m.Machine) -> None:
    machine.install("python3.11", m.BARE.format(version="3.11"))
    machine.install("uv", m.UV)

    done = machine.setup()

    assert done.returncode == 0
    assert "with uv" in done.stderr
    assert len(machine.installed) == 2


@pytest.mark.parametrize("python", ["", m.SHIM, m.OLD], ids=["none", "shim", "old"])
def test_where_nothing_serves_it_says_what_to_install(machine: m.Machine, python: str) -> None:
    if python:
        machine.install("python3", python)

    done = machine.setup()

    assert done.returncode == 1
    assert MISSING in done.stderr
    assert "brew install python" in done.stderr
    assert not (machine.checkout / ".venv").exists()


def test_what_is_set_up_is_left_alone(machine: m.Machine) -> None:
    machine.install("python3.11", m.VENV.format(version="3.11"))
    machine.setup()
    before = machine.installed

    done = machine.setup()

    assert (done.returncode, done.stderr) == (0, "")
    assert machine.installed == before


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements/dev.lock.txt"])
def test_a_changed_lock_or_project_is_installed_into_the_same_venv(
    machine: m.Machine, changed: str
) -> None:
    machine.install("python3.11", m.VENV.format(version="3.11"))
    machine.setup()
    kept = machine.checkout / ".venv" / "kept"
    kept.touch()
    with (machine.checkout / changed).open("a") as file:
        file.write("# changed\n")

    done = machine.setup()

    assert done.stderr == "Bringing .venv up to date with its lock ...\n"
    assert len(machine.installed) == 4
    assert kept.is_file()


@pytest.mark.parametrize("during", ["first", "update"])
def test_an_interrupted_setup_is_done_again_from_nothing(machine: m.Machine, during: str) -> None:
    machine.install("python3.11", m.VENV.format(version="3.11"))
    if during == "update":
        machine.setup()
        (machine.checkout / "pyproject.toml").write_text("# changed\n", "utf-8")
    pip = machine.checkout / "scripts" / "pip"
    works = pip.read_text("utf-8")
    m.script(pip, "kill -TERM $PPID")
    assert machine.setup().returncode != 0

    pip.write_text(works, "utf-8")
    done = machine.setup()

    assert done.returncode == 0
    assert done.stderr.startswith("Setting up .venv with Python 3.11")
    assert machine.setup().stderr == ""


def test_a_venv_whose_python_is_gone_is_made_anew(machine: m.Machine) -> None:
    machine.install("python3.11", m.VENV.format(version="3.11"))
    machine.setup()
    (machine.checkout / ".venv" / "bin" / "python").unlink()
    assert machine.setup().stderr.startswith("Setting up .venv with Python 3.11")


def test_a_venv_that_was_moved_is_made_anew(machine: m.Machine, tmp_path: Path) -> None:
    machine.install("python3.11", m.VENV.format(version="3.11"))
    machine.setup()
    moved = m.Machine(machine.checkout.rename(tmp_path / "elsewhere"), machine.bin)
    assert moved.setup().stderr.startswith("Setting up .venv with Python 3.11")


@pytest.fixture
def pip(machine: m.Machine) -> m.Machine:
    """The real scripts/pip, over a Python that shows what it was called with."""
    shutil.copy(ROOT / "scripts" / "pip", machine.checkout / "scripts" / "pip")
    m.script(machine.checkout / ".venv/bin/python", 'echo "$@" >pip.log; env >>pip.log; exit $CODE')
    return machine


def test_pip_hears_where_packages_are_and_not_where_to_put_them(pip: m.Machine) -> None:
    pip.run(
        *("sh", "scripts/pip", "install", "x"),
        CODE="0",
        PIP_CERT="mine",
        PIP_TARGET="elsewhere",
        PIP_REQUIRE_HASHES="1",
        PIP_USER="1",
    )
    assert pip.installed[0].endswith("--disable-pip-version-check install x")
    settings = {line for line in pip.installed if line.startswith("PIP_")}
    assert settings == {"PIP_CERT=mine", "PIP_USER=0"}


def test_pip_is_silent_where_it_works_and_shows_all_where_it_fails(pip: m.Machine) -> None:
    m.script(pip.checkout / ".venv/bin/python", 'echo out; echo err >&2; exit "$CODE"')
    works = pip.run("sh", "scripts/pip", "install", CODE="0")
    fails = pip.run("sh", "scripts/pip", "install", CODE="1")
    assert (works.returncode, works.stdout, works.stderr) == (0, "", "")
    assert (fails.returncode, fails.stdout, fails.stderr) == (1, "", "out\nerr\n")
