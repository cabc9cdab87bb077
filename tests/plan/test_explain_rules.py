"""Every rule in words, with its line; a default with what to write to change it."""

from __future__ import annotations

import pytest

from aum_sync.errors import Place
from aum_sync.plan.explain.rules import RuleBook
from tests.plan.explaining import loaded
from tests.seasons import uri

LIST = "0000000000000000000abc"
ALL = f"""
masters:
  rap:
    name: "♩ Rap"
    genres: [Rap]
    also: [{{script: Hebrew}}, {{artists: [Ibrahim]}}]
    excludes: [soul]
    keep: ["{uri("x")}"]
  soul: {{genres: [Soul, R&B], pin: state/pins/soul.json}}
  sort: {{catch_all: true}}
drop: [Dubstep]
corrections:
  weeks: {{3: {{genres: Soul 1, was: Rap 1, reason: by ear}}}}
  tracks:
    {uri("a")}: {{master: [rap, sort-of], reason: a remix}}
    {uri("b")}: {{master: none, reason: a jingle}}
cleanup:
  - {{remove_from: rap, also_in: 7}}
  - {{remove_from: {LIST}, also_in: soul, pin: state/pins/list.json}}
""".replace("[rap, sort-of]", "rap")

SLOT = Place("state/weeks/1.json", 10, 5)

SAID = {
    "masters.rap.genres[0]": "♩ Rap takes the genre 'Rap'",
    "masters.soul.genres[1]": "soul takes the genre 'R&B'",
    "masters.rap.also[0]": "♩ Rap also takes tracks with a Hebrew letter in the title or an"
    " artist's name",
    "masters.rap.also[1]": "♩ Rap also takes tracks by the artists listed there",
    "masters.rap.excludes[0]": "♩ Rap holds nothing that soul holds",
    "masters.rap.keep[0]": "♩ Rap keeps this track though no week holds it",
    "masters.soul.pin": "soul is pinned: it holds exactly what its pin says",
    "masters.sort.catch_all": "sort takes what no genre or correction puts elsewhere",
    "masters.rap": "♩ Rap is planned once it can be read and written",
    "masters": "a playlist that is no master here stays as it is",
    "drop[0]": "the genre 'Dubstep' goes to no master",
    "corrections.weeks.3": "the description of week 3 is corrected: by ear",
    f"corrections.tracks.{uri('a')}": "this recording belongs in ♩ Rap, whatever its genre says:"
    " a remix",
    f"corrections.tracks.{uri('b')}": "this recording belongs in no master, whatever its genre"
    " says: a jingle",
    "cleanup[0]": "what is in week 7 leaves ♩ Rap",
    "cleanup[1].remove_from": f"what is in soul leaves playlist {LIST}",
    "cleanup[1].pin": f"playlist {LIST} is pinned: it holds just that",
    "season.weeks": "the season is weeks 1-50; others are known and place nothing",
}


def book(text: str = ALL) -> RuleBook:
    config = loaded(text)
    return RuleBook(config.config, config.source)


@pytest.mark.parametrize("path", SAID)
def test_a_rule_that_is_written_has_its_words_and_its_place(path: str) -> None:
    config = loaded(ALL)
    (rule,) = RuleBook(config.config, config.source).rules(path, SLOT)
    assert rule.words == SAID[path]
    assert (rule.place, rule.default) == (config.source.place(path), None)


def test_a_correction_into_two_masters_names_both() -> None:
    text = ALL.replace("master: rap, reason: a remix", "master: [rap, soul], reason: a remix")
    text = text.replace("    excludes: [soul]\n", "")
    (rule,) = book(text).rules(f"corrections.tracks.{uri('a')}", SLOT)
    assert rule.words.startswith("this recording belongs in ♩ Rap and soul, whatever")


def test_what_is_no_master_is_called_by_its_key() -> None:
    assert book().title("gone") == "gone"
    assert book().named("gone", "masters.rap.excludes[0]").title == "gone"


def test_a_genre_of_several_aliases_is_several_rules() -> None:
    rules = book().rules("masters.soul.genres[0] + masters.soul.genres[1]", SLOT)
    assert [rule.path for rule in rules] == ["masters.soul.genres[0]", "masters.soul.genres[1]"]


@pytest.mark.parametrize("kind", ["null", "local", "episode", "uri", "older"])
def test_a_rule_that_is_built_in_stands_at_the_slot(kind: str) -> None:
    (rule,) = book().rules(f"built-in.{kind}", SLOT)
    assert (rule.place, rule.default) == (SLOT, None)
    assert len(rule.words) > 10


@pytest.mark.parametrize(
    ("key", "policy", "words"),
    [
        ("orphans", "keep", "a track of a master that is in no week stays there"),
        ("orphans", "remove", "a track of a master that is in no week leaves it"),
        ("orphans", "{move_to: rap}", "a track of a master that is in no week moves to ♩ Rap"),
        ("on_mismatch", "hold", "a week whose counts do not add up waits, and its tracks stay"),
        ("on_mismatch", "triage", "a week whose counts do not add up goes to sort, all of it"),
        ("duplicates", "recording", "one recording stands once in a master, under whatever"),
        ("duplicates", "uri", "one address stands once in a master"),
    ],
)
def test_a_policy_says_what_its_value_means(key: str, policy: str, words: str) -> None:
    (rule,) = book(f"{ALL}policy: {{{key}: {policy}}}\n").rules(f"policy.{key}", SLOT)
    assert rule.words.startswith(words)
    assert rule.default is None


@pytest.mark.parametrize("key", ["orphans", "on_mismatch", "duplicates"])
def test_a_default_points_at_what_is_around_it_and_says_what_to_write(key: str) -> None:
    (alone,) = book().rules(f"policy.{key}", SLOT)
    assert str(alone.place) == "config/season.yaml:2:1"
    assert alone.default is not None
    assert alone.default.startswith(f"add policy: with {key}: ")
    text = f"{ALL}policy: {{budget: 100}}\n"
    (beside,) = book(text).rules(f"policy.{key}", SLOT)
    assert beside.place == loaded(text).source.place("policy")
    assert beside.default is not None
    assert beside.default.startswith(f"under policy: write {key}: ")


def test_a_rule_yet_to_come_has_a_place_all_the_same() -> None:
    (rule,) = book().rules("masters.rap.new[3]", SLOT)
    assert rule.words == "the rule masters.rap.new[3]"
    assert rule.place == loaded(ALL).source.place("masters.rap")
    assert rule.default == "add masters.rap.new[3] to config/season.yaml"
