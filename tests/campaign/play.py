"""One run of the campaign: a season is applied again and again until it is done."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from typing import Self

from aum_sync.simulator.world import Playlist, World
from tests.campaign.seasons import Dice, item
from tests.campaign.spotify import Kill
from tests.campaign.stories import Story
from tests.campaign.watch import Watch
from tests.campaign.workshop import Prepared, Workshop

_DAY_S = 86_400
"""Longer than Spotify ever asks to wait."""
_MOST = 8
"""How many applies may be needed once nothing goes wrong any more, pulls between them."""


@dataclass
class Score:
    """What a run, or many, came to."""

    runs: int = 0
    faults: int = 0
    kills: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Self:
        self.runs += other.runs
        self.faults += other.faults
        self.kills += other.kills
        self.lost += other.lost
        self.doubled += other.doubled
        self.wrong += other.wrong
        return self

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.doubled or self.wrong)

    def __str__(self) -> str:
        counts = f"runs={self.runs} faults={self.faults} kills={self.kills}"
        found = f"lost={len(self.lost)} doubled={len(self.doubled)} wrong={len(self.wrong)}"
        return f"{counts} {found}"


class Play:
    """Applies one prepared season until it is done, and looks on."""

    def __init__(self, shop: Workshop, prepared: Prepared, name: str) -> None:
        self.shop = shop
        self.name = name
        self.score = Score()
        shop.reset(prepared)
        self.watch = Watch(prepared.planned, prepared.world, shop.tip_file)
        shop.spotify.serve(prepared.world, self.watch)

    def through(self, story: Story) -> Score:
        """Apply with the faults of a story, then without, until it is done."""
        dice = Dice(f"play {story.seed}")
        self.watch.ignored, self.watch.in_order = story.has_ignored, story.in_order
        for turn in range(len(story.faults) + _MOST):
            if turn == story.edit:
                self._edit(dice)
            if turn == story.flicker:
                self._flicker(dice)
            if self._turn(story, turn):
                break
        else:
            self.watch.wrong.append("it never ends")
        return self.ended()

    def finish(self) -> Score:
        """Apply without faults until it is done."""
        return self.through(Story(self.name, ()))

    def killed(self, number: int, *, after: bool) -> bool:
        """Apply in a process of its own, which dies at a request; whether it came to that one."""
        self.watch.first_tip = None
        kill = Kill(number, after)
        command = [sys.executable, "-m", "aum_sync", "apply", "--root", str(self.shop.clone.root)]
        quiet = subprocess.DEVNULL
        with (
            self.shop.spotify.lying_in_wait(kill),
            subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as process,
        ):
            kill.process.set_result(process.pid)
            code = process.wait()
        self.check_begun()
        self.score.kills += kill.done
        if code not in (0, -signal.SIGKILL):
            self.watch.wrong.append(f"exit {code} of a process that nothing happened to")
        return kill.done

    def _turn(self, story: Story, turn: int) -> bool:
        """One apply, and what the workflow would do behind it; whether all is done."""
        self.shop.spotify.spoil(story.of(turn))
        before = len(self.shop.spotify.struck)
        code, said = self.applied()
        struck = self.shop.spotify.struck[before:]
        self.score.faults += len(struck)
        self.shop.spotify.spoil(Story("", ()).of(0))
        excused = struck or self.watch.is_edited
        if code not in (0, 1, 5, 6) or (code and not excused and turn >= len(story.faults) + 1):
            self.watch.wrong.append(f"exit {code} in apply {turn + 1}: {said}")
        if "edited on Spotify" in said and not (self.watch.is_edited or self._hides()):
            self.watch.wrong.append(f"edited by nobody, as apply {turn + 1} says: {said}")
        if code == 0 and not self.watch.is_edited:
            return True
        if code in (0, 1, 5):
            self._review()
        else:
            self.shop.wait(_DAY_S)
        return False

    def applied(self) -> tuple[int, str]:
        """One apply; what the branch said when its first write was done is looked at."""
        self.watch.first_tip = None
        done = self.shop.apply()
        self.check_begun()
        return done

    def check_begun(self) -> None:
        """Whether what the masters held was on record before the first write."""
        first = self.watch.first_tip
        if first and not self.shop.has_begun(first):
            self.watch.wrong.append("written to before that was on record")

    def _review(self) -> None:
        """What the workflow does behind an edit or a refused track: pull, review, merge."""
        self.shop.follow()
        prepared = self.shop.pull()
        if not prepared.planned.state.pending:
            self.watch.plan_again(prepared.planned, prepared.world)

    def _edit(self, dice: Dice) -> None:
        """Somebody adds a track to a master, in the Spotify app."""
        new = item(f"z{dice.randrange(99):02}a")
        if found := self._some_master(dice):
            at = dice.randint(0, len(found.tracks))
            edited = replace(found, tracks=(*found.tracks[:at], new, *found.tracks[at:]))
            self._change(edited)
            self.watch.edited(edited)

    def _flicker(self, dice: Dice) -> None:
        """Spotify shows null for a track of a master, for a while."""
        if found := self._some_master(dice):
            hidden = dice.randrange(max(len(found.tracks), 1))
            tracks = (
                replace(one, readable=False)
                if at == hidden and one and one.kind == "track"
                else one
                for at, one in enumerate(found.tracks)
            )
            self._change(replace(found, tracks=tuple(tracks)))

    def _some_master(self, dice: Dice) -> Playlist | None:
        found = self._masters()
        return dice.choice(found) if found else None

    def _masters(self) -> list[Playlist]:
        world = self.shop.spotify.world
        return [one for way in self.watch.season.ways for one in self.watch.found(way, world)]

    def _hides(self) -> bool:
        """Whether a track is shown as null: halfway through a request that may be any of it."""
        shown = (item for one in self._masters() for item in one.tracks)
        return any(item and not item.readable for item in shown)

    def _change(self, playlist: Playlist) -> None:
        def change(world: World) -> World:
            return world.changed(playlist.id, lambda _: playlist)

        self.shop.spotify.edit(change)

    def ended(self) -> Score:
        """The run is done: look at what came of it."""
        world = self.shop.spotify.world
        watch = self.watch
        watch.arrived(world)
        try:
            watch.recorded(self.shop.planned(world), world)
        except AssertionError as error:
            watch.wrong.append(str(error))
        self.score.runs = int(bool(self.score.faults or self.score.kills))
        numbers = self.shop.numbers()
        if numbers != [*range(len(numbers), 0, -1)]:
            watch.wrong.append(f"the applies are numbered {numbers}")
        for kind in ("lost", "doubled", "wrong"):
            texts = dict.fromkeys(getattr(watch, kind))
            getattr(self.score, kind).extend(f"{self.name}: {kind}: {text}" for text in texts)
        return self.score
