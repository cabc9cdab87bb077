from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from hypothesis import given, settings

from aum_sync.plan.stats import stats_of
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.stats import render
from aum_sync.report.stats_data import as_csv, as_json
from aum_sync.report.style import Style
from aum_sync.report.validation import validate
from aum_sync.season.items import Artist, State
from tests.report.hostile_seasons import hostile_seasons, loaded, styles, widest
from tests.seasons import LOCAL, MASTERS, slots, state, track

DROPPING = f"{MASTERS}drop: [Dub]\n"
BOTH = MASTERS.replace("genres: [Soul]", "genres: [Soul], also: [{artists: [Both]}]")
WEEKS = {1: ("Rap 2, Dub 1", "a b c"), 2: ("Polka 1, Rap 1", "p a"), 60: ("Rap 1", "z")}
HELD = {3: ("Rap 9", "h")}


def made(text: str = DROPPING) -> State:
    return state(loaded(text).config, WEEKS, {"rap": (*slots("a o"), LOCAL)}, held=HELD)


def of(workings: Workings, style: Style) -> str:
    config = workings.config
    validation = validate(config, workings.state)
    return render(stats_of(workings), validation, config.season, style)


def shown(text: str = DROPPING, st: State | None = None, style: Style | None = None) -> list[str]:
    workings = work_out(loaded(text).config, st or made(text))
    return of(workings, style or Style(cells=100)).split("\n")


def test_the_season_is_told_in_words() -> None:
    lines = shown()
    assert lines[0] == "Test season, weeks 1-50"
    assert lines[2:8] == [
        "3 weeks: 2 ok, 1 mismatch; 1 held; 1 unknown genre; 47 not read yet.",
        "No file in state/weeks, not read yet or retired: 4-50.",
        "Known, and outside the season: 60.",
        "6 items: 2 placed, 1 duplicate, 1 dropped, 1 triage, 1 held.",
        "5 recordings, 1 repeat.",
        "1 item without a genre, in weeks that do not pass.",
    ]


def test_what_there_is_none_of_is_not_told() -> None:
    lines = shown(MASTERS, state(loaded().config, {n: ("Rap 1", f"t{n}") for n in range(1, 51)}))
    assert lines[2:6] == ["50 weeks: 50 ok.", "50 items: 50 placed.", "50 recordings.", ""]


def test_masters_are_counted_now_and_after_with_their_sum() -> None:
    lines = shown()
    at = lines.index("master  now  after  share  weeks  orphans  title")
    assert lines[at + 1 : at + 5] == [
        "rap       3      4  80.0%      2        1  rap",
        "sort      0      1  20.0%      1           sort",
        "soul      0      0   0.0%      0           soul",
        "all       3      5                      1",
    ]
    assert not any("title" in line for line in shown(style=Style(cells=60)))


def test_a_master_that_is_not_planned_says_so_and_an_empty_season_divides_by_nothing() -> None:
    st = state(loaded().config, {})
    lines = shown(MASTERS, replace(st, snapshots=st.snapshots[1:]))
    assert any(line.split() == ["rap", "0", "0", "0", "rap", "(unread)"] for line in lines)
    assert "0 items." in lines
    assert not any("genre" in line or "artist" in line for line in lines)


def test_what_the_table_does_not_show_names_the_verb_that_does() -> None:
    text = "\n".join(shown())
    assert "1 orphan in 1 of 3 masters: 1 stay (aum-sync orphans)." in text
    assert "1 slot of masters that no plan can touch, gone or local files: rap 1." in text
    several = shown(BOTH, state(loaded(BOTH).config, {1: ("Rap 1", (track("a", by="Both"),))}))
    assert (
        "1 recording in several masters after the plan: rap and soul 1 (aum-sync overlap A B)."
        in several
    )


def test_many_pairs_are_cut_and_said_to_be() -> None:
    keys = "abcd"
    masters = "".join(f"  {key}: {{also: [{{artists: [Both]}}]}}\n" for key in keys)
    text = f"{MASTERS}{masters}"
    st = state(loaded(text).config, {1: ("Rap 1", (track("t", by="Both"),))})
    line = " ".join(shown(text, st, Style(cells=120)))
    assert line.count(" and ") == 6
    assert "and more (aum-sync overlap A B)" in line


