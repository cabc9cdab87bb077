"""No fate without a rule, no rule without a line, over random seasons with every kind of rule."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.config.loader import LoadedConfig
from aum_sync.report.explained import render
from aum_sync.report.style import Style
from aum_sync.season.items import Pin, Snapshot, State
from aum_sync.text.cells import width
from tests.plan.explaining import check_all, explainer_of, loaded
from tests.seasons import state, uri
from tests.small_seasons import SLOTS, weeks

POLICIES = (
    "",
    "policy: {orphans: keep}",
    "policy: {orphans: remove}",
    "policy: {orphans: {move_to: sort}}",
    "policy: {duplicates: uri}",
    "policy: {on_mismatch: triage, orphans: {move_to: rap}}",
)


@st.composite
def configs(draw: st.DrawFn) -> LoadedConfig:
    excludes = draw(st.sampled_from(["[]", "[mizrahi]", "[mizrahi, rap]"]))
    keep = draw(st.sampled_from(["[]", f"['{uri('a')}', '{uri('n')}']"]))
    playlist = draw(st.sampled_from(['playlist: "000000000000000000soul", ', ""]))
    pin = draw(st.sampled_from(["", ", pin: state/pins/mizrahi.json"]))
    correction = draw(st.sampled_from(["none", "mizrahi", "[soul, mizrahi]", "sort"]))
    cleanup = draw(st.sampled_from(["soul", "7", "0000000000000000000abc"]))
    policy = draw(st.sampled_from(POLICIES))
    return loaded(f"""
masters:
  rap: {{playlist: "0000000000000000000rap", genres: [Rap, Hip Hop], keep: {keep}}}
  soul: {{{playlist}genres: [Soul]}}
  israeli:
    playlist: "000000000000000israeli"
    genres: [Israeli]
    excludes: {excludes}
    also:
      - {{script: Hebrew}}
      - {{artists: [Artist b], review: true}}
      - {{artists_file: config/list.txt}}
  mizrahi: {{playlist: "000000000000000mizrahi", genres: [Mizrahi]{pin}}}
  sort: {{playlist: "000000000000000000sort", catch_all: true}}
drop: [Dubstep]
corrections: {{tracks: {{'{uri("c")}': {{master: {correction}, reason: by ear}}}}}}
cleanup:
  - {{remove_from: rap, also_in: {cleanup}}}
  - {{remove_from: "0000000000000000000abc", also_in: mizrahi}}
{policy}
""")


@st.composite
def seasons(draw: st.DrawFn) -> tuple[LoadedConfig, State]:
    config = draw(configs())
    some = st.lists(SLOTS, max_size=6).map(tuple)
    readings = draw(st.dictionaries(st.integers(1, 52), weeks(), max_size=4))
    newer = draw(st.dictionaries(st.integers(1, 52), weeks(), max_size=2))
    bases = draw(st.dictionaries(st.sampled_from([m.key for m in config.config.masters]), some))
    made = state(config.config, readings, bases, held=newer)
    other, old = ("0000000000000000000abc", "released")
    beside = [
        Snapshot(key, key, f"a list, {key}", "", None, "v1", None, draw(some))
        for key in (other, old)
    ]
    pin = Pin("state/pins/mizrahi.json", "2026-11-22", "back", draw(some))
    pins = draw(st.sampled_from([(), (pin,)]))
    others = draw(st.sampled_from([(), (beside[0],)]))
    return config, replace(made, snapshots=(*made.snapshots, beside[1]), others=others, pins=pins)


@settings(max_examples=60)
@given(seasons())
def test_every_fate_and_every_change_has_its_rule_and_every_rule_its_line(
    season: tuple[LoadedConfig, State],
) -> None:
    check_all(explainer_of(*season))


@settings(max_examples=20)
@given(seasons(), st.integers(60, 120))
def test_every_explanation_fits_the_terminal(
    season: tuple[LoadedConfig, State], cells: int
) -> None:
    explainer = explainer_of(*season)
    for name in explainer.names:
        for line in render(explainer.explain(name), Style(cells=cells)).splitlines():
            assert width(line) <= cells
            assert line == line.rstrip()


@settings(max_examples=20)
@given(seasons())
def test_whatever_is_named_is_found_again_by_its_name(season: tuple[LoadedConfig, State]) -> None:
    explainer = explainer_of(*season)
    for name in explainer.names:
        assert explainer.find(name) == (name,)
        assert explainer.candidate(name).ask == explainer.explain(name).ask == name
