"""Mutation testing, for ``make mutants``: breaks the core in small ways, lists what no test sees.

Works in build/mutation, on a copy that keeps its results: what did not change is not tried again.
Arguments are patterns of mutants to try again (``'aum_sync.season.merge.*'``), or ``survivors``.
It is mutmut, driven so that a mutant takes milliseconds. mutmut is typed loosely and is in no lock
of this project, so it is imported by name.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import _prepareconfig

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COPY = ROOT / "build" / "mutation"
PARTS = ("aum_sync", "tests", "config", "state", "docs", "pyproject.toml")
MOST_MEMORY = 4 << 30
"""Bytes that one mutant may take: some never end, and fill lists meanwhile."""
UNSEEN = ("survived", "no tests")


def copy() -> None:
    """Bring the copy up to date, its results aside, and work there."""
    for part in PARTS:
        shutil.rmtree(COPY / part, ignore_errors=True)
        if part != "aum_sync":  # there mutmut looks for itself what changed
            shutil.rmtree(COPY / "mutants" / part, ignore_errors=True)
        if (ROOT / part).is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, COPY / part, ignore=ignore)
    for schema in COPY.glob("aum_sync/**/*.json"):  # mutmut looks at modules alone
        if (stale := COPY / "mutants" / schema.relative_to(COPY)).exists():
            shutil.copy2(schema, stale)
    (COPY / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)  # which test runs what changed
    shutil.copy2(ROOT / "pyproject.toml", COPY)
    shutil.copy2(HERE / "mutmut.cfg", COPY / "setup.cfg")
    os.chdir(COPY)


def results() -> dict[str, str]:
    """What became of every mutant, by name."""
    found, _ = import_module("mutmut.__main__").collect_source_file_mutation_data(mutant_names=())
    status = import_module("mutmut.stats").status_by_exit_code
    return {name: status[code] for _, name, code in found}


def run(patterns: Iterable[str]) -> None:
    """Try mutants: those without a result, or those that the patterns name.

    mutmut would collect the tests anew for every mutant, which takes longer than to run them.
    Here they are collected once, before it forks.
    """
    runner: Any = import_module("mutmut.runners.harness").PytestRunner
    forks: Any = import_module("mutmut.workers.isolation").ForkRunner
    run_in_pytest = runner.run_tests
    items: dict[str, pytest.Item] = {}

    def startup(self: Any) -> None:
        items.update((item.nodeid, item) for item in _collect())
        gc.freeze()
        check(self)

    def check(self: Any) -> None:
        self.submit("no mutant", list(items), 600, 600)
        if self.wait_for_result().exit_code:
            sys.exit("the tests fail where nothing is broken: delete build/mutation")

    def run_tests(self: object, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        if not items:
            return int(run_in_pytest(self, mutant_name=mutant_name, tests=tests))
        os.chdir("mutants")
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        for cached in _caches():  # what was worked out before the fork knows nothing of the mutant
            cached.cache_clear()
        chosen = [items[test] for test in tests if test in items]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return 1
        return 0

    forks.startup, forks.shutdown, runner.run_tests = startup, check, run_tests
    import_module("mutmut.__main__").run.callback(tuple(patterns), max_children=None)


def _collect() -> list[pytest.Item]:
    selection = import_module("mutmut.configuration").config().pytest_add_cli_args_test_selection
    options = ["-s", "--tb=native", "--assert=plain", "-o", "tmp_path_retention_policy=failed"]
    os.chdir("mutants")
    config: Any = _prepareconfig([*options, f"--basetemp={COPY / 'tmp'}", *selection])
    config._do_configure()
    config.pluginmanager.unregister(name="terminalreporter")
    config._tmp_path_factory.getbasetemp()  # one for all that are forked
    session = pytest.Session.from_config(config)
    config.hook.pytest_sessionstart(session=session)
    found = list(session.perform_collect())
    os.chdir(COPY)
    return found


def _caches() -> list[Any]:
    """Every function of the project and its tests that remembers what it returned."""
    ours = [module for name, module in sys.modules.items() if name.split(".")[0] in PARTS]
    values = (value for module in ours for value in vars(module).values())
    return [value for value in values if hasattr(value, "cache_clear")]


def change(name: str) -> str:
    """What a mutant changes, in one line."""
    path = import_module("mutmut.__main__").find_mutant(name).path
    diff = import_module("mutmut.mutation.diff_apply").get_diff_for_mutant(name, path=path)
    old, new = (
        " ".join(line[1:].strip() for line in diff.splitlines()[2:] if line.startswith(sign))
        for sign in "-+"
    )
    return f"`{old}` → `{new}`"


def report(found: dict[str, str]) -> int:
    """Say what survived and is not on record, and how many there are per room."""
    record = (HERE / "survivors.md").read_text("utf-8")
    left = {name: change(name) for name, status in found.items() if status in UNSEEN}
    unknown = {name: text for name, text in left.items() if text not in record}
    for name, text in unknown.items():
        sys.stdout.write(f"{name}\n    {text}\n")
    for room in sorted({name.split(".")[1] for name in found}):
        counts = Counter(s for name, s in found.items() if name.split(".")[1] == room)
        total = counts.total()
        percent = 100 * sum(counts[status] for status in UNSEEN) / total
        words = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
        sys.stdout.write(f"{room}: {total} mutants: {words}; {percent:.1f} % left\n")
    sys.stdout.write(f"{len(unknown)} of {len(left)} are not in tests/mutation/survivors.md\n")
    return 1 if unknown else 0


if __name__ == "__main__":
    copy()
    patterns = sys.argv[1:]
    if patterns == ["survivors"]:
        patterns = [name for name, status in results().items() if status in UNSEEN]
    run(patterns)
    sys.exit(report(results()))
