"""What a proposal would change, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aum_sync.config.types import Config
from aum_sync.season.items import Slot
from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.cases import Case
from aum_sync.season.typos.clues import Clues, Weights
from aum_sync.season.typos.guesses import Guess, kinds_of
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.types import Clue, Move, Proposal

_MOST_CLUES = 8
_WORTH_NAMING = 0.3
"""How much a clue has to speak for the proposal, as a log of odds."""


class Evidence:
    """Makes what is shown of a reading."""

    def __init__(self, config: Config, kinds: Kinds, recordings: Recordings) -> None:
        """Tracks that the configuration corrects go where it says, whatever a week declares."""
        self._kinds = kinds
        self._recordings = recordings
        self._fixed = frozenset(recordings.of(one.uri) for one in config.track_corrections)

    def proposal(self, case: Case, guess: Guess) -> Proposal:
        """A reading as it is shown."""
        counts = tuple((part.genre, part.count) for part in guess.path)
        moves = tuple(self._moves(case, guess))
        return Proposal(counts, min(guess.probability, 1.0), moves)

    def _moves(self, case: Case, guess: Guess) -> Iterator[Move]:
        """The tracks that go elsewhere than the written counts send them."""
        written = self._written(case)
        for position, (slot, becomes) in enumerate(zip(case.slots, guess.homes, strict=True)):
            if position == len(written):
                return
            was = written[position]
            if was != becomes and self._goes_somewhere(slot):
                yield Move(position, slot, was, becomes)

    def _written(self, case: Case) -> list[str | None]:
        """Masters by the written counts, as far as these say it: up to a missing one."""
        checksum = case.judged.checksum
        counts = checksum.counts or [count for _, count in case.pairs]
        homes: list[str | None] = []
        for (genre, _), count in zip(case.pairs, counts, strict=True):
            if count is None:
                return homes
            homes += [self._kinds.home(self._kinds.of(genre))] * count
        return (homes + [None] * len(case.slots))[: len(case.slots)]

    def _goes_somewhere(self, slot: Slot) -> bool:
        recording = self._recordings.of_slot(slot)
        return recording is not None and recording not in self._fixed

    def clues(
        self, clues: Clues, case: Case, guess: Guess, found: Sequence[Guess]
    ) -> tuple[Clue, ...]:
        """What speaks for a reading against all others, the strongest first.

        Where the counts add up, of the tracks that it moves alone: the others are not in doubt.
        """
        others = [one for one in found if one is not guess]
        whole = sum(one.probability for one in others)
        if not whole:
            return ()
        priors = clues.priors
        named: list[Clue] = []
        kinds = kinds_of(guess)
        rivals = [(kinds_of(one), one.probability / whole) for one in others]
        moved = {move.position for move in self._moves(case, guess)}
        for position, slot in enumerate(case.slots):
            if case.adds_up and position not in moved:
                continue
            kind = kinds[position]
            against = [
                (rival[position], share) for rival, share in rivals if rival[position] != kind
            ]
            if not against:
                continue
            for what, trait in clues.named(slot):
                weights = clues.weights(case.week, trait, priors)
                gain = _gain(weights, kind, against)
                if gain < _WORTH_NAMING or weights[kind] < max(weights):
                    continue
                home = self._kinds.home(kind)
                weeks = clues.weeks(case.week, trait.key, kind)
                named.append(Clue(position, slot, what, trait.name, home, weeks, gain))
        return tuple(sorted(named, key=lambda clue: (-clue.weight, clue.position))[:_MOST_CLUES])


def _gain(weights: Weights, kind: int, against: Sequence[tuple[int, float]]) -> float:
    """How much likelier a trait makes a class than what the others say instead."""
    own = weights[kind]
    return sum(share * (own - weights[rival]) for rival, share in against)
