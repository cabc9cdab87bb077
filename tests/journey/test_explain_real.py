"""The real season, explained whole: every fate, every change, every rule at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aum_sync.cli.explain import SlotLines
from aum_sync.cli.season import open_season
from aum_sync.plan.explain.answer import Explainer
from aum_sync.store.tree import WorkTree
from tests.journey.conftest import RealSeason
from tests.journey.test_real_season import CLEAN, ODD
from tests.plan.explaining import check_all, explainer_of


def opened(real: RealSeason) -> Explainer:
    tree = WorkTree(real.root)
    loaded, state = open_season(tree)
    return explainer_of(loaded, state, SlotLines(tree, state))


@pytest.mark.parametrize("real", [CLEAN, ODD], indirect=True)
def test_every_fate_of_the_real_season_has_its_rule_and_its_line(real: RealSeason) -> None:
    explainer = opened(real)
    check_all(explainer)
    told = [fate.rule for fate in explainer.plan.fates]
    assert told == [fate["rule"] for fate in real.plan("--offline")["fates"]]
    check_places(explainer, real.root)


def check_places(explainer: Explainer, root: Path) -> None:
    """Every line that is named for a slot holds that slot."""
    lines: dict[str, list[str]] = {}
    for name in explainer.names:
        explanation = explainer.explain(name)
        seen = [(one.place, one.uri) for one in explanation.appearances]
        seen += [(one.place, one.uri) for one in explanation.holdings if one.place]
        for place, uri in seen:
            if place.path not in lines:
                lines[place.path] = (root / place.path).read_text("utf-8").split("\n")
            assert json.dumps(uri) in lines[place.path][place.line - 1]


@pytest.mark.parametrize("real", [ODD], indirect=True)
def test_what_came_of_a_few_tracks_is_said_with_the_line_of_the_yaml(real: RealSeason) -> None:
    yaml = (real.root / "config/season.yaml").read_text("utf-8").split("\n")

    def line(text: str) -> str:
        (number,) = [n for n, one in enumerate(yaml, 1) if text in one]
        return f"config/season.yaml:{number}:"

    # One track under Israeli Pop and under Mizrahi: Israeli Music gives way.
    shared = real.run("explain", "237:17").out
    assert "kept out, it gives way to ♩ Mizrahi" in shared
    assert f"{line('excludes: [mizrahi')}16 masters.israeli-music.excludes[0]" in shared
    # One track that a held week has under another id.
    relinked = real.run("explain", "240:10").out
    assert "week 227: declares 35 tracks and holds 37: its counts are 2 too low" in relinked
    assert f"{line('on_mismatch:')}16 policy.on_mismatch" in relinked
    assert "One recording under 2 addresses" in relinked
    # What no rule can place stands in the file that holds it.
    null = real.run("explain", "222:11")
    assert (null.code, "state/weeks/222.json:" in null.out) == (0, True)
    assert "built-in.null" in null.out
    misspelt = real.run("explain", "242:30").out
    assert "Its genre 'Tech ouse' is nearest to 'Tech House'" in misspelt
