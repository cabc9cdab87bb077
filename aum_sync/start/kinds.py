"""Kinds of repositories, and what each asks of whoever says yes to a plan (DESIGN 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from aum_sync.config.types import Review

Kind = Literal["public", "several", "private"]
"""Public and one person's; several people's; private, on a free plan and one person's."""

KINDS: tuple[Kind, ...] = get_args(Kind)
REVIEWS: Mapping[Kind, Review] = {
    "public": "environment",
    "several": "pull-request",
    "private": "acknowledge",
}


def kind_of(*, public: bool, people: int) -> Kind:
    """The kind of a repository to which so many people may write."""
    if people > 1:
        return "several"
    return "public" if public else "private"
