"""World and fault files that cannot be used: everything that is wrong, where, and the way on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aum_sync.errors import DataError, Fault
from aum_sync.season.items import Artist
from aum_sync.simulator.faults import Faults, Rule
from aum_sync.simulator.world import Item, Playlist, User, World
from tests.simulator.ask import a_list, a_uri, an_id, world


def faults_of(text: str, reader: Any = World) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as caught:
        reader.from_json(text, "a.json")
    return caught.value.faults


def messages(value: object, reader: Any = World) -> list[str]:
    """Each fault's message and what stands at its place in a file of one line."""
    found = []
    for fault in faults_of(json.dumps(value), reader):
        assert fault.hint, fault
        assert fault.place
        assert (fault.place.path, fault.place.line) == ("a.json", 1)
        found.append(f"{fault.message} @ {fault.place.excerpt[fault.place.column - 1 :]}")
    return found


def in_track(**keys: Any) -> dict[str, Any]:
    return world(a_list("A"), a_list("B", "fine", {"uri": a_uri("t"), **keys}))


TRACK = "playlists[1].tracks[1]"
ID = "must be 22 letters and digits @ "


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "must be a mapping, not [] @ []"),
        ({"playlist": []}, "playlist: unknown key 'playlist' @ []"),
        ({"generation": "olde"}, 'generation: must be new, old or both, not "olde" @ "olde"'),
        ({"snapshot_lag_s": -1}, "snapshot_lag_s: must be at least 0 @ -1"),
        ({"snapshot_lag_s": 1e9}, "snapshot_lag_s: must be at most 86400 @ 1000000000.0"),
        ({"user": {"id": ""}}, 'user.id: must not be empty @ ""'),
        ({"user": {"name": "x"}}, "user.name: unknown key 'name' @ \"x\""),
        ({"playlists": {}}, "playlists: must be a list, not {} @ {}"),
        ({"playlists": [{"id": "short"}]}, f'playlists[0].id: {ID}"short"'),
        (
            {"playlists": [{"id": "a" * 22 + "\n"}]},
            f'playlists[0].id: {ID}"{"a" * 22}\\n"',
        ),
        (
            {"playlists": [{"public": "yes"}]},
            'playlists[0].public: must be true or false or null, not "yes" @ "yes"',
        ),
        (in_track(title="x"), f"{TRACK}.title: unknown key 'title' @ \"x\""),
        (in_track(uri="spotify:track:x"), f"{TRACK}.uri: must be a Spotify URI"),
        (in_track(duration_ms=1.5), f"{TRACK}.duration_ms: must be a whole number, not 1.5 @ 1.5"),
        (in_track(duration_ms=True), f"{TRACK}.duration_ms: must be a whole number, not true"),
        (in_track(name="x" * 99, album=1), f"{TRACK}.album: must be text, not 1 @ 1"),
        (in_track(album=["x" * 99]), f'{TRACK}.album: must be text, not ["{"x" * 57}… @ ["x'),
        (in_track(added_at="today"), f"{TRACK}.added_at: must be a moment like 2026-01-02"),
        (in_track(artists=[{"id": "x"}]), f'{TRACK}.artists[0].id: {ID}"x"'),
        (in_track(read_as="spotify:local:a"), f"{TRACK}.read_as: must be a track's URI"),
        (in_track(type="podcast"), f'{TRACK}.type: must be track or episode, not "podcast"'),
        (in_track(type="episode"), f"{TRACK}.type: does not fit the URI"),
        (in_track(is_local=True), f"{TRACK}.is_local: does not fit the URI"),
        (
            in_track(uri="spotify:local:a:b:c:1", is_local=False),
            f"{TRACK}.is_local: does not fit the URI",
        ),
        (
            in_track(uri=a_uri("e", "episode"), type="track"),
            f"{TRACK}.type: does not fit the URI",
        ),
        (
            world(a_list("A"), a_list("B"), a_list("A")),
            f'playlists[2].id: playlists[0] has this id too: {an_id("A")} @ "{an_id("A")}"',
        ),
    ],
)
def test_a_world_with_a_fault_is_refused_at_its_place(value: object, message: str) -> None:
    found = messages(value)
    assert len(found) == 1
    assert found[0].startswith(message)


def test_every_fault_of_a_world_is_told_at_once_in_the_order_of_the_file() -> None:
    value = world(
        a_list("A", {"uri": "x", "nmae": "y"}, {"uri": a_uri("b"), "isrc": 1}),
        {},
        {"publc": True},
        *({"id": an_id(str(n))} for n in range(7)),
        {"publc": True},
    )
    found = messages(value)
    assert [message.split(": ")[0] for message in found] == [
        "playlists[0].tracks[0].uri",
        "playlists[0].tracks[0].nmae",
        "playlists[0].tracks[1].isrc",
        "playlists[2].publc",
        "playlists[10].publc",
    ]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ({"playlist": []}, "did you mean 'playlists'?"),
        (in_track(duration=1), "did you mean 'duration_ms'?"),
        ({"generation": "neu"}, "did you mean 'new'?"),
        ({"xyzzy": 1}, "known here: user, generation, snapshot_lag_s, playlists"),
    ],
)
def test_a_word_that_is_nearly_right_is_named(value: object, hint: str | None) -> None:
    assert [fault.hint for fault in faults_of(json.dumps(value))] == [hint]


