"""``aum-sync propose``: one commit, one branch, one pull request, and nobody's work lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.gate.conftest import SEASON
from tests.github.fake_model import BOT
from tests.posting.conftest import BRANCH, PLAN, PROPOSAL, Forge

LOCK = "state/weeks/2.json"


def test_one_commit_on_the_tip_and_one_pull_request_with_its_review(forge: Forge) -> None:
    pull = forge.proposed()
    remote = forge.fake.remote
    assert (pull.author, pull.title, pull.state) == (BOT, "Pull from Spotify", "open")
    assert remote.parents(pull.head) == [forge.stage.tip]
    paths = {path for path, _ in remote.changed(forge.stage.tip, pull.head)}
    assert LOCK in paths
    assert all(path.startswith("state/") for path in paths)
    assert pull.body.startswith(PROPOSAL)
    assert pull.head in forge.fake.remote.git("rev-parse", "refs/heads/aum-sync/pull")
    assert forge.comment(pull.number, PLAN)
    assert remote.people(pull.head) == ("aum-sync@users.noreply.github.com",) * 2


def test_again_it_is_as_it_should_be(forge: Forge) -> None:
    pull = forge.proposed()
    forge.clean()
    forge.run("pull")
    assert forge.propose() == {
        "step": "unchanged",
        "pushed": False,
        "pull": pull.number,
        "url": f"https://github.com/aum/season/pull/{pull.number}",
    }
    assert forge.branch == pull.head
    assert len(forge.fake.world.pulls) == 1
    assert len(forge.comments(pull.number)) == 1


def test_a_new_edit_updates_the_one_pull_request(forge: Forge) -> None:
    pull = forge.proposed()
    forge.clean()
    forge.pulled(tracks="d g")
    assert forge.propose(title="Pull again")["step"] == "propose"
    forge.fake.refresh()
    assert (pull.title, len(pull.commits)) == ("Pull again", 1)
    assert forge.fake.remote.activities()[-1].kind == "force_push"
    assert len(forge.fake.world.pulls) == 1


def test_where_the_base_moved_it_is_made_anew(forge: Forge) -> None:
    pull = forge.proposed()
    tip = forge.stage.direct({"docs/note.md": "x\n"})
    forge.clean()
    forge.run("pull")
    assert forge.propose()["pushed"] is True
    assert forge.branch is not None
    assert forge.fake.remote.parents(forge.branch) == [tip]
    assert pull.state == "open"


def test_what_the_base_got_since_the_checkout_is_kept(forge: Forge) -> None:
    forge.pulled(tracks="d f")
    tip = forge.stage.direct({"docs/note.md": "x\n"})
    forge.propose()
    assert forge.branch is not None
    assert forge.fake.remote.parents(forge.branch) == [tip]
    assert forge.fake.remote.git("show", f"{BRANCH}:docs/note.md") == "x"


def test_what_both_changed_is_not_put_over_it(forge: Forge) -> None:
    forge.pulled(tracks="d f")
    other = forge.stage.text(LOCK).replace('"Aum#2"', '"Aum#2 "')
    forge.stage.direct({LOCK: other})
    assert "changed what is changed here: state/weeks/2.json" in forge.propose(code=5)
    assert forge.branch is None


def test_a_work_tree_that_stands_elsewhere_is_refused(forge: Forge) -> None:
    forge.stage.season.clone.git("commit", "--quiet", "--allow-empty", "--message", "mine")
    assert "is no part of main" in forge.propose(code=1)


def test_nothing_to_propose_leaves_no_trace(forge: Forge) -> None:
    forge.run("pull")
    assert forge.propose() == {"step": "nothing", "pushed": False, "pull": None, "url": None}
    assert (forge.branch, forge.fake.world.pulls) == (None, {})


def test_a_version_id_alone_is_no_reason(forge: Forge) -> None:
    path = forge.stage.season.root / LOCK
    text = re.sub(r'"snapshot": "[^"]*"', '"snapshot": "another"', path.read_text("utf-8"))
    assert text != path.read_text("utf-8")
    path.write_text(text, "utf-8")
    assert forge.propose()["step"] == "nothing"


@pytest.mark.parametrize("author", ["alice", BOT])
def test_commits_of_others_are_left_alone(forge: Forge, author: str) -> None:
    """Also those that bear our name, or the bot's: who pushed is what counts."""
    pull = forge.proposed()
    ours = pull.head
    if author == BOT:
        mine = forge.signed_on(ours)
        forge.fake.push(BRANCH, mine, "alice")
    else:
        mine = forge.fake.commit(BRANCH, {"config/note.txt": "x\n"}, author)
    forge.clean()
    forge.pulled(tracks="d g")
    for _ in range(2):
        assert forge.propose()["step"] == "theirs"
    assert forge.branch == mine
    said = forge.comment(pull.number, PROPOSAL)
    assert mine[:12] in said
    assert ours[:12] not in said


