"""Where the story of the demo is told: words to people, commands as typed, and what they do."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from aum_sync.demo.repository import DemoError
from aum_sync.errors import ExitCode
from aum_sync.report.style import Style


@dataclass(frozen=True, slots=True)
class Stage:
    """``run`` is the command line itself, ``say`` speaks to people, ``result`` writes to stdout."""

    run: Callable[[list[str]], int]
    say: Callable[[str], None]
    result: Callable[[str], None]
    style: Style

    def tell(self, title: str, *lines: str) -> None:
        """A chapter's title and what there is to know about it."""
        self.say("\n".join(["", self.style.bold(title), *lines]))

    def show(self, command: str) -> None:
        """A command as the reader would type it."""
        self.say(self.style.cyan(f"\n$ {command}"))

    def perform(
        self, *arguments: str, ahead: str = "", only: int = 0, ends: ExitCode = ExitCode.OK
    ) -> None:
        """Run a verb, shown as the reader would type it; raises DemoError where it ends otherwise.

        ``ahead`` is a command that was run before it, shown on the same line. ``only`` is how many
        lines of the result come: the first ones, or the last ones where it is negative.
        """
        before = f"{ahead} && " if ahead else ""
        behind = f" | {'head' if only > 0 else 'tail'} -n {abs(only)}" if only else ""
        self.show(f"{before}{shlex.join(['aum-sync', *arguments])}{behind}")
        code = self._cut(arguments, only) if only else self.run(list(arguments))
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt
        if code != ends:
            raise DemoError(f"the demo stops here: aum-sync {arguments[0]} ended with exit {code}")

    def _cut(self, arguments: tuple[str, ...], only: int) -> int:
        caught = TextIOWrapper(BytesIO(), encoding="utf-8")
        with redirect_stdout(caught):
            code = self.run(list(arguments))
        caught.seek(0)
        lines = caught.read().splitlines()
        self.result("\n".join(lines[:only] if only > 0 else lines[only:]))
        return code
