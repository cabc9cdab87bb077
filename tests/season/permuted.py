"""Prints what a few random seasons are and what is planned for them, their YAML in another order.

PYTHONHASHSEED=1 python -m tests.season.permuted 7
"""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import sha256
from typing import Any

from hypothesis import Phase, given, settings

from aum_sync.plan.codec import to_json
from tests.generated_seasons import Generated, seasons
from tests.oracle.compare import planned

SEASONS = 40


def permuted(value: Any, order: int) -> Any:
    """A tree of YAML with the keys of every mapping in another order; 0 leaves it as it is."""
    if isinstance(value, dict) and order:
        keys = sorted(value, key=lambda key: sha256(f"{order} {key}".encode()).digest())
        return {key: permuted(value[key], order) for key in keys}
    return value


def lines(order: int) -> list[str]:
    """Per season a digest of what it is, then one of the plan, the YAML in the order of a seed."""
    found: list[str] = []

    @settings(
        max_examples=SEASONS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
    )
    @given(seasons())
    def each(season: Generated) -> None:
        plan = planned(replace(season, document=permuted(season.document, order)))
        texts = (str(season), to_json(plan) if plan else "")
        found.append(" ".join(sha256(text.encode()).hexdigest() for text in texts))

    each()
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(int(sys.argv[1]))) + "\n")
