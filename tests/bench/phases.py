"""Runs one command line in this process and says on stderr where its time went, as JSON.

``python -m tests.bench.phases validate --root DIR``. Process time by phase, each without what it
calls of another phase. Functions are wrapped as soon as their module is there, so that whoever
imports them by name gets the wrapped ones. Nothing of aum_sync is imported before the clock runs.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.machinery
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

PHASES = {
    "aum_sync.config.loader": {"load": "config"},
    "aum_sync.store.state": {"load_state": "state files"},
    "aum_sync.season.weeks": {"judge": "parse"},
    "aum_sync.season.wanted": {"want": "route"},
    "aum_sync.season.targets": {"merge_all": "merge"},
    "aum_sync.plan.steps": {"steps_of": "steps"},
    "aum_sync.plan.build": {"plan_of": "plan"},
    "aum_sync.season.typos.find": {"find": "typos"},
    "aum_sync.report.validation": {"validate": "check"},
    "aum_sync.report.weeks": {"render": "render"},
    "aum_sync.report.terminal": {"render": "render"},
    "aum_sync.cli.output": {"result": "render"},
}
"""By module and function the phase that it is; ``rest`` is everything else."""


class Watch:
    """Shares process time out among the phases that are open: the innermost gets it."""

    def __init__(self) -> None:
        # What has gone by already is the interpreter's own start.
        self.spent: dict[str, float] = {"interpreter": time.process_time()}
        self._open = ["rest"]
        self._since = time.process_time()

    def turn(self) -> None:
        """Give the time since the last turn to the phase that is open."""
        now = time.process_time()
        phase = self._open[-1]
        self.spent[phase] = self.spent.get(phase, 0.0) + now - self._since
        self._since = now

    def timed(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time is that of a phase."""

        def wrapped(*arguments: Any, **named: Any) -> Any:
            self.turn()
            self._open.append(phase)
            try:
                return function(*arguments, **named)
            finally:
                self.turn()
                self._open.pop()

        return wrapped


def watch() -> tuple[dict[str, float], str | int | None]:
    """Run this process's command line, as its users do; seconds by phase, and its exit code."""
    watching = Watch()
    os.cpu_count = lambda: 1  # Nothing goes on beside it: each phase is seen where it is.
    _wrap_functions(watching)
    builtins.__import__ = watching.timed("import", builtins.__import__)
    importlib.import_module = watching.timed("import", importlib.import_module)
    from aum_sync.cli import main as command

    try:
        command.main()
    except SystemExit as end:
        code = end.code
    watching.turn()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    watching.spent["git"] = children.ru_utime + children.ru_stime
    return watching.spent, code


def _wrap_functions(watching: Watch) -> None:
    loader: Any = importlib.machinery.SourceFileLoader
    execute = loader.exec_module

    def exec_module(self: importlib.machinery.SourceFileLoader, module: ModuleType) -> None:
        execute(self, module)
        for name, phase in PHASES.get(module.__name__, {}).items():
            setattr(module, name, watching.timed(phase, getattr(module, name)))

    loader.exec_module = exec_module


def main() -> str | int | None:
    """The command."""
    spent, code = watch()
    sys.stderr.write(f"\n{json.dumps(spent)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
