"""The words of the invented season, from the two YAML files beside this module."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from aum_sync.demo.dice import Dice, identifier


@dataclass(frozen=True, slots=True)
class Home:
    """A kind of music: what a master collects, or what no master does.

    ``chance`` (0 to 1) and ``size`` (fewest, most tracks) say how a week uses it, ``first_week``
    from when on. ``name`` is the master's; empty where there is none.
    """

    key: str
    name: str
    chance: float
    size: tuple[int, int]
    first_week: int
    genres: tuple[str, ...]
    languages: tuple[str, ...]
    artists: tuple[str, ...]

    @property
    def playlist(self) -> str:
        """The id of the master's playlist."""
        return identifier(f"master {self.key}")


def _load(name: str) -> dict[str, dict[str, Any]]:
    text = files("aum_sync.demo").joinpath(name).read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    assert isinstance(loaded, dict)
    return loaded


def load_homes(first_week: int) -> Mapping[str, Home]:
    """All homes by key; ``first_week`` is where those begin that name no week of their own."""
    return {
        key: Home(
            key=key,
            name=raw["name"],
            chance=raw["chance"],
            size=(raw["size"][0], raw["size"][1]),
            first_week=raw.get("from", first_week),
            genres=tuple(raw["genres"]),
            languages=tuple(raw["languages"]),
            artists=tuple(raw["artists"]),
        )
        for key, raw in _load("homes.yaml").items()
    }


class Titles:
    """Titles in every language of the season."""

    def __init__(self) -> None:
        self._languages = _load("titles.yaml")

    def make(self, language: str, dice: Dice) -> str:
        """A title: one of the language's patterns with different words in its places."""
        words = self._languages[language]
        pattern = str(dice.pick(words["patterns"]))
        title, used = "", set[str]()
        for literal, slot, _, _ in string.Formatter().parse(pattern):
            title += literal
            if slot is None:
                continue
            kind = slot if slot in words else slot.rstrip("2").replace("other", "noun")
            word = dice.pick([word for word in words[kind] if word not in used])
            used.add(word)
            title += word
        return title