def test_update_branch_is_nobodys_work(forge: Forge) -> None:
    pull = forge.proposed()
    tip = forge.stage.direct({"docs/note.md": "x\n"})
    forge.fake.update_branch(pull, "bob")
    forge.clean()
    forge.run("pull")
    assert forge.propose()["step"] == "propose"
    assert forge.branch is not None
    assert forge.fake.remote.parents(forge.branch) == [tip]


def test_a_branch_with_commits_of_others_and_no_pull_request_stops_it(forge: Forge) -> None:
    theirs = forge.fake.commit(BRANCH, {"config/note.txt": "x\n"}, "alice")
    forge.pulled(tracks="d f")
    assert "commits that are not aum_sync's" in forge.propose(code=1)
    assert forge.branch == theirs


@pytest.mark.parametrize("how", ["merge", "squash"])
def test_after_a_merge_the_branch_is_ours_again(forge: Forge, how: str) -> None:
    pull = forge.proposed()
    forge.fake.commit(BRANCH, {"docs/note.md": "x\n"}, "alice")
    forge.fake.merge(pull, how="merge" if how == "merge" else "squash")
    forge.clean()
    forge.pulled(tracks="d g")
    done = forge.propose()
    assert (done["step"], done["pull"]) == ("propose", pull.number + 1)


def test_closed_means_not_until_something_changes(forge: Forge) -> None:
    pull = forge.proposed()
    forge.fake.close(pull, "alice")
    forge.clean()
    forge.stage.direct({"docs/note.md": "x\n"})
    forge.clean()
    forge.run("pull")
    done = forge.propose()
    assert (done["step"], done["pull"]) == ("declined", pull.number)
    assert len(forge.fake.world.pulls) == 1
    assert forge.branch == pull.head
    forge.clean()
    forge.pulled(tracks="d g")
    done = forge.propose()
    assert (done["step"], done["pull"]) == ("propose", pull.number + 1)


def test_where_nothing_is_left_to_ask_for_it_closes_and_may_ask_again(forge: Forge) -> None:
    pull = forge.proposed()
    forge.clean()
    forge.pulled(tracks="d e")
    assert forge.propose()["step"] == "settled"
    assert (pull.state, pull.closed_by) == ("closed", BOT)
    assert "Closed by aum_sync" in forge.comment(pull.number, PROPOSAL)
    forge.clean()
    forge.pulled(tracks="d f")
    done = forge.propose()
    assert done["pull"] == pull.number + 1
    assert done["step"] in ("propose", "unchanged")


def test_a_pull_request_that_a_person_opened_keeps_its_words(forge: Forge) -> None:
    forge.fake.world.actions_open_pulls = False
    forge.pulled(tracks="d f")
    said = forge.propose(code=1)
    assert "not permitted to create or approve pull requests" in said
    pull = forge.fake.open_pull("alice", BRANCH, title="By hand", body="mine")
    assert forge.propose() | {"url": ""} == {
        "step": "unchanged",
        "pushed": False,
        "pull": pull.number,
        "url": "",
    }
    assert (pull.title, pull.body) == ("By hand", "mine")
    assert forge.comment(pull.number, PLAN)


