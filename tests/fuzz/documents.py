"""What holds for every ``season.yaml``, whatever its bytes are."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from aum_sync.config.artists import Read
from aum_sync.config.document import MAX_NODES
from aum_sync.config.loader import DEFAULT_PATH, LoadedConfig, load
from aum_sync.config.syntax import LINE_END
from aum_sync.demo.dice import Dice
from aum_sync.errors import ConfigError, Fault, Place
from aum_sync.redact import keep_secret, redact
from aum_sync.report.faults import render_faults
from aum_sync.report.style import Style
from tests.config.seasons import SMALLEST
from tests.fuzz.engine import Target
from tests.fuzz.yaml_changes import TOKEN, change_yaml, value_of

ROOT = Path(__file__).resolve().parents[2]
_CONFIG_TESTS = ROOT / "tests" / "config"

Outcome = LoadedConfig | tuple[Fault, ...]

_MOST_FAULTS = 101
_MOST_CHARACTERS = 1_500
"""Of a message or a hint: a few lines of a terminal."""
_TIMED = "runs for more than"
_LONG = 1_000


def _reader(data: bytes) -> Read:
    """The season's files: these bytes, and now and then the same from behind as its artists."""
    artists = data[::-1] if len(data) % 4 == 0 else b"# pop\nNoga Erez\n"
    files = {DEFAULT_PATH: data, "config/x.txt": None}
    return lambda path: files.get(path, artists)


def outcome_of(data: bytes) -> Outcome:
    """What the loader makes of these bytes, with nothing let pass but its own error."""
    try:
        return load(_reader(data))
    except ConfigError as error:
        return error.faults


def most_steps(data: bytes) -> int:
    """How much work a document may make: by its length, and where aliases repeat, by the bound."""
    repeated = MAX_NODES if b"*" in data and b"&" in data else 0
    return 60_000 + 60 * (len(data) + repeated)


def giants() -> tuple[bytes, ...]:
    """Documents with long lists and long words, for what would take the square of their length."""
    names = ",".join(f"x{number}" for number in range(_LONG))
    tracks = ",".join(f"{number:022}" for number in range(_LONG))
    to_both = ", ".join(f"{n:022}: {{master: [a, b], reason: x}}" for n in range(_LONG))
    circle = "".join(f"  m{n}: {{excludes: [m{n + 1}, m{n + 2}, m0]}}\n" for n in range(480))
    masters = "".join(f"  m{n}: {{}}\n" for n in range(480))
    keys = ", ".join(f"m{n}" for n in range(480))
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6))
    parts = (
        f"a0: &a0 [x, x, x, x, x, x, x, x, x]\n{bomb}",
        f"  pop: {{genres: [{names}], keep: [{tracks}]}}\ndrop: [{names}]\n",
        f"  pop: {{excludes: [{names}]}}\n",
        f"expect: [{{never_empty: [{names}]}}, {{disjoint: [{names}]}}]\n",
        f"drop: &a [{names}]\nexpect: *a\ncleanup: *a\n",
        circle,
        f"{masters}corrections: {{tracks: {{{'A' * 22}: {{master: [rest, {keys}]}}}}}}\n",
        f"  b: {{}}\n  a: {{excludes: [{'b,' * _LONG}]}}\ncorrections: {{tracks: {{{to_both}}}}}\n",
        "drop: []\n" * _LONG,
        "? " * _LONG,
        f"? {names}\n: {{a: 1, a: 2, b: {{c: no}}}}\n",
        f"drop: ['{names}', '{names}', \"{names}\\0\"]\nexpect: [{{never_empty: ['{names}']}}]\n",
        f"cleanup: [{{remove_from: '{names}', also_in: rest}}]\n",
        f"corrections: {{weeks: {{? '{names}' : 1}}, tracks: {{? '{names}' : {{master: x}}}}}}\n",
        f"  ? '{names}'\n  : {{genres: ['{names}'], was: '{names}', playlist: '{names}'}}\n",
    )
    return tuple(f"{SMALLEST}{part}".encode() for part in parts)


