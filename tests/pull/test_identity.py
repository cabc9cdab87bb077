"""A name binds once; from then on the id in the lock is the week."""

from __future__ import annotations

from tests.pull.conftest import (
    CONFIG,
    MASTERS,
    WEEK_1,
    WEEK_2,
    Season,
    Start,
    hints,
    pid,
    playlist,
    said,
)


def weeks(season: Season) -> dict[int, str]:
    """Which playlist each week is."""
    return {week.week: week.latest.playlist for week in season.state.weeks}


def test_names_are_compared_unescaped_nfkc_and_trimmed(start: Start) -> None:
    season = start(*MASTERS, playlist("w", "  𝐀𝐮𝐦&#x23;７  ", "Rap 1", "a"))
    season.configure("'Aum#(?P<week>\\d+)'", "'^Aum#(?P<week>\\d+)$'")
    season.pull()
    assert weeks(season) == {7: pid("w")}


def test_the_number_may_stand_anywhere_in_the_name(start: Start) -> None:
    season = start(*MASTERS, playlist("w", "彡 Doctor 彡Aum#12💛 ", "Rap 1", "a"))
    season.pull()
    assert weeks(season) == {12: pid("w")}


def test_a_number_that_is_none_binds_nothing(start: Start) -> None:
    odd = (playlist(f"x{number}", f"Aum#{number}") for number in ("", "x", "9999999"))
    season = start(*MASTERS, WEEK_1, *odd)
    season.configure(r"(?P<week>\d+)", r"(?P<week>\w*)")
    season.pull()
    assert weeks(season) == {1: pid("w1")}


def test_ignore_keeps_out_by_name_and_by_id(start: Start) -> None:
    config = CONFIG.replace("weeks: 1-20", f"weeks: 1-20\n  ignore: ['Aum#3  SET', {pid('x4')}]")
    ignored = (playlist("x3", "Aum#3 SET "), playlist("x4", "Aum#4"))
    season = start(*MASTERS, WEEK_1, *ignored, config=config)
    season.pull()
    assert weeks(season) == {1: pid("w1")}


def test_only_owned_or_collaborative_playlists_bind(start: Start) -> None:
    followed = playlist("w2", "Aum#2", "Rap 1", "a", owner="someone")
    shared = playlist("w3", "Aum#3", "Rap 1", "a", owner="someone", collaborative=True)
    season = start(*MASTERS, followed, shared)
    assert season.pull()["events"]
    assert weeks(season) == {3: pid("w3")}


def test_a_masters_playlist_is_never_a_week(start: Start) -> None:
    season = start(playlist("rap", "Aum#5", "Rap 1", "a"), MASTERS[1], WEEK_1)
    season.pull(code=1)
    assert weeks(season) == {1: pid("w1")}


def test_a_renamed_week_is_kept_and_reported(season: Season) -> None:
    season.pull()
    season.edit("w1", name="Aum#1 (best of)")
    assert said(season.pull(), "renamed", week=1) == ["“Aum#1” is now “Aum#1 (best of)”"]
    assert season.state.weeks[0].latest.name == "Aum#1 (best of)"
    assert said(season.pull(), "renamed") == []


def test_a_week_renamed_to_no_number_or_another_stays_what_it_is(season: Season) -> None:
    season.pull()
    season.edit("w1", name="Summer")
    season.edit("w2", name="Aum#9")
    report = season.pull()
    assert "which bears no week number; it stays week 1" in said(report, "renamed", week=1)[0]
    assert "which bears the number 9; it stays week 2" in said(report, "renamed", week=2)[0]
    assert weeks(season) == {1: pid("w1"), 2: pid("w2")}


def test_a_second_playlist_with_a_locked_number_is_reported_and_ignored(season: Season) -> None:
    season.pull()
    season.add(playlist("again", "Aum#1 copy", "Rap 1", "z"))
    report = season.pull()
    assert "0again “Aum#1 copy” bears the number too and is ignored" in said(report, "doubled")[0]
    assert f"{{1: {pid('again')}}}" in hints(report, "doubled")[0]
    assert weeks(season)[1] == pid("w1")


