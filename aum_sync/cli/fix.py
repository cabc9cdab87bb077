"""``aum-sync fix``: the correction of a week whose counts are wrong, written or to be pasted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.draft import Draft
from aum_sync.cli.output import result, say, style_for
from aum_sync.cli.season import open_season, tree_of
from aum_sync.config import edit
from aum_sync.config.loader import DEFAULT_PATH, LoadedConfig
from aum_sync.errors import DataError, Fault
from aum_sync.report.corrections import chosen, corrected, fix_of
from aum_sync.report.fixed import Fix, as_json, render
from aum_sync.season.items import Reading
from aum_sync.season.rewriting import description
from aum_sync.season.typos.find import find
from aum_sync.season.typos.types import Finding
from aum_sync.season.weeks import judge
from aum_sync.store.tree import Tree, WorkTree
from aum_sync.text.cells import unpasted
from aum_sync.text.fold import unescape

_SURE = 0.95


@click.command("fix")
@options.root
@options.weeks_option("Repeatable.")
@click.option("--all", "everything", is_flag=True, help="Every probable typo that is sure enough.")
@click.option(
    "--min-probability",
    "least",
    type=click.FloatRange(0, 1),
    metavar="P",
    help=f"How sure with --all. Default: {_SURE}.",
)
@click.option(
    "--choose", type=click.IntRange(1, 3), metavar="I", help="Take the first, second or third."
)
@click.option(
    "--description", "paste", is_flag=True, help="Write nothing; print the text for Spotify."
)
@options.form("json")
def command(
    root: Path,
    weeks: tuple[int, ...],
    everything: bool,
    least: float | None,
    choose: int | None,
    paste: bool,
    form: str,
) -> None:
    """Write the correction of weeks whose counts are wrong into config/season.yaml.

    What `aum-sync typos` proposes becomes corrections.weeks, with the reason and the hash of the
    description that it corrects; comments and layout are kept. Listen first: nothing is placed by
    it before the change is merged. With --description the whole text is printed instead, corrected
    in its own style, to paste into Spotify.

    \b
    Examples:
      aum-sync fix --week 281
      aum-sync fix --week 281 --description
      aum-sync fix --all --min-probability 0.95
    """
    _refuse_wrong_use(weeks, least, everything=everything, single=bool(choose) or paste)
    tree, _ = tree_of(root, None)
    season = _Season.of(tree)
    if paste:
        week = season.known(weeks)[0]
        text = season.description(week, choose)
        if lost := unpasted(unescape(season.readings[week].description)):
            say(f"left out of it, since nobody sees them: {', '.join(lost)}")
        value = json.dumps({"week": week, "description": text}, ensure_ascii=False, indent=2)
        result(value if form == "json" else text, json=form == "json")
        return
    fixes = season.fixes(weeks, choose, _SURE if least is None else least)
    if fixes:
        season.write(root, fixes)
    left = len(season.flagged) - len(fixes) if everything else 0
    done = f"{DEFAULT_PATH} is written" if fixes else ""
    if form == "json":
        result(as_json(fixes, left), json=True, done=done)
    else:
        result(render(fixes, left, style_for(sys.stdout)), done=done)


def _refuse_wrong_use(
    weeks: Sequence[int], least: float | None, *, everything: bool, single: bool
) -> None:
    if bool(weeks) == everything:
        raise click.UsageError("Name --week N, or --all.")
    if least is not None and not everything:
        raise click.UsageError("--min-probability goes with --all.")
    if least is not None and isnan(least):
        raise click.UsageError("--min-probability wants a number from 0 to 1.")
    if single and len(set(weeks)) != 1:
        raise click.UsageError("--choose and --description go with one --week.")


@dataclass(frozen=True, slots=True)
class _Season:
    """A season with what is found of its weeks."""

    tree: Tree
    loaded: LoadedConfig
    readings: Mapping[int, Reading]
    findings: Mapping[int, Finding]

    @classmethod
    def of(cls, tree: Tree) -> _Season:
        data = tree.read(DEFAULT_PATH) or b""
        # Whoever took the last correction out by hand left its key, which is no error here.
        begun = edit.begun(data, ("corrections", "weeks"))
        loaded, state = open_season(tree if begun == data else Draft(tree, begun))
        readings = {week.week: week.latest for week in state.weeks}
        findings = {one.week: one for one in find(loaded.config, state)}
        return cls(tree, loaded, readings, findings)

    @property
    def flagged(self) -> list[Finding]:
        return [one for one in self.findings.values() if one.verdict != "consistent"]

    def known(self, weeks: Sequence[int]) -> list[int]:
        """The weeks asked for, in order. Raises click.UsageError for one that is not known."""
        return sorted(options.known_weeks(weeks, self.findings))

    def fixes(self, weeks: Sequence[int], choose: int | None, least: float) -> list[Fix]:
        """Those of the weeks; where none are named, of all that are as sure as ``least``.

        Raises DataError with why it cannot be done, for all weeks that were named.
        """
        if not weeks:
            typos = (one for one in self.flagged if one.verdict == "typo" and one.proposals)
            sure = [one for one in typos if one.proposals[0].probability >= least]
        else:
            sure = [self.findings[week] for week in self.known(weeks)]
        tried = [self._tried(one, choose) for one in sure]
        faults = [fault for fault in tried if isinstance(fault, Fault)]
        if weeks and faults:
            raise DataError(*faults)
        return [fix for fix in tried if isinstance(fix, Fix)]

    def description(self, week: int, choose: int | None) -> str:
        """The week's description, put right. Raises DataError where it cannot be."""
        finding = self.findings[week]
        proposal = chosen(finding, choose)
        if isinstance(proposal, Fault):
            raise DataError(proposal)
        rules = self.loaded.config.season.description
        text = description(self.readings[week].description, proposal.counts, rules)
        if text is None:
            raise DataError(*self._unprinted(finding, choose))
        return text

    def write(self, root: Path, fixes: Sequence[Fix]) -> None:
        """Write the corrections. Raises AumSyncError where the season would not stand so."""
        titles = {master.key: master.title for master in self.loaded.config.masters}
        text = (self.tree.read(DEFAULT_PATH) or b"").decode()
        for fix in fixes:
            judged = judge(self.readings[fix.week], self.loaded.config)
            text = corrected(text, fix, judged, titles)
        data = text.encode()
        config = open_season(Draft(self.tree, data))[0].config
        for fix in fixes:
            judged = judge(self.readings[fix.week], config)
            assert judged.checksum.counts == tuple(count for _, count in fix.proposal.counts)
        WorkTree(root).write(DEFAULT_PATH, data)

    def _unprinted(self, finding: Finding, choose: int | None) -> Iterator[Fault]:
        """That the description cannot be put right, and what leads on."""
        text = f"week {finding.week}: its description cannot be put right in its own style"
        instead = self._tried(finding, choose)
        if isinstance(instead, Fault):
            yield Fault(text)
            yield instead
        else:
            way = f"aum-sync fix --week {finding.week}" + (f" --choose {choose}" if choose else "")
            yield Fault(text, hint=f"{way} writes a correction instead")

    def _tried(self, finding: Finding, choose: int | None) -> Fix | Fault:
        config, week = self.loaded.config, finding.week
        if old := next((one for one in config.week_corrections if one.week == week), None):
            return Fault(
                f"week {week} has a correction already",
                self.loaded.source.key_at_rule(old.path),
                "listen again, then update it; or take it out and fix the week anew",
            )
        proposal = chosen(finding, choose)
        if isinstance(proposal, Fault):
            return proposal
        return fix_of(finding, proposal, judge(self.readings[week], config), config)
