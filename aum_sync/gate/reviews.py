"""G5 and who counts: whose word lets a plan run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aum_sync.config.types import Review as Mode
from aum_sync.gate.facts import Entry, Opinion, Person, PullRequest
from aum_sync.gate.findings import Finding
from aum_sync.text.words import plural

_AFTER = "after a merge: gh api repos/{{owner}}/{{repo}}/pulls/{}/reviews -f event=APPROVE"
_DECIDES = "whoever lets the run into"
MayWrite = Callable[[Person], bool]
"""Whether a person may write to the repository now."""


@dataclass(frozen=True, slots=True)
class Jury:
    """Those who spoke about a pull request; ``hands`` are who committed or pushed to it."""

    pull: PullRequest
    hands: frozenset[int]
    opinions: tuple[Opinion, ...]
    may_write: MayWrite

    def approvers(self) -> tuple[Person, ...]:
        """Those whose approval of the last head counts: they may write, and had no hand in it."""
        return tuple(
            person
            for person, opinion in self._latest()
            if opinion.said == "approved"
            and opinion.commit == self.pull.head
            and not opinion.tampered
            and self._independent(person)
        )

    def objectors(self) -> tuple[Person, ...]:
        """Those who may write and whose request for changes stands."""
        return tuple(
            person
            for person, opinion in self._latest()
            if opinion.said == "changes" and self.may_write(person)
        )

    def namers(self, digests: frozenset[str], mode: Mode) -> tuple[Person, ...]:
        """Those whose ``approve`` line for one of these digests counts, before the merge or after.

        In ``acknowledge`` everybody who may write, else those who could approve.
        """
        found = {
            one.by.id: one.by
            for one in self.opinions
            if one.by and not one.named.isdisjoint(digests) and self._may_name(one.by, mode)
        }
        return tuple(found.values())

    def _latest(self) -> list[tuple[Person, Opinion]]:
        """The last verdict of everybody, comments aside, in the order in which they first spoke."""
        last: dict[int, tuple[Person, Opinion]] = {}
        for opinion in self.opinions:
            if opinion.by and opinion.said != "comment":
                last[opinion.by.id] = opinion.by, opinion
        return list(last.values())

    def _independent(self, person: Person) -> bool:
        author = self.pull.author.id if self.pull.author else None
        had_a_hand = person.id == author or person.id in self.hands
        return not person.bot and not had_a_hand and self.may_write(person)

    def _may_name(self, person: Person, mode: Mode) -> bool:
        if mode == "acknowledge":
            return not person.bot and self.may_write(person)
        return self._independent(person)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a review must reach: the mode, how many people, and which digests a line may name."""

    mode: Mode
    approvals: int
    digests: tuple[str, ...]
    """The first is the one to name now."""
    entries: tuple[Entry, ...] | None = None
    """The environments that the run was let into; before a merge the one that it will wait for,
    None where nobody may look."""
    first_attempt: bool = True
    proposed: bool = False
    """Whether the merge is still to come, and with it the run."""
    doubts: tuple[str, ...] = ()
    """What of a bot's pull request is not as Spotify says: one approval more, or the line."""
    unasked: tuple[str, ...] = ()
    """The files of it that Spotify is only asked about when they are applied."""

    @property
    def needed(self) -> int:
        """How many approvals it takes; with an environment only those for doubts."""
        return bool(self.doubts) + (0 if self.mode == "environment" else self.approvals)

    @property
    def then(self) -> str:
        """What is to be done after a review: nothing, before the merge."""
        return "" if self.proposed else "; then run the workflow again"


def judge(jury: Jury, bar: Bar) -> Finding:
    """G5: whether enough people whose word counts stand behind this pull request."""
    finding = _judged(jury, bar)
    if not bar.unasked:
        return finding
    locks = plural(len(bar.unasked), "lock")
    later = f"; {locks} of this bot will be held against Spotify when it is applied"
    return replace(finding, found=f"{finding.found}{later}")


