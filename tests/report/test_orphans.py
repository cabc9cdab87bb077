from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from hypothesis import given, settings

from aum_sync.plan.orphans import MasterOrphans, find_orphans
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.orphan_data import as_csv, as_json
from aum_sync.report.orphans import render, summary
from aum_sync.report.style import Style
from aum_sync.season.items import Pin, Slot, State
from tests.report.hostile_seasons import COLOURS, hostile_seasons, loaded, styles, widest
from tests.seasons import MASTERS, Slots, slots, state, track, uri

POLICY = "policy:\n  orphans: {}\n"


def groups_of(text: str = MASTERS, **bases: Slots) -> tuple[MasterOrphans, ...]:
    return find_orphans(work_out(loaded(text).config, made(text, **bases)))


def made(text: str = MASTERS, **bases: Slots) -> State:
    return state(loaded(text).config, {1: ("Rap 1", "a")}, bases)


def shown(text: str = MASTERS, style: Style | None = None, **bases: Slots) -> list[str]:
    groups = groups_of(text, **bases)
    return render(groups, loaded(text).source, style or Style(cells=120)).split("\n")


def test_each_master_has_a_heading_and_its_orphans_by_what_becomes_of_them() -> None:
    text = MASTERS.replace("[Soul]", f"[Soul], keep: ['{uri('x')}']") + POLICY.format("remove")
    lines = shown(text, rap="a o", soul="x y")
    assert lines[:10] == [
        "rap  rap  1 of 2 tracks",
        "  leave, by policy.orphans (config/season.yaml:13)",
        f"    2  Song o  Artist o    {uri('o')}",
        "",
        "soul  soul  2 of 2 tracks",
        "  stay, by masters.soul.keep[0] (config/season.yaml:10)",
        f"    1  Song x  Artist x    {uri('x')}",
        "  leave, by policy.orphans (config/season.yaml:13)",
        f"    2  Song y  Artist y    {uri('y')}",
        "",
    ]
    assert lines[-1] == "3 orphans in 2 of 3 masters: 1 stay, 2 leave."


def test_what_the_yaml_leaves_to_its_default_is_called_so() -> None:
    assert "  stay, by policy.orphans (the default)" in shown(rap="o")


def test_what_becomes_of_an_orphan_has_its_words() -> None:
    moving = MASTERS + POLICY.format("{move_to: sort}")
    assert "  go to sort, by policy.orphans (config/season.yaml:13)" in shown(moving, rap="o")
    assert shown(moving, rap="o")[-1] == "1 orphan in 1 of 3 masters: 1 move."
    excluding = MASTERS.replace("[Soul]", "[Soul], excludes: [rap]")
    rule = "masters.soul.excludes[0] (config/season.yaml:10)"
    assert f"  leave: they are in rap, by {rule}" in shown(excluding, rap="o", soul="o")
    pinned = excluding.replace("[Rap, Hip Hop]", "[Rap], pin: state/pins/rap.json")
    lines = shown(pinned, rap="o", soul="o")
    assert f"  stay until rap can be written, by {rule}" in lines
    assert "  stay: the master is not planned, by masters.rap (config/season.yaml:9)" in lines
    twice = shown(rap="o o")
    assert "  leave: they stand there already, by policy.duplicates (the default)" in twice
    pin = Pin("state/pins/rap.json", "2026-11-22", "", slots("o"))
    workings = work_out(loaded(pinned).config, replace(made(pinned, rap="o p"), pins=(pin,)))
    text = render(find_orphans(workings), loaded(pinned).source, Style())
    assert "stay: the pin has them, by masters.rap.pin" in text
    assert "leave: the pin does not have them, by masters.rap.pin" in text


def test_the_address_and_the_day_stand_beside_a_track_or_below_it() -> None:
    dated = replace(track("o"), added_at="2022-02-03T04:05:06Z", name=" ")
    wide, narrow = shown(rap=(dated,)), shown(style=Style(cells=80), rap=(dated,))
    assert f"    1  {uri('o')}  Artist o  2022-02-03  {uri('o')}" in wide
    at = narrow.index(f"    1  {uri('o')}  Artist o  2022-02-03")
    assert narrow[at + 1] == f"       {uri('o')}"


