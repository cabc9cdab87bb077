"""The review that docs/review.md shows: a small one, with a part of everything."""

from __future__ import annotations

from aum_sync.config.types import Policy
from aum_sync.gate.findings import Finding, Verdict
from aum_sync.plan.build import plan_of
from aum_sync.plan.workings import work_out
from aum_sync.report.review.edits import edits_of
from aum_sync.report.review.types import Review
from aum_sync.report.validation import validate
from tests.seasons import config, state, track

_YAML = """
masters:
  hip-hop: {{name: "♩ Hip Hop, Rap", playlist: "0000000000000000000rap", genres: [Rap{more}]}}
  mizrahi: {{name: "♩ Mizrahi", playlist: "0000000000000000000miz", genres: [Mizrahi]}}
  triage: {{name: "♩ To sort", playlist: "000000000000000000sort", catch_all: true}}
policy: {{budget: 40}}
"""
_GATE = Verdict(
    (
        Finding("G1", holds=True, found="a pull request into main, not merged yet"),
        Finding(
            "G5",
            holds=False,
            found="nobody with write access has approved its last commit yet",
            way_on="ask somebody who had no hand in it for a review",
        ),
    )
)


def example() -> Review:
    """An alias is added, and two tracks go to it; one that never belonged there leaves."""
    toys = track("toys", "Quelle Chris", title="Broke Toys")
    wait = track("wait", "שלמה ארצי", title="נחכה לך")
    gente = track("gente", "J Balvin", title="Mi Gente <3")
    weeks = {
        1: ("Rap 1 | Chicago Rap 1", (toys, gente)),
        2: ("Mizrahi 1", (wait,)),
        3: ("Rap 2", (toys,)),
    }
    now = config(_YAML.format(more=", Chicago Rap"))
    known = state(now, weeks, {"hip-hop": (toys, wait), "triage": (gente,)})
    workings = work_out(now, known)
    made = plan_of(workings, commit="c" * 40, base_from="snapshots")
    edits = edits_of(config(_YAML.format(more="")), workings, "d3f199e7e16c" + "0" * 28)
    policy = Policy(budget=40)
    return Review(made, policy=policy, checks=validate(now, known), edits=edits, gate=_GATE)
