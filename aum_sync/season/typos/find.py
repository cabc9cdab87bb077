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
from aum_sync.season.typos.doubts import LEAST_TOLD, are_two, doubt, explains
from aum_sync.season.typos.evidence import Evidence
from aum_sync.season.typos.guesses import MOST_PROPOSALS, Guess, changed, guesses, kinds_of
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.order import Order
from aum_sync.season.typos.parts import Declared, Habits, Rows
from aum_sync.season.typos.sizes import Sizes
from aum_sync.season.typos.traits import Portraits
from aum_sync.season.typos.types import Finding, Verdict

ADDS_UP = Habits(wrong=0.3, exchanged=0.08, left_out=0.12, misplaced=0.65, twice=0.1)
DIFFERS = Habits(wrong=0.02, exchanged=0.05, left_out=0.12, misplaced=0.25, twice=0.1)
"""Where the counts do not add up, one thing is wrong for sure, and more seldom than one."""


def find(config: Config, state: State) -> tuple[Finding, ...]:
    """One finding per week of the season's range, in order, by each week's latest reading."""
    return _Search(config, cases_of(config, state)).findings()


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
            for track, kind in zip(tracks, kinds_of(guess), strict=True):
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
        rows = self._clues.rows(case.week, case.slots)
        strangers = () if case.adds_up else self._kinds.strangers(self._clues.priors)
        options = chain(strangers, *(one.options for one in declared))
        kinds = {option.kind for option in options}
        lattice = Lattice(
            declared,
            rows,
            strangers,
            ADDS_UP if case.adds_up else DIFFERS,
            self._sizes.logs(case.week, kinds, len(case.slots)),
            partial(self._order.turned, case.week),
        )
        found = guesses(lattice, self._kinds, adds_up=case.adds_up)
        return found if case.adds_up or self._tells(declared, rows, found) else ()

    def _tells(self, declared: Sequence[Declared], rows: Rows, found: Sequence[Guess]) -> bool:
        """Whether what does not add up can be put right: somebody may be writing it just now.

        A text without any number or listed genre is no description at all.
        """
        if all(one.count is None and self._is_unlisted(one.options[0].kind) for one in declared):
            return False
        if not found or found[0].probability < LEAST_TOLD:
            return False
        if any(
            are_two(rows[one.begin : one.end], one.kind, written=one.written)
            for one in changed(declared, found[0], self._kinds.unlisted)
        ):
            return False
        return explains(rows, kinds_of(found[0]), self._clues.priors)

    def _verdict(self, case: Case, found: Sequence[Guess]) -> Verdict:
        if not case.pairs or case.corrected:
            return "consistent"
        if not case.adds_up:
            return "typo" if found else "suspicious"
        if not found:
            return "consistent"
        return self._doubt(case, found)

    def _doubt(self, case: Case, found: Sequence[Guess]) -> Verdict:
        others = self._others(case, found)
        if not others:
            return "consistent"
        declared = self._declared(case)
        written = sum(one.probability for one in found if one.homes == declared)
        return doubt(written, others[0].probability, self._clues.smoothing.strays, len(case.pairs))

    def _others(self, case: Case, found: Sequence[Guess]) -> list[Guess]:
        """The readings that are other ones than what is declared, where that adds up."""
        if not case.adds_up:
            return list(found)
        declared = self._declared(case)
        return [one for one in found if one.homes != declared and not self._blurs(case, one)]

    def _blurs(self, case: Case, guess: Guess) -> bool:
        """Whether it moves the border of a genre of which no other week knows anything."""
        typed = [genre for genre, count in case.pairs for _ in range(count or 0)]
        read = chain.from_iterable([part.genre] * part.count for part in guess.path)
        return any(
            was != now
            and now in typed
            and not all(self._is_known(case, self._kinds.of(one)) for one in (was, now))
            for was, now in zip(typed, read, strict=True)
        )

    def _is_known(self, case: Case, kind: int) -> bool:
        return not self._is_unlisted(kind) and self._clues.is_met(case.week, kind)

    def _is_unlisted(self, kind: int) -> bool:
        return kind == self._kinds.unlisted

    def _declared(self, case: Case) -> tuple[str | None, ...]:
        return tuple(self._kinds.home(kind) for kind in case.track_kinds(self._kinds))

    def _finding(self, case: Case) -> Finding:
        found = self._guess(case)
        verdict = self._verdict(case, found)
        if verdict == "consistent":
            return Finding(case.week, verdict, case.pairs)
        others = self._others(case, found)[:MOST_PROPOSALS]
        return Finding(
            case.week,
            verdict,
            case.pairs,
            tuple(self._evidence.proposal(case, guess) for guess in others),
            self._evidence.clues(self._clues, case, others[0], found) if others else (),
        )
