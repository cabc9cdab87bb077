"""What goes wrong in one run of the campaign: faults for its first applies, an edit, a flicker."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aum_sync.simulator.faults import Deed, Faults, Rule, When
from tests.campaign.seasons import Dice

WRITES = ("POST", "DELETE", "PUT")
DEEDS: tuple[Deed, ...] = (
    *("429", "quota", "500", "502", "504", "drop", "truncate", "html", "stale", "401", "400"),
    "ignored",
)
ITEMS = r"/items(\?|$)"
_WHEN: tuple[When, ...] = ("before", "after")


@dataclass(frozen=True, slots=True)
class Story:
    """The faults of the first, second … apply; those behind the last meet none.

    ``edit`` and ``flicker`` say before which apply somebody edits a master, and Spotify shows null
    for one of its tracks from then on.
    """

    seed: str
    faults: tuple[Faults, ...]
    edit: int | None = None
    flicker: int | None = None

    @property
    def has_ignored(self) -> bool:
        """Whether some writes are answered and not done."""
        return any(rule.do == "ignored" for one in self.faults for rule in one.rules)

    @property
    def in_order(self) -> bool:
        """Whether every write that is answered is done, and none refused that another run takes."""
        deeds = {rule.do for one in self.faults for rule in one.rules}
        return deeds.isdisjoint({"ignored", "400"})

    def of(self, turn: int) -> Faults:
        """The faults of an apply, counted from 0."""
        return self.faults[turn] if turn < len(self.faults) else Faults()


def sound(rule: Rule) -> Rule:
    """The rule within what can be survived in principle.

    Two stale readings in a row are believed less than a third: a Spotify that hides a write for
    ever cannot be told from one that did not do it. Only changes of items are ignored: details are
    not read back, and of a playlist that was created only the answer tells the id.
    """
    if rule.do == "stale":
        return replace(rule, times=2)
    if rule.do == "ignored":
        return replace(rule, path=ITEMS, method=rule.method if rule.method in WRITES else "POST")
    return rule


def story(seed: str, uris: list[str]) -> Story:
    """The story of a seed; ``uris`` are tracks that will be written."""
    dice = Dice(f"story {seed}")
    turns = dice.choice([1, 1, 2, 3])
    faults = tuple(Faults(_rules(dice, uris), dice.randrange(10**6)) for _ in range(turns))
    faults = tuple(replace(one, rules=_once_stale(one.rules)) for one in faults)
    edit = dice.randint(0, turns) if dice.chance(12) else None
    if edit is not None:
        faults = tuple(replace(one, rules=_honest(one.rules)) for one in faults)
    flicker = dice.randint(0, turns) if dice.chance(12) else None
    return Story(seed, faults, edit, flicker)


def _once_stale(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules with one at most that gives stale answers."""
    stale = [rule for rule in rules if rule.do == "stale"][:1]
    return tuple(rule for rule in rules if rule.do != "stale" or rule in stale)


def _honest(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules without stale answers: what hides an edit lets nobody know of it."""
    return tuple(rule for rule in rules if rule.do != "stale")


def _rules(dice: Dice, uris: list[str]) -> tuple[Rule, ...]:
    draw = dice.choice(
        [_single, _single, _write, _write, _storm, _doubt, _doubt, _creation, _track]
    )
    return tuple(map(sound, draw(dice, uris)))


def _deed(dice: Dice) -> Rule:
    when = dice.choice(_WHEN)
    waits = dice.choice([1, 3, 200]) if dice.randrange(4) == 0 else None
    rule = Rule(dice.choice(DEEDS), when=when)
    return replace(rule, retry_after=waits) if rule.do == "429" else rule


def _single(dice: Dice, _: list[str]) -> list[Rule]:
    """One request, of any kind."""
    return [replace(_deed(dice), nth=dice.randint(1, 16))]


def _write(dice: Dice, _: list[str]) -> list[Rule]:
    """One write, or two."""
    kinds = dice.choices(WRITES, k=dice.randint(1, 2))
    return [replace(_deed(dice), method=kind, nth=dice.randint(1, 3)) for kind in kinds]


def _storm(dice: Dice, _: list[str]) -> list[Rule]:
    """Any request, now and then."""
    count = dice.randint(2, 4)
    return [
        replace(_deed(dice), p=dice.choice([0.1, 0.2, 0.4]), times=dice.randint(1, 5))
        for _ in range(count)
    ]


def _doubt(dice: Dice, _: list[str]) -> list[Rule]:
    """A write with a doubtful answer, and readings behind it that show what was before."""
    doubtful = dice.choice([do for do in DEEDS if do not in ("stale", "ignored", "429", "quota")])
    when = dice.choice([*_WHEN, "after"])
    nth = dice.randint(1, 3)
    write = Rule(doubtful, method=dice.choice(WRITES), path="/items", nth=nth, when=when)
    return [write, Rule("stale", method="GET", p=dice.choice([0.3, 1.0]))]


def _creation(dice: Dice, _: list[str]) -> list[Rule]:
    """The creation of a master, and readings behind it."""
    rules = [replace(_deed(dice), method="POST", path="me/playlists", times=dice.randint(1, 2))]
    if dice.randrange(2):
        rules.append(Rule("stale", method="GET", path="me/playlists"))
    return [rule for rule in rules if rule.do != "ignored"]


def _track(dice: Dice, uris: list[str]) -> list[Rule]:
    """A track that Spotify does not take, for a while."""
    refused = dice.sample(uris, min(len(uris), dice.randint(1, 2)))
    times = dice.choice([1, 2, 4, 8])
    return [Rule("400", method="POST", body=f'{uri}"', times=times) for uri in refused]
