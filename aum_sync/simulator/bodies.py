"""The bodies of writes: JSON of the kinds that an endpoint takes, or the 400 that says why not.

The published schema lets unknown keys pass. Here each is refused, so that a misspelt key in a
client shows (SPOTIFY.md 3.0 has the messages that are known; "Unknown field" is ours).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aum_sync.simulator.wire import RefusedError, Request, error


def bad(message: str) -> RefusedError:
    """400 in these words."""
    return RefusedError(error(400, message))


def json_body(request: Request) -> object:
    """The JSON of a body; None where there is no body."""
    if not request.body:
        return None
    try:
        body: object = json.loads(request.body)
    except (ValueError, RecursionError):
        raise bad("Error parsing JSON.") from None
    return body


def fields(body: object, kinds: Mapping[str, type]) -> dict[str, Any]:
    """A body that is an object of these keys, each of its kind; a missing body is an empty one."""
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise bad("Error parsing JSON.")
    for key, value in body.items():
        if key not in kinds:
            raise bad(f"Unknown field: {key}")
        if type(value) is not kinds[key]:  # true is no number, null is nothing
            raise bad("Error parsing JSON.")
    return body


def texts(values: list[Any]) -> list[str]:
    """A list that holds nothing but strings."""
    if not all(isinstance(value, str) for value in values):
        raise bad("Error parsing JSON.")
    return values
