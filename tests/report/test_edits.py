"""What changed in the configuration: in words, and how many tracks it moves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from aum_sync.config.types import Config
from aum_sync.plan.inputs import effects_of
from aum_sync.plan.workings import work_out
from aum_sync.report.review.configured import edits as section
from aum_sync.report.review.edits import edits_of
from aum_sync.report.review.tree import config_of, tree_of
from aum_sync.report.review.types import Edits
from aum_sync.season.items import State
from tests.generated_seasons import Generated, seasons
from tests.seasons import MASTERS, config, plan, slots, state, uri

WEEKS = {
    1: ("Rap 2 | Soul 1", "a b c"),
    2: ("Trap 3", "d e f"),
    3: ("Funk 2 | Dub 1", "g h i"),
}
RAP, SOUL = '"0000000000000000000rap"', '"000000000000000000soul"'


def masters(rap: str = "genres: [Rap]", soul: str = "genres: [Soul]", more: str = "") -> str:
    return f"""
masters:
  rap: {{name: "The Rap", playlist: {RAP}, {rap}}}
  soul: {{playlist: {SOUL}, {soul}}}
  sort: {{playlist: "000000000000000000sort", catch_all: true}}
{more}
"""


def compared(before: str, after: str, bases: dict[str, str] | None = None) -> Edits:
    now = config(after)
    return edits_of(config(before), work_out(now, state(now, WEEKS, bases)), "c" * 40)


def lines(before: str, after: str, bases: dict[str, str] | None = None) -> list[str]:
    """The lines of the section, without what keeps GitHub from linking them."""
    text = section(compared(before, after, bases)).text
    return text.replace("&#8203;", "").split("\n")[2:]


def test_an_alias_that_is_new_says_how_many_tracks_follow_it() -> None:
    assert lines(masters(), masters("genres: [Rap, Trap]")) == [
        "- alias *Trap* now leads to *The Rap*; this moves 3 tracks"
    ]


def test_an_alias_that_goes_to_another_master_is_one_edit() -> None:
    assert lines(masters("genres: [Rap, Trap]"), masters(soul="genres: [Soul, Trap]")) == [
        "- alias *Trap* now leads to *soul*, no longer to *The Rap*; this moves 3 tracks"
    ]


def test_an_alias_that_goes_or_is_written_otherwise() -> None:
    assert lines(masters("genres: [Rap, Trap]"), masters()) == [
        "- alias *Trap* no longer leads to *The Rap*; this moves 3 tracks"
    ]
    assert lines(masters("genres: [Rap, Lo-Fi]"), masters("genres: [Rap, lo fi]")) == [
        "- alias *Lo-Fi* is now written *lo fi*; this moves no track"
    ]


def test_genres_that_are_dropped_and_taken_in_again() -> None:
    drop = masters(more="drop: [Trap]")
    assert lines(masters("genres: [Rap, Trap]"), drop) == [
        "- genre *Trap* is now dropped and no longer leads to *The Rap*; this moves 3 tracks"
    ]
    assert lines(masters(), drop) == ["- genre *Trap* is now dropped; this moves 3 tracks"]
    assert lines(drop, masters()) == ["- genre *Trap* is no longer dropped; this moves 3 tracks"]
    assert lines(drop, masters("genres: [Rap, Trap]")) == [
        "- alias *Trap* now leads to *The Rap*, and is no longer dropped; this moves 3 tracks"
    ]


FUNK = '  funk: {playlist: "000000000000000000funk", genres: [Funk, Trap], excludes: [rap]}'


def test_a_new_master_brings_its_aliases_along() -> None:
    before, after = masters("genres: [Rap, Trap]"), masters(more=FUNK)
    bases = {"funk": "g"}
    assert lines(before, after, bases) == [
        "- new master *funk* for *Funk*, *Trap*; this moves 5 tracks"
    ]
    assert lines(after, before) == [
        "- master *funk* is released: its playlist stays as it is; this moves 5 tracks"
    ]
    bare = FUNK.replace("genres: [Funk, Trap], excludes: [rap]", "pin: state/pins/x.json")
    assert lines(masters(), masters(more=bare))[0].startswith("- new master *funk*; ")


def test_exclusions_of_a_new_master_belong_to_it() -> None:
    after = masters(soul="genres: [Soul], excludes: [funk]", more=FUNK)
    (edit,) = compared(masters(), after).edits
    assert edit.words.startswith("new master *funk*")
    assert edit.moves == 5


def test_a_renamed_master_moves_nothing() -> None:
    after = masters().replace("  rap: {", "  rhymes: {was: rap, ")
    now = config(after)
    known = state(now, WEEKS, {"rhymes": "a b"})
    renamed = tuple(replace(s, key=s.key.replace("rhymes", "rap")) for s in known.snapshots)
    found = edits_of(config(masters()), work_out(now, replace(known, snapshots=renamed)), "c" * 40)
    (edit,) = found.edits
    assert edit.words == "the master with the key *rap* now has the key *rhymes*"
    assert edit.moves == 0


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (masters(), masters(soul="genres: [Soul], excludes: [rap]"),
         "*soul* now excludes *The Rap*; this moves no track"),
        (masters(soul="genres: [Soul], excludes: [rap]"), masters(),
         "*soul* no longer excludes *The Rap*; this moves no track"),
        (masters(), masters(f"genres: [Rap], keep: [{uri('z')}]"),
         f"*The Rap* now keeps `{uri('z')}`; this moves no track"),
        (masters(), masters("genres: [Rap], also: [{script: Latin}]"),
         "*The Rap* is now a second home of tracks with a letter of *Latin*; this moves 7 tracks"),
        (masters("genres: [Rap], also: [{script: Hebrew}]"),
         masters("genres: [Rap], also: [{script: Hebrew, review: true}]"),
         ("*The Rap* is still a second home of tracks with a letter of *Hebrew*, marked for "
          "review; this moves no track")),
        (masters("genres: [Rap], also: [{script: Hebrew, review: true}]"),
         masters("genres: [Rap], also: [{script: Hebrew}]"),
         ("*The Rap* is still a second home of tracks with a letter of *Hebrew*, no longer marked "
          "for review; this moves no track")),
        (masters(), masters("genres: [Rap], also: [{artists: [Artist c]}]"),
         "*The Rap* is now a second home of tracks by *artist c*; this moves 1 track"),
        (masters("genres: [Rap], also: [{artists: [Artist c]}]"), masters(),
         "*The Rap* is no longer a second home of tracks by *artist c*; this moves 1 track"),
        (masters("genres: [Rap], also: [{artists: [Artist c, X]}]"),
         masters("genres: [Rap], also: [{artists: [X, Artist d]}]"),
         ("*The Rap* is still a second home of tracks by *artist d*; no longer by *artist c*; "
          "this moves 2 tracks")),
        (masters("genres: [Rap], order: append"), masters("genres: [Rap], order: newest-first"),
         "*The Rap*: order append → newest-first"),
        (masters().replace("The Rap", "Old"), masters(), "*The Rap*: name Old → The Rap"),
        (masters("genres: [Rap], public: true"), masters(), "*The Rap*: public yes → (none)"),
        (masters(more="policy: {orphans: keep}"), masters(more="policy: {orphans: remove}"),
         "policy.orphans: keep → remove; this moves 1 track"),
        (masters(), masters(more="policy: {orphans: {move_to: sort}}"),
         "policy.orphans: keep → move to sort; this moves 1 track"),
        (masters(), masters(more="policy: {review: acknowledge}"),
         "policy.review: pull-request → acknowledge"),
        (masters(), masters(more="policy: {max_removals: {percent: 7.5, tracks: 1}}"),
         "policy.max&#95;removals: 5 % or 25 tracks → 7.5 % or 1 track"),
        (masters(),
         masters(more="policy: {acknowledge: [{master: rap, removals: 30, reason: meant}]}"),
         "policy.acknowledge.rap: (none) → 30 removals (meant)"),
        (masters(more="expect: [{never_empty: [rap, soul]}]"), masters(),
         "*never empty: rap, soul* is no longer expected of every plan"),
        (masters(), masters(more="expect: [{disjoint: [rap, soul]}]"),
         "*disjoint: rap, soul* is now expected of every plan"),
        (masters(), masters(more="expect: [{at_most: {master: sort, tracks: 4}}]"),
         "*at most 4 in sort* is now expected of every plan"),
        (masters(), masters(more=f"expect: [{{contains: {{master: rap, track: {uri('a')}}}}}]"),
         f"*{uri('a')} in rap* is now expected of every plan"),
        (masters(),
         masters(more=f"corrections: {{tracks: {{{uri('a')}: {{master: soul, reason: ear}}}}}}"),
         f"`{uri('a')}` is now corrected, to be in *soul*; this moves 1 track"),
        (masters(more=f"corrections: {{tracks: {{{uri('a')}: {{master: none, reason: ear}}}}}}"),
         masters(), f"`{uri('a')}` is no longer corrected, to be in no master; this moves 1 track"),
        (masters(),
         masters(more="corrections: {weeks: {2: {genres: Rap 3, was: Trap 3, reason: typo}}}"),
         "week 2 is now corrected, to *Rap 3*; this moves 3 tracks"),
        (masters(), masters(more="cleanup: [{remove_from: rap, also_in: soul}]"),
         "tracks of `rap` that are also in `soul` now leave the former; this moves no track"),
        (masters(), masters(more="cleanup: [{remove_from: 000000000000000000cafe, also_in: rap}]"),
         ("tracks of `000000000000000000cafe` that are also in `rap` now leave the former; "
          "this moves no track")),
    ],
)  # fmt: skip
def test_every_kind_of_edit_has_its_words(before: str, after: str, words: str) -> None:
    assert lines(before, after, {"soul": "z"}) == [f"- {words}"]


def test_what_the_season_is() -> None:
    season = "version: 1\nseason: {{name: T, weeks: {}, match: 'Aum#(?P<week>\\d+)'{}}}\n"
    before = season.format("1-3", "") + masters()
    after = season.format("2-50", ", ignore: [X], description: {delimiters: '|'}") + masters()
    assert lines(before, after) == [
        "- season.description.delimiters: ♩♪♫&#124;,/•· → &#124;; this moves no track",
        "- season.weeks, the first: 1 → 2; this moves 3 tracks",
        "- season.ignore.X: (none) → yes; this moves no track",
        "- season.weeks, the last: 3 → 50; this moves no track",
        "- together they move 3 tracks",
    ]
    stripped = season.format("1-3", ", description: {strip: [a, b]}") + masters()
    assert lines(before, stripped)[0].endswith(" → a b; this moves 9 tracks")


def test_two_edits_are_counted_one_by_one_and_together() -> None:
    assert lines(masters(), masters("genres: [Rap, Trap]", "genres: [Soul, Funk]")) == [
        "- alias *Trap* now leads to *The Rap*; this moves 3 tracks",
        "- alias *Funk* now leads to *soul*; this moves 2 tracks",
        "- together they move 5 tracks",
    ]


def test_an_edit_without_which_nothing_makes_sense_is_not_counted() -> None:
    before = masters("genres: [Rap], excludes: [soul]")
    after = masters(soul="genres: [Soul], excludes: [rap]")
    assert lines(before, after) == [
        "- *The Rap* no longer excludes *soul*; what this moves by itself was not counted",
        "- *soul* now excludes *The Rap*; this moves no track",
        "- together they move no track",
    ]


def test_an_edit_that_frees_a_playlist_for_another_master_is_not_counted() -> None:
    after = masters().replace(RAP, '"0000000000000000000new"').replace(SOUL, RAP)
    found = compared(masters(), after)
    assert [(edit.moves is None, edit.unknown) for edit in found.edits] == [
        (True, True),
        (False,) * 2,
    ]


def test_where_a_week_would_stop_the_plan_nothing_is_counted() -> None:
    fail = masters(more="policy: {on_mismatch: fail}")
    held = masters(more="policy: {on_mismatch: hold}")
    now = config(held)
    broken = state(now, WEEKS, held={4: ("Rap 9", "x")})
    found = edits_of(config(fail), work_out(now, broken), "c" * 40)
    assert section(found).text.split("\n")[2:] == [
        "- policy.on&#95;mismatch: fail → hold; what this moves by itself was not counted"
    ]
    assert found.moves is None


def test_of_very_many_edits_only_the_whole_is_counted() -> None:
    many = ", ".join(["Rap", "Trap", *(f"G{n}" for n in range(60))])
    found = compared(masters(), masters(f"genres: [{many}]"))
    assert len(found.edits) == 61
    assert {edit.moves for edit in found.edits} == {None}
    assert section(found).text.endswith("- together they move 3 tracks")


def test_a_long_list_names_the_first_ten() -> None:
    many = FUNK.replace("Funk, Trap", ", ".join(f"G{n}" for n in range(12)))
    assert lines(masters(), masters(more=many))[0].count("*G") == 10
    assert " and 2 more; " in lines(masters(), masters(more=many))[0]


def test_nothing_changed_and_nothing_known() -> None:
    assert section(compared(masters(), masters())).text == ""
    assert section(None).text == ""
    now = config(MASTERS)
    found = edits_of(None, work_out(now, state(now, {})), "c" * 40)
    assert "cannot be read" in section(found).text


def test_what_a_cleanup_takes_out_of_another_playlist_is_counted() -> None:
    other = "000000000000000000cafe"
    now = config(masters(more=f"cleanup: [{{remove_from: {other}, also_in: rap}}]"))
    made = state(now, WEEKS)
    snapshot = replace(made.snapshots[0], key=other, playlist=other, slots=slots("a b z"))
    found = edits_of(config(masters()), work_out(now, replace(made, others=(snapshot,))), "c")
    assert found.moves == 2


@settings(max_examples=30)
@given(seasons())
def test_a_configuration_survives_being_a_tree(season: Generated) -> None:
    there: Config = season.config
    back = config_of(tree_of(there))
    known: State = season.state
    assert tree_of(back) == tree_of(there)
    if there.policy.on_mismatch != "fail":
        assert effects_of(plan(back, known)) == effects_of(plan(there, known))
