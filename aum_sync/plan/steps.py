"""From base to target in the fewest requests, with the date of every track that stays.

New tracks come first, each next to a neighbour that it has in the target, so that everything is
somewhere before anything leaves; then removals; then moves, which are fewest when what goes is
gone. Last come the URIs of which one copy goes and another stays: Spotify takes all of them at
once, so these are put back by the very next request. Their removals take along what fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from aum_sync.plan.draft import Draft, chunks
from aum_sync.plan.gaps import inserts
from aum_sync.plan.rehearsal import CHUNK, rehearse
from aum_sync.plan.types import Step
from aum_sync.season.items import Slot
from aum_sync.season.order import Placed


def steps_of(
    base: Sequence[Slot], target: Sequence[Placed], *, chunk: int = CHUNK, rewrite: bool = False
) -> tuple[Step, ...]:
    """The steps that bring ``base`` to ``target``, rehearsed, each with the digest it leads to.

    With ``rewrite`` tracks that stay may also be removed and put back, ``chunk`` at a time, where
    that takes fewer requests; they lose their date. Raises MisplannedError for steps that do not do
    what they should: a bug.
    """
    ways = [_Task(base, target, frozenset()).steps(chunk)]
    if rewrite:
        tracks = (placed.slot for placed in target if placed.slot.state == "track")
        anew = frozenset(slot.written_uri for slot in tracks if slot.written_uri)
        ways.append(_Task(base, target, anew).steps(chunk))
    return rehearse(base, target, min(ways, key=len))


class _Task:
    """One way from base to target. Slots are numbered: those of base, then those of the target.

    A slot that stays has the number that it has in base, unless its URI is one that flies: is
    removed and put back, since a copy of it goes or since it is written ``anew``.
    """

    def __init__(
        self, base: Sequence[Slot], target: Sequence[Placed], anew: frozenset[str]
    ) -> None:
        self._held = [slot.written_uri for slot in base]
        self._asked = [placed.slot.written_uri for placed in target]
        kept = {placed.origin for placed in target}
        going = [uri for origin, uri in enumerate(self._held) if origin not in kept]
        gone = dict.fromkeys(uri for uri in going if uri is not None)
        self._flying = anew | (gone.keys() & set(self._asked))
        self._leaving = [uri for uri in gone if uri not in self._flying]
        self._wanted = [
            len(base) + at
            if placed.origin is None or self._asked[at] in self._flying
            else placed.origin
            for at, placed in enumerate(target)
        ]
        flies = [uri in self._flying for uri in self._asked]
        self._settled = [
            cell for cell, flying in zip(self._wanted, flies, strict=True) if not flying
        ]

    def steps(self, chunk: int) -> tuple[Step, ...]:
        """The requests, for a Spotify that takes ``chunk`` items at a time."""
        uris = [*self._held, *self._asked, *self._asked]
        draft = Draft(list(range(len(self._held))), uris, chunk)
        self._grow(draft)
        self._shrink(draft)
        return tuple(draft.steps)

    def _grow(self, draft: Draft) -> None:
        """Insert what is new; what is new and written anew as a second copy that will go again."""
        settled = set(self._settled)
        standing = [cell for cell in draft.cells if cell in settled]
        for gap, cells in sorted(inserts(standing, self._settled, draft.chunk).items()):
            at = draft.cells.index(standing[gap]) if gap < len(standing) else len(draft.cells)
            draft.insert(at, cells, "grow")
        held, copies = set(self._held), len(self._held) + len(self._asked)
        second = [copies + at for at, uri in enumerate(self._asked) if uri in self._flying - held]
        draft.insert(len(draft.cells), second, "grow")

    def _shrink(self, draft: Draft) -> None:
        """Remove what goes, mend the order, then let fly what must."""
        flights = list(self._flights(draft.chunk))
        spare = sum(draft.chunk - len(uris) for uris, _ in flights if uris)
        early = -(-max(len(self._leaving) - spare, 0) // draft.chunk) * draft.chunk
        draft.remove(self._leaving[:early])
        draft.sort(self._settled)
        late = self._leaving[early:]
        for uris, cells in flights:
            fits = draft.chunk - len(uris) if uris else 0
            draft.remove([*uris, *late[:fits]])
            late = late[fits:]
            at = cells[0] - len(self._held)
            draft.insert(draft.cells.index(self._wanted[at - 1]) + 1 if at else 0, cells, "shrink")

    def _flights(self, chunk: int) -> Iterator[tuple[list[str], Sequence[int]]]:
        """The URIs to remove and the slots to put back at once, from the top of the target."""
        done: set[str] = set()
        settled = set(self._settled)
        for stays, run in groupby(self._wanted, key=settled.__contains__):
            for cells in () if stays else chunks(list(run), chunk):
                uris = dict.fromkeys(self._asked[cell - len(self._held)] for cell in cells)
                taken = [uri for uri in uris if uri is not None and uri not in done]
                done.update(taken)
                yield taken, cells
