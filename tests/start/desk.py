"""Somebody who lets an app in: their browser, their terminal, and a `gh` that takes notes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.conftest import Aum, Outcome

GH = f"""#!{sys.executable}
import json, os, sys
said = {{"argv": sys.argv[1:], "stdin": sys.stdin.read(), "environ": dict(os.environ)}}
with open(os.environ["GH_SEEN"], "a") as file:
    file.write(json.dumps(said) + "\\n")
if os.environ.get("GH_FAILS", "-") in sys.argv:
    sys.stderr.write("no such \\x1b[31mrepository: " + said["stdin"])
    sys.exit(1)
"""
Browse = Callable[[str], object]


def get(url: str, **query: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, params=query, timeout=10)


def agree(page: str) -> None:
    """What a browser does: go where it is sent."""
    assert "close this page" in get(page).text


@dataclass
class Desk:
    """Somebody at a terminal: a browser that acts, and a `gh` that notes what it is told."""

    aum: Aum
    env: pytest.MonkeyPatch
    seen: Path
    pages: list[str] = field(default_factory=list)

    def browser(self, act: Browse) -> None:
        def opened(page: str) -> bool:
            self.pages.append(page)
            act(page)
            return True

        self.env.setattr("webbrowser.open", opened)

    def login(self, *arguments: object) -> Outcome:
        return self.aum("login", *arguments, "--port", 0, "--timeout", 60)

    def told(self) -> list[dict[str, Any]]:
        lines = self.seen.read_text("utf-8").splitlines() if self.seen.exists() else []
        return [json.loads(line) for line in lines]