def test_one_that_leaves_is_offered_to_be_kept_as_the_yaml_has_room_for_it() -> None:
    removing = MASTERS + POLICY.format("remove")
    kept = removing.replace("[Soul]", f"[Soul], keep: ['{uri('x')}']")
    empty = removing.replace("[Soul]", "[Soul], keep: []")
    for text, where, place, stanza in (
        (removing, "put right behind the { of masters.soul", ":10:9", ["keep: ['x'],"]),
        (empty, "write in place of keep", ":10", ["keep: ['x']"]),
        (kept, "put right behind the [ of masters.soul.keep", ":10:68", ["'x',"]),
    ):
        lines = shown(text, rap="a", soul="x y" if text == kept else "y")
        told = f"{where} (config/season.yaml{place}):"
        at = lines.index(f"→ to keep one whatever the policy, {told}")
        pasted = [f"    {line.replace('x', uri('y'))}" for line in stanza]
        assert lines[at + 1 : at + 1 + len(stanza)] == pasted


def test_the_example_is_one_that_leaves_whatever_stands_before_it() -> None:
    moving = MASTERS + POLICY.format("{move_to: sort}")
    lines = shown(moving, sort="x", soul="y")
    assert f"    keep: ['{uri('y')}']," in lines
    assert "go to sort" in lines[lines.index("soul  soul  1 of 1 track") + 1]


def test_where_the_policy_moves_none_one_that_stays_is_the_example() -> None:
    assert f"    keep: ['{uri('o')}']," in shown(rap="o")
    excluding = MASTERS.replace("[Rap, Hip Hop]", f"[Rap], keep: ['{uri('o')}']")
    assert not any("to keep one" in line for line in shown(excluding, rap="o"))


def test_masters_without_orphans_and_those_never_read_are_named() -> None:
    st = made(rap="o")
    unread = replace(st, snapshots=tuple(s for s in st.snapshots if s.key != "soul"))
    text = render(find_orphans(work_out(loaded().config, unread)), loaded().source, Style())
    assert "1 master without orphans: sort" in text
    assert "1 master never read (aum-sync pull): soul" in text
    assert summary(groups_of(rap="a")) == "No orphans in 3 masters."
    assert shown(rap="a") == [
        "Orphans are tracks of a master that no week holds.",
        "No orphans in 3 masters.",
    ]


def test_the_json_has_every_orphan_with_its_place() -> None:
    text = MASTERS + POLICY.format("{move_to: sort}")
    value = json.loads(as_json(groups_of(text, rap="a o"), loaded(text).source))
    assert value["masters"]["rap"] == {
        "title": "rap",
        "status": "managed",
        "tracks": 2,
        "orphans": 1,
    }
    assert value["orphans"] == [
        {
            "master": "rap",
            "position": 1,
            "uri": uri("o"),
            "name": "Song o",
            "artists": "Artist o",
            "album": "Album",
            "added_at": None,
            "fate": "moved",
            "to": ["sort"],
            "rule": "policy.orphans",
            "place": "config/season.yaml:13",
        }
    ]


def test_the_table_has_a_row_per_orphan_and_positions_from_one() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(groups_of(rap="a o"), loaded().source))))
    assert [(row["master"], row["position"], row["track"], row["place"]) for row in rows] == [
        ("rap", "2", "Song o", "")
    ]


@settings(max_examples=30)
@given(hostile_seasons(), styles)
def test_hostile_text_fits_the_terminal_and_does_nothing_to_it(
    workings: Workings, style: Style
) -> None:
    groups = find_orphans(workings)
    text = render(groups, loaded().source, style)
    assert widest(text, pasted="    masters:") <= style.cells
    assert style.colour or "\x1b" not in text
    plain = render(groups, loaded().source, replace(style, colour=False))
    assert [line.rstrip() for line in COLOURS.sub("", text).split("\n")] == [
        line.rstrip() for line in plain.split("\n")
    ]


@settings(max_examples=30)
@given(hostile_seasons())
def test_no_cell_of_the_table_is_taken_for_a_formula(workings: Workings) -> None:
    text = as_csv(find_orphans(workings), loaded().source)
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.lstrip().startswith(tuple("=+-@\t\r")) for cell in row)


def test_a_title_that_is_a_formula_or_an_escape_is_disarmed() -> None:
    evil = Slot(uri("e"), "=1+1\x1b[2J", (), "\x1b[2J", 1)
    table = as_csv(groups_of(rap=(evil,)), loaded().source)
    assert "'=1+1<U+001B>[2J" in table
    assert "\x1b" not in table + "\n".join(shown(rap=(evil,)))
