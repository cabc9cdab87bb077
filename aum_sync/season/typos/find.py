"""Finds the weeks whose counts are wrong: one verdict per week, and how it may have been meant.

First everything is learned from the weeks that can be trusted; then, from all as they look by
that, once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import chain

from aum_sync.config.types import Config
from aum_sync.season.items import State
from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.cases import Case, cases_of
from aum_sync.season.typos.clues import Clues, Shares, fit
from aum_sync.season.typos.evidence import Evidence
from aum_sync.season.typos.guesses import MOST_PROPOSALS, RIVAL, Guess, guesses
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.order import Order
from aum_sync.season.typos.parts import Habits
from aum_sync.season.typos.sizes import Sizes
from aum_sync.season.typos.traits import Portraits
from aum_sync.season.typos.types import Finding, Verdict

ADDS_UP = Habits(wrong=0.3, exchanged=0.08, left_out=0.12, misplaced=0.65, twice=0.1)
DIFFERS = Habits(wrong=0.02, exchanged=0.05, left_out=0.12, misplaced=0.25, twice=0.1)
"""Where the counts do not add up, one thing is wrong for sure, and more seldom than one."""

WORTH_AN_EAR = 5
"""So many times as likely as what is declared another reading has to be, where that adds up, for
each stray that is to be expected beside the week's boundaries."""
LIKELIER_THAN_NOT = 0.5


def find(config: Config, state: State) -> tuple[Finding, ...]:
    """One finding per week of the season's range, in order, by each week's latest reading."""
    return _Search(config, cases_of(config, state)).findings()


def doubt(written: float, other: float, strays: float, segments: int) -> Verdict:
    """The verdict on what adds up, by how likely it and the likeliest other reading are.

    ``strays`` is the share of tracks that are not what their artists are elsewhere. Of these only
    the ones beside a boundary look like another count.
    """
    expected = strays * 2 * max(segments - 1, 1)
    if other < max(RIVAL, WORTH_AN_EAR * expected) * written:
        return "consistent"
    return "typo" if other > LIKELIER_THAN_NOT else "suspicious"


class _Search:
    """All weeks of a season, and what is known of their tracks."""

    def __init__(self, config: Config, cases: Sequence[Case]) -> None:
        self._cases = cases
        self._kinds = Kinds(config, (genre for case in cases for genre, _ in case.pairs))
        self._recordings = Recordings(
            chain.from_iterable(case.slots for case in cases),
            duplicates=config.policy.duplicates,
        )
        self._portraits = Portraits((case.slots for case in cases), self._recordings.of_slot)
        self._clues = Clues(len(self._kinds), self._portraits, self._kinds.unlisted)
        self._evidence = Evidence(config, self._kinds, self._recordings)

    def findings(self) -> tuple[Finding, ...]:
        """What is found, the second time."""
        self._learn_from_trusted()
        first = {case.week: self._guess(case) for case in self._cases}
        self._learn_from_all(first)
        return tuple(self._finding(case) for case in self._cases)

    def _learn_from_trusted(self) -> None:
        right = [case for case in self._cases if case.trusted]
        for case in right:
            shares: list[Shares] = [((kind, 1.0),) for kind in case.track_kinds(self._kinds)]
            self._clues.learn(case.week, case.slots, shares)
        self._learn_habits(right)

    def _learn_from_all(self, found: dict[int, tuple[Guess, ...]]) -> None:
        """Learn what does not look consistent as declared as it looks; the rest is learned."""
        right: list[Case] = []
        for case in self._cases:
            if case.trusted and self._verdict(case, found[case.week]) == "consistent":
                right.append(case)
            else:
                self._clues.learn(case.week, case.slots, self._shares(case, found[case.week]))
        self._learn_habits(right)

    def _shares(self, case: Case, found: Sequence[Guess]) -> list[Shares]:
        tracks: list[defaultdict[int, float]] = [defaultdict(float) for _ in case.slots]
        for guess in found:
            kinds = chain.from_iterable([part.kind] * part.count for part in guess.path)
            for track, kind in zip(tracks, kinds, strict=True):
                track[kind] += guess.probability
        return [tuple(track.items()) for track in tracks]

    def _learn_habits(self, right: Sequence[Case]) -> None:
        """How far to trust clues, how large segments are, and which stand before which."""
        self._clues.smoothing = fit(
            self._clues, [(case.week, case.slots, case.track_kinds(self._kinds)) for case in right]
        )
        runs = [(case.week, case.runs(self._kinds)) for case in right]
        self._sizes = Sizes(runs)
        self._order = Order((week, [kind for kind, _ in some]) for week, some in runs)

    def _guess(self, case: Case) -> tuple[Guess, ...]:
        if not case.pairs or not case.slots or case.corrected:
            return ()
        declared = case.declared(self._kinds)
        strangers = () if case.adds_up else self._kinds.strangers(self._clues.priors)
        options = chain(strangers, *(one.options for one in declared))
        kinds = {option.kind for option in options}
        lattice = Lattice(
            declared,
            self._clues.rows(case.week, case.slots),
            strangers,
            ADDS_UP if case.adds_up else DIFFERS,
            self._sizes.logs(case.week, kinds, len(case.slots)),
            partial(self._order.turned, case.week),
        )
        return guesses(lattice, self._kinds, adds_up=case.adds_up)

    def _verdict(self, case: Case, found: Sequence[Guess]) -> Verdict:
        if not case.pairs or case.corrected:
            return "consistent"
        if not case.adds_up:
            return "typo" if found else "suspicious"
        if not found:
            return "consistent"
        return self._doubt(case, found)

    def _doubt(self, case: Case, found: Sequence[Guess]) -> Verdict:
        declared = self._declared(case)
        written = next((one.probability for one in found if one.homes == declared), 0.0)
        other = next((one.probability for one in found if one.homes != declared), 0.0)
        return doubt(written, other, self._clues.smoothing.strays, len(case.pairs))

    def _declared(self, case: Case) -> tuple[str | None, ...]:
        return tuple(self._kinds.home(kind) for kind in case.track_kinds(self._kinds))

    def _finding(self, case: Case) -> Finding:
        found = self._guess(case)
        verdict = self._verdict(case, found)
        if verdict == "consistent":
            return Finding(case.week, verdict, case.pairs)
        declared = self._declared(case) if case.adds_up else None
        others = [one for one in found if one.homes != declared][:MOST_PROPOSALS]
        return Finding(
            case.week,
            verdict,
            case.pairs,
            tuple(self._evidence.proposal(case, guess) for guess in others),
            self._evidence.clues(self._clues, case, others[0], found) if others else (),
        )
