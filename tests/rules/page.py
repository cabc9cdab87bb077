"""``docs/rules.md`` as values: its season, and every rule with the examples below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rules.md"

_NO_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Example:
    """A fenced block that can be run, and the ``season.yaml`` that holds for it."""

    language: str
    text: str
    line: int
    season: str


@dataclass(frozen=True)
class Rule:
    """A heading of the third level, its anchor on GitHub, and the examples below it."""

    title: str
    anchor: str
    examples: tuple[Example, ...]


def anchor_of(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    return _NO_ANCHOR.sub("", title.replace("`", "").lower()).replace(" ", "-")


def laid_over(base: Any, piece: Any) -> Any:
    """``base`` with what ``piece`` names in place of its own; mappings are laid over inside."""
    if isinstance(base, Mapping) and isinstance(piece, Mapping):
        both = {key: laid_over(base[key], piece[key]) for key in piece.keys() & base.keys()}
        return {**base, **piece, **both}
    return piece


@cache
def season() -> str:
    """The season that every example of the page starts from."""
    return next(token.content for token in _tokens() if token.type == "fence")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the page, in order."""
    return tuple(_rules())


def _tokens() -> list[Token]:
    return MarkdownIt().parse(PAGE.read_text("utf-8"))


def _rules() -> Iterator[Rule]:
    tokens = _tokens()
    heads = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in zip(heads, [*heads[1:], len(tokens)], strict=True):
        if tokens[start].tag == "h3":
            title = tokens[start + 1].content
            fences = [token for token in tokens[start:end] if token.type == "fence"]
            yield Rule(title, anchor_of(title), tuple(_examples(fences)))


def _examples(fences: list[Token]) -> Iterator[Example]:
    now = season()
    for fence in fences:
        if fence.info != "yaml":
            assert fence.map is not None, "a fence has lines"
            yield Example(fence.info, fence.content, fence.map[0] + 1, now)
        elif "version:" in fence.content:
            now = fence.content
        else:
            merged = laid_over(yaml.safe_load(season()), yaml.safe_load(fence.content))
            now = yaml.safe_dump(merged, allow_unicode=True, sort_keys=False, width=1000)
