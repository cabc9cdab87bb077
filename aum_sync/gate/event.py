"""G1: whether this run is one that may apply at all."""

from __future__ import annotations

from aum_sync.gate.facts import Run
from aum_sync.gate.findings import Finding
from aum_sync.gate.ports import Forge, Lineage

_EVENTS = ("push", "workflow_dispatch")


def event(forge: Forge, lineage: Lineage, since: str | None) -> Finding:
    """G1: a running run of the default branch's tip, to which nobody forced that branch.

    ``since`` is the commit that P landed on; None where there is no P.
    """
    run, default = forge.run(), forge.default_branch()
    if lineage.branch != default:
        return _refused(
            f"{lineage.branch} is not the default branch, which is {default}",
            "leave out --branch: only the default branch is applied",
        )
    if found := _odd(run, default):
        return _refused(found, f"run the workflow by a push to {default}, or dispatch it there")
    above = lineage.above(run.commit)
    if above is None:
        return _refused(
            f"{run.commit[:12]} is no part of {default} any more",
            f"dispatch the workflow on {default}",
        )
    line = lineage.above(since) if since else None
    if {run.commit, *(one.commit for one in line or above)} & forge.forced():
        return _refused(
            f"somebody forced {default} to what it is",
            "merge a pull request on top of it, so that what is there was reviewed",
        )
    return Finding("G1", holds=True, found=f"a {run.event} run of the tip of {default}")


def _odd(run: Run, default: str) -> str | None:
    if run.event not in _EVENTS:
        return f"this run is for the event {run.event}"
    if run.branch != default:
        return f"this run is for {run.branch or 'no branch'}"
    return None if run.running else f"run {run.number} is over"


def _refused(found: str, way_on: str) -> Finding:
    return Finding("G1", holds=False, found=found, way_on=way_on)
