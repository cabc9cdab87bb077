"""Every rule that a plan names, in words and with its place: the one table of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from aum_sync.config.source import SourceMap
from aum_sync.config.types import Cleanup, Config, MoveTo, PlaylistRef, ScriptRule
from aum_sync.errors import Place
from aum_sync.plan.explain.types import Named, Rule
from aum_sync.season.genres import JOINT

_Found = re.Match[str]

_CLEANUP = re.compile(r"(cleanup\[\d+\])(\.\w+)?")

_BUILT_IN = {
    "null": "Spotify no longer has this item; it counts as a position and is never touched",
    "local": "a local file; Spotify lets no program add one, so it stays only where it is",
    "episode": "an episode; only tracks are placed",
    "uri": "its address is not one of a track on Spotify, so it is never added anywhere",
    "older": "a newer reading of this week counts instead of this one",
}
_ORPHANS = {
    "keep": "a track of a master that is in no week stays there",
    "remove": "a track of a master that is in no week leaves it",
}
_DUPLICATES = {
    "recording": "one recording stands once in a master, under whatever address",
    "uri": "one address stands once in a master",
}
_CHANGES = {
    "policy.orphans": "orphans: remove, or orphans: {move_to: KEY}",
    "policy.on_mismatch": "on_mismatch: triage, or on_mismatch: fail",
    "policy.duplicates": "duplicates: uri",
}
"""What to write in place of a default; each is a key of ``policy``."""


class RuleBook:
    """The rules of a configuration. Every path that a plan can name has its words and a place."""

    def __init__(self, config: Config, source: SourceMap) -> None:
        self.config = config
        self.source = source

    def rules(self, path: str, slot: Place) -> tuple[Rule, ...]:
        """The rules of a path, of which a genre made of several aliases has more than one.

        ``slot`` is the line of what they judge: a rule that is built in has no other place.
        """
        return tuple(self._rule(one, slot) for one in path.split(JOINT))

    def title(self, key: str) -> str:
        """What people call a master; the key of one that is none."""
        return next((m.title for m in self.config.masters if m.key == key), key)

    def named(self, key: str, path: str) -> Named:
        """What has a recording that the rule at ``path`` keeps out somewhere else."""
        cleanup = _CLEANUP.match(path)
        title = self._called(self._cleanup(cleanup).also_in) if cleanup else self.title(key)
        return Named(key, title)

    def _called(self, ref: PlaylistRef) -> str:
        return self.title(ref.value) if ref.kind == "master" else f"{ref.kind} {ref.value}"

    def _rule(self, path: str, slot: Place) -> Rule:
        words = self._words(path)
        if path.startswith("built-in."):
            return Rule(path, words, slot)
        written = self.source.place(path)
        if written:
            return Rule(path, words, written)
        return Rule(path, words, self.source.at_rule(path), self._change(path))

    def _words(self, path: str) -> str:
        matched = ((pattern.fullmatch(path), words) for pattern, words in _TABLE)
        return next(words(self, found) for found, words in matched if found)

    def _change(self, path: str) -> str:
        """What to write to change a rule that is not in the YAML."""
        if path not in _CHANGES:
            return f"add {path} to {self.source.path}"
        under = "under policy: write" if self.source.place("policy") else "add policy: with"
        return f"{under} {_CHANGES[path]}"

    def _cleanup(self, found: _Found) -> Cleanup:
        return next(one for one in self.config.cleanup if one.path == found[1])

    # What each kind of rule says

    def genre(self, found: _Found) -> str:
        """An alias of a master, by its index as written."""
        alias = next(a for a in self.config.master(found[1]).genres if a.path == found[0])
        return f"{self.title(found[1])} takes the genre {alias.text!r}"

    def also(self, found: _Found) -> str:
        """A second home."""
        rule = next(r for r in self.config.master(found[1]).also if r.path == found[0])
        if isinstance(rule, ScriptRule):
            what = f"with a {rule.script} letter in the title or an artist's name"
        else:
            what = "by the artists listed there"
        return f"{self.title(found[1])} also takes tracks {what}"

    def exclusion(self, found: _Found) -> str:
        """A master that gives way to another."""
        other = self.config.master(found[1]).excludes[int(found[2])]
        return f"{self.title(found[1])} holds nothing that {self.title(other)} holds"

    def drop(self, found: _Found) -> str:
        """A genre that leads nowhere."""
        alias = next(a for a in self.config.drop if a.path == found[0])
        return f"the genre {alias.text!r} goes to no master"

    def track(self, found: _Found) -> str:
        """The correction of a recording."""
        rule = next(c for c in self.config.track_corrections if c.path == found[0])
        where = " and ".join(map(self.title, rule.masters)) or "no master"
        return f"this recording belongs in {where}, whatever its genre says: {rule.reason}"

    def week(self, found: _Found) -> str:
        """The correction of a week."""
        rule = next(c for c in self.config.week_corrections if c.path == found[0])
        return f"the description of week {rule.week} is corrected: {rule.reason}"

    def cleanup(self, found: _Found) -> str:
        """What leaves a playlist for being in another."""
        rule = self._cleanup(found)
        there, here = self._called(rule.also_in), self._called(rule.remove_from)
        return f"what is in {there} leaves {here}"

    def orphans(self, _: _Found) -> str:
        """What happens to tracks of no week."""
        policy = self.config.policy.orphans
        if isinstance(policy, MoveTo):
            to = self.title(policy.master)
            return f"a track of a master that is in no week moves to {to}"
        return _ORPHANS[policy]

    def mismatch(self, _: _Found) -> str:
        """What happens to a week that does not pass."""
        if self.config.policy.on_mismatch == "triage":
            where = self.config.catch_all.title
            return f"a week whose counts do not add up goes to {where}, all of it"
        return "a week whose counts do not add up waits, and its tracks stay where they are"

    def duplicates(self, _: _Found) -> str:
        """What is the same track twice."""
        return _DUPLICATES[self.config.policy.duplicates]

    def weeks(self, _: _Found) -> str:
        """The range of the season."""
        season = self.config.season
        numbers = f"weeks {season.first_week}-{season.last_week}"
        return f"the season is {numbers}; others are known and place nothing"


_Words = Callable[[RuleBook, _Found], str]
_KEY = r"masters\.([^.\[\]]+)"


def _about_master(words: str) -> _Words:
    """A sentence that begins with the title of the master that the path names."""
    return lambda book, found: f"{book.title(found[1])} {words}"


_TABLE: tuple[tuple[re.Pattern[str], _Words], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (rf"{_KEY}\.genres\[\d+\]", RuleBook.genre),
        (rf"{_KEY}\.also\[\d+\]", RuleBook.also),
        (rf"{_KEY}\.excludes\[(\d+)\]", RuleBook.exclusion),
        (rf"{_KEY}\.catch_all", _about_master("takes what no genre or correction puts elsewhere")),
        (rf"{_KEY}\.pin", _about_master("is pinned: it holds exactly what its pin says")),
        (rf"{_KEY}\.keep(\[\d+\])?", _about_master("keeps this track though no week holds it")),
        (_KEY, _about_master("is planned once it can be read and written")),
        (r"masters", lambda _, __: "a playlist that is no master here stays as it is"),
        (r"drop\[\d+\]", RuleBook.drop),
        (r"corrections\.tracks\..+", RuleBook.track),
        (r"corrections\.weeks\..+", RuleBook.week),
        (_CLEANUP.pattern, RuleBook.cleanup),
        (r"policy\.orphans", RuleBook.orphans),
        (r"policy\.on_mismatch", RuleBook.mismatch),
        (r"policy\.duplicates", RuleBook.duplicates),
        (r"season\.weeks", RuleBook.weeks),
        (r"built-in\.(\w+)", lambda _, found: _BUILT_IN[found[1]]),
        (r".*", lambda _, found: f"the rule {found[0]}"),
    )
)
"""Which words a path has; the first that fits. The last row is for rules yet to come."""
