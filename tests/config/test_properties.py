"""Whatever the bytes are: a configuration, or a ConfigError with places inside the file."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.config.shape import schema_text
from aum_sync.config.syntax import LINE_END
from aum_sync.config.types import Config
from aum_sync.errors import ConfigError, Fault
from tests.config.seasons import SMALLEST, load_files

COMPLETE = Path(__file__).with_name("complete.yaml").read_text("utf-8")
SEASON = yaml.safe_load(COMPLETE)
SCHEMA = json.loads(schema_text())


def _keys(schema: object) -> set[str]:
    """Every key that the schema knows anywhere."""
    if isinstance(schema, list):
        return {key for part in schema for key in _keys(part)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties", {})
    return set(own) | {key for part in schema.values() for key in _keys(part)}


def _load(data: bytes) -> Config | tuple[Fault, ...]:
    """Load, with nothing but a ConfigError let pass."""
    files = {"config/season.yaml": data, "config/greek-artists.txt": b"Sotiria Bellou\n"}
    try:
        return load_files(files).config
    except ConfigError as error:
        return error.faults


def _check(data: bytes) -> None:
    """The outcome is a configuration, or faults: each once, in order, inside the file."""
    outcome = _load(data)
    if isinstance(outcome, Config):
        return
    assert outcome
    assert len(set(outcome)) == len(outcome)
    lines = LINE_END.split(data.decode("utf-8-sig", "replace"))
    places = [fault.place for fault in outcome if fault.place]
    assert places == sorted(places, key=lambda place: (place.line, place.column))
    for place in places:
        assert place.path == "config/season.yaml"
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert place.length >= 1


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_never_break_the_loader(data: bytes) -> None:
    _check(data)


@settings(deadline=None)
@given(st.binary(max_size=30), st.integers(0, len(COMPLETE.encode())), st.integers(0, 40))
def test_a_complete_season_with_a_wound_never_breaks_the_loader(
    data: bytes, start: int, length: int
) -> None:
    whole = COMPLETE.encode()
    _check(whole[:start] + data + whole[start + length :])


YAML_TEXT = st.text(
    st.sampled_from("ab:- \n\t[]{}#&*!|>'\"%@`?,.<=~1\u00e9\x85\u2028\\"), max_size=60
)


@settings(deadline=None)
@given(YAML_TEXT)
def test_text_full_of_signs_never_breaks_the_loader(text: str) -> None:
    _check(text.encode())
    _check((SMALLEST + "drop:\n  - " + text).encode())


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**7),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(
        "keep append rest pop none 12 10-19 19-10 Hebrew (a {tracks} state/pins/x.json "
        f"config/greek-artists.txt {'A' * 22} spotify:track:{'A' * 22}".split()
    ),
)
KEYS = st.one_of(
    st.sampled_from([*sorted(_keys(SCHEMA)), "rest", "pop", "11", "12", "A" * 22]),
    st.text(max_size=3),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def _graft(value: Any, part: object, choose: random.Random) -> None:
    """Put ``part`` somewhere into ``value``."""
    while True:
        steps = list(value) if isinstance(value, dict) else range(len(value))
        step = choose.choice(list(steps))
        if isinstance(value[step], dict | list) and value[step] and choose.random() < 0.8:
            value = value[step]
            continue
        value[step] = part
        return


@settings(max_examples=60, deadline=None)
@given(VALUES, KEYS, st.randoms(use_true_random=False))
def test_a_season_with_anything_anywhere_never_breaks_the_loader(
    part: object, key: str, choose: random.Random
) -> None:
    season = deepcopy(SEASON)
    _graft(season, deepcopy(part), choose)
    _graft(season, {key: deepcopy(part)}, choose)
    _check(json.dumps(season, ensure_ascii=False).encode("utf-8", "replace"))


def _shuffled(value: Any, choose: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        choose.shuffle(keys)
        return {key: _shuffled(value[key], choose) for key in keys}
    if isinstance(value, list):
        return [_shuffled(item, choose) for item in value]
    return value


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_means_nothing(choose: random.Random) -> None:
    shuffled = yaml.safe_dump(_shuffled(SEASON, choose), sort_keys=False, allow_unicode=True)
    config = _load(shuffled.encode())
    assert isinstance(config, Config)
    assert config == _load(COMPLETE.encode())
