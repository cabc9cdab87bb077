"""Seasons for the report: one on disk, full of hostile text, and one with ten thousand tracks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aum_sync.plan.build import plan_of
from aum_sync.plan.stats import stats_of
from aum_sync.plan.workings import work_out
from aum_sync.report.page.types import Report
from aum_sync.report.validation import validate
from aum_sync.season.items import Slot, State
from aum_sync.season.typos.types import Finding
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.seasons import LOCAL, NULL, config, slots, state, track

SCRIPT = "</script><script>window.hacked = 1</script>"
IMAGE = '<img src="http://127.0.0.1:9/x" onerror="window.hacked = 1">'
CALL = "<img src=x onerror=hacked()>"
"""Stands in a description, where digits would be counts."""
OVERRIDE = "abc\u202edcba"
HEBREW = "מגדלור ומכתב"

_HEAD = """
version: 1
season:
  name: 'Night <b>Bus</b>'
  weeks: 1-{last}
  match: 'Aum#(?P<week>\\d+)'
"""
_MASTERS = """
masters:
  rap: {name: "♩ Hip Hop <i>", playlist: "0000000000000000000rap", genres: [Rap, Hip Hop],
        excludes: [soul]}
  soul: {name: "♩ נשמה", playlist: "000000000000000000soul", genres: [Soul],
         also: [{script: Hebrew, review: true}]}
  sort: {name: "♩ To sort", playlist: "000000000000000000sort", catch_all: true}
drop: [Dub]
"""
_WEEKS: Mapping[int, tuple[str, tuple[Slot, ...]]] = {
    1: (
        "14-18&#x2F;02&#x2F;2022 ♩ 𝘙𝘢𝘱³ ♩ Soul 1",
        (
            track("script", IMAGE, title=SCRIPT),
            track("bey", "Beyoncé", title="Déjà Vu"),
            track("heb", "אחרי הגשם", title=HEBREW),
            track("z10", "Zed", title="Track 10"),
        ),
    ),
    2: ("Rap 2, Soul 1", (track("z2", "Zoe", title="Track 2"), *slots("a"))),
    3: (
        f"Polka {CALL} 1 ♩ Dub 1 ♩ Rap 3",
        (*slots("p d"), track("bey", "Beyoncé", title="Déjà Vu"), NULL, LOCAL),
    ),
    4: (f"Hip Hop 1 | created by {OVERRIDE}", (track("over", "One", title=OVERRIDE),)),
}
_BASES = {
    "rap": (track("z10", "Zed", title="Track 10"), *slots("o")),
    "soul": (track("z10", "Zed", title="Track 10"),),
}


def write_season(root: Path) -> Path:
    """A season with one of everything, its titles written to do harm; the folder it is in."""
    text = _HEAD.format(last=8) + _MASTERS
    return _written(root, text, state(config(text), _WEEKS, _BASES))


def big_report() -> Report:
    """250 weeks with 40 tracks each, a part of them in masters already; nobody looks for typos."""
    known = config(_HEAD.format(last=250) + _MASTERS)
    weeks = {
        week: (
            "Rap 20, Soul 15, Polka 5",
            tuple(
                track(f"{week}x{n}", f"Artist {n}", title=f"Song {week * 40 + n}")
                for n in range(40)
            ),
        )
        for week in range(1, 251)
    }
    base = {"rap": weeks[1][1][:20], "soul": weeks[2][1][:20]}
    workings = work_out(known, state(known, weeks, base))
    return Report(
        known,
        plan_of(workings, commit=None, base_from="snapshots"),
        stats_of(workings),
        validate(known, workings.state),
        tuple(Finding(week, "consistent", ()) for week in weeks),
    )


def _written(root: Path, text: str, made: State) -> Path:
    (root / "config").mkdir(parents=True)
    (root / "config" / "season.yaml").write_text(text, "utf-8")
    save_state(WorkTree(root), State(), made)
    return root
