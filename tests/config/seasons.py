"""Seasons for the tests of the configuration: files in memory, and a smallest valid one."""

from __future__ import annotations

from collections.abc import Mapping

from aum_sync.config.loader import LoadedConfig, load

HEAD = r"""version: 1
season: {name: Test, weeks: 10-19, match: 'Week#(?P<week>\d+)'}
"""
SMALLEST = HEAD + "masters:\n  rest: {catch_all: true}\n"


def load_files(files: Mapping[str, bytes]) -> LoadedConfig:
    """Load a season whose files are these."""
    return load(files.get)


def load_text(text: str) -> LoadedConfig:
    """Load a season that is one YAML text."""
    return load_files({"config/season.yaml": text.encode()})
