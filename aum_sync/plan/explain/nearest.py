"""The rule that came nearest to placing a recording elsewhere, in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aum_sync.config.types import ArtistsRule, TrackCorrection
from aum_sync.errors import Place
from aum_sync.plan.explain.rules import RuleBook
from aum_sync.plan.explain.types import Appearance, Holding, Home, Nearest
from aum_sync.season.genres import JOINT, squash
from aum_sync.season.items import Slot
from aum_sync.season.routing import corrections_of
from aum_sync.season.wanted import Wanted
from aum_sync.text.cells import quoted
from aum_sync.text.fold import fold, genre_key
from aum_sync.text.suggest import listed

_Said = tuple[str, str]
"""A sentence, and the path of the rule that it speaks of."""

_NEAR = 0.75
"""How alike, from 0 to 1, an artist's name must be to be taken for another spelling."""

_NO_RULE = "No rule places such an item."


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A word that leads to a master (None: to no master), as it is compared and as written."""

    key: str
    text: str
    master: str | None
    path: str


@dataclass(frozen=True)
class NearestRules:
    """Finds what would have placed a recording elsewhere."""

    book: RuleBook
    wanted: Wanted

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
        if slot.state != "track":
            words, path = _NO_RULE, f"built-in.{slot.state}"
        elif deciding:
            words, path = self._beside(deciding, slot)
        else:
            words, path = self._orphan(holdings)
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
            return say(one, self._correction(slot))
        if barred := next((home for home in one.homes if home.barred_by), None):
            return _unbarred(barred)
        if path.endswith(".catch_all"):
            return self._unknown(one.genre or "")
        return self._otherwise(one, slot)

    # What each kind of rule leaves open; the correction is the one that waits for the recording

    def _built_in(self, one: Appearance, _: TrackCorrection | None) -> _Said:
        if one.standing == "older":
            return "Only the newer reading of this week decides.", one.rules[0].path
        return _NO_RULE, one.rules[0].path

    def _undropped(self, one: Appearance, _: TrackCorrection | None) -> _Said:
        where = self.book.config.catch_all.title
        words = f"Without this line its genre would be unknown, and go to {where}."
        return words, one.rules[0].path

    def _uncorrected(self, one: Appearance, _: TrackCorrection | None) -> _Said:
        if one.genre is None:
            where = self.book.config.catch_all.title
            return f"Without its correction it would be in {where}.", "policy.on_mismatch"
        words, path = self._by_genre(one.genre)
        return f"Without its correction {words}", path

    def _outside(self, one: Appearance, correction: TrackCorrection | None) -> _Said:
        """Of a week that is out of range, and perhaps would not pass in it either."""
        policy = self.book.config.policy.on_mismatch
        path = "season.weeks"
        if one.genre is None and policy != "triage":
            then = "wait for right counts" if policy == "hold" else "let no plan be made"
            return f"In the season, week {one.week} would {then}.", path
        words = f"{self.book.config.catch_all.title} would have it."
        if correction:
            words, rule = self._by_correction(correction)
            path = JOINT.join((path, rule))
        elif one.genre is not None:
            words, _ = self._by_genre(one.genre)
        return f"Were week {one.week} in the season, {words}", path

    def _by_genre(self, genre: str) -> _Said:
        route = self.wanted.genres.resolve(genre)
        where = f"leads to {self.book.title(route.master)}" if route.master else "goes nowhere"
        return f"its genre {quoted(genre)} would decide, which {where}.", route.rule

    def _by_correction(self, correction: TrackCorrection) -> _Said:
        where = listed(map(self.book.title, correction.masters or ("no master",)), "and")
        return f"its correction would decide, which puts it into {where}.", correction.path

    def _correction(self, slot: Slot) -> TrackCorrection | None:
        recordings = self.wanted.recordings
        return corrections_of(self.book.config, recordings).get(recordings.of_slot(slot) or "")

    def _waiting(self, one: Appearance, correction: TrackCorrection | None) -> _Said:
        path = "policy.on_mismatch"
        if one.standing == "triage":
            return "With on_mismatch: hold it would wait until the counts of its week fit.", path
        if correction:
            words, rule = self._by_correction(correction)
            return f"With on_mismatch: triage {words}", JOINT.join((path, rule))
        where = self.book.config.catch_all.title
        return f"With on_mismatch: triage {where} would have it meanwhile.", path

    def _unknown(self, genre: str) -> _Said:
        closest = _closest(squash(genre_key(genre)), self._aliases)
        if closest is None:
            return "No rule takes any genre yet.", "masters"
        near = self.wanted.genres.resolve(genre).nearest
        like = "nearest to" if near else "like none; least unlike it is"
        leads = f"leads to {self.book.title(closest.master)}" if closest.master else "is dropped"
        words = f"Its genre {quoted(genre)} is {like} {quoted(closest.text)}, which {leads}."
        return words, closest.path

    def _otherwise(self, one: Appearance, slot: Slot) -> _Said:
        """Of what its genre placed: the spelling nearest to one that leads to another master."""
        taken = {home.master for home in one.homes} | {None}
        artists = [s for s in self._artists if s.master not in taken]
        for artist in slot.artists:
            if like := _closest(fold(artist.name), artists, at_least=_NEAR):
                where = self.book.title(like.master or "")
                return f"Were it by {quoted(like.text)}, it would be in {where} too.", like.path
        aliases = [s for s in self._aliases if s.master not in taken]
        closest = _closest(squash(genre_key(one.genre or "")), aliases)
        if closest is None:
            return "No other master takes any genre.", one.rules[0].path
        where = self.book.title(closest.master or "")
        words = f"The nearest genre elsewhere is {quoted(closest.text)}, which leads to {where}."
        return words, closest.path

    def _orphan(self, holdings: Sequence[Holding]) -> _Said:
        orphans = [one for one in holdings if one.reason == "orphan"]
        if not orphans:
            return "A week that lists it would place it by its genre.", "policy.orphans"
        kept = [one for one in orphans if one.action == "stays"]
        by_policy = [one.title for one in kept if one.rules[0].path == "policy.orphans"]
        if by_policy:
            where = listed(by_policy, "and")
            return f"With orphans: remove it would leave {where}.", "policy.orphans"
        if kept:
            words = "Without this line it would be for policy.orphans to decide."
            return words, kept[0].rules[0].path
        return "With orphans: keep it would stay where it is.", "policy.orphans"

    @cached_property
    def _aliases(self) -> Sequence[_Spelling]:
        masters, drop = self.book.config.masters, self.book.config.drop
        lead = [(alias, master.key) for master in masters for alias in master.genres]
        return [
            _Spelling(squash(alias.key), alias.text, key, alias.path)
            for alias, key in [*lead, *((alias, None) for alias in drop)]
        ]

    @cached_property
    def _artists(self) -> Sequence[_Spelling]:
        return [
            _Spelling(name, name, master.key, rule.path)
            for master in self.book.config.masters
            for rule in master.also
            if isinstance(rule, ArtistsRule)
            for name in sorted(rule.names)
        ]


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
    if any(not path.endswith(".catch_all") for path in barred):
        return 0
    if one.fate in ("placed", "triage", "dropped"):
        return 1
    return 2 if one.fate else 3


def _closest(
    key: str, spellings: Sequence[_Spelling], *, at_least: float = 0.0
) -> _Spelling | None:
    """The most similar one, from 0 to 1; of equals the first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    keys = [one.key for one in spellings]
    scorer = OSA.normalized_similarity
    found = process.extractOne(key, keys, scorer=scorer, score_cutoff=at_least)
    return spellings[found[2]] if found else None