def test_two_candidates_without_a_lock_are_left_until_sources_decides(start: Start) -> None:
    twins = (playlist("x", "Aum#5", "Rap 1", "a"), playlist("y", "Aum#5 new", "Rap 1", "b"))
    season = start(*MASTERS, WEEK_1, *twins)
    report = season.pull()
    text = said(report, "undecided", week=5)[0]
    assert pid("x") in text
    assert pid("y") in text
    assert weeks(season) == {1: pid("w1")}
    line = hints(report, "undecided")[0].removeprefix("say which one it is, in season: ")
    assert line == f"sources: {{5: {pid('x')}}}"
    season.configure("weeks: 1-20", f"weeks: 1-20\n  {line}")
    assert said(season.pull(), "undecided") == []
    assert weeks(season)[5] == pid("x")


def test_sources_decides_against_a_lock_too_and_that_is_reported(season: Season) -> None:
    season.pull()
    season.add(playlist("better", "no number", "Rap 1", "z"))
    season.configure("weeks: 1-20", f"weeks: 1-20\n  sources: {{1: {pid('better')}}}")
    report = season.pull()
    text = f"season.sources moves it from {pid('w1')} to {pid('better')}"
    assert said(report, "moved-source", week=1) == [text]
    assert said(report, "doubled") == []
    assert weeks(season)[1] == pid("better")
    assert said(season.pull(), "moved-source") == []


def test_sources_may_name_what_is_not_there(season: Season) -> None:
    season.pull()
    season.configure("weeks: 1-20", f"weeks: 1-20\n  sources: {{1: {pid('gone')}}}")
    report = season.pull()
    assert said(report, "vanished", week=1) == [
        f"season.sources names {pid('gone')}, but is not in the library any more; its lock stays"
    ]
    assert weeks(season)[1] == pid("w1")


def test_sources_takes_a_playlist_from_the_week_that_had_it(season: Season) -> None:
    season.pull()
    season.configure("weeks: 1-20", f"weeks: 1-20\n  sources: {{1: {pid('w2')}}}")
    report = season.pull()
    assert said(report, "unbound", week=2) == [
        f"its playlist {pid('w2')} is week 1; its lock stays"
    ]
    assert weeks(season) == {1: pid("w2"), 2: pid("w2")}


def test_a_vanished_week_keeps_its_lock_and_is_reported(season: Season) -> None:
    season.pull()
    lock = season.files()["state/weeks/1.json"]
    season.drop("w1")
    report = season.pull()
    assert said(report, "vanished", week=1) == [
        f"its playlist {pid('w1')} is not in the library any more; its lock stays"
    ]
    assert hints(report, "vanished") == ["to retire the week: git rm state/weeks/1.*json"]
    assert season.files()["state/weeks/1.json"] == lock


def test_a_locked_playlist_given_away_or_ignored_is_not_read(season: Season) -> None:
    season.pull()
    season.edit("w1", owner="someone", description="Rap 9")
    season.configure("weeks: 1-20", "weeks: 1-20\n  ignore: ['Aum#2']")
    season.edit("w2", description="Rap 9")
    report = season.pull()
    assert "belongs to someone and is not collaborative" in said(report, "unbound", week=1)[0]
    assert "is in season.ignore" in said(report, "unbound", week=2)[0]
    assert season.state.weeks[0].latest.description == WEEK_1.description


def test_only_weeks_in_range_are_read_and_older_locks_stay(season: Season) -> None:
    season.pull()
    lock = season.files()["state/weeks/1.json"]
    season.configure("weeks: 1-20", "weeks: 2-20")
    season.edit("w1", description="Rap 9")
    season.add(playlist("w30", "Aum#30", "Rap 1", "a"))
    report = season.pull()
    assert report["weeks"]["known"] == 1
    assert said(report, "new") == []
    assert season.files()["state/weeks/1.json"] == lock


def test_the_playlist_of_a_lock_out_of_range_is_no_candidate(season: Season) -> None:
    season.pull()
    season.configure("weeks: 1-20", "weeks: 2-20")
    season.edit("w1", name="Aum#3")
    season.pull()
    assert weeks(season) == {1: pid("w1"), 2: pid("w2")}


def test_null_entries_of_the_library_are_passed_over(start: Start) -> None:
    season = start(None, *MASTERS, WEEK_1, None, WEEK_2)
    season.pull()
    assert len(weeks(season)) == 2


def test_a_pattern_that_runs_away_is_an_error_with_the_name(season: Season) -> None:
    # Q to S as code points, so that the loader's own provocations do not come upon them.
    letters = r"([\x51-\x53]+)+"
    season.configure("'Aum#", rf"'^{letters}{letters}{letters}\1#")
    season.add(playlist("w", "Q" * 900 + "!#1"))
    outcome = season.tell()
    assert outcome.code == 1
    assert "season.match runs away on the name 'QQQ" in outcome.err
