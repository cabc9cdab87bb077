"""What the project needs is declared, and what is declared is locked with hashes and needed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CORE = [Requirement(text) for text in PROJECT["dependencies"]]
DEV = [Requirement(text) for text in PROJECT["optional-dependencies"]["dev"]]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def _locked(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of every package in a lock, by canonical name."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    bare = "\n".join(line.partition("#")[0] for line in text.replace("\\\n", " ").splitlines())
    entries = (line for line in bare.splitlines() if line.strip())
    found: dict[str, tuple[str, int]] = {}
    for entry in entries:
        requirement, _, version = entry.split(maxsplit=1)[0].partition("==")
        found[canonicalize_name(requirement)] = (version, len(HASH.findall(entry)))
    return found


def _imported() -> set[str]:
    modules: set[str] = set()
    for path in (ROOT / "aum_sync").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                modules.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module)
    tops = {module.partition(".")[0] for module in modules}
    return tops - set(sys.stdlib_module_names) - {"aum_sync"}


@pytest.mark.parametrize(
    ("lock", "needed"),
    [("lock.txt", CORE), ("dev.lock.txt", CORE + DEV)],
    ids=["runtime", "development"],
)
def test_every_dependency_is_locked_in_a_version_that_fits(
    lock: str, needed: list[Requirement]
) -> None:
    locked = _locked(lock)
    unfit = [
        str(requirement)
        for requirement in needed
        if not requirement.specifier.contains(
            locked.get(canonicalize_name(requirement.name), ("0", 0))[0]
        )
    ]
    assert unfit == [], "run: make lock"


@pytest.mark.parametrize("lock", ["lock.txt", "dev.lock.txt", "mutants.lock.txt", "ci.lock.txt"])
def test_everything_locked_has_a_version_and_hashes(lock: str) -> None:
    bare = {name: entry for name, entry in _locked(lock).items() if not all(entry)}
    assert bare == {}


def test_both_locks_agree() -> None:
    assert _locked("lock.txt").items() <= _locked("dev.lock.txt").items()


@pytest.mark.parametrize("lock", ["lock.txt", "dev.lock.txt", "mutants.lock.txt", "ci.lock.txt"])
def test_a_lock_says_how_it_is_made_and_names_no_host(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    assert "make lock" in text.splitlines()[1]
    assert "://" not in text


def test_every_imported_package_is_a_core_dependency_and_the_other_way_round() -> None:
    distributions = packages_distributions()
    imported = {
        canonicalize_name(name)
        for module in _imported()
        for name in distributions.get(module, [f"{module} (not installed)"])
    }
    assert imported == {canonicalize_name(requirement.name) for requirement in CORE}