def _judged(jury: Jury, bar: Bar) -> Finding:
    if against := jury.objectors():
        return _refused(
            f"{_names(against)} asked for changes on #{jury.pull.number}, and that stands",
            f"settle it: they approve, or their review is dismissed{bar.then}",
        )
    if bar.mode == "environment":
        entered = _by_foresight(bar.entries) if bar.proposed else _by_environment(bar)
        return entered if not entered.holds or not bar.doubts else _by_people(jury, bar)
    if bar.mode == "acknowledge":
        return _by_line(jury, bar)
    return _by_people(jury, bar)


def _by_people(jury: Jury, bar: Bar) -> Finding:
    found = jury.approvers()
    number = jury.pull.number
    if len(found) >= bar.needed:
        return Finding("G5", holds=True, found=f"{_names(found)} approved #{number}")
    return _refused(
        f"#{number} has {len(found)} of {plural(bar.needed, 'approval')} of its last commit "
        f"{jury.pull.head[:12]} by people with write access who had no hand in it{_why(bar)}",
        f"let somebody else approve #{number}"
        + ("" if bar.proposed else f" ({_AFTER.format(number)})")
        + bar.then,
    )


def _by_line(jury: Jury, bar: Bar) -> Finding:
    if named := jury.namers(frozenset(bar.digests), bar.mode):
        return Finding("G5", holds=True, found=f"{_names(named)} acknowledged the plan")
    found = jury.approvers()
    number = jury.pull.number
    if len(found) >= bar.approvals and not bar.doubts:
        return Finding("G5", holds=True, found=f"{_names(found)} approved #{number}")
    return _refused(
        f"nobody acknowledged the plan of #{number}{_why(bar)}",
        f"review #{number} with the line: approve {bar.digests[0]}{bar.then}",
    )


def _by_foresight(entries: tuple[Entry, ...] | None) -> Finding:
    """Whether somebody will be asked, as far as the environment tells now."""
    if entries is None:
        found = f"{_DECIDES} its environment decides; the settings of that were not looked at, "
        return Finding("G5", holds=True, found=f"{found}which takes actions: read")
    if not entries:
        return _refused(
            "the environment of the job that applies is not there yet, so that it asks nobody",
            "settings, environments: one with required reviewers, and no bypass for administrators",
        )
    good = next((entry for entry in entries if entry.guards), None)
    if good is None:
        return _no_guard(entries[0])
    return Finding("G5", holds=True, found=f"{_DECIDES} {good.environment} decides")


def _by_environment(bar: Bar) -> Finding:
    assert bar.entries is not None, "of a run that is known who let it in"
    entered = [(entry, entry.by) for entry in bar.entries if entry.by]
    if not entered:
        return _refused(
            "nobody let this run into an environment",
            "the job that applies names an environment with required reviewers: approve it there",
        )
    if not bar.first_attempt:
        return _refused(
            "this is another attempt of its run, and the approval may be of the first",
            "start a new run of the workflow instead of running this one again",
        )
    for entry, by in entered:
        if entry.guards:
            found = f"@{by.login} let this run into {entry.environment}"
            return Finding("G5", holds=True, found=found)
    return _no_guard(entered[0][0])


def _no_guard(entry: Entry) -> Finding:
    what = "admins may pass without review" if entry.reviewed else "it asks for no reviewer"
    return _refused(
        f"the environment {entry.environment} is no gate: {what}",
        "settings, environments: required reviewers, and no bypass for administrators",
    )


def _why(bar: Bar) -> str:
    return f"; a bot proposed it, and {bar.doubts[0]}" if bar.doubts else ""


def _names(people: Sequence[Person]) -> str:
    return ", ".join(f"@{person.login}" for person in people)


def _refused(found: str, way_on: str) -> Finding:
    return Finding("G5", holds=False, found=found, way_on=way_on)
