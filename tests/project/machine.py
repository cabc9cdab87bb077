"""A machine made for one test: nothing on its PATH but the tools and Pythons that are put there."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.project.places import ROOT

TOOLS = ("cat", "cksum", "dirname", "env", "grep", "mktemp", "rm", "sed", "sh", "tail", "tee")

VENV = """
if [ "$1" = -m ]; then
  mkdir -p .venv/bin
  echo '#!/bin/sh' >.venv/bin/python
  chmod +x .venv/bin/python
  exit
fi
echo {version}
"""
"""A Python that can make a virtual environment, with a Python in it that does nothing."""

BARE = """
if [ "$1" = -m ]; then mkdir -p .venv; echo "ensurepip is not available" >&2; exit 1; fi
echo {version}
"""
"""One that cannot, like Debian's without its venv package: it leaves a half-made one behind."""

SHIM = "echo 'pyenv: command not found' >&2; exit 127"
"""A command that is there, for a Python that is not."""

OLD = f"""
exec {shlex.quote(sys.executable)} -I -c \
  'import sys; sys.version_info = (3, 10, 14); exec(sys.argv[1])' "$3"
"""
"""A Python that runs what it is asked, and believes that it is 3.10."""

UV = """
[ "$1" = --version ] && exit
[ ! -e .venv ] || { echo "a virtual environment already exists" >&2; exit 2; }
mkdir -p .venv/bin && echo '#!/bin/sh' >.venv/bin/python && chmod +x .venv/bin/python
"""


def script(path: Path, body: str) -> None:
    """An executable shell script at ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


@dataclass(frozen=True)
class Machine:
    """A checkout with a blank in its path, and a folder that is the whole PATH."""

    checkout: Path
    bin: Path

    def install(self, name: str, body: str) -> None:
        """Put a command on the PATH."""
        script(self.bin / name, body)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout, with this environment and nothing else in it."""
        return subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.checkout,
            env={"PATH": str(self.bin), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def setup(self) -> subprocess.CompletedProcess[str]:
        """Do what every target of the Makefile does first."""
        return self.run("sh", "scripts/setup")

    @property
    def installed(self) -> list[str]:
        """The command lines that pip was called with so far."""
        log = self.checkout / "pip.log"
        return log.read_text("utf-8").splitlines() if log.is_file() else []


def machine(folder: Path) -> Machine:
    """A machine without any Python, and a checkout whose pip only writes down its calls."""
    made = Machine(folder / "a checkout", folder / "bin")
    for name in ("scripts/setup", "requirements/dev.lock.txt", "pyproject.toml"):
        (made.checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, made.checkout / name)
    script(made.checkout / "scripts/pip", 'echo "$@" >>pip.log')
    made.bin.mkdir()
    for tool in (*TOOLS, "mkdir", "chmod"):
        found = shutil.which(tool)
        assert found, tool
        (made.bin / tool).symlink_to(found)
    return made
