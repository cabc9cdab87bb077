"""Fault files: which requests are spoiled, how, and the answers that spoil them.

``drop`` closes the connection without an answer; ``truncate`` answers the first half of the real
JSON with a Content-Length that fits it; ``html`` is a page with status 200; ``stale`` answers
from the world as it was before its latest change; ``ignored`` answers that a write was done, and
nothing is. The others are Spotify's errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal

from aum_sync.errors import DataError, Fault
from aum_sync.formats.json_text import Document
from aum_sync.formats.places import Steps
from aum_sync.simulator.documents import read_document
from aum_sync.simulator.tokens import expired_token
from aum_sync.simulator.wire import Answer, Request, error, forbidden, not_found

Deed = Literal[
    "429",
    "quota",
    "500",
    "502",
    "504",
    "drop",
    "truncate",
    "html",
    "stale",
    "ignored",
    "400",
    "401",
    "403",
    "404",
]
When = Literal["before", "after"]

_HTML = "<!DOCTYPE html><html><head><title>Spotify</title></head><body></body></html>"
_ANSWERS: Mapping[Deed, Answer] = {
    # What an id that nobody has is told (spotify/web-api#214, WritheM/IntelliMerge#17).
    "400": error(400, "Payload contains a non-existing ID"),
    "401": expired_token(),
    "403": forbidden(),
    "404": not_found(),
    "500": error(500, "Server error."),
    "502": error(502, "Bad gateway."),
    "504": Answer(504, "upstream request timeout", "text/plain"),
    "html": Answer(200, _HTML, "text/html; charset=utf-8"),
}
_WAITS: Mapping[Deed, tuple[Answer, int]] = {
    "429": (error(429, "API rate limit exceeded"), 1),
    "quota": (error(429, "Too many requests", reason="QUOTA_EXCEEDED"), 82_661),
}
"""With the Retry-After in seconds; the second was measured on a used-up quota (SPOTIFY.md 4)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to spoil requests.

    Fits requests of ``method`` (None: any) whose path with query ``path`` is found in, and whose
    body ``body`` is found in. Of those it strikes the ``nth``, every ``every``-th, each with
    probability ``p``, or all; at most ``times`` times. ``when`` says whether the request takes
    effect first.
    """

    do: Deed
    method: str | None = None
    path: str = ""
    body: str = ""
    nth: int | None = None
    every: int | None = None
    p: float | None = None
    when: When = "before"
    retry_after: int | None = None
    times: int | None = None

    @property
    def takes_effect(self) -> bool:
        """Whether the request is carried out; what is not an error must first be answered."""
        return self.when == "after" or self.do in ("truncate", "stale", "ignored")


@dataclass(frozen=True, slots=True)
class Faults:
    """A fault file."""

    rules: tuple[Rule, ...] = ()
    seed: int = 0

    @classmethod
    def from_json(cls, text: str, path: str) -> Faults:
        """What a fault file says. Raises :class:`DataError` with all its faults."""
        document = read_document(text, path, "faults")
        value: Any = document.value
        rules = value.get("rules", [])
        faults = [fault for index in range(len(rules)) for fault in _check(document, index)]
        if faults:
            raise DataError(*faults)
        return cls(tuple(Rule(**rule) for rule in rules), value.get("seed", 0))


class Injector:
    """Counts requests and says which of them are struck; the same seed, the same ones."""

    def __init__(self, faults: Faults) -> None:
        self._rules = faults.rules
        self._seen = [0] * len(self._rules)
        self._struck = [0] * len(self._rules)
        self._dice = [Random(f"{faults.seed}:{n}") for n in range(len(self._rules))]  # noqa: S311

    def strike(self, request: Request) -> Rule | None:
        """The rule that strikes this request, the first of several; every rule counts it."""
        hits = [n for n, rule in enumerate(self._rules) if self._hits(n, rule, request)]
        if not hits:
            return None
        self._struck[hits[0]] += 1
        return self._rules[hits[0]]

    def _hits(self, n: int, rule: Rule, request: Request) -> bool:
        if not _fits(rule, request):
            return False
        self._seen[n] += 1
        due = (
            rule.nth in (None, self._seen[n])
            and (rule.every is None or self._seen[n] % rule.every == 0)
            and (rule.p is None or self._dice[n].random() < rule.p)
        )
        return due and (rule.times is None or self._struck[n] < rule.times)


def spoiled(rule: Rule, answer: Answer | None) -> Answer | None:
    """What a struck request gets in place of ``answer``; None: the connection is closed.

    ``answer`` is None where the rule struck before the request took effect.
    """
    if answer and rule.do == "truncate":
        return Answer(answer.status, answer.text[: len(answer.text) // 2])
    if answer and rule.do in ("stale", "ignored"):
        return answer
    if rule.do in _WAITS:
        answer, default = _WAITS[rule.do]
        seconds = default if rule.retry_after is None else rule.retry_after
        return replace(answer, headers={"Retry-After": str(seconds)})
    answer = _ANSWERS.get(rule.do)
    if answer and rule.retry_after is not None:
        return replace(answer, headers={**answer.headers, "Retry-After": str(rule.retry_after)})
    return answer


def _fits(rule: Rule, request: Request) -> bool:
    return (
        rule.method in (None, request.method)
        and re.search(rule.path, request.target) is not None
        and re.search(rule.body, request.body.decode("utf-8", "replace")) is not None
    )


def _check(document: Document, index: int) -> list[Fault]:
    found: list[tuple[Steps, str, str]] = []
    value: Any = document.value
    rule: dict[str, Any] = value["rules"][index]
    here = ("rules", index)
    if sum(key in rule for key in ("nth", "every", "p")) > 1:
        found.append((here, "takes one of nth, every and p, not several", "take the others out"))
    for key in ("path", "body"):
        try:
            re.compile(rule.get(key, ""))
        except re.error as problem:
            message = f"is no regular expression: {problem}"
            found.append(((*here, key), message, "correct the pattern"))
    return [document.fault(*one) for one in found]