def test_hostile_words_are_only_words(forge: Forge, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("@alice ````\n</details> <!-- x --> ::error::x\n\x1b[31m#1\n", "utf-8")
    forge.pulled(tracks="d f")
    title = "A\n\n::error::x \u202e" + "t" * 500
    done = forge.propose("--body-file", str(words), title=title)
    pull = forge.fake.world.pulls[done["pull"]]
    assert len(pull.title) <= 200
    assert "\n" not in pull.title
    assert "\u202e" not in pull.title
    assert "`````text\n@alice ````\n</details>" in pull.body
    assert "\x1b" not in pull.body
    subject = forge.fake.remote.git("show", "-s", "--format=%B", pull.head)
    assert subject == pull.title


@pytest.mark.parametrize(
    "name",
    [
        *("main", "aum-sync", "aum-sync/", "aum-sync/..", "aum-sync/a..b", "aum-sync/a\tb"),
        *("x/aum-sync/a", "aum-sync/a.lock", "aum-sync/-x", "aum-sync/a/b", "aum-sync/a."),
        "aum-sync/é",
    ],
)
def test_only_branches_of_ours_are_forced(forge: Forge, name: str) -> None:
    forge.run("propose", "--branch", name, "--title", "x", code=2)
    forge.run("propose", "--branch", BRANCH, "--title", " ", code=2)


def test_a_protected_branch_says_so_without_the_token(forge: Forge) -> None:
    forge.fake.remote.protect(BRANCH)
    forge.pulled(tracks="d f")
    said = forge.propose(code=1)
    assert "GH013" in said
    assert "ghs_" not in said


def test_config_is_proposed_too_and_told_for_people(forge: Forge) -> None:
    path = forge.stage.season.root / SEASON
    path.write_text(path.read_text("utf-8").replace("name: Rap,", "name: Raps,"), "utf-8")
    said = forge.run("propose", "--branch", BRANCH, "--title", "x").out
    assert said == "#1 is up to date: https://github.com/aum/season/pull/1\n"


PULLS = "/repos/aum/season/pulls"


def test_of_two_runs_at_once_one_makes_it_and_the_other_sees_that(forge: Forge) -> None:
    forge.pulled(tracks="d f")
    forge.meanwhile(PULLS, lambda: forge.fake.push(BRANCH, forge.signed_on(forge.stage.tip), BOT))
    done = forge.propose()
    assert (done["step"], done["pushed"]) == ("propose", True)
    assert [one.kind for one in forge.fake.remote.activities()[-2:]] == [
        "branch_creation",
        "force_push",
    ]


def test_what_somebody_pushes_in_between_is_not_lost(forge: Forge) -> None:
    pull = forge.proposed()
    forge.clean()
    forge.pulled(tracks="d g")
    files: dict[str, str | None] = {"docs/note.md": "x\n"}
    forge.meanwhile(PULLS, lambda: forge.fake.commit(BRANCH, files, "alice"))
    assert forge.propose()["step"] == "theirs"
    assert forge.fake.remote.git("show", f"{BRANCH}:docs/note.md") == "x"
    assert forge.comments(pull.number, PROPOSAL)


def test_where_others_are_always_faster_it_gives_up(forge: Forge) -> None:
    forge.pulled(tracks="d f")
    tip = [forge.stage.tip]

    def push() -> None:
        tip.append(forge.signed_on(tip[-1]))
        forge.fake.push(BRANCH, tip[-1], BOT)

    forge.meanwhile(PULLS, push, times=9)
    assert "moved 3 times" in forge.propose(code=5)
    assert forge.branch == tip[-1]


def test_a_pull_request_that_another_run_opened_first_is_taken(forge: Forge) -> None:
    forge.pulled(tracks="d f")
    # The answer to the opening is lost, though it took place.
    forge.fake.fault("drop", path=PULLS, method="POST", after=True)
    done = forge.propose()
    assert (done["pull"], len(forge.fake.world.pulls)) == (1, 1)
