"""Canonical JSON and the digests made of it: same value, same bytes, on every machine."""

from __future__ import annotations

import hashlib
import json

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical_json(value: object) -> str:
    """``value`` (dicts, lists, strings, numbers, None) as JSON: sorted keys, no blanks."""
    return _ENCODER.encode(value)


def sha256(text: str) -> str:
    """The SHA-256 of the UTF-8 text, 64 hexadecimal digits.

    A lone surrogate (JSON can carry one) is hashed as it stands instead of raising.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest(value: object) -> str:
    """The SHA-256 of the canonical JSON of ``value``."""
    return sha256(canonical_json(value))
