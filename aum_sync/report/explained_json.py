"""An explanation, or the recordings that may be meant, as canonical JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from aum_sync.canonical import canonical_json
from aum_sync.plan.explain.types import Candidate, Explanation
from aum_sync.plan.types import Plan

FORMAT = 1

_PLACE = frozenset({"excerpt", "length"})
"""What a place has beside its file, line and column: the text there."""


def explanation_json(question: str, explanation: Explanation, plan: Plan) -> str:
    """The answer to a question: one recording of a plan."""
    answer = asdict(explanation, dict_factory=_object)
    return _json(question, plan, {"explanation": answer})


def candidates_json(question: str, candidates: Sequence[Candidate], plan: Plan) -> str:
    """The answer to a question that may mean several recordings: all of them."""
    return _json(question, plan, {"candidates": [asdict(one) for one in candidates]})


def _json(question: str, plan: Plan, answer: dict[str, object]) -> str:
    head = {"format": FORMAT, "question": question, "digest": plan.digest}
    return canonical_json(head | {"commit": plan.inputs.commit} | answer) + "\n"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if name not in _PLACE}