def test_broken_json_is_shown_with_line_and_column() -> None:
    (fault,) = faults_of('{"playlists": [\n  {"name": "A",}\n]}')
    assert str(fault.place) == "a.json:2:16"
    assert fault.place is not None
    assert fault.place.excerpt == '  {"name": "A",}'
    assert "this is no JSON" in fault.message


def test_a_long_line_is_cut_behind_its_fault() -> None:
    (fault,) = faults_of("[1 2" + " " * 5000 + "]")
    assert fault.place is not None
    assert (fault.place.column, len(fault.place.excerpt) < 300) == (4, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.json:1:1: the file ends too early"),
        ("[" * 100_000, "a.json: nested too deeply"),
        ('{"snapshot_lag_s": NaN}', "a.json:1:20: NaN is no number that can stand here"),
        ('{"snapshot_lag_s": 1e999}', "a.json:1:20: 1e999 is no number that can stand here"),
        ('{"snapshot_lag_s": ' + "9" * 5000 + "}", "a.json:1:20: 999"),
        ('{"user": {}, "user": {}}', "a.json:1:22: the key 'user' stands twice in one object"),
        ('{\n<<<<<<< HEAD\n"user": {}\n', "a.json:2:1: a merge left its conflict markers here"),
    ],
)
def test_what_is_no_json_of_ours_is_refused(text: str, message: str) -> None:
    (fault,) = faults_of(text)
    assert str(fault).startswith(message)
    assert fault.hint == "mend it there; docs/simulator.md says what such a file holds"


def test_a_world_may_begin_with_a_byte_order_mark() -> None:
    assert World.from_json("\ufeff{}", "a.json") == World.from_json("{}", "a.json")


def test_of_many_faults_the_first_twenty_are_shown() -> None:
    found = faults_of(json.dumps({"playlists": [1] * 50}))
    assert len(found) == 21
    assert found[-1].message == "a.json: 30 more of this kind"


def test_every_key_of_a_world_has_a_default() -> None:
    assert World.from_json("{}", "a.json") == World(User("aum.music", "aum.music"), "new", 0, ())
    text = '{"user": {"id": "me"}, "playlists": [{}, {"tracks": [{}, null]}]}'
    first, second = World.from_json(text, "a.json").playlists
    assert first is not None
    assert second is not None
    assert first == Playlist(first.id, "", "", public=True, collaborative=False, owner="me")
    assert len({first.id, second.id}) == 2
    item = second.tracks[0]
    assert item is not None
    assert item == Item(item.uri, "", 180_000)
    assert second.tracks[1] is None


def test_ids_that_are_left_out_follow_from_the_names() -> None:
    def uri(**keys: Any) -> str:
        text = json.dumps({"playlists": [{"tracks": [{"name": "Song", **keys}]}]})
        playlist = World.from_json(text, "a.json").playlists[0]
        assert playlist is not None
        item = playlist.tracks[0]
        assert item is not None
        return item.uri

    assert uri() == uri(album="elsewhere") != uri(artists=[{"name": "X"}])
    assert uri(type="episode").startswith("spotify:episode:")
    local = {"is_local": True, "artists": [{"name": "DJ X"}], "duration_ms": 61_500}
    assert uri(**local, album="Ö") == "spotify:local:DJ+X:%C3%96:Song:61"


def test_artists_of_one_name_are_one_unless_they_are_local() -> None:
    names = [{"name": "X"}, {"name": "X"}, {"name": "Y"}, {"id": None, "name": "X"}]
    tracks = [
        {"uri": a_uri("a"), "artists": names},
        {"uri": "spotify:local:a:b:c:1", "artists": names[:1]},
    ]
    playlist = World.from_json(json.dumps(world(a_list("A", *tracks))), "a.json").playlists[0]
    assert playlist is not None
    song, local = playlist.tracks
    assert song is not None
    assert local is not None
    one, same, other, unknown = song.artists
    assert one == same != other
    assert unknown == Artist(None, "X")
    assert local.artists == (Artist(None, "X"),)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({}, "rules[1]: the key 'do' is missing @ {}"),
        ({"do": "503"}, "rules[1].do: must be 429, quota, 500"),
        ({"do": 429}, "rules[1].do: must be 429, quota, 500"),
        ({"do": "500", "probability": 1}, "rules[1].probability: unknown key 'probability' @ 1"),
        ({"do": "500", "nth": 0}, "rules[1].nth: must be at least 1 @ 0"),
        ({"do": "500", "p": 1.5}, "rules[1].p: must be at most 1 @ 1.5"),
        ({"do": "500", "path": "(a"}, "rules[1].path: is no regular expression"),
        ({"do": "500", "body": "(a"}, "rules[1].body: is no regular expression"),
        ({"do": "500", "nth": 1, "p": 0.1}, "rules[1]: takes one of nth, every and p"),
        ({"do": "500", "when": "later"}, "rules[1].when: must be before or after"),
    ],
)
def test_a_fault_file_is_checked_like_a_world(rule: dict[str, Any], message: str) -> None:
    (found,) = messages({"rules": [{"do": "drop"}, rule]}, Faults)
    assert found.startswith(message)


def test_a_fault_file_has_defaults() -> None:
    assert Faults.from_json("{}", "a.json") == Faults((), 0)
    assert Faults.from_json('{"rules": [{"do": "drop"}]}', "a.json").rules == (Rule("drop"),)
