"""The plan as a whole: statuses, details, digest, and where it comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aum_sync.plan.build import build
from aum_sync.plan.drift import Left
from aum_sync.plan.types import MasterPlan, Plan, Problem
from aum_sync.season.items import Account, State
from tests.seasons import HEAD, MASTERS, Slots, changes, codes, config, plan, state, track

DETAILS = """
masters:
  rap:
    playlist: "0000000000000000000rap"
    name: "♩ Rap"
    description: "{tracks} tracks · {season}, {weeks} weeks, {first_week}-{last_week}"
    public: false
    genres: [Rap]
  sort: {playlist: "000000000000000000sort", catch_all: true}
"""


def master(made: Plan, key: str) -> MasterPlan:
    return next(one for one in made.masters if one.key == key)


def live(st: State, **details: object) -> State:
    """The state with these details in the snapshot of rap."""
    snapshots = (replace(s, **details) if s.key == "rap" else s for s in st.snapshots)  # type: ignore[arg-type]
    return replace(st, snapshots=tuple(snapshots))


def test_details_are_filled_in_and_compared() -> None:
    cfg = config(DETAILS)
    weeks = {3: ("Rap 2", "a b"), 7: ("Rap 1", "c"), 9: ("", "d")}
    st = live(state(cfg, weeks), name="Old", public=True)
    found = [(d.field, d.old, d.new, d.template) for d in master(plan(cfg, st), "rap").details]
    description = "{tracks} tracks · {season}, {weeks} weeks, {first_week}-{last_week}"
    assert found == [
        ("name", "Old", "♩ Rap", "♩ Rap"),
        ("description", "", "3 tracks · Test season, 2 weeks, 3-7", description),
        ("public", True, False, False),
    ]


SAME = {
    "name": "  ♩ 𝘙𝘢𝘱 ",
    "description": "1 tracks · Test season,  1 weeks, 1-1".replace(" · ", " &#xB7; "),
    "public": None,
}


def test_texts_compare_unescaped_nfkc_and_trimmed_and_an_unknown_public_is_left() -> None:
    cfg = config(DETAILS)
    st = live(state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"}), **SAME)
    assert not plan(cfg, st).changed


def test_a_template_without_weeks_names_the_range() -> None:
    cfg = config(DETAILS)
    description = master(plan(cfg, state(cfg, {})), "rap").details[1].new
    assert description == "0 tracks · Test season, 0 weeks, 1-50"


NEW = MASTERS.replace('{playlist: "0000000000000000000rap", genres', '{name: "Rap!", genres')


def test_a_master_without_a_playlist_is_created_with_its_first_track() -> None:
    cfg = config(NEW)
    made = plan(cfg, state(cfg, {1: ("Rap 1", "a")}))
    one = master(made, "rap")
    assert (one.status, one.playlist, one.size) == ("create", None, (0, 1))
    assert [(d.field, d.old, d.new) for d in one.details] == [("name", None, "Rap!")]
    assert not plan(cfg, state(cfg, {1: ("Soul 1", "a")}, {"soul": "a"})).changed


def test_a_master_without_an_id_whose_name_is_taken_is_refused_and_offered_that_id() -> None:
    cfg = config(NEW)
    st = state(cfg, {1: ("Rap 1", "a")})
    account = Account("curator", (("1" * 22, " rap! "), ("2" * 22, "Rap!")))
    made = plan(cfg, replace(st, account=account))
    assert (master(made, "rap").status, master(made, "rap").add) == ("blocked", ())
    assert [(p.level, p.code) for p in made.problems] == [("error", "namesake")]
    assert made.problems[0].hint is not None
    assert "2" * 22 in made.problems[0].hint


def test_a_master_that_was_never_read_has_no_effects() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")})
    made = plan(cfg, replace(st, snapshots=()))
    assert {one.status for one in made.masters} == {"unread"}
    assert not made.changed
    elsewhere = live(st, playlist="9" * 22)
    assert master(plan(cfg, elsewhere), "rap").status == "unread"


def test_a_renamed_key_finds_the_snapshot_of_the_old_one() -> None:
    old = config()
    st = state(old, {1: ("Rap 1", "a")}, {"rap": "a"})
    new = config(MASTERS.replace("rap: {", "hip-hop: {was: rap, "))
    made = plan(new, st)
    assert not made.changed
    assert codes(made) == []


def test_a_master_taken_out_of_the_yaml_is_released_and_said_so() -> None:
    old = config()
    st = state(old, {1: ("Soul 1", "a")}, {"rap": "x", "soul": "a"})
    new = config("\n".join(line for line in MASTERS.splitlines() if "rap" not in line))
    made = plan(new, st)
    assert [one.key for one in made.masters] == ["sort", "soul"]
    assert codes(made) == ["released"]


def test_what_somebody_edited_is_told_where_it_is_known_how_masters_were_left() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a")}, {"rap": "a x"})
    (rap,) = (one for one in st.snapshots if one.key == "rap")
    left = Left(replace(rap, slots=rap.slots[:1]), "apply 7")
    made = build(cfg, st, commit=None, base_from="snapshots", lefts={"rap": left})
    assert [(one.code, one.master) for one in made.problems] == [("edited", "rap")]
    assert codes(build(cfg, st, commit=None, base_from="snapshots")) == []


def test_the_digest_covers_effects_and_nothing_else() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1", "a"), 2: ("Soul 1", "b")}, {"rap": "o"})
    made = plan(cfg, st)
    renewed = tuple(replace(one, snapshot="v9") for one in st.snapshots)
    assert plan(cfg, replace(st, snapshots=renewed)) == made
    commented = config(HEAD + "# a comment\n" + MASTERS.replace("[Rap, Hip Hop]", "[Polka, Rap]"))
    assert plan(commented, st).digest == made.digest
    assert plan(commented, st).inputs.config != made.inputs.config
    live_base = build(cfg, st, commit="abc", base_from="live")
    assert live_base.digest == made.digest
    assert (live_base.inputs.commit, live_base.inputs.base[:5]) == ("abc", "live:")
    more = state(cfg, {1: ("Rap 2", "a c"), 2: ("Soul 1", "b")}, {"rap": "o"})
    assert plan(cfg, more).digest != made.digest
    assert plan(cfg, replace(st, account=Account("another"))).digest != made.digest
    assert plan(cfg, replace(st, account=None)).account is None


def test_a_template_that_only_counts_differently_has_the_same_effect_on_the_digest() -> None:
    cfg = config(DETAILS)
    one = live(state(cfg, {1: ("Rap 1", "a")}, {"rap": "a"}), name="♩ Rap", description="old")
    other = live(state(cfg, {1: ("Rap 1", "a")}, {"rap": "a o"}), name="♩ Rap", description="old")
    assert plan(cfg, one).digest == plan(cfg, other).digest


def test_the_order_of_yaml_keys_changes_nothing() -> None:
    lines = MASTERS.strip().splitlines()
    permuted = "\n".join([lines[0], *reversed(lines[1:])])
    cfg, other = config(), config(permuted)
    st = state(cfg, {1: ("Rap 1, Soul 1", "a b")}, {"rap": "b"})
    assert plan(cfg, st) == plan(other, st)


@pytest.mark.parametrize(
    ("base", "weeks", "expected"),
    [
        ("o o o", "a", (3, 3)),
        ("", "a b c", (3, 1)),
        ("o", "a", (3, 1)),
        ("a a", "a", (3, 2)),
        ("a", "a", (0, 0)),
    ],
)
def test_the_cost_in_requests(base: str, weeks: str, expected: tuple[int, int]) -> None:
    cfg = config()
    made = plan(cfg, state(cfg, {1: (f"Rap {len(weeks.split())}", weeks)}, {"rap": base}))
    assert (made.requests.read, made.requests.write) == expected


def test_the_cost_counts_pages_chunks_runs_moves_and_details() -> None:
    cfg = config(MASTERS.replace("[Rap, Hip Hop]", "[Rap], name: New name, order: oldest-first"))
    names = [f"t{n}" for n in range(120)]
    weeks: dict[int, tuple[str, Slots]] = {
        1: ("Rap 120", tuple(map(track, names))),
        2: ("Rap 2", "y x"),
    }
    made = plan(cfg, state(cfg, weeks, {"rap": "x t119 y z"}))
    # x goes behind y and its follower z; a run of 119 before t119 takes two requests; one for
    # the name. Looked up in the library; pages: one before, three after.
    rap = master(made, "rap")
    assert (len(rap.move), len(rap.add), len(rap.details)) == (1, 119, 1)
    assert changes(made, "rap")[0] == "+t0 alias"
    assert (made.requests.read, made.requests.write) == (1 + 1 + 3, 2 + 1 + 1)


def test_removing_one_uri_in_two_places_is_one_of_a_hundred() -> None:
    cfg = config()
    names = [f"t{n}" for n in range(100)]
    base = " ".join(["t0", *names])
    made = plan(cfg, state(cfg, {1: ("Soul 100", tuple(map(track, names)))}, {"rap": base}))
    # 101 slots of 100 URIs leave rap in one request, and one adds them to soul.
    assert made.requests.write == 2


def test_a_placeholder_in_the_seasons_name_is_not_filled_in() -> None:
    yaml = HEAD.replace("Test season", "Best of {weeks}") + DETAILS
    cfg = config(yaml)
    made = plan(cfg, state(cfg, {}))
    assert "Best of {weeks}, 0 weeks" in str(master(made, "rap").details[1].new)


def test_masters_without_change_are_not_in_the_digest() -> None:
    cfg = config()
    one = state(cfg, {1: ("Rap 1", "a")}, {"soul": "x"})
    other = state(cfg, {1: ("Rap 1", "a")}, {"soul": "y z"})
    assert plan(cfg, one).digest == plan(cfg, other).digest


def test_a_master_that_could_not_be_read_just_now_is_blocked_and_said() -> None:
    cfg = config()
    st = state(cfg, {1: ("Rap 1, Soul 1", "a b")})
    gone = {"rap": ("it is gone (404)", "look for it")}
    made = build(cfg, st, commit=None, base_from="live", unreadable=gone)
    assert (master(made, "rap").status, master(made, "rap").add) == ("blocked", ())
    assert changes(made, "soul") == ["+b alias"]
    assert made.problems == (
        Problem("error", "unreadable", "it is gone (404)", master="rap", hint="look for it"),
    )


def test_a_filled_playlist_that_no_apply_has_touched_is_a_first_contact() -> None:
    st = state(config(), {1: ("Rap 1", "a")}, {"rap": "b", "soul": "", "sort": "c"})
    known = replace(
        st,
        snapshots=tuple(replace(s, applied="x" if s.key == "sort" else None) for s in st.snapshots),
    )
    made = plan(config(), known)
    assert {one.key: one.first for one in made.masters} == {
        "rap": True,
        "soul": False,
        "sort": False,
    }
