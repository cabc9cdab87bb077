"""The rule that came nearest to placing a recording elsewhere, in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aum_sync.config.types import ArtistsRule
from aum_sync.errors import Place
from aum_sync.plan.explain.rules import JOINT, RuleBook
from aum_sync.plan.explain.types import Appearance, Holding, Home, Nearest
from aum_sync.season.genres import GenreIndex, squash
from aum_sync.season.items import Slot
from aum_sync.text.fold import fold, genre_key

_Said = tuple[str, str]
"""A sentence, and the path of the rule that it speaks of."""

_NEAR = 0.6
"""How alike, from 0 to 1, an artist's name must be to be taken for another spelling."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A word that leads to a master (None: to no master), as it is compared and as written."""

    key: str
    text: str
    master: str | None
    path: str


@dataclass(frozen=True, slots=True)
class NearestRules:
    """Finds what would have placed a recording elsewhere."""

    book: RuleBook
    genres: GenreIndex

    def of(
        self,
        slot: Slot,
        place: Place,
        appearances: Sequence[Appearance],
        holdings: Sequence[Holding],
    ) -> Nearest:
        """For the appearance that decides most; for what is in no week, what masters do with it.

        ``slot`` is the recording as it is seen first, at ``place``.
        """
        deciding = min(appearances, key=_rank, default=None)
        words, path = self._beside(deciding, slot) if deciding else self._orphan(holdings)
        return Nearest(words, self.book.rules(path, place))

    def _beside(self, one: Appearance, slot: Slot) -> _Said:
        path = one.rules[0].path
        kinds = {
            "built-in.": self._built_in,
            "corrections.": self._uncorrected,
            "season.weeks": self._outside,
            "policy.on_mismatch": self._waiting,
            "drop[": self._undropped,
        }
        if say := next((say for start, say in kinds.items() if path.startswith(start)), None):
            return say(one)
        if barred := next((home for home in one.homes if home.barred_by), None):
            return _unbarred(barred)
        if path.endswith(".catch_all"):
            return self._unknown(one.genre or "")
        return self._otherwise(one, slot)

    def _built_in(self, one: Appearance) -> _Said:
        if one.standing == "older":
            return "Only the newer reading of this week decides.", one.rules[0].path
        return "No rule places such an item.", one.rules[0].path

    def _undropped(self, one: Appearance) -> _Said:
        where = self.book.config.catch_all.title
        words = f"Without this line its genre would be unknown, and go to {where}."
        return words, one.rules[0].path

    def _uncorrected(self, one: Appearance) -> _Said:
        if one.genre is None:
            where = self.book.config.catch_all.title
            return f"Without its correction it would be in {where}.", "policy.on_mismatch"
        words, path = self._by_genre(one.genre)
        return f"Without its correction {words}", path

    def _outside(self, one: Appearance) -> _Said:
        if one.genre is None:
            return f"In the season, week {one.week} would wait for right counts.", "season.weeks"
        words, _ = self._by_genre(one.genre)
        return f"Were week {one.week} in the season, {words}", "season.weeks"

    def _by_genre(self, genre: str) -> _Said:
        route = self.genres.resolve(genre)
        where = f"leads to {self.book.title(route.master)}" if route.master else "goes nowhere"
        return f"its genre {genre!r} would decide, which {where}.", route.rule

    def _waiting(self, one: Appearance) -> _Said:
        path = "policy.on_mismatch"
        if one.standing == "triage":
            return "With on_mismatch: hold it would wait until the counts of its week fit.", path
        where = self.book.config.catch_all.title
        return f"With on_mismatch: triage {where} would have it meanwhile.", path

    def _unknown(self, genre: str) -> _Said:
        closest = _closest(squash(genre_key(genre)), self._aliases())
        if closest is None:
            return "No rule takes any genre yet.", "masters"
        like = (
            "nearest to" if self.genres.resolve(genre).nearest else "like none; least unlike it is"
        )
        leads = f"leads to {self.book.title(closest.master)}" if closest.master else "is dropped"
        return f"Its genre {genre!r} is {like} {closest.text!r}, which {leads}.", closest.path

    def _otherwise(self, one: Appearance, slot: Slot) -> _Said:
        """Of what its genre placed: the spelling nearest to one that leads to another master."""
        taken = {home.master for home in one.homes} | {None}
        for artist in slot.artists:
            name = fold(artist.name)
            like = _closest(name, (s for s in self._artists() if s.master not in taken))
            if like and _likeness(name, like.key) >= _NEAR:
                where = self.book.title(like.master or "")
                return f"Were it by {like.text!r}, it would be in {where} too.", like.path
        aliases = (s for s in self._aliases() if s.master not in taken)
        closest = _closest(squash(genre_key(one.genre or "")), aliases)
        if closest is None:
            return "No other master takes any genre.", one.rules[0].path
        where = self.book.title(closest.master or "")
        words = f"The nearest genre elsewhere is {closest.text!r}, which leads to {where}."
        return words, closest.path

    def _orphan(self, holdings: Sequence[Holding]) -> _Said:
        orphan = next((one for one in holdings if one.reason == "orphan"), None)
        if orphan is None:
            return "A week that lists it would place it by its genre.", "policy.orphans"
        path = orphan.rules[0].path
        if ".keep[" in path:
            return "Without this line it would be for policy.orphans to decide.", path
        if orphan.action == "stays":
            return f"With orphans: remove it would leave {orphan.title}.", path
        return "With orphans: keep it would stay where it is.", path

    def _aliases(self) -> Iterator[_Spelling]:
        for master in self.book.config.masters:
            for alias in master.genres:
                yield _Spelling(squash(alias.key), alias.text, master.key, alias.path)
        for alias in self.book.config.drop:
            yield _Spelling(squash(alias.key), alias.text, None, alias.path)

    def _artists(self) -> Iterator[_Spelling]:
        for master in self.book.config.masters:
            for rule in master.also:
                if isinstance(rule, ArtistsRule):
                    for name in sorted(rule.names):
                        yield _Spelling(name, name, master.key, rule.path)


def _unbarred(home: Home) -> _Said:
    paths = [rule.path for rule in home.barred_by]
    kinds = {".excludes[": "exclusion", "cleanup": "cleanup", ".pin": "pin"}
    kind = next((kind for part, kind in kinds.items() if part in paths[0]), None)
    if kind is None:
        return f"{home.title} would have it if no genre or correction put it elsewhere.", paths[0]
    what = f"this {kind}" if len(paths) == 1 else f"these {len(paths)} rules"
    return f"Without {what} it would be in {home.title} too.", JOINT.join(paths)


def _rank(one: Appearance) -> int:
    """Which of several appearances says most about what would be otherwise: the lowest."""
    barred = [rule.path for home in one.homes for rule in home.barred_by]
    if one.rules[0].path.startswith("corrections."):
        return 0
    if any(not path.endswith(".catch_all") for path in barred):
        return 1
    if one.fate in ("placed", "triage", "dropped"):
        return 2
    return 3 if one.fate else 4


def _closest(key: str, spellings: Iterable[_Spelling]) -> _Spelling | None:
    """The most similar one; of equals the first."""
    return max(spellings, key=lambda one: _likeness(key, one.key), default=None)


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import OSA

    return float(OSA.normalized_similarity(one, other))