def seeds() -> tuple[bytes, ...]:
    """Odd short ones, the season that ships, the complete and the broken ones of the tests."""
    broken = sorted((_CONFIG_TESTS / "broken").glob("*.yaml"))
    files = [ROOT / DEFAULT_PATH, _CONFIG_TESTS / "complete.yaml", *broken]
    shorts = (
        "",
        "\ufeffversion: 2\r\nseason:\r\n\t- x\r\n",
        "\ufeff{version: 2}",
        "- {&a []: 1}\n",
        'a: "\\UFFFFFFFF"\n',
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a: &a {b: *a}\n",
        SMALLEST,
        f"{SMALLEST}  pop: {{excludes: [rest, 1]}}\n",
        f'{SMALLEST}  "a\\x20b": {{name: x, genres: no}}\n',
        f"{SMALLEST}drop: [0x1F, 0o17, 017, 1_0, 1:30, .nan, 1e400, 2026-01-02, =, <<, ~x, no]\n",
        f"{SMALLEST}drop: [0x1F, 1:30, .nan, .inf, 2026-01-02, 2001-12-14t21:59:43.10-05:00]\n",
        f"{SMALLEST}  b: {{}}\n  a: {{excludes: [b]}}\npolicy: {{budget: 017, approvals: 0b1}}\n",
    )
    return (*map(str.encode, shorts), *(path.read_bytes() for path in files))


def verify(data: bytes, outcome: Outcome) -> None:
    """Raise AssertionError where an outcome is not what every outcome must be."""
    faults = outcome.warnings if isinstance(outcome, LoadedConfig) else outcome
    for fault in faults:
        _worded(fault)
        if fault.place:
            _placed(fault.place, _reader(data))
    _rendered(faults)
    if any(_TIMED in fault.message for fault in faults):
        return  # a pattern on the edge of its limit may pass the next time
    if isinstance(outcome, LoadedConfig):
        assert all(fault.level == "warning" for fault in faults)
        _rewritten(data, outcome)
    else:
        _together(faults)
        assert outcome_of(data) == outcome


def _worded(fault: Fault) -> None:
    for text in filter(None, (fault.message, fault.hint)):
        assert len(text) <= _MOST_CHARACTERS, (len(text), text[:200])
        assert text.strip()
        raw = [char for char in text if unicodedata.category(char) in ("Cc", "Cs")]
        assert not raw, (raw, text)


def _placed(place: Place, read: Read) -> None:
    data = read(place.path) or b""
    whole = LINE_END.split(data.decode("utf-8-sig", "replace"))
    assert 1 <= place.line <= len(whole), place
    line = whole[place.line - 1]
    assert 1 <= place.column <= len(line) + 1, (place, line)
    assert 1 <= place.length <= len(line) + 2 - place.column, (place, line)
    assert line.startswith(place.excerpt.split("\ufffd")[0]), (place, line)


def _together(faults: tuple[Fault, ...]) -> None:
    assert 1 <= len(faults) <= _MOST_FAULTS
    assert len(set(faults)) == len(faults)
    assert any(fault.level == "error" for fault in faults)
    places = [(f.place.path, f.place.line, f.place.column) for f in faults if f.place]
    assert all(one <= other for one, other in pairwise(places))


def _rendered(faults: tuple[Fault, ...]) -> None:
    keep_secret(TOKEN)
    shown = redact(render_faults(faults, Style(colour=False, cells=100)))
    assert TOKEN not in shown
    assert all(char == "\n" or unicodedata.category(char) != "Cc" for char in shown)


def _rewritten(data: bytes, loaded: LoadedConfig) -> None:
    """The same values with their keys in another order, as PyYAML writes them."""
    dice = Dice(f"keys {len(data)}")
    values = _shuffled(value_of(data), dice)
    again = yaml.safe_dump(
        values,
        sort_keys=False,
        allow_unicode=dice.chance(1 / 2),
        default_flow_style=dice.pick((True, False, None)),
    )
    read = _reader(data)
    other = load(lambda path: again.encode() if path == DEFAULT_PATH else read(path))
    assert other.config == loaded.config
    assert [fault.message for fault in other.warnings] == [f.message for f in loaded.warnings]


def _shuffled(value: Any, dice: Dice) -> Any:
    if isinstance(value, dict):
        return {key: _shuffled(value[key], dice) for key in dice.shuffled(list(value))}
    if isinstance(value, list):
        return [_shuffled(item, dice) for item in value]
    return value


DOCUMENTS = Target(giants(), seeds(), change_yaml, outcome_of, verify, most_steps)
