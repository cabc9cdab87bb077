"""Plans made by hand: small factories, and a few whole plans that the golden files show."""

from __future__ import annotations

from typing import Any

from aum_sync.plan.types import (
    Add,
    Detail,
    Fate,
    FateName,
    Inputs,
    MasterPlan,
    Move,
    Plan,
    Problem,
    Refusal,
    Remove,
    Requests,
)

DIGEST = "1a2b3c4d5e6f7890" * 4


def add(name: str, artists: str = "Artist", **more: Any) -> Add:
    values: dict[str, Any] = {
        "uri": f"spotify:track:{len(name):022d}",
        "at": 0,
        "week": 281,
        "position": 0,
        "genre": "Rap",
        "rule": "alias",
        "path": "masters.hip-hop.genres[1]",
    }
    return Add(name=name, artists=artists, **(values | more))


def remove(name: str, artists: str = "Artist", **more: Any) -> Remove:
    values: dict[str, Any] = {"uri": "spotify:track:r", "at": 0, "reason": "duplicate"}
    return Remove(name=name, artists=artists, **(values | more))


def move(name: str, origin: int, to: int, artists: str = "Artist") -> Move:
    return Move("spotify:track:m", origin, to, name, artists)


def master(key: str, title: str | None = None, **more: Any) -> MasterPlan:
    values: dict[str, Any] = {
        "playlist": "3GiWLHwdkZU9VQ4i1aagWa",
        "status": "managed",
        "details": (),
        "add": (),
        "remove": (),
        "move": (),
        "base": "b" * 64,
        "target": "c" * 64,
        "size": (0, 0),
    }
    return MasterPlan(key=key, title=title or key, **(values | more))


def fate(name: FateName, week: int = 281, position: int = 0, **more: Any) -> Fate:
    values: dict[str, Any] = {
        "uri": "spotify:track:f",
        "name": "Song",
        "artists": "Artist",
        "genre": "Rap",
        "masters": (),
        "refused": (),
        "rule": "masters.hip-hop.genres[1]",
    }
    return Fate(week=week, position=position, fate=name, **(values | more))


def problem(code: str, text: str, **more: Any) -> Problem:
    return Problem(**({"level": "warning", "code": code, "text": text} | more))


def plan(*masters: MasterPlan, **more: Any) -> Plan:
    values: dict[str, Any] = {
        "digest": DIGEST,
        "account": "aum.music",
        "inputs": Inputs("c" * 40, "d" * 64, "e" * 64, "snapshots:" + "f" * 64, "0.1.0"),
        "fates": (),
        "problems": (),
        "requests": Requests(read=4, write=7),
    }
    return Plan(masters=masters, **(values | more))


HIP_HOP = master(
    "hip-hop",
    "♩ 𝘏𝘪𝘱 𝘏𝘰𝘱, 𝘙𝘢𝘱",
    size=(912, 914),
    details=(
        Detail("name", "Hip Hop", "♩ 𝘏𝘪𝘱 𝘏𝘰𝘱, 𝘙𝘢𝘱", "♩ 𝘏𝘪𝘱 𝘏𝘰𝘱, 𝘙𝘢𝘱"),
        Detail(
            "description",
            "912 tracks, chosen by ear, every week since 2019 · Season 3",
            "914 tracks, chosen by ear, every week since 2019 · Season 3",
            "{tracks} tracks, chosen by ear, every week since 2019 · {season}",
        ),
        Detail("public", None, True, template=True),
    ),
    remove=(
        remove("Broke Toys", "Quelle Chris, Denmark Vessey", at=40, week=245, genre="Hip Hop, Rap"),
        remove(
            "נחכה לך",
            "שלמה ארצי",
            at=7,
            reason="misplaced",
            week=281,
            genre="Mizrahi",
            to=("mizrahi",),
            path="masters.mizrahi.genres[0]",
        ),
    ),
    move=(move("Sicko Mode", 3, 9, "Travis Scott"),),
    add=(
        add("漢字の歌 (Live at 武道館)", "宇多田ヒカル", at=912, position=4, genre="Dark Trap"),
        add("Mi Gente", "J Balvin, Willy William", at=910, position=2, genre="Hip Hop, Rap"),
        add(
            "أنا مش أنا",
            "Marwan Pablo",
            at=911,
            position=3,
            rule="also",
            review=True,
            genre="Rap",
        ),
        add("Love 👩‍👩‍👧 ❤️ cafe\u0301", "Zoë 🇮🇱", at=913, position=5, rule="compound"),
    ),
)

HOSTILE = (
    "\x1b[31mred\x1b[0m | <b>x</b> @octocat #1 https://evil.example/ `code` [l](http://x)\n"
    "\u202eevil ![i](http://x/y.png) <!-- --> </details> &amp; *b* _i_ ~~s~~ $x$"
)

FULL = plan(
    HIP_HOP,
    master("israeli-music", "♩ מוזיקה ישראלית", size=(34, 34)),
    master(
        "mizrahi",
        "♩ Mizrahi",
        status="create",
        playlist=None,
        size=(0, 2),
        add=(
            add("נחכה לך", "שלמה ארצי", genre="Mizrahi", path="masters.mizrahi.genres[0]"),
            add(HOSTILE, "=cmd|' /C calc'!A0", at=1, week=282, genre=None, rule="orphan"),
        ),
    ),
    master("reggae", "♩ Reggae", size=(20, 20)),
    master("reggaeton", "♩ Reggaeton", status="unread"),
    master("triage", "♩ s3 למיין", status="blocked"),
    problems=(
        Problem(
            "warning",
            "checksum-mismatch",
            "declares 36 tracks and has 35: nothing of it is placed",
            week=221,
            hint="correct the description on Spotify, or add corrections.weeks.221",
        ),
        Problem(
            "error",
            "namesake",
            "the account has a playlist of this name already",
            master="triage",
            hint="put its id under masters.triage.playlist: 4qYupj1n5KASzFohe5RSmH",
        ),
        Problem(
            "warning",
            "checksum-mismatch",
            "declares 39 tracks and has 57: nothing of it is placed",
            week=223,
            hint="correct the description on Spotify, or add corrections.weeks.223",
        ),
        Problem("warning", "unused-aliases", "12 aliases are used by no week"),
    ),
    fates=(
        fate("placed", 281, masters=("hip-hop",)),
        fate("placed", 281, 1, masters=("hip-hop",), review=True),
        fate("duplicate", 245, masters=("hip-hop",), of=(221, 10)),
        fate(
            "excluded",
            282,
            refused=(Refusal("hip-hop", "masters.hip-hop.excludes[0]", "is in mizrahi"),),
        ),
        fate("held", 221),
        fate("held", 221, 1),
        fate("held", 223),
    ),
)

NOTHING = plan(master("hip-hop", "♩ Hip Hop", size=(912, 912)), fates=(fate("placed"),))
