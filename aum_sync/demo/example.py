"""The example configuration that the demo plays with: it is the repository's own ``config/``."""

from __future__ import annotations

from pathlib import Path

CONFIG_FILES = ("season.yaml", "israeli-artists.txt")
"""The files of ``config/`` that make up the example."""

_PACKAGED = Path(__file__).parent
_CHECKOUT = Path(__file__).parents[2] / "config"


def example(name: str) -> bytes:
    """One of CONFIG_FILES: from the package where it is installed, else from the checkout."""
    places = (_PACKAGED / name, _CHECKOUT / name)
    return next(path for path in places if path.is_file()).read_bytes()