def test_genres_lead_somewhere_or_are_said_not_to() -> None:
    lines = shown()
    at = lines.index("tracks  weeks  genre  goes to")
    assert lines[at + 1 : at + 4] == [
        "     3      2  Rap    rap",
        "     1      1  Dub    dropped",
        "     1      1  Polka  sort: unknown",
    ]


def test_a_long_list_is_cut_but_for_genres_that_lead_nowhere() -> None:
    typed = [f"Rap{chr(97 + n)}" for n in range(17)]
    text = MASTERS.replace("[Rap, Hip Hop]", f"[Rap, {', '.join(typed)}]")
    names = " ".join(f"t{n}" for n in range(36))
    described = ", ".join(f"{genre} 2" for genre in typed)
    lines = shown(text, state(loaded(text).config, {1: (f"{described}, Zydeco 2", names)}))
    assert sum(line.endswith("  rap") and "Rap" in line for line in lines) == 15
    assert "and 2 genres more (--format json, csv)" in lines
    assert any("Zydeco" in line for line in lines)
    assert "and 26 artists more (--format json, csv)" in lines
    twelve = ", ".join(f"{genre} 2" for genre in typed[:16])
    st = state(loaded(text).config, {1: (twelve, " ".join(f"t{n}" for n in range(32)))})
    assert "and 1 genre more (--format json, csv)" in shown(text, st)


def test_the_json_has_every_figure() -> None:
    workings = work_out(loaded(DROPPING).config, made())
    config = workings.config
    validation = validate(config, workings.state)
    value = json.loads(as_json(stats_of(workings), validation, config.season))
    assert value["weeks"] == {
        "range": [1, 50],
        "status": {"ok": 2, "mismatch": 1},
        "use": {"placed": 2, "held": 1},
        "not_read": list(range(4, 51)),
        "outside": [60],
    }
    assert value["items"] == {
        "all": 6,
        "fates": {"dropped": 1, "duplicate": 1, "held": 1, "placed": 2, "triage": 1},
        "review": 0,
        "recordings": 5,
        "repeats": 1,
        "without_genre": 1,
    }
    assert value["genres"][0] == {
        "genre": "Rap",
        "kind": "alias",
        "master": "rap",
        "rule": "masters.rap.genres[0]",
        "tracks": 3,
        "weeks": [1, 2],
    }
    assert (value["several"], value["shared"], value["orphans"]) == (0, [], {"kept": 1})
    assert value["masters"][0]["after"] == 4
    assert value["artists"][0] == {"name": "Artist a", "recordings": 1, "weeks": 2}


def rows(workings: Workings) -> list[dict[str, str]]:
    text = as_csv(stats_of(workings), validate(workings.config, workings.state))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_table_adds_up_section_by_section() -> None:
    evil = track("a", by="Both")
    evil = replace(evil, artists=(Artist("x", "=cmd()"), *evil.artists))
    st = state(loaded(BOTH).config, {1: ("Rap 2", (evil, track("b")))}, {"rap": "o"}, held=HELD)
    table = rows(work_out(loaded(BOTH).config, st))
    tracks = {
        section: sum(int(r["tracks"] or 0) for r in table if r["section"] == section)
        for section in ("items", "genres", "orphans", "shared")
    }
    assert tracks == {"items": 3, "genres": 3, "orphans": 1, "shared": 1}
    weeks = [int(row["weeks"]) for row in table if row["section"] == "weeks"]
    assert sum(weeks) == 50
    masters = {r["master"]: (r["now"], r["after"]) for r in table if r["section"] == "masters"}
    assert masters == {"rap": ("1", "3"), "sort": ("0", "0"), "soul": ("0", "1")}
    assert "'=cmd()" in {row["name"] for row in table if row["section"] == "artists"}


@settings(max_examples=30)
@given(hostile_seasons(), styles)
def test_hostile_text_fits_the_terminal_and_does_nothing_to_it(
    workings: Workings, style: Style
) -> None:
    text = of(workings, style)
    assert widest(text) <= style.cells
    assert style.colour or "\x1b" not in text
