"""Reviews of plans of any size, with titles as nobody wants them."""

from __future__ import annotations

from functools import cache

from aum_sync.plan.types import Plan
from tests.report.plans import HOSTILE, add, fate, master, move, plan, problem, remove

TITLES = (
    "Broke Toys", "נחכה לך עד שתבואי", "漢字の歌 (Live at 武道館)", "أنا مش أنا", HOSTILE,
    "Love 👩‍👩‍👧 ❤️", '"quoted" [x]; end %% ``` --> subgraph',
    "@octocat @org/team GH-7 a/b#12 deadbeef1",
)  # fmt: skip
GENRES = tuple(f"Genre {n}" for n in range(60)) + TITLES


@cache
def sized(changes: int, *, masters: int = 12, removals: float = 0.5) -> Plan:
    """A plan of so many changes over some masters, and an item with a fate for each of them."""
    gone = int(changes * removals)
    parts = [range(index, changes, masters) for index in range(masters)]
    made = [
        master(
            f"master-{index}",
            f"♩ Master {index} {TITLES[index % len(TITLES)]}",
            size=(500, 500 + len(part)),
            remove=tuple(
                remove(f"{TITLES[n % 8]} {n}", at=n, week=n % 300, genre=GENRES[n % 68])
                for n in part
                if n < gone
            ),
            move=(move("Far", 1, 9),) * (index == 1 and changes > 1),
            add=tuple(
                add(f"{TITLES[n % 8]} {n}", at=n, week=n % 300, genre=GENRES[n % 68])
                for n in part
                if n >= gone
            ),
        )
        for index, part in enumerate(parts)
    ]
    fates = tuple(
        fate("placed", n % 300, n, genre=GENRES[n % 68], masters=(f"master-{n % masters}",))
        for n in range(changes)
    )
    return plan(*made, fates=fates)


def troubled(errors: int, warnings: int) -> Plan:
    """A plan with so many problems and nothing else."""
    text = "declares 36 tracks and holds 30: its counts are 6 too high; nothing of it is placed"
    found = [problem("expect", text, level="error", master="a", hint="look") for _ in range(errors)]
    found += [problem("mismatch", text, week=n, hint="look") for n in range(warnings)]
    return plan(master("a"), problems=tuple(found))
