"""A plan that does not do what it should never leaves the process."""

from __future__ import annotations

import pytest

from aum_sync.plan.rehearsal import MisplannedError, rehearse
from aum_sync.plan.types import InsertStep, MoveStep, RemoveStep, Step
from aum_sync.season.items import content_digest
from tests.plan.paper import placed, slots


def uris(text: str) -> tuple[str, ...]:
    return tuple(f"spotify:track:{name}" for name in text.split())


def insert(at: int, text: str, phase: str = "grow") -> InsertStep:
    return InsertStep(at, uris(text), "grow" if phase == "grow" else "shrink")


def remove(text: str) -> RemoveStep:
    return RemoveStep(uris(text))


def rehearsed(base: str, target: str, *steps: Step) -> tuple[Step, ...]:
    held = slots(base)
    return rehearse(held, placed(held, slots(target)), steps)


def test_every_step_gets_the_digest_of_what_it_leads_to() -> None:
    steps = (insert(2, "c"), remove("a"), MoveStep(0, 1, 2))
    made = rehearsed("a -", "c -", *steps)
    contents = ["a - c", "- c", "c -"]
    assert [step.result for step in made] == [content_digest(slots(one)) for one in contents]
    assert rehearsed("a", "a") == ()


MANY = " ".join(f"t{number}" for number in range(101))
WRONG: dict[str, list[tuple[str, str, tuple[Step, ...]]]] = {
    "the end is not the target": [
        ("a", "a b", ()),
        ("a b", "b a", ()),
        ("a", "a b", (insert(1, "b b"),)),
    ],
    "an odd insertion": [
        ("a", "a b", (insert(2, "b"),)),
        ("a", "a", (insert(0, ""),)),
        ("", MANY, (insert(0, MANY),)),
    ],
    "an odd removal": [
        ("a", "a", (remove("b"),)),
        ("a", "a", (RemoveStep(()),)),
        (MANY, "", (remove(MANY),)),
    ],
    "an odd move": [
        ("a b", "a b", (MoveStep(0, 1, 1),)),
        ("a b", "a b", (MoveStep(1, 1, 1),)),
        ("a b", "a b", (MoveStep(1, 0, 0),)),
        ("a b", "b a", (MoveStep(1, 2, 0),)),
        ("a b", "b a", (MoveStep(0, 1, 3),)),
        (f"x {MANY}", f"{MANY} x", (MoveStep(1, 101, 0),)),
    ],
    "a removal takes what stays": [
        ("a b a", "b a", (remove("a"), MoveStep(0, 1, 1), insert(1, "a", "shrink"))),
        ("a", "a", (remove("a"),)),
    ],
    "growth after shrinking": [
        ("a b", "b c", (remove("a"), insert(1, "c"))),
        ("a b", "b a c", (MoveStep(0, 1, 2), insert(2, "c"))),
    ],
    "an addition among removals": [("a b", "b c", (remove("a"), insert(1, "c", "shrink")))],
    "a slot that stays was replaced by its double": [
        ("a b a", "a b a", (MoveStep(2, 1, 0), MoveStep(1, 1, 3))),
    ],
}


@pytest.mark.parametrize(
    ("message", "base", "target", "steps"),
    [(message, *case) for message, cases in WRONG.items() for case in cases],
)
def test_steps_that_do_not_do_what_they_should_are_a_bug(
    message: str, base: str, target: str, steps: tuple[Step, ...]
) -> None:
    with pytest.raises(MisplannedError, match=f"^{message}"):
        rehearsed(base, target, *steps)
