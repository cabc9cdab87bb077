"""The command line as a process of its own, with streams that are not as they should be."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

RUN = "import sys; from aum_sync.cli.main import run; sys.exit(run(sys.argv[1:]))"
"""The command line, for code that prepares its process before."""

_CLOSED = """
import os, sys
os.close(int(sys.argv[1]))
os.execv(sys.executable, [sys.executable, "-m", "aum_sync", *sys.argv[2:]])
"""


def start(*arguments: object, code: str = RUN, **more: Any) -> subprocess.Popen[bytes]:
    """A command line on its way; its stdout and stderr are pipes unless ``more`` says otherwise."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=False, **(streams | more))


def with_reader_gone(stream: str, *arguments: object) -> tuple[int, bytes]:
    """The exit code where nobody reads this stream, and what the other one got."""
    with start(*arguments) as process:
        getattr(process, stream).close()
        setattr(process, stream, None)
        out, err = process.communicate()
    return process.returncode, (out or b"") + (err or b"")


def with_closed(descriptor: int, *arguments: object) -> tuple[int, bytes]:
    """The exit code of a process that began with this descriptor closed, and what it wrote."""
    with start(descriptor, *arguments, code=_CLOSED, stderr=subprocess.STDOUT) as process:
        written, _ = process.communicate()
    return process.returncode, written
