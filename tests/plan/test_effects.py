"""The digest of a plan: what it covers, so that a review stands for exactly these effects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from aum_sync import __version__
from aum_sync.plan.inputs import effects_of
from aum_sync.plan.types import Plan
from aum_sync.season.items import Artist, Pin, Reading, Slot, Snapshot
from tests.seasons import HEAD, MASTERS, config, plan, slots, state, track, uri

ORDERED = MASTERS.replace("[Rap, Hip Hop]", "[Rap], order: newest-first, description: '{tracks} t'")


def made() -> Plan:
    cfg = config(ORDERED)
    weeks = {1: ("Rap 1", "a"), 2: ("Rap 4, Soul 1", "b c f e d")}
    return plan(cfg, state(cfg, weeks, {"rap": "a - b d c f"}))


def test_the_digest_is_the_hash_of_account_playlists_details_and_changes() -> None:
    # A reviewed digest must survive an update of the tool, so it is worked out anew here. The week
    # before goes to the end, with the null slot that follows it.
    effects = {
        "account": "curator",
        "masters": {
            "rap": {
                "playlist": "0000000000000000000rap",
                "details": {"description": "{tracks} t"},
                "changes": [
                    ["add", uri("e"), "alias"],
                    ["move", "", "order"],
                    ["move", uri("a"), "order"],
                    ["remove", uri("d"), "misplaced"],
                ],
            },
            "soul": {
                "playlist": "000000000000000000soul",
                "details": {},
                "changes": [["add", uri("d"), "alias"]],
            },
        },
    }
    text = json.dumps(effects, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert made().digest == hashlib.sha256(text.encode()).hexdigest()


def test_the_effects_one_by_one_are_those_that_the_digest_covers() -> None:
    rap, soul = "0000000000000000000rap", "000000000000000000soul"
    assert effects_of(made()) == {
        ("rap", rap, "add", uri("e"), "alias"),
        ("rap", rap, "move", "", "order"),
        ("rap", rap, "move", uri("a"), "order"),
        ("rap", rap, "remove", uri("d"), "misplaced"),
        ("rap", rap, "description", "", "{tracks} t"),
        ("soul", soul, "add", uri("d"), "alias"),
    }


def test_the_effects_on_a_master_that_is_made_have_no_playlist() -> None:
    cfg = config(MASTERS.replace('playlist: "0000000000000000000rap", ', ""))
    made_now = plan(cfg, state(cfg, {1: ("Rap 1", "a")}))
    assert ("rap", "", "add", uri("a"), "alias") in effects_of(made_now)


SLOT = track("a", "Anna")
OTHER_SLOTS = {
    "uri": replace(SLOT, uri=uri("z")),
    "relinked": replace(SLOT, linked_from=uri("z")),
    "title": replace(SLOT, name="Another"),
    "artist": replace(SLOT, artists=(Artist("id-Anna", "Hanna"),)),
    "artist's id": replace(SLOT, artists=(Artist("id-other", "Anna"),)),
    "length": replace(SLOT, duration_ms=1),
    "ISRC": replace(SLOT, isrc="GBAYE0601498"),
    "state": replace(SLOT, state="episode"),
}


def weeks_digest(slot: Slot = SLOT, edit: Callable[[Reading], Reading] | None = None) -> str:
    """The digest of the weeks of a season of one item, whose reading is edited."""
    cfg = config()
    st = state(cfg, {1: ("Rap 1", (slot,))})
    (week,) = st.weeks
    assert week.passed is not None
    edited = replace(week, passed=edit(week.passed) if edit else week.passed)
    return plan(cfg, replace(st, weeks=(edited,))).inputs.weeks


@pytest.mark.parametrize("other", OTHER_SLOTS.values(), ids=OTHER_SLOTS.keys())
def test_the_inputs_name_every_week_by_all_that_decides_about_its_tracks(other: Slot) -> None:
    assert weeks_digest(other) != weeks_digest()


def test_the_inputs_name_every_week_by_its_playlist_name_and_description() -> None:
    whole = weeks_digest()
    assert weeks_digest(edit=lambda one: replace(one, playlist="9" * 22)) != whole
    assert weeks_digest(edit=lambda one: replace(one, name="Aum#1 again")) != whole
    assert weeks_digest(edit=lambda one: replace(one, description="Soul 1")) != whole
    assert weeks_digest(edit=lambda one: replace(one, snapshot="v2")) == whole
    assert weeks_digest(replace(SLOT, album="Reissue", added_at="2026-01-02T03:04:05Z")) == whole


def test_the_inputs_name_a_week_by_a_reading_that_is_held_too() -> None:
    cfg = config()
    states = [
        state(cfg, {1: ("Rap 1", "a")}, held={1: ("Rap 9", content)}) for content in ("b", "c")
    ]
    assert len({plan(cfg, one).inputs.weeks for one in states}) == 2


def test_the_inputs_name_every_pin_by_its_content() -> None:
    cfg = config(MASTERS.replace("[Soul]", "[Soul], pin: state/pins/soul.json"))
    pins = [Pin("state/pins/soul.json", "2026-11-22", "why", slots(one)) for one in ("a", "b")]
    states = [replace(state(cfg, {1: ("Rap 1", "a")}), pins=(pin,)) for pin in pins]
    assert len({plan(cfg, one).inputs.weeks for one in states}) == 2


def base_digest(edit: Callable[[Snapshot], Snapshot] | None = None) -> str:
    """The digest of the base of a small season, whose snapshots are edited."""
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"})
    snapshots = tuple(edit(one) if edit else one for one in st.snapshots)
    return plan(cfg, replace(st, snapshots=snapshots)).inputs.base


def test_the_inputs_name_the_base_by_content_and_details_and_not_by_version() -> None:
    whole = base_digest()
    assert base_digest(lambda one: replace(one, name="Another")) != whole
    assert base_digest(lambda one: replace(one, description="Another")) != whole
    assert base_digest(lambda one: replace(one, public=True)) != whole
    assert base_digest(lambda one: replace(one, playlist="9" * 22)) != whole
    assert base_digest(lambda one: replace(one, slots=())) != whole
    assert base_digest(lambda one: replace(one, snapshot="v2", applied="another")) == whole
    kind, _, digits = whole.partition(":")
    assert (kind, len(digits), set(digits) <= set("0123456789abcdef")) == ("snapshots", 16, True)


def test_the_inputs_name_configuration_weeks_and_tool() -> None:
    inputs = made().inputs
    assert (inputs.commit, inputs.tool) == (None, __version__)
    assert len(inputs.config) == len(inputs.weeks) == 64
    renamed = config(HEAD.replace("Test season", "Another") + MASTERS)
    st = state(renamed, {1: ("Rap 1", "a")})
    assert plan(renamed, st).inputs.config != plan(config(), st).inputs.config
    assert plan(renamed, st).inputs.weeks == plan(config(), st).inputs.weeks
