"""G3: the pull request that a commit's inputs come from, and who had a hand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aum_sync.errors import AumSyncError
from aum_sync.gate.facts import Landing, PullRequest
from aum_sync.gate.ports import Forge, Lineage

_CODE_FOLDERS = (".github", "aum_sync", "requirements", "scripts")
_CODE_ENDS = (
    *(".py", ".pyc", ".pyd", ".pth", ".so", ".sh"),
    *(".toml", ".lock", ".lock.txt", ".cfg", "-lock.json"),
)
_CODE_NAMES = ("action.yml", "action.yaml", "Makefile", "requirements.txt", ".gitattributes")


class ProvenanceError(AumSyncError):
    """What was merged cannot be told, or must not be applied."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where inputs come from: P, the commit that it landed on, and what landed before it.

    ``earlier`` are the landings that no finished apply contains, newest first.
    """

    pull: PullRequest
    onto: str
    earlier: tuple[Landing, ...] = ()


@dataclass(frozen=True, slots=True)
class Hands:
    """The ids of all who worked on a pull request; ``bot``: one of those who pushed is a bot."""

    people: frozenset[int]
    bot: bool


def provenance(
    commit: str, applied: str | None, forge: Forge, lineage: Lineage, within: str | None = None
) -> Provenance:
    """P as of a commit; ``applied`` is the commit of the last finished apply.

    Its merge is in ``within``, that commit where None: of a rebase the commit may be but a part.
    Raises ProvenanceError where the inputs come from no pull request, or from several.
    """
    landings = [one for one in lineage.landings(commit) if not one.recorded]
    if not landings:
        raise ProvenanceError(
            "no commit ever changed config/ or state/", hint="open a pull request that does"
        )
    pull = _merged_as(landings[0].commit, within or commit, forge, lineage)
    count = 1
    while len(landings[0].parents) == 1 and count < len(landings):
        # Commits that were rebased landed one by one, and belong together.
        if all(one.number != pull.number for one in forge.merged(landings[count].commit)):
            break
        count += 1
    parents = landings[count - 1].parents
    if not parents:
        raise ProvenanceError(
            f"#{pull.number} landed on nothing: {landings[0].commit[:12]} has no parent",
            hint="open a pull request against a branch that is there",
        )
    return Provenance(pull, parents[0], tuple(_unapplied(landings[count:], applied, lineage)))


def _merged_as(landed: str, commit: str, forge: Forge, lineage: Lineage) -> PullRequest:
    """The one pull request whose merge put a commit on the default branch."""
    found = [
        pull
        for pull in forge.merged(landed)
        if pull.merge and lineage.contains(commit, pull.merge)
        # Of a rebase GitHub names the last commit only.
        if lineage.contains(pull.merge, landed)
    ]
    found = [pull for pull in found if pull.merge == landed] or found
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(f"#{pull.number}" for pull in found)
        raise ProvenanceError(
            f"{landed[:12]} belongs to several merged pull requests: {numbers}",
            hint="open one pull request that changes config/ or state/, and merge that",
        )
    raise ProvenanceError(
        f"{landed[:12]} changed config/ or state/ and came by no merged pull request",
        hint="take it back by a pull request (git revert), or propose the same by one",
    )


def _unapplied(landings: list[Landing], applied: str | None, lineage: Lineage) -> Iterator[Landing]:
    for landing in landings:
        if applied and lineage.contains(applied, landing.commit):
            return
        yield landing


def code_in(paths: tuple[str, ...], lineage: Lineage) -> tuple[str, ...]:
    """Which of the paths of a pull request decide how it is applied, where others are inputs."""
    if not any(map(lineage.is_input, paths)):
        return ()
    return tuple(path for path in paths if not lineage.is_input(path) and _is_code(path))


def _is_code(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    folder = path.split("/", 1)[0]
    return folder in _CODE_FOLDERS or name in _CODE_NAMES or name.endswith(_CODE_ENDS)


def hands_of(came: Provenance, forge: Forge, lineage: Lineage) -> Hands:
    """All who committed or pushed to a pull request.

    Merges of the base that bring nothing else are nobody's work ("Update branch"), where nothing
    came with them. Raises ProvenanceError where GitHub does not say who pushed its last commit: the
    addresses in commits prove nothing.
    """
    pull = came.pull
    made = {one.commit: one for one in forge.made(pull)}
    idle = {
        one.commit
        for one in made.values()
        if len(one.parents) > 1 and lineage.only_merges(one.commit, came.onto)
    }
    people = {person for one in made.values() if one.commit not in idle for person in one.people}
    pushes = [push for push in forge.pushes(pull) if push.after in made]
    if all(push.after != pull.head for push in pushes):
        raise ProvenanceError(
            f"GitHub does not say who pushed {pull.head[:12]}, the last commit of #{pull.number}",
            hint="was its fork deleted? restore it, or propose the same by a new pull request",
        )
    pushers = {
        push.by
        for push in pushes
        if push.by and not (push.after in idle and push.before == made[push.after].parents[0])
    }
    return Hands(frozenset(people | {one.id for one in pushers}), any(one.bot for one in pushers))
