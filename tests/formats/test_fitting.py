"""The quick look at a configuration: it says yes only where jsonschema does."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from aum_sync.config.shape import _validator, schema_text
from aum_sync.formats.fitting import fits

SCHEMA: dict[str, Any] = json.loads(schema_text())
COMPLETE = Path(__file__).parents[1] / "config" / "complete.yaml"
ODD: tuple[Any, ...] = (None, True, -1, 501, "", "x\n", [], {"x": 1})


def _whole(document: Any) -> Any:
    """A YAML document as the loader gives it: the keys of mappings are texts."""
    if isinstance(document, dict):
        return {str(key): _whole(value) for key, value in document.items()}
    return [_whole(one) for one in document] if isinstance(document, list) else document


DOCUMENT = _whole(yaml.safe_load(COMPLETE.read_text("utf-8")))


def _ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    if isinstance(value, (dict, list)):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from _ways(value[step], (*way, step))


def _spoiled() -> Iterator[Any]:
    """The complete season with one odd value in each place, one key less, and one more."""
    for *way, last in filter(None, _ways(DOCUMENT)):
        for odd in (*ODD, ...):
            document = copy.deepcopy(DOCUMENT)
            inner = document
            for step in way:
                inner = inner[step]
            if odd is ...:
                del inner[last]
            elif isinstance(inner, dict) and odd == "":
                inner["Odd key!"] = inner.pop(last)
            else:
                inner[last] = odd
            yield document


def test_a_whole_season_fits() -> None:
    assert fits(DOCUMENT, SCHEMA)


def test_one_odd_value_anywhere_fits_where_the_schema_allows_it_and_nowhere_else() -> None:
    valid = _validator()
    verdicts = {True: 0, False: 0}
    for number, document in enumerate(_spoiled()):
        found = fits(document, SCHEMA)
        verdicts[found] += 1
        # A yes must always be right; of the many a no only costs the time to look again.
        if found or number % 10 == 0:
            assert found == valid.is_valid(document), document
    assert min(verdicts.values()) > 100


def test_of_a_whole_number_with_a_point_jsonschema_has_the_last_word() -> None:
    assert not fits({**DOCUMENT, "version": 1.0}, SCHEMA)


def test_a_keyword_that_it_does_not_know_is_a_bug() -> None:
    with pytest.raises(KeyError, match="multipleOf"):
        fits(4, {"$defs": {}, "multipleOf": 2})
