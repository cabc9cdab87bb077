"""Secrets of this process, and their removal from any text that leaves it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES = re.compile(r"AUM_SYNC_\w+_(TOKEN|SECRET)|GITHUB_TOKEN|GH_TOKEN")
"""Variables of the environment whose values are secret, whether this run needs them or not."""
_MIN_LENGTH = 6
_secrets: set[str] = set()


def keep_secret(secret: str) -> None:
    """Remember a token or client secret: from now on :func:`redact` removes it.

    Values shorter than six characters are ignored: they would blank out ordinary words.
    """
    if len(secret) >= _MIN_LENGTH:
        _secrets.add(secret)


def keep_secrets_of(environ: Mapping[str, str]) -> None:
    """Remember every token and client secret that the environment holds."""
    for name, value in environ.items():
        if _NAMES.fullmatch(name):
            keep_secret(value.strip())


def redact(text: str) -> str:
    """``text`` with every known secret replaced by ``[secret]``, longest first."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, "[secret]")
    return text
