"""Each kind of typo in a small season: what is said of it, and what is proposed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from aum_sync.season.items import Slot, State
from aum_sync.season.typos.find import find
from tests.project.places import ROOT
from tests.season.typos.small import (
    MASTERS,
    SEASON,
    first,
    found,
    moves,
    season,
    tracks,
    with_artists,
)
from tests.season.typos.told import WEEKS
from tests.seasons import LOCAL, config


@pytest.mark.parametrize(
    ("text", "content", "meant"),
    [
        ("Rap 5 ♩ Soul 4 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 4 ♩ Soul 2 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 4 ♩ Soul 44 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 4 ♩ Soul ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap ♩ Soul ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap ♩ Soul ♩ Pop", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 6 ♩ Soul 4 ♩ Pop 1", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 4 ♩ Pop 3 ♩ Soul 4", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 2 ♩ Soul 4 ♩ Pop 3", "rrrrsspppp.", "Rap 4, Soul 2, Pop 5"),
        ("Rap 4 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 4 ♩ Soul 4", "rrrrssssddd", "Rap 4, Soul 4, Dubstep 3"),
        ("Rap 4 ♩ Soul 4 ♩ Rap 4 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Rap 4 ♩ Soull 4 ♩ Pop 3", "rrrrssssppp", "Rap 4, Soul 4, Pop 3"),
        ("Hip Hpo, Rap 4 ♩ Soul 4 ♩ Pop 3", "rrrrssssppp", "Hip Hop, Rap 4, Soul 4, Pop 3"),
        ("Hip Hop, Neo 4 ♩ Neo Sou 4", "rrrrssss", "Hip Hop, Neo 4, Neo Soul 4"),
        ("Rap 4 ♩ Soul 4 ♩ Pop 4", "rrrrsspsspppp"[:12], "Rap 4, Soul 2, Pop 1, Soul 2, Pop 3"),
    ],
)
def test_a_typo_is_found_and_put_right(text: str, content: str, meant: str) -> None:
    finding = found(text, content)
    assert finding.verdict == "typo"
    assert first(finding) == meant
    assert finding.proposals[0].probability > 0.5


def test_a_number_that_may_be_a_count_is_doubted_though_the_others_add_up() -> None:
    finding = found("Rap 3-5 4 ♩ Soul 4", "rrrrssss")
    assert finding.verdict == "typo"
    assert len(finding.proposals) == 3


def test_what_adds_up_and_looks_right_is_consistent() -> None:
    finding = found("Rap 4 ♩ Soul 4", "rrrrssss")
    assert (finding.verdict, finding.proposals, finding.evidence) == ("consistent", (), ())
    assert finding.declared == (("Rap", 4), ("Soul", 4))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("", "rrss"),
        ("♩", "rrss"),
        ("Rap 0", ""),
        ("Sea Shanties 3 ♩ Rap 2", "sssrr"),
        ("Hip Hpo, Sea 3 ♩ Rap 2", "sssrr"),
    ],
)
def test_what_cannot_be_doubted_is_consistent(text: str, content: str) -> None:
    assert found(text, content).verdict == "consistent"


@pytest.mark.parametrize(
    ("text", "content"), [("Rap 4", ""), ("Rap ♩ Soul ♩ Pop", "rs"), ("Rap 0 ♩ Soul", "")]
)
def test_what_cannot_be_read_at_all_is_worth_an_ear(text: str, content: str) -> None:
    finding = found(text, content)
    assert (finding.verdict, finding.proposals) == ("suspicious", ())


def test_little_evidence_against_what_adds_up_is_worth_an_ear() -> None:
    """Only a guest speaks against it, and he was heard three times."""
    text, content = SEASON[1]
    weeks: dict[int, tuple[str, str | tuple[Slot, ...]]] = {
        week: (text, with_artists(tracks(week, content), 5, "m")) for week in range(1, 4)
    }
    weeks[13] = ("Rap 4 ♩ Soul 3 ♩ Pop 3", with_artists(tracks(13, "rrrrssspp."), 3, "new", "m"))
    finding = find(config(MASTERS), season(weeks))[12]
    assert finding.verdict == "suspicious"
    assert first(finding) == "Rap 3, Soul 4, Pop 3"
    assert moves(finding) == ["3 rap > soul"]
    assert finding.proposals[0].probability < 0.5


def test_doubt_that_is_not_enough_is_not_shown() -> None:
    """One guest was heard twice, and two tracks are by nobody: what is declared has 40 %."""
    text, content = SEASON[1]
    weeks: dict[int, tuple[str, str | tuple[Slot, ...]]] = {
        week: (text, with_artists(tracks(week, content), 5, "m")) for week in (1, 2)
    }
    weeks[13] = ("Rap 4 ♩ Soul 3 ♩ Pop 3", with_artists(tracks(13, "rrr.s..ppp"), 3, "new", "m"))
    finding = find(config(MASTERS), season(weeks))[12]
    assert (finding.verdict, finding.proposals, finding.evidence) == ("consistent", (), ())


def test_where_nobody_is_known_usual_sizes_decide_and_one_thing_is_wrong() -> None:
    finding = found("Rap 5 ♩ Soul 4 ♩ Pop 4", "." * 12)
    counts = [[count for _, count in one.counts] for one in finding.proposals]
    assert counts[0] == [4, 4, 4]
    assert sorted(counts[1:]) == [[5, 3, 4], [5, 4, 3]]
    shares = [one.probability for one in finding.proposals]
    assert shares[0] > 1.5 * shares[1]
    assert sum(shares) > 0.99


def test_a_finding_says_what_is_declared_and_shows_the_tracks() -> None:
    content = tracks(13, "rrrrssss")
    finding = found("Rap 5 ♩ Soul 3", content)
    assert finding.declared == (("Rap", 5), ("Soul", 3))
    assert [move.slot for move in finding.proposals[0].moves] == [content[4]]


def test_proposals_never_repeat_what_adds_up() -> None:
    finding = found("Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp")
    assert len(finding.proposals) == 3
    assert finding.declared not in [one.counts for one in finding.proposals]
    shares = [one.probability for one in finding.proposals]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1


def test_moves_are_against_what_is_written() -> None:
    assert moves(found("Rap 5 ♩ Soul 3", "rrrrssss")) == ["4 rap > soul"]
    assert moves(found("Rap 4 ♩ Dubstep 3 ♩ Soul 1", "rrrrddss")) == ["6 None > soul"]
    assert moves(found("Rap 4 ♩ Soul 2", "rrrrssss")) == ["6 None > soul", "7 None > soul"]
    assert moves(found("Rap 5 ♩ Soul 4", "rrrrssss")) == ["4 rap > soul"]
    assert moves(found("Rap 4 ♩ Soull 4", "rrrrssss")) == [
        f"{at} sort > soul" for at in range(4, 8)
    ]


def test_behind_a_missing_count_nothing_is_said_to_move() -> None:
    assert moves(found("Rap 4 ♩ Soul ♩ Pop 2", "rrrrsssspp")) == []
    assert moves(found("Rap ♩ Soul ♩ Pop 2", "rrrrsssspp")) == []


def test_what_is_no_track_and_what_is_corrected_does_not_move() -> None:
    content = (*tracks(13, "rrrr"), LOCAL, *tracks(13, "-sss")[:1], *tracks(13, "ssssssss")[6:])
    assert moves(found("Rap 7 ♩ Soul 1", content)) == ["6 rap > soul"]
    uri = tracks(13, "rrrrssss")[5].uri
    masters = f"{MASTERS}corrections: {{tracks: {{{uri}: {{master: pop, reason: r}}}}}}\n"
    assert moves(found("Rap 6 ♩ Soul 2", "rrrrssss", masters)) == ["4 rap > soul"]


def test_a_correction_that_adds_up_settles_it() -> None:
    masters = MASTERS + (
        'corrections: {weeks: {13: {genres: "Rap 5, Soul 3", was: "Rap 5 ♩ Soul 9", reason: r}}}\n'
    )
    assert found("Rap 5 ♩ Soul 9", "rrrrssss", masters).verdict == "consistent"
    stale = found("Rap 5 ♩ Soul 3", "rrrrssss", masters)
    assert (stale.verdict, first(stale)) == ("typo", "Rap 4, Soul 4")


def test_what_adds_up_beside_a_correction_of_another_text_is_looked_at_like_any_other() -> None:
    masters = MASTERS + (
        'corrections: {weeks: {13: {genres: "Rap 5, Soul 3", was: "Rap 5 ♩ Soul 9", reason: r}}}\n'
    )
    assert found("Rap 4 ♩ Soul 4", "rrrrssss", masters).verdict == "consistent"


def test_others_do_not_learn_from_what_a_week_declares_wrongly() -> None:
    """Of week 13 two counts are wrong, so that *m* is Soul; that tells what is wrong in 14."""
    weeks: dict[int, tuple[str, str | tuple[Slot, ...]]] = {
        13: ("Rap 6 ♩ Soul 2", with_artists(tracks(13, "rrrrssss"), 5, "m")),
        14: ("Rap 5 ♩ Soul 4", with_artists(tracks(14, "rrrrssss"), 4, "m")),
    }
    cancelling, wrong = find(config(MASTERS), season(weeks))[12:]
    assert (cancelling.verdict, first(cancelling)) == ("typo", "Rap 4, Soul 4")
    assert (wrong.verdict, first(wrong)) == ("typo", "Rap 4, Soul 4")
    assert wrong.proposals[0].probability > 0.9


def test_numbers_in_doubt_are_proposed_as_they_were_read() -> None:
    finding = found("12 Rap 4 ♩ Soul 4", "rrrrssss")
    assert (finding.verdict, first(finding)) == ("typo", "12 Rap 4, Soul 4")
    assert moves(finding) == []


def test_weeks_out_of_the_range_are_left_alone_and_teach_nothing() -> None:
    outside = season({99: ("Rap 2", "rr")})
    assert [one.week for one in find(config(MASTERS), outside)] == [*range(1, 13)]
    assert find(config(MASTERS), State()) == ()


def test_weeks_learn_from_each_other_where_none_can_be_trusted() -> None:
    weeks: dict[int, tuple[str, str | tuple[Slot, ...]]] = dict.fromkeys(
        range(1, 13), ("Rap 4 ♩ Soul ♩ Pop 3", "rrrrssssppp")
    )
    weeks[13] = ("Rap 5 ♩ Soul 4 ♩ Pop 3", "rrrrssssppp")
    finding = find(config(MASTERS), season(weeks))[12]
    assert first(finding) == "Rap 4, Soul 4, Pop 3"
    assert finding.proposals[0].probability > 0.9


def test_the_order_of_weeks_does_not_matter() -> None:
    whole = season({**WEEKS})
    turned = replace(whole, weeks=whole.weeks[::-1])
    assert find(config(MASTERS), turned) == find(config(MASTERS), whole)


def test_the_hash_seed_does_not_matter() -> None:
    def told(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "tests.season.typos.told"],
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout

    assert told("1") == told("2") != ""
