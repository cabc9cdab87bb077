"""A small module with one secret, for the tests of the engine: guidance must find it."""

from __future__ import annotations


def walk(text: str) -> int:
    """How far a text leads; the end is a fault."""
    if not text.startswith("m"):
        return 0
    if text[1:2] != "a":
        return 1
    if text[2:3] != "z":
        return 2
    if text[3:4] != "e":
        return 3
    assert text[4:5] != "!", "the end of the maze"
    return sum(1 for char in text if char == "e")
